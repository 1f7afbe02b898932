// `reeve plan`: runs a runbook, sends no change, and shows what it would change.

internal import Glibc
internal import HuaweiCloud
internal import Runbooks
internal import Starlark
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func plan(_ options: PlanOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let run = options.run
    let source = try ScriptSource.read(run.file, streams)
    // Standard output has the plan; what the runbook prints goes to standard error.
    var aside = streams
    aside.output = streams.errors
    let reporter = Reporter(aside, run.session)
    if let code = await refusal(of: source, run.file, run.session, reporter, aside) {
      return code
    }
    let workplace = try Workplace.open(run.cloud, run.session, streams, reporter)
    let execution = Execution(
      workplace: workplace,
      script: ScriptSettings(run.file, run.arguments, run.session, run.cloud, streams),
      streams: aside, options: run.session, reporter: reporter)
    let outcome = await execution.plan(source)
    var code = execution.tell(outcome)
    do throws(Failure) {
      let isWhole = options.file != nil || run.session.summary != .human
      let document = try execution.document(source, outcome, isWhole: isWhole)
      document.show(streams.output, run.session)
      if let path = options.file { try document.write(to: path, workplace, streams) }
      if code == .done, options.hasDetailedExitCode, document.plan.effectiveCount > 0 {
        code = .changesPending
      }
    } catch {
      await workplace.close()
      throw error
    }
    await workplace.close()
    return code
  }

  /// Shows a plan that was written to a file.
  static func showPlan(
    _ path: String, _ session: SessionOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    try PlanDocument(reading: path, streams).show(streams.output, session)
    return .done
  }
}

extension Execution {
  /// Runs a script without sending changes.
  func plan(_ source: SourceText) async -> RunOutcome {
    var outcome = await run(source, settings(), mode: .plan)
    let place = outcome.error.map {
      CallPlace(source: $0.diagnostic.source, span: $0.diagnostic.span)
    }
    if case .unplannable? = outcome.stop {
      if let place { outcome.plan?.incompletePlace = place }
      outcome.stop = nil
      outcome.error = nil
    } else if outcome.error != nil || outcome.stop != nil {
      // What follows the failure nobody knows.
      outcome.plan?.incomplete = "the runbook ends there"
      outcome.plan?.incompletePlace = place
    }
    return outcome
  }

  /// Gathers the plan that a run made, with all that it takes to carry it out.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - outcome: What came of running it without sending changes.
  ///   - isWhole: Whether it tells what the journal knows of all its targets, or only of those that people see.
  /// - Returns: What is shown and written.
  /// - Throws: ``Failure`` where the journal cannot be read.
  func document(
    _ source: SourceText, _ outcome: RunOutcome, isWhole: Bool
  ) throws(Failure) -> PlanDocument {
    var script = script
    script.note(workplace)
    script.cloud = CloudOptions()
    let plan = outcome.plan ?? PlannedChanges()
    var document = PlanDocument(
      created: Timestamp.now().description, scriptName: source.name, text: source.bytes,
      script: script, profile: workplace.profile, project: workplace.cloud.project,
      region: workplace.endpoints.region, plan: plan)
    guard let journal = workplace.journal else { return document }
    let limit = isWhole || options.verbosity == .verbose ? Int.max : PlanText.shown
    let ports = [ChangeKind.ignorePort, .unignorePort].flatMap { kind in
      plan.places { $0 == kind && (isWhole || $1 == .change) }.prefix(limit)
        .map { plan.changes[$0].target }
    }
    do throws(JournalError) {
      document.lastSet = try journal.lastSet(targets: ports)
    } catch {
      throw Failure(error)
    }
    return document
  }
}

extension PlanDocument {
  init(reading path: String, _ streams: Streams) throws(Failure) {
    try self.init(
      try InputFile.read(streams.absolute(path), shownAs: path, limit: 1 << 30), name: path)
  }

  /// Writes the plan as the options say.
  func show(_ sink: Sink, _ options: SessionOptions) {
    switch options.summary {
    case .human:
      let text = PlanText(
        plan: plan, lastSet: lastSet, isVerbose: options.verbosity == .verbose)
      for line in text.lines { sink.writeLine(line) }
    case .json, .jsonl: sink.writeLine(shown())
    }
  }

  /// Writes the file, for its owner alone.
  func write(
    to path: String, _ workplace: Workplace, _ streams: Streams
  ) throws(Failure) {
    let bytes = encoded(hiding: workplace.secrets.known.redactor)
    let place = streams.absolute(path)
    let descriptor = unsafe open(place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Self.failure(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    Failure(.failed, "\(path) cannot be written: \(unsafe String(cString: strerror(number)))")
  }
}
