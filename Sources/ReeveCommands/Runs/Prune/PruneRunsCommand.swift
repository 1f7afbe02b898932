// `reeve runs prune`: removes the entries of old runs.

internal import ArgumentParser
internal import HuaweiCloud
internal import StateStore

package struct PruneRunsOptions: Hashable, Sendable {
  package var age: Age
  package var includesInterrupted = false
  package var isDry = false
  package var format = SummaryFormat.human

  package init(age: Age) { self.age = age }
}

struct PruneRunsCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove the entries of old runs.",
    usage: "reeve runs prune [OPTIONS] --older-than AGE",
    discussion: """
      What stays of a run is when it ran and the end of its chain, so that its absence shows. A pruned run can \
      no longer be shown, resumed or undone. Runs under way always stay; runs that were interrupted stay unless \
      --interrupted is given.
      """)

  @Option(
    name: .customLong("older-than"),
    help: ArgumentHelp(
      "Runs whose last entry is older: 90d, 12w or 24h.", valueName: "age"),
    transform: { text in
      do throws(ValueProblem) {
        return try Age(written: text)
      } catch {
        throw ValidationError("got \"\(error.got)\", want \(error.want)")
      }
    })
  var age: Age

  @Flag(name: .customLong("interrupted"), help: "Remove runs too that could still be resumed.")
  var includesInterrupted = false

  @Flag(name: .customLong("dry-run"), help: "Remove nothing; list what would be.")
  var isDry = false

  @Option(
    name: .customLong("output"), help: ArgumentHelp("human, json or jsonl.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = SummaryFormat.human

  func invocation() -> Invocation {
    var options = PruneRunsOptions(age: age)
    options.includesInterrupted = includesInterrupted
    options.isDry = isDry
    options.format = format
    return .pruneRuns(options)
  }
}

extension Reeve {
  static func pruneRuns(
    _ options: PruneRunsOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let journal = try JournalAccess(streams).journal
    let end = Journal.systemWallClock() - options.age.milliseconds
    let progress = WorkProgress("pruning", streams, options.format)
    let (runs, alive, interrupted) = try RunJournal.ask {
      () throws(JournalError) -> ([RunID], Int, Int) in
      let planned = try journal.prunable(
        olderThan: end, includingInterrupted: options.includesInterrupted)
      let runs =
        options.isDry
        ? planned.runs
        : try journal.prune(
          olderThan: end, includingInterrupted: options.includesInterrupted
        ) { progress.show($0, of: $1, "run") }
      return (runs, planned.alive, planned.interrupted)
    }
    progress.end()
    switch options.format {
    case .human:
      let verb = options.isDry ? "would be pruned" : "pruned"
      for id in runs { streams.output.writeLine("\(id) \(verb)") }
      streams.output.flush()
      var kept: [String] = []
      if alive > 0 { kept.append("\(counted(alive, "run")) under way") }
      if interrupted > 0 {
        kept.append("\(counted(interrupted, "interrupted run")), which --interrupted removes too")
      }
      streams.errors.writeLine(
        "\(counted(runs.count, "run")) \(verb)"
          + (kept.isEmpty ? "" : "; kept: \(kept.joined(separator: ", "))"))
    case .json:
      streams.output.writeLine(
        "\(["version": .int(RunReport.version), "dry_run": .bool(options.isDry), "pruned": .array(runs.map { .string($0.text) }), "kept_running": .int(alive), "kept_interrupted": .int(interrupted)] as JSON)"
      )
    case .jsonl:
      for id in runs {
        streams.output.writeLine(
          "\(["id": .string(id.text), "pruned": .bool(!options.isDry)] as JSON)")
      }
    }
    return .done
  }
}
