// A runbook without a statement on the embedded sandbox: written down like any other, but nothing is started for it. The
// server, the HTTP stack, the check and the threads take three quarters of the time of such a run.

internal import CloudSandbox
internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  /// Carries out a runbook that does nothing.
  ///
  /// - Returns: Its exit code; nil where it does something, or where anything but that is to be told of it.
  static func runNothing(
    _ source: SourceText, _ options: RunOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode? {
    guard options.session.languageOptions == nil, !options.profile.isWanted, source.isEmptyRunbook
    else { return nil }
    let environment = try EnvironmentResolver(options.cloud, streams).resolve()
    guard environment.access == .sandbox, !environment.isProtected,
      let folder = streams.stateFolder, let store = try? StateStore(folder: folder)
    else { return nil }
    let login = Sandbox.login(of: SandboxConfiguration())
    var script = ScriptSettings(
      options.file, options.arguments, options.session, options.cloud, streams)
    script.enterpriseProject = environment.enterpriseProject?.id
    let run = script.run(
      .run, source.name, profile: environment.profile ?? CloudEnvironment.sandboxName,
      project: login.projectID, region: login.region)
    var outcome = RunOutcome()
    let ending = Execution.ending(outcome, signal: nil)
    let input = RunInput(
      options.file == "-" ? .standardInput : .script, name: source.name, content: source.bytes,
      without: .suspected)
    let journal = Workplace.journal(store, KnownSecrets(EmbeddedSandbox.key(of: login).secrets))
    guard
      let id = try? journal.record(
        run, inputs: [input], exitCode: ending.code, summary: ending.summary)
    else { return nil }
    // It changed nothing, so nobody misses it after a loss of power.
    try? store.leaveLog()
    outcome.run = id
    environment.announce(options.session, streams)
    let end = Ending(outcome, signal: streams.interruption.signal)
    end.tell(
      streams, options.session, TextStyle(options.session.colour, streams.errors, streams))
    return end.code
  }
}

extension SourceText {
  /// Whether it is a runbook without a statement.
  fileprivate var isEmptyRunbook: Bool {
    // Comments alone: what is longer is hardly empty, and would be read twice.
    guard bytes.count < 1 << 16, let file = try? Parser.parse(self, dialect: .runbook) else {
      return false
    }
    return file.statements.isEmpty
  }
}
