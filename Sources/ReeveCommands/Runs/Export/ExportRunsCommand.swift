// `reeve runs export`: the journal for other programs.

internal import ArgumentParser

package struct ExportRunsOptions: Hashable, Sendable {
  package enum Format: String, Sendable, Hashable, CaseIterable {
    case jsonl, syslog
  }

  /// All runs where none is named.
  package var runs: [String]
  package var format = Format.jsonl
  /// The socket that lines of syslog are sent to; nil prints.
  package var socket: String?

  package init(runs: [String] = []) { self.runs = runs }
}

struct ExportRunsCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the journal for other programs.",
    usage: "reeve runs export [OPTIONS] [RUN…]",
    discussion: """
      jsonl is the whole journal, an object a line for each entry. syslog is what an audit needs, in lines of \
      RFC 5424: beginnings, requests, each change with its outcome, and ends, as JSON after `@cee:`.
      """)

  @Argument(help: "The runs; all where none is named.", completion: .runs)
  var runs: [String] = []

  @Option(
    name: .customLong("output"), help: ArgumentHelp("jsonl or syslog.", valueName: "form"),
    completion: .list(ExportRunsOptions.Format.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = ExportRunsOptions.Format.jsonl

  @Flag(help: "Send lines of syslog to the system's own log in place of printing them.")
  var syslog = false

  @Option(
    help: ArgumentHelp("The socket of --syslog.", valueName: "path"), completion: .file())
  var socket: String?

  func validate() throws {
    if socket != nil, !syslog { throw ValidationError("--socket belongs to --syslog") }
  }

  func invocation() -> Invocation {
    var options = ExportRunsOptions(runs: runs)
    options.format = syslog ? .syslog : format
    options.socket = syslog ? socket ?? SyslogSocket.standardPath : nil
    return .exportRuns(options)
  }
}
