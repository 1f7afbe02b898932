import HuaweiCloud
import Starlark
package import StarlarkCompiler
package import StarlarkSyntax

/// One run of a script, or one REPL.
///
/// It evaluates on a thread of its own, one thing at a time. Each function comes twice: for callers that may be
/// blocked, and for those in tasks. ``cancel()`` comes from any thread.
package final class Session: Sendable {
  let settings: SessionSettings
  let control: SessionControl
  let core: SessionCore

  package init(cloud: CloudAccess, settings: SessionSettings, events: any SessionEvents) {
    self.settings = settings
    let control = SessionControl()
    self.control = control
    core = SessionCore(cloud: cloud, settings: settings, events: events, control: control)
  }

  /// What is done with changes; it may be switched between two evaluations.
  package var mode: SessionMode {
    get { control.mode }
    set { control.mode = newValue }
  }

  /// Runs a script: parses, compiles, evaluates, sends all changes, and runs what `defer` registered.
  @available(*, noasync)
  package func run(_ source: SourceText) -> RunOutcome {
    let watchdog = begin()
    defer { watchdog?.cancel() }
    return EvaluationThread.run { [core] in core.run(source) }
  }

  /// Runs a script, from a task.
  package func run(_ source: SourceText) async -> RunOutcome {
    let watchdog = begin()
    defer { watchdog?.cancel() }
    return await EvaluationThread.run { [core] in core.run(source) }
  }

  /// Makes changes without a script: what takes a run back.
  ///
  /// - Parameters:
  ///   - changes: What is set, in order.
  ///   - source: What the journal keeps as the run's text.
  /// - Returns: What came of it.
  @available(*, noasync)
  package func make(_ changes: [DirectChange], as source: SourceText) -> RunOutcome {
    let watchdog = begin()
    defer { watchdog?.cancel() }
    return EvaluationThread.run { [core] in core.make(changes, as: source) }
  }

  /// Evaluates a chunk of a REPL; its globals stay for the next one.
  ///
  /// - Parameters:
  ///   - chunk: What is evaluated.
  ///   - folder: Where what it loads lies; nil for the session's.
  ///   - whenReady: Called before it begins; from then on ``cancel()`` is for this chunk.
  /// - Returns: What came of it.
  @available(*, noasync)
  package func evaluate(
    _ chunk: SourceText, in folder: String? = nil, whenReady: () -> Void = {}
  ) -> ChunkOutcome {
    let watchdog = begin()
    defer { watchdog?.cancel() }
    whenReady()
    return EvaluationThread.run { [core] in core.evaluate(chunk, folder: folder) }
  }

  /// Evaluates a chunk of a REPL, from a task.
  package func evaluate(_ chunk: SourceText) async -> ChunkOutcome {
    let watchdog = begin()
    defer { watchdog?.cancel() }
    return await EvaluationThread.run { [core] in core.evaluate(chunk) }
  }

  /// Stops what runs: the script, its waits, and sending.
  ///
  /// What is under way may finish; a second call gives that up too.
  package func cancel() {
    control.stop(.cancelled)
  }

  /// Makes ready for the next evaluation, and watches its time.
  func begin() -> Task<Void, Never>? {
    control.begin()
    return settings.deadline.map { deadline in
      Task { [settings, control] in
        if await settings.clock.sleep(deadline) { control.stop(.deadline(deadline)) }
      }
    }
  }

  // MARK: What a REPL completes, between two chunks

  /// The names that a chunk may use, sorted: globals, built-ins and what the language has.
  package var names: [String] { core.names }

  /// The names of the attributes of a global or predeclared value, sorted; none where there is no such name.
  package func attributes(of name: String) -> [String] { core.attributes(of: name) }

  /// What is known of a built-in, such as `ignorePort` or `cloud.call`.
  package static func signature(of name: String) -> Signature? {
    Builtins.signatures.first { $0.name == name }
  }

  /// The keyword arguments of a built-in.
  package static func keywords(of name: String) -> [String] {
    signature(of: name)?.parameters.filter { $0.kind == .ordinary || $0.kind == .keywordOnly }
      .map(\.name) ?? []
  }
}
