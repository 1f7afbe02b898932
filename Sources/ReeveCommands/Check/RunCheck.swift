internal import Runbooks
internal import Starlark
internal import StarlarkSyntax

extension Reeve {
  /// Checks a runbook before it runs, so that a mistake on its last line costs no half-done change.
  ///
  /// Warnings are told. The language options of `--options` ask for the bare language, whose rules leave everything
  /// else to the run.
  ///
  /// - Returns: What the command comes to if the runbook must not run.
  static func refusal(
    of source: SourceText, _ file: String, _ options: SessionOptions, _ reporter: Reporter,
    _ streams: Streams
  ) async -> ExitCode? {
    guard options.languageOptions == nil else { return nil }
    var settings = checkSettings(file, nil, streams)
    if let memory = options.maxMemory { settings.limits.memory = memory }
    let checker = Checker(settings, isCancelled: { streams.interruption.signal != nil })
    let found = await checker.check(source)
    let errors = found.filter { $0.severity == .error }
    // The run ends by itself, in the words for a limit or a signal.
    if errors.contains(where: { $0.category == .limit || $0.category == .cancelled }) { return nil }
    // A run gives its own warnings when it comes there.
    for warning in found where warning.severity == .warning && warning.category != .evaluation {
      reporter.warned(warning)
    }
    guard !errors.isEmpty else { return nil }
    var outcome = RunOutcome()
    outcome.diagnostics = errors
    let ending = Ending(outcome, signal: nil)
    ending.tell(streams, options, reporter.style)
    return ending.code
  }
}
