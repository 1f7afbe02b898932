import HuaweiCloud
import StarlarkSyntax
import StateStore
import Synchronization

// Between the session and the journal. What a script is told passes here: found in the recording while a run is
// replayed, written down when it is new.

/// Writes down what a session does, and knows what it did before.
final class RunRecorder: Sendable {
  struct State {
    var isOpen = false
    var source = SourceText(name: "", bytes: [])
    var writer: RunWriter?
    /// What was recorded before a run began that begins late.
    var early: [@Sendable (RunWriter) -> Void] = []
    var replay: ReplayState?
    /// Why the journal cannot be written.
    var failure: JournalError?
  }

  let recording: RunRecording?
  private let identity: ProjectIdentity
  let state = Mutex(State())

  init(_ recording: RunRecording?, project: ProjectIdentity) {
    self.recording = recording
    identity = project
  }

  /// The project, which targets name.
  var project: String? { identity.text }

  /// Whether what happens is written down.
  var isActive: Bool { recording != nil && state.withLock(\.isOpen) }

  /// The run under way; nil while there is none.
  var run: RunID? { state.withLock { $0.writer?.id } }

  // MARK: Beginning and end

  /// Begins the run of a text.
  func open(_ source: SourceText) throws(JournalError) {
    guard let recording else { return }
    state.withLock { state in
      state = State()
      state.isOpen = true
      state.source = source
      state.replay = recording.replay.map(ReplayState.init)
    }
    if !recording.isLazy { _ = try writer() }
  }

  /// The run's writer, begun where it is not yet.
  func writer() throws(JournalError) -> RunWriter? {
    guard let recording else { return nil }
    return try state.withLock { state throws(JournalError) in
      if let writer = state.writer { return writer }
      guard state.isOpen else { return nil }
      let writer = try recording.begin(state.source)
      for record in state.early { record(writer) }
      state.early = []
      state.writer = writer
      return writer
    }
  }

  /// Ends the run, and gives why that could not be written down.
  func close(_ outcome: RunOutcome) -> JournalError? {
    guard let recording else { return nil }
    let writer = state.withLock { state in
      defer {
        state.writer = nil
        state.isOpen = false
        state.early = []
      }
      return state.writer
    }
    guard let writer else { return nil }
    let (code, summary) = recording.ending(outcome)
    do throws(JournalError) {
      try settleRepeated(writer)
      try writer.end(exitCode: code, summary: summary)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Calls

  /// Records a call with its answer.
  func record(
    _ identity: CallIdentity, _ operation: String, _ arguments: JSON,
    _ result: RecordedCall.Result, _ redaction: Redaction = .suspected
  ) {
    let call = RecordedCall(
      identity, operation: operation, arguments: arguments.description, result: result)
    add { $0.record(call, without: redaction) }
  }

  /// The digest of bytes as the journal names them.
  func digest(of bytes: [UInt8]) -> String {
    recording.map { Journal.hexadecimal($0.journal.digest(bytes)) } ?? ""
  }

  /// Whether the recording has a loaded file already.
  func knows(module path: String) -> Bool {
    state.withLock { state in
      state.replay?.recording.details.inputs.contains { $0.role == .module && $0.name == path }
        ?? false
    }
  }

  /// What was read before, by its digest; nil where it is not kept.
  func content(digest: String) -> [UInt8]? {
    guard let recording else { return nil }
    let known = state.withLock { $0.replay?.recording.details.inputs ?? [] }
    guard let input = known.first(where: { Journal.hexadecimal($0.digest) == digest }) else {
      return nil
    }
    return try? recording.journal.content(of: input.digest) ?? nil
  }

  /// Records a text that was read.
  func record(_ input: RunInput) {
    add { $0.record(input) }
  }

  /// Notes something that the timeline shows.
  func note(_ kind: String, _ text: String) throws(JournalError) {
    try writer()?.note(kind, text)
  }

  private func add(_ record: @escaping @Sendable (RunWriter) -> Void) {
    guard recording != nil else { return }
    let writer = state.withLock { state -> RunWriter? in
      if state.isOpen, state.writer == nil { state.early.append(record) }
      return state.writer
    }
    if let writer { record(writer) }
  }
}
