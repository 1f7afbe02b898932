// Tells on standard error what a session does, while standard output has the script's own words. A thread looks
// ten times a second whether there is something to tell, so that a session never waits for the terminal.

internal import Glibc
internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import Synchronization

final class Reporter: SessionEvents {
  private struct State {
    var progress = RunProgress()
    var isShown = false
    var lastLine = ContinuousClock.now
    var announcedWait: RunProgress.Wait?
    var isRunning = false
    /// While somebody is asked, nothing is drawn.
    var isPaused = false
    var told: Set<String> = []
  }

  private static let patience = Duration.milliseconds(500)
  private static let sparseInterval = Duration.seconds(10)
  private static let longWait = Duration.seconds(2)
  private static let tick: useconds_t = 100_000

  private let streams: Streams
  private let format: SummaryFormat
  private let verbosity: Verbosity
  let style: TextStyle
  private let hasBar: Bool
  private let state = Mutex(State())

  /// Whether nothing is shown of what the script prints.
  private let isSilent: Bool

  init(_ streams: Streams, _ options: SessionOptions, isSilent: Bool = false) {
    self.isSilent = isSilent
    self.streams = streams
    format = options.summary
    verbosity = options.verbosity
    style = TextStyle(options.colour, streams.errors, streams)
    hasBar =
      streams.errors.isTerminal && streams.variable("TERM") != "dumb" && options.summary == .human
      && options.verbosity != .quiet
  }

  /// Tells of what happens from now on until ``stop()``.
  func start() {
    state.withLock { state in
      state = State()
      state.isRunning = true
    }
    let start = ContinuousClock.now
    // The reporter may be gone before its thread looks again.
    Thread.start(stackSize: 1 << 18) { [weak self] in
      while self?.look(after: ContinuousClock.now - start) == true {
        usleep(Self.tick)
      }
    }
  }

  /// Ends telling and leaves the terminal clean.
  func stop() {
    state.withLock { state in
      state.isRunning = false
      erase(&state)
    }
    streams.output.flush()
  }

  /// Leaves the terminal to somebody else for a while.
  func pause<Result>(_ body: () -> Result) -> Result {
    state.withLock { state in
      state.isPaused = true
      erase(&state)
    }
    defer { state.withLock { $0.isPaused = false } }
    streams.output.flush()
    return body()
  }

  /// Whether to look again.
  private func look(after elapsed: Duration) -> Bool {
    streams.output.flushIfIdle()
    return state.withLock { state in
      guard state.isRunning else { return false }
      guard !state.isPaused else { return true }
      guard elapsed >= Self.patience, verbosity != .quiet, format != .json, streams.showsProgress
      else { return true }
      let line = ProgressLine(progress: state.progress)
      if hasBar {
        draw(line, &state)
      } else {
        tell(line, &state)
      }
      return true
    }
  }

  private func draw(_ line: ProgressLine, _ state: inout State) {
    guard line.isWorthShowing else { return erase(&state) }
    streams.errors.write("\r\u{1b}[K\(line.bar(columns: style.columns))")
    state.isShown = true
  }

  private func erase(_ state: inout State) {
    guard state.isShown else { return }
    streams.errors.write("\r\u{1b}[K")
    state.isShown = false
  }

  /// A line now and then: when a long wait begins, and every ten seconds.
  private func tell(_ line: ProgressLine, _ state: inout State) {
    let now = ContinuousClock.now
    let wait = line.progress.wait
    let isNewWait =
      wait != nil
      && (state.announcedWait?.operation != wait?.operation
        || state.announcedWait?.turn != wait?.turn)
      && wait.map { $0.turn != nil || $0.duration >= Self.longWait } == true
    guard line.isWorthShowing, isNewWait || now - state.lastLine >= Self.sparseInterval else {
      return
    }
    state.lastLine = now
    state.announcedWait = wait
    switch format {
    case .human: streams.errors.writeLine(line.sparse)
    case .jsonl: streams.errors.writeLine("\(RunJSON.progress(line.progress))")
    case .json: break
    }
  }

  // MARK: - What the session says

  func printed(_ bytes: [UInt8]) {
    guard !isSilent else { return }
    state.withLock { erase(&$0) }
    let isRead = streams.output.write(bytes)
    if !isRead, streams.interruption.signal == nil { streams.interruption.raise(SIGPIPE) }
  }

  /// Tells something in a line, once.
  func tell(_ line: String) {
    guard verbosity != .quiet, format == .human else { return }
    writeOnce(line)
  }

  func warned(_ warning: Diagnostic) {
    guard verbosity != .quiet, format != .json else { return }
    let text = format == .human ? Reports.text(warning, style) : "\(RunJSON.diagnostic(warning))"
    writeOnce(text)
  }

  /// Writes a line unless it was written before: a loop over a thousand agents says the same thing a thousand times.
  private func writeOnce(_ text: String) {
    state.withLock { state in
      guard state.told.count < 1_000, state.told.insert(text).inserted else { return }
      erase(&state)
      streams.output.flush()
      streams.errors.writeLine(text)
    }
  }

  func progressed(_ progress: RunProgress) {
    state.withLock { $0.progress = progress }
  }

  var followsChanges: Bool {
    format == .jsonl || (format == .human && verbosity == .verbose)
  }

  func settled(_ records: [ChangeRecord]) {
    switch format {
    case .jsonl:
      for record in records { streams.errors.writeLine("\(RunJSON.change(record))") }
    case .human where verbosity == .verbose:
      state.withLock { state in
        erase(&state)
        for line in Reports.batch(records) { streams.errors.writeLine(line) }
      }
    case .human, .json: break
    }
  }
}
