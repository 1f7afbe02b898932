// `reeve` alone: a session on a terminal; elsewhere standard input is run.

internal import Glibc
internal import LineEditor
internal import Runbooks

extension Reeve {
  static func interactive(
    _ options: InteractiveOptions, _ streams: Streams
  ) async throws(Failure) -> ExitCode {
    guard streams.isInputTerminal else {
      return try await run(
        RunOptions(file: "-", cloud: options.cloud, session: options.session), streams)
    }
    let reporter = Reporter(streams, options.session)
    let workplace = try await Workplace.open(
      options.cloud, options.session, streams, reporter)
    var settings = workplace.settings
    settings.scriptFolder = streams.currentDirectory
    settings.workingFolder = streams.currentDirectory
    settings.deadline = options.session.deadline
    // A person can try again by hand.
    settings.retries.total = .seconds(20)
    let session = Session(cloud: workplace.cloud, settings: settings, events: reporter)
    let dialect = settings.dialect
    let result = await Thread.run { () -> Result<ExitCode, Failure> in
      do throws(Failure) {
        let repl = try REPL(
          session: session, dialect: dialect, workplace: workplace, reporter: reporter,
          options: options.session, streams: streams)
        return .success(try repl.run())
      } catch {
        return .failure(error)
      }
    }
    await workplace.close()
    return try result.get()
  }
}
