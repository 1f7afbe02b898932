// `reeve undo`: takes back what a run changed, as a run of its own.

internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func undo(_ options: UndoOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let state = try JournalAccess(streams)
    let id = try state.run(options.run, among: [.run, .apply, .repl])
    let details = try state.details(of: id)
    guard let start = details.summary.start else {
      throw Failure(.noInput, "the entries of run \(id) have been removed")
    }
    guard details.summary.state != .alive else {
      throw Failure(.tryAgain, "run \(id) is under way", advice: "Wait for it to end.")
    }
    var script = ScriptSettings(json: JSON(text: start.run.settings))
    script.file = "-"
    script.arguments = []
    let reporter = Reporter(streams, options.session)
    let workplace = try Workplace.open(
      try script.cloud(options.cloud, profile: start.run.profile, of: "run \(id)"),
      options.session, streams, reporter)
    let execution = Execution(
      workplace: workplace, script: script, streams: streams, options: options.session,
      reporter: reporter)
    do throws(Failure) {
      try execution.checkPlace(
        project: start.run.project, region: start.run.region, of: "run \(id)")
      let code = try await execution.undo(details, options)
      await workplace.close()
      return code
    } catch {
      await workplace.close()
      throw error
    }
  }
}

extension Execution {
  /// Takes back what a run changed, after a question where the environment is protected: `confirm`, or one for the
  /// profile's name.
  func undo(
    _ details: RunDetails, _ undo: UndoOptions,
    confirm: (@Sendable (PendingChanges) -> Bool)? = nil
  ) async throws(Failure) -> ExitCode {
    guard let journal = workplace.journal else {
      throw Failure(.configuration, "there is no state folder")
    }
    do throws(JournalError) {
      try journal.requireUnedited(details.summary.id)
    } catch {
      throw Failure(error)
    }
    var inverses = try Inverses(
      details: details, journal: journal, assumesBefore: undo.assumesBefore
    ).all(only: undo.change)
    await look(at: &inverses)
    show(inverses, of: details.summary.id)
    try refuse(inverses, undo)
    let changes = inverses.compactMap { inverse -> DirectChange? in
      guard var change = inverse.change else { return nil }
      if undo.forces { change.expected = nil }
      return change
    }
    guard !changes.isEmpty, !undo.isDryRun else { return .done }
    if confirm == nil {
      try Confirmation(options, streams).ask(toRun: "this", in: workplace.environment)
    }
    let source = SourceText(
      name: "undo of \(details.summary.id)", text: DirectChange.text(of: changes))
    var settings = settings()
    settings.confirm = confirm
    settings.earlierProject = JSON(text: details.changes.first?.change.target)["project"]?.string
    settings.recording = recording(.undo, source, parent: details.summary.id)
    return tell(await run(settings) { $0.make(changes, as: source) })
  }

  /// Reads what can be read of the targets: what is as it was before already, or was changed by somebody else.
  private func look(at inverses: inout [Inverse]) async {
    let places = inverses.indices.filter { inverses[$0].change?.expected != nil }
    let asked = places.compactMap { place in
      inverses[place].planned.map {
        (kind: $0.kind, target: JSON(text: $0.target), after: JSON(text: $0.after))
      }
    }
    let found = await Preconditions(workplace.cloud, settings()).current(asked)
    for (place, now) in zip(places, found) {
      guard let expected = inverses[place].change?.expected else { continue }
      guard let now else {
        inverses[place].obstacle = .impossible("it is gone, or cannot be read")
        continue
      }
      let members = Preconditions.members(expected, of: now)
      let back = inverses[place].change.map {
        Preconditions.members(expected, of: $0.content.afterJSON)
      }
      if let back, PolicyEdit.agree(members, back) {
        inverses[place].change = nil
        inverses[place].planned?.state = .unchanged
        inverses[place].settled = "the service has it as it was before"
        inverses[place].obstacle = nil
      } else if !PolicyEdit.agree(members, expected), inverses[place].obstacle == nil {
        inverses[place].obstacle = .changedSince("it was set to \(expected), and is \(members)")
      }
    }
  }

