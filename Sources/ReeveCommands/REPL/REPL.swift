// The session at a terminal: reads a block, evaluates it, shows what came of it, again and again. It knows nothing
// of keys and screens (`LineEditor`) nor of the language (`Runbooks.Session`, `Assistant`).

internal import Glibc
internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

final class REPL {
  private static let leaving: Set<String> = ["exit", "quit", "exit()", "quit()"]

  let reporter: Reporter
  var options: InteractiveOptions
  let streams: Streams
  var desk: Desk
  let transcript = Transcript()
  /// The runs of the journal that lines of this session have become.
  var runs: [RunID] = []
  private var chunks = 0
  /// The frame of the last error that is looked at.
  var frame: Int?
  /// The modes that are on; the strictest counts.
  lazy var modes: Set<SessionMode> = options.mode == .live ? [] : [options.mode]
  /// What the last block that was evaluated said, for `:edit`.
  var lastBlock = ""
  /// Whether somebody asked to leave, or a signal did.
  var ending: ExitCode?

  var session: Session { desk.session }

  init(
    _ workplace: Workplace, _ reporter: Reporter, _ options: InteractiveOptions, _ streams: Streams
  ) {
    self.reporter = reporter
    self.options = options
    self.streams = streams
    desk = Desk(workplace, options, streams, reporter)
    streams.output.observe { [transcript] in transcript.note($0) }
    streams.errors.observe { [transcript] in transcript.note($0) }
    divert()
  }

  /// What is said while a line is edited goes above it, and Ctrl-C is for the line until Enter.
  func divert() {
    guard let editor = desk.reader as? LineEditor else { return }
    editor.onEnter = { [interruption = streams.interruption] in interruption.forget(SIGINT) }
    let above = editor.above
    for sink in [streams.output, streams.errors] where sink.isTerminal {
      sink.divert { above.printIfEditing(String(decoding: $0, as: UTF8.self)) }
    }
  }

  deinit {
    for sink in [streams.output, streams.errors] {
      sink.observe(nil)
      sink.divert(nil)
    }
  }

  func run() throws(Failure) -> ExitCode {
    if options.session.verbosity != .quiet {
      let keys = desk.reader is LineEditor ? "Tab completes, " : ""
      streams.errors.writeLine(
        "reeve \(Reeve.version): \(keys)?NAME explains, :help lists commands, Ctrl-D leaves.")
    }
    runStartup()
    streams.interruption.forget(SIGINT)
    if ending == nil, let file = options.file { try load(file) }
    while ending == nil {
      if let signal = streams.interruption.signal, signal != SIGINT { return .signal(signal) }
      for text in desk.history.news() { desk.reader.addHistory(text) }
      let input: Input
      do throws(LineEditorError) {
        input = try desk.reader.readLine(prompt: prompt)
      } catch {
        guard case .terminated(let signal) = error else {
          throw Failure(.noInput, error.description)
        }
        return .signal(signal)
      }
      switch input {
      case .cancelled: continue
      case .endOfInput:
        // In a frame that failed it leads back to the session.
        guard frame != nil else { return .done }
        leaveFrame()
      case .text(let text): take(text)
      }
    }
    return ending ?? .done
  }

  private func take(_ text: String) {
    let trimmed = text.trimmingBlanks
    guard !trimmed.isEmpty else { return }
    transcript.noteInput(
      prompt.text, SecretText.redacted(text, dialect: desk.assistant.dialect))
    guard !Self.leaving.contains(trimmed) else {
      ending = .done
      return
    }
    let kept = desk.history.kept(text)
    if let kept { desk.reader.addHistory(kept) }
    let entry = kept.flatMap(desk.history.begin)
    let code: ExitCode
    if let line = ConsoleLine(text) {
      code = obey(line)
    } else {
      lastBlock = text
      code = evaluate(text)
    }
    desk.history.finish(
      entry,
      code == .interrupted || code == .unconfirmed
        ? .cancelled : code == .done ? .succeeded : .failed)
  }

