// `reeve run`: a runbook from a file or from standard input, once.

internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func run(_ options: RunOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let source = try ScriptSource.read(options.file, streams)
    if let code = try runNothing(source, options, streams) { return code }
    let reporter = Reporter(streams, options.session)
    if let code = await refusal(of: source, options.file, options.session, reporter, streams) {
      return code
    }
    let workplace = try Workplace.open(
      options.cloud, options.session, streams, reporter)
    var execution = Execution(
      workplace: workplace,
      script: ScriptSettings(
        options.file, options.arguments, options.session, options.cloud, streams),
      streams: streams, options: options.session, reporter: reporter)
    execution.profile = options.profile
    do throws(Failure) {
      let code = try await execution.carryOut(source)
      await workplace.close()
      return code
    } catch {
      await workplace.close()
      throw error
    }
  }
}

extension Execution {
  /// Runs a script once; where the profile is protected, it is planned and shown first, and a person or `--yes`
  /// confirms.
  fileprivate func carryOut(_ source: SourceText) async throws(Failure) -> ExitCode {
    guard workplace.environment.isProtected else { return try await runUnplanned(source) }
    let confirmation = Confirmation(options, streams)
    if !options.isConfirmed {
      try confirmation.requireSomebody(toRun: source.name, in: workplace.environment)
    }
    // What the runbook prints comes once, when it is carried out.
    let aside = Reporter(streams, options, isSilent: true)
    let planning = Execution(
      workplace: workplace, script: script, streams: streams, options: options, reporter: aside)
    let outcome = await planning.plan(source)
    guard outcome.error == nil, outcome.stop == nil, outcome.diagnostics.isEmpty else {
      return tell(outcome)
    }
    let document = try document(source, outcome, isWhole: false)
    show(document)
    if let reason = document.plan.incomplete {
      if options.isConfirmed { return try await runUnplanned(source) }
      throw Failure(
        .unconfirmed,
        "\(workplace.environment.name) is protected, and what \(source.name) would do cannot be shown: \(reason)",
        advice: "Add --yes to run it there unseen.")
    }
    try confirmation.ask(toRun: source.name, in: workplace.environment)
    return try await apply(document)
  }

  private func runUnplanned(_ source: SourceText) async throws(Failure) -> ExitCode {
    var settings = settings()
    settings.recording = recording(.run, source)
    return try await runProfiled(source, settings)
  }

  /// Shows what is confirmed: to a person, or to whoever reads the log of what `--yes` confirmed.
  private func show(_ document: PlanDocument) {
    guard options.isConfirmed else { return document.show(streams.errors, SessionOptions()) }
    switch options.summary {
    case .human where options.verbosity != .quiet: document.show(streams.errors, options)
    case .jsonl:
      streams.errors.writeLine(document.shown(asEvent: "plan"))
    // The summary stays the only text.
    case .human, .json: break
    }
  }
}
