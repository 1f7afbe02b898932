// `reeve run`: a runbook from a file or from standard input, once.

internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func run(_ options: RunOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let source = try ScriptSource.read(options.file, streams)
    let reporter = Reporter(streams, options.session)
    if let code = await refusal(of: source, options.file, options.session, reporter, streams) {
      return code
    }
    let workplace = try await Workplace.open(
      options.cloud, options.session, streams, reporter)
    do throws(Failure) {
      try Confirmation(options.session, streams).ask(
        toRun: source.name, in: workplace.environment)
    } catch {
      await workplace.close()
      throw error
    }
    let execution = Execution(
      workplace: workplace,
      script: ScriptSettings(options.file, options.arguments, options.session, streams),
      streams: streams, options: options.session, reporter: reporter)
    var settings = execution.settings()
    settings.recording = execution.recording(.run, source)
    let outcome = await execution.run(source, settings)
    let code = execution.tell(outcome)
    await workplace.close()
    return code
  }
}
