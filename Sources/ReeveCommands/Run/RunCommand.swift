// `reeve run`: a runbook from a file or from standard input, once.

internal import Glibc
internal import Runbooks
internal import StarlarkSyntax

extension Reeve {
  static func run(_ options: RunOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let source = try ScriptSource.read(options.file, streams)
    let reporter = Reporter(streams, options.session)
    if let code = await refusal(of: source, options.file, options.session, reporter, streams) {
      return code
    }
    let workplace = try await Workplace.open(
      options.cloud, options.session, streams, reporter)
    try Confirmation(options.session, streams).ask(
      toRun: source.name, in: workplace.environment)
    var settings = workplace.settings
    settings.arguments = ScriptArguments(options.arguments)
    settings.scriptFolder = ScriptSource.folder(of: options.file, streams)
    settings.workingFolder = streams.currentDirectory
    settings.deadline = options.session.deadline
    let session = Session(cloud: workplace.cloud, settings: settings, events: reporter)
    streams.interruption.handle { signal, count in
      guard count <= 2 else { _exit(128 + signal) }
      session.cancel()
    }
    reporter.start()
    let outcome = await Thread.run { session.run(source) }
    reporter.stop()
    streams.interruption.handle(nil)
    let ending = Ending(outcome, signal: streams.interruption.signal)
    ending.tell(streams, options.session, reporter.style)
    await workplace.close()
    return ending.code
  }
}