  private func show(_ inverses: [Inverse], of run: RunID) {
    var plan = PlannedChanges()
    plan.changes = inverses.compactMap { inverse in
      switch inverse.obstacle {
      case .impossible, .unknownBefore: nil
      case .changedSince, nil: inverse.planned
      }
    }
    let effective = inverses.compactMap(\.change)
    var requests: [WriteOperation: Int] = [:]
    for change in effective { requests[change.content.operation, default: 0] += 1 }
    requests[.portStatus] = requests[.portStatus].map { ($0 + 199) / 200 }
    for (operation, count) in requests { plan.requests[operation.operation.name] = count }
    streams.output.writeLine("undo of run \(run)")
    let lastSet = try? workplace.journal?.lastSet(targets: plan.changes.map(\.target))
    let text = PlanText(
      plan: plan, lastSet: lastSet ?? [:], isVerbose: options.verbosity == .verbose)
    // That nothing is to change would mislead where nobody knows yet what is.
    if !plan.changes.isEmpty || !inverses.contains(where: { $0.obstacle == .unknownBefore }) {
      for line in text.lines { streams.output.writeLine(line) }
    }
    for inverse in inverses {
      switch inverse.obstacle {
      case .impossible(let reason):
        streams.output.writeLine("cannot be undone: \(inverse.name): \(reason)")
      case .changedSince(let reason):
        streams.output.writeLine("changed since: \(inverse.name): \(reason)")
      case .unknownBefore, nil: break
      }
    }
    let settled = inverses.compactMap { inverse in
      inverse.settled.map { "stays as it is: \(inverse.name): \($0)" }
    }
    let limit = options.verbosity == .verbose ? Int.max : PlanText.shown
    for line in settled.prefix(limit) { streams.output.writeLine(line) }
    if settled.count > limit {
      streams.output.writeLine("… and \(settled.count - limit) more stay; --verbose shows all")
    }
    if effective.contains(where: { if case .port = $0.content { true } else { false } }) {
      streams.output.writeLine("whether ports are still as the run left them cannot be checked")
    }
    streams.output.flush()
  }

  /// Refuses where somebody has to decide first.
  private func refuse(_ inverses: [Inverse], _ undo: UndoOptions) throws(Failure) {
    let unknown = inverses.filter { $0.obstacle == .unknownBefore }
    if let first = unknown.first {
      throw Failure(
        .unconfirmed,
        "what was before \(counted(unknown.count, "change")) is not known, such as \(first.text); nothing was changed",
        advice: "Add --assume-before to take the opposite of what the run set.")
    }
    let changed = inverses.filter {
      if case .changedSince = $0.obstacle { true } else { false }
    }
    guard changed.isEmpty || undo.forces else {
      throw Failure(
        .unconfirmed,
        "\(counted(changed.count, "target")) \(changed.count == 1 ? "was" : "were") changed since; nothing was changed",
        advice: "Add --force to overwrite what was set since.")
    }
  }
}

extension DirectChange {
  /// Changes as the journal keeps them for a run that has no script.
  static func text(of changes: [DirectChange]) -> String {
    JSON.array(
      changes.map { change in
        var object: JSONObject = [
          "kind": .string(change.content.kind.rawValue), "target": change.content.targetJSON,
          "after": change.content.afterJSON,
        ]
        object["expected"] = change.expected
        return .object(object)
      }
    ).description
  }

  static func list(_ source: SourceText) -> [DirectChange] {
    (JSON(text: String(decoding: source.bytes, as: UTF8.self)).array ?? []).compactMap { json in
      ChangeContent(
        kind: json["kind"]?.string ?? "", target: json["target"] ?? .null,
        after: json["after"] ?? .null
      ).map { DirectChange($0, expected: json["expected"]) }
    }
  }
}
