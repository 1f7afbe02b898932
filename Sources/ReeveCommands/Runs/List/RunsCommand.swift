// `reeve runs`: the runs that the journal has.

internal import ArgumentParser
package import StateStore

package struct ListRunsOptions: Hashable, Sendable {
  package var state: RunState?
  package var mode: RunMode?
  package var profile: String?
  package var project: String?
  package var script: String?
  /// As it was written; read against the clock of the command.
  package var since: String?
  package var until: String?
  package var text: String?
  package var limit = 50
  package var format = SummaryFormat.human

  package init() {}
}

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List, check, export and prune the runs of the journal.",
    subcommands: [
      ListRunsCommand.self, VerifyRunsCommand.self, ExportRunsCommand.self, PruneRunsCommand.self,
    ], defaultSubcommand: ListRunsCommand.self)
}

struct ListRunsCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List runs, the newest first; this is what `reeve runs` does.",
    usage: "reeve runs [list] [OPTIONS]",
    discussion: """
      A run is named by its ID, or by as much of the beginning or the end of it as no other has.
      """)

  @Option(
    help: ArgumentHelp(
      "Only those in a state: running, interrupted, done, failed or pruned.", valueName: "state"),
    completion: .list(RunState.allCases.map(\.rawValue)), transform: Reading.choice)
  var state: RunState?

  @Option(
    help: ArgumentHelp(
      "Only those of a kind: run, plan, apply, undo or repl.", valueName: "mode"),
    completion: .list(RunMode.allCases.map(\.rawValue)), transform: Reading.choice)
  var mode: RunMode?

  @Option(help: "Only those of a profile.", completion: .profiles)
  var profile: String?

  @Option(help: "Only those of a project, by its ID.")
  var project: String?

  @Option(
    help: ArgumentHelp(
      "Only those of a runbook, by its path or the last parts of it.", valueName: "file"),
    completion: .file(extensions: ["star"]))
  var script: String?

  @Option(
    help: ArgumentHelp(
      "Only those that began at a time or later: 2026-11-21, 2026-11-21T10:00, or 7d ago.",
      valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only those that began before a time.", valueName: "time"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Only those with a text in their id, runbook, arguments, user or changes.",
      valueName: "text"))
  var text: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("At most so many.", valueName: "n"),
    transform: Reading.positive)
  var limit = 50

  @Option(
    name: .customLong("output"), help: ArgumentHelp("human, json or jsonl.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = SummaryFormat.human

  func invocation() -> Invocation {
    var options = ListRunsOptions()
    options.state = state
    options.mode = mode
    options.profile = profile
    options.project = project
    options.script = script
    options.since = since
    options.until = until
    options.text = text
    options.limit = limit
    options.format = format
    return .listRuns(options)
  }
}
