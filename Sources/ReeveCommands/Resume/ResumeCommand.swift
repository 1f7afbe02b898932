// `reeve resume`: goes on with a run that ended before its script did.

internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func resume(
    _ options: ResumeOptions, _ streams: Streams
  ) async throws(Failure) -> ExitCode {
    let state = try JournalAccess(streams)
    let id = try state.run(options.run, among: [.run, .apply, .undo])
    let found = try state.details(of: id)
    if let code = try await finished(found, streams) { return code }
    guard let start = found.summary.start else {
      throw Failure(.noInput, "the entries of run \(id) have been removed")
    }
    try check(start)
    let script = ScriptSettings(json: JSON(text: start.run.settings))
    if let given = options.session.languageOptions, given != script.languageOptions {
      throw Failure(
        .usage, "run \(id) goes on in the language that it was begun in",
        advice: "Leave --options out.")
    }
    let session = script.options(options.session)
    let reporter = Reporter(streams, session)
    let workplace = try Workplace.open(
      try script.cloud(options.cloud, profile: start.run.profile, of: "run \(id)"), session,
      streams, reporter)
    do throws(Failure) {
      let code = try await resume(
        start,
        Execution(
          workplace: workplace, script: script, streams: streams, options: session,
          reporter: reporter), forcing: options.forces)
      await workplace.close()
      return code
    } catch {
      await workplace.close()
      throw error
    }
  }

  private static func resume(
    _ start: RunStart, _ execution: Execution, forcing isForced: Bool
  ) async throws(Failure) -> ExitCode {
    try execution.checkPlace(
      project: start.run.project, region: start.run.region, of: "run \(start.id)")
    guard let journal = execution.workplace.journal else {
      throw Failure(.configuration, "there is no state folder")
    }
    let source = try Inputs(journal, start.id).script()
    let writer: RunWriter
    let recording: Recording
    do throws(JournalError) {
      writer = try journal.resume(start.id)
      recording = try journal.recording(of: start.id)
    } catch {
      throw Failure(error)
    }
    let unknown = UnknownOutcomes(
      recording: recording, journal: journal, streams: execution.streams,
      options: execution.options)
    let givenUp = try unknown.decide(forcing: isForced)
    try execution.checkSecrets(recording, of: start.id)
    var settings = execution.settings()
    settings.enterpriseProject = execution.script.enterpriseProject.map { EnterpriseProject($0) }
    if start.run.mode == .apply { settings.plan = try Inputs(journal, start.id).plan().plan }
    settings.recording = execution.recording(
      of: writer, journal, Replay(recording, givenUp: givenUp))
    guard start.run.mode != .undo else {
      return execution.tell(
        await execution.run(settings) { $0.make(DirectChange.list(source), as: source) })
    }
    let outcome = await execution.run(source, settings)
    return execution.tell(outcome)
  }

  /// The code of a run that has nothing left to do.
  private static func finished(
    _ details: RunDetails, _ streams: Streams
  ) async throws(Failure) -> ExitCode? {
    let run = details.summary
    guard run.state == .finished, let code = run.exitCode,
      JSON(text: run.summary)["resumable"] != true
    else { return nil }
    streams.errors.writeLine(
      "run \(run.id) has ended with exit code \(code); nothing is left to do")
    return ExitCode(rawValue: Int32(code))
  }

  private static func check(_ start: RunStart) throws(Failure) {
    guard start.run.engine == Reeve.version else {
      throw Failure(
        .badData,
        "run \(start.id) was begun by reeve \(start.run.engine), and this is \(Reeve.version)",
        advice: "Resume it with that version: another one may read the script otherwise.")
    }
  }
}
