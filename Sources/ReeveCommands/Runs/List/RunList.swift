internal import HuaweiCloud
internal import StateStore

extension Reeve {
  static func listRuns(
    _ options: ListRunsOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let time = ShownTime(streams)
    let filter = try options.filter(time)
    let journal = try JournalAccess(streams).journal
    let (runs, counts) = try RunJournal.ask { () throws(JournalError) in
      let runs = try journal.runs(filter)
      return (runs, try journal.changeCounts(of: runs.map(\.id)))
    }
    switch options.format {
    case .human: show(runs, counts, isFiltered: options.isFiltered, options.limit, time, streams)
    case .json:
      let list: [JSON] = runs.map { .object($0.members(changes: counts[$0.id] ?? 0)) }
      streams.output.writeLine(
        "\(["version": .int(RunReport.version), "runs": .array(list)] as JSON)")
    case .jsonl:
      for run in runs {
        var object: JSONObject = ["version": .int(RunReport.version)]
        for (name, value) in run.members(changes: counts[run.id] ?? 0) { object[name] = value }
        streams.output.writeLine("\(JSON.object(object))")
      }
    }
    return .done
  }

  private static func show(
    _ runs: [RunSummary], _ counts: [RunID: Int], isFiltered: Bool, _ limit: Int,
    _ time: ShownTime, _ streams: Streams
  ) {
    guard !runs.isEmpty else {
      streams.errors.writeLine(
        isFiltered
          ? "no run is like that; `reeve runs` without flags lists all"
          : "there are no runs yet; `reeve run FILE` makes one")
      return
    }
    var table = TextTable([
      .init(title: "RUN"), .init(title: "STARTED"), .init(title: "TOOK", isNumeric: true),
      .init(title: "MODE"), .init(title: "STATE"), .init(title: "CHANGES", isNumeric: true),
      .init(title: "PROFILE", isFlexible: true), .init(title: "RUNBOOK", isFlexible: true),
    ])
    for run in runs {
      table.add([
        run.id.text, time.minute(run.started),
        run.shownState == .running
          ? "" : run.lasted.map { Duration.milliseconds($0).brief } ?? "",
        run.start?.run.mode.rawValue ?? "", run.stateText,
        run.start == nil ? "" : "\(counts[run.id] ?? 0)", run.start?.run.profile ?? "",
        run.start?.run.script ?? "",
      ])
    }
    let style = TextStyle(.never, streams.output, streams)
    for line in table.lines(width: streams.output.isTerminal ? style.columns : nil) {
      streams.output.writeLine(line)
    }
    streams.output.flush()
    let resumable = runs.filter(\.isResumable)
    if let newest = resumable.first {
      streams.errors.writeLine(
        resumable.count == 1
          ? "1 run stopped before its end: `reeve resume \(newest.id)` goes on with it"
          : "\(resumable.count) runs stopped before their end: `reeve resume RUN` goes on with one")
    }
    if runs.count == limit {
      streams.errors.writeLine("there may be more; --limit \(limit * 2) lists up to \(limit * 2)")
    }
  }
}

extension ListRunsOptions {
  fileprivate var isFiltered: Bool {
    var unfiltered = Self()
    (unfiltered.limit, unfiltered.format) = (limit, format)
    return self != unfiltered
  }

  fileprivate func filter(_ time: ShownTime) throws(Failure) -> RunFilter {
    var filter = RunFilter(
      profile: profile, project: project, mode: mode, script: script, text: text, limit: limit)
    filter.select(state)
    let now = Journal.systemWallClock()
    filter.since = try Self.read(since, "--since", time, now)
    filter.until = try Self.read(until, "--until", time, now)
    return filter
  }

  private static func read(
    _ text: String?, _ flag: String, _ time: ShownTime, _ now: Int64
  ) throws(Failure) -> Int64? {
    guard let text else { return nil }
    do throws(ValueProblem) {
      return try time.time(written: text, now: now)
    } catch {
      throw Failure(.usage, "\(flag): got \"\(error.got)\", want \(error.want)")
    }
  }
}

extension RunSummary {
  /// The run as an object, without its entries; what is unknown is left out.
  func members(changes: Int?) -> JSONObject {
    var object: JSONObject = [
      "id": .string(id.text), "state": .string(shownState.rawValue),
      "started": .string(ShownTime.standard(started)),
      "last_entry": .string(ShownTime.standard(touched)),
      "resumable": .bool(isResumable),
    ]
    if let exitCode { object["exit_code"] = .int(exitCode) }
    if let changes, start != nil { object["changes"] = .int(changes) }
    guard let start else { return object }
    object["mode"] = .string(start.run.mode.rawValue)
    object["parent"] = start.run.parent.map { .string($0.text) }
    object["script"] = .string(start.run.script)
    object["arguments"] = JSON(journaled: start.run.arguments)
    object["profile"] = start.run.profile.map { .string($0) }
    object["project"] = start.run.project.map { .string($0) }
    object["region"] = start.run.region.map { .string($0) }
    object["engine"] = .string(start.run.engine)
    object["user"] = .string(start.process.user)
    object["host"] = .string(start.process.host)
    object["process"] = .int(start.process.number)
    return object
  }
}

extension JSON {
  /// A text of the journal that should be JSON; a string where it is not.
  init(journaled text: String) { self = (try? JSON(parsing: text)) ?? .string(text) }
}
