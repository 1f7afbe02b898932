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
        RunOptions(
          file: options.file ?? "-", arguments: options.arguments, cloud: options.cloud,
          session: options.session), streams)
    }
    let reporter = Reporter(streams, options.session)
    let workplace = try Workplace.open(
      options.cloud, options.session, streams, reporter)
    return try await Thread.run { () -> Result<ExitCode, Failure> in
      let repl = REPL(workplace, reporter, options, streams)
      // `:profile` may have gone elsewhere.
      defer { _ = Blocking().wait { [last = repl.desk.workplace] in await last.close() } }
      do throws(Failure) {
        return .success(try repl.run())
      } catch {
        return .failure(error)
      }
    }.get()
  }
}