  // MARK: Evaluation

  /// Evaluates a block and shows what came of it.
  @discardableResult
  func evaluate(_ text: String) -> ExitCode {
    chunks += 1
    return evaluate(SourceText(name: "<\(chunks)>", text: text))
  }

  /// Evaluates a text and shows what came of it.
  func evaluate(_ source: SourceText, in folder: String? = nil) -> ExitCode {
    let (outcome, ending) = perform(source, in: folder)
    present(outcome)
    ending.tell(streams, options.session, reporter.style, showsPlace: false)
    if outcome.run.error != nil { beginPostMortem() }
    return ending.code
  }

  /// Evaluates a text and shows nothing but what it prints.
  func perform(
    _ source: SourceText, in folder: String? = nil
  ) -> (outcome: ChunkOutcome, ending: Ending) {
    let (session, interruption) = (session, streams.interruption)
    // What is typed meanwhile is for the next prompt, and would stand in the way of the progress.
    let echo = TerminalEcho.off(streams.input)
    defer { echo?.restore() }
    reporter.start()
    // A signal that came since Enter cancels it at once.
    let outcome = session.evaluate(source, in: folder) {
      interruption.handle { signal, count in
        guard count <= 3 || signal == SIGINT else { _exit(128 + signal) }
        session.cancel()
      }
    }
    reporter.stop()
    interruption.handle(nil)
    if let run = outcome.run.run, !outcome.run.counts.applied.isEmpty { runs.append(run) }
    desk.assistant.forgetNames()
    let signal = interruption.signal
    if let signal, signal != SIGINT { ending = .signal(signal) }
    return (outcome, Ending(outcome.run, signal: signal))
  }

  // MARK: Output

  /// Shows what a text gave.
  func present(_ outcome: ChunkOutcome, pages: Bool = true) {
    if let table = outcome.table, outcome.run.error == nil {
      show(table, pages: pages)
    } else if let value = outcome.value {
      streams.output.writeLine(value)
    }
    if let plan = outcome.run.plan { show(plan) }
    streams.output.flush()
  }

  private func show(_ table: ResultTable, pages: Bool) {
    let pager = self.pager
    let width = streams.output.isTerminal ? pager.size.columns : 120
    let secrets = desk.workplace.secrets
    var table = table
    table.rows = table.rows.map { row in row.map { cell in cell.map(secrets.hidden(in:)) } }
    let text = TableText(table, width: width)
    let isBold = reporter.style.usesColour && streams.output.isTerminal
    let header = isBold ? "\u{1b}[1m\(text.header)\u{1b}[0m" : text.header
    let lines = [header] + text.rows + text.notes
    if pages { return show(lines, notes: text.notes.count) }
    let most = streams.output.isTerminal ? max(pager.size.rows - 3, 5) : lines.count
    for line in lines.prefix(most) { streams.output.writeLine(line) }
    if lines.count > most { streams.output.writeLine("… \(lines.count - most) more lines") }
  }

  /// Shows lines, page by page where they are more than the screen has.
  func show(_ lines: [String], notes: Int = 0) {
    streams.output.flush()
    guard streams.output.isTerminal, desk.reader is LineEditor else {
      for line in lines { streams.output.writeLine(line) }
      return
    }
    let lines = lines.map(desk.workplace.secrets.hidden(in:))
    transcript.note(Array((lines.joined(separator: "\n") + "\n").utf8))
    streams.interruption.reset()
    pager.show(lines, notes: notes)
  }

  private var pager: Pager {
    Pager(
      input: streams.input, output: STDOUT_FILENO, interruption: streams.interruption.descriptor,
      command: streams.variable("PAGER"))
  }

  /// Says why something cannot be done.
  @discardableResult
  func refuse(_ message: String, _ advice: String? = nil) -> ExitCode {
    streams.errors.write(Failure(.failed, message, advice: advice).lines)
    return .failed
  }

  func say(_ line: String) { streams.errors.writeLine(line) }
}

extension String {
  /// The text without blanks and line ends around it.
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
