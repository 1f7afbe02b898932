import HuaweiCloud
import Starlark
package import StarlarkCompiler
package import StarlarkSyntax

/// One run of a script, or one REPL.
///
/// ``run(_:)`` and ``evaluate(_:)`` block the thread that calls them, and evaluate on one of their own. One of them at
/// a time; ``cancel()`` comes from any thread.
package final class Session: Sendable {
  let settings: SessionSettings
  let control: SessionControl
  private let core: SessionCore

  package init(cloud: CloudAccess, settings: SessionSettings, events: any SessionEvents) {
    self.settings = settings
    let control = SessionControl()
    self.control = control
    core = SessionCore(cloud: cloud, settings: settings, events: events, control: control)
  }

  /// Runs a script: parses, compiles, evaluates, sends all changes, and runs what `defer` registered.
  package func run(_ source: SourceText) -> RunOutcome {
    perform { $0.run(source) }
  }

  /// Evaluates a chunk of a REPL; its globals stay for the next one.
  package func evaluate(_ chunk: SourceText) -> ChunkOutcome {
    perform { $0.evaluate(chunk) }
  }

  /// Stops what runs: the script, its waits, and sending; what is under way may finish. A second call gives that up too.
  package func cancel() {
    control.stop(.cancelled)
  }

  private func perform<Outcome: Sendable>(
    _ work: @escaping @Sendable (SessionCore) -> Outcome
  ) -> Outcome {
    control.reset()
    let watchdog = settings.deadline.map { deadline in
      Task { [settings, control] in
        if await settings.clock.sleep(deadline) { control.stop(.deadline(deadline)) }
      }
    }
    defer { watchdog?.cancel() }
    let core = core
    return EvaluationThread.run { work(core) }
  }

  // MARK: What a REPL completes

  /// The names that a chunk may use, sorted: globals, built-ins and what the language has.
  package var names: [String] {
    let core = core
    return EvaluationThread.run { core.names }
  }

  /// The names of the attributes of a global or predeclared value, sorted; none where there is no such name.
  package func attributes(of name: String) -> [String] {
    let core = core
    return EvaluationThread.run { core.attributes(of: name) }
  }

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
