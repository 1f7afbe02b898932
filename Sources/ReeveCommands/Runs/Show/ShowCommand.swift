// `reeve show`: a run, or a plan, in full.

internal import ArgumentParser
internal import StateStore

package struct ShowOptions: Hashable, Sendable {
  /// A run, or the path of a plan; nil is the newest run.
  package var subject: String?
  package var format = SummaryFormat.human
  /// Where a report for browsers is written; `-` is standard output.
  package var page: String?
  /// Whether nothing is left out that would make the text long.
  package var isWhole = false

  package init(subject: String? = nil) { self.subject = subject }
}

struct ShowCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run in full, or a plan.",
    usage: "reeve show [OPTIONS] RUN|PLAN|--last",
    discussion: """
      What was run, when, by whom and where, what it asked, what it changed and what became of that, and how it \
      can be resumed or undone. --html writes a page for people without reeve: one file, which needs no network.
      """)

  @Argument(
    help: "A run, by its id or as much of it as no other has; or the file of a plan.",
    completion: .runs)
  var subject: String?

  @Flag(help: "The newest run.")
  var last = false

  @Option(
    name: .customLong("output"), help: ArgumentHelp("human, json or jsonl.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = SummaryFormat.human

  @Option(
    help: ArgumentHelp("Write a page for browsers; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @Flag(name: .customLong("all"), help: "Leave out nothing of a long text.")
  var isWhole = false

  func validate() throws {
    if last == (subject != nil) {
      throw ValidationError(last ? "RUN and --last exclude each other" : "want RUN, PLAN or --last")
    }
  }

  func invocation() -> Invocation {
    var options = ShowOptions(subject: subject)
    options.format = format
    options.page = html
    options.isWhole = isWhole
    return .show(options)
  }
}

/// What `reeve show` was given.
enum ShownSubject {
  case run(String?)
  case plan(path: String)

  /// A word that names a file, or can only be a path, is a plan; all else names a run.
  init(_ word: String?, _ streams: Streams) {
    guard let word, word.contains("/") || InputFile.exists(streams.absolute(word)) else {
      self = .run(word)
      return
    }
    self = .plan(path: word)
  }
}

extension Reeve {
  static func show(_ options: ShowOptions, _ streams: Streams) throws(Failure) -> ExitCode {
    switch ShownSubject(options.subject, streams) {
    case .run(let word): return try showRun(word, options, streams)
    case .plan(let path):
      var session = SessionOptions()
      session.summary = options.format
      session.verbosity = options.isWhole ? .verbose : .normal
      guard options.page == nil else {
        throw Failure(.usage, "--html is for runs, and \(path) is a file")
      }
      return try showPlan(path, session, streams)
    }
  }

  private static func showRun(
    _ word: String?, _ options: ShowOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let journal = try JournalAccess(streams).journal
    let progress = WorkProgress("reading", streams, options.format)
    let report = try RunJournal.ask { () throws(JournalError) -> RunReport? in
      guard let word else {
        let newest = try journal.runs(RunFilter(limit: 1)).first
        return try newest.map { run throws(JournalError) in
          try RunReport(of: run.id, in: journal, progress)
        }
      }
      return try RunReport(of: try journal.resolve(word), in: journal, progress)
    }
    guard let report else {
      throw Failure(.noInput, "there are no runs yet", advice: "`reeve run FILE` makes one.")
    }
    let time = ShownTime(streams)
    if let page = options.page {
      try OutputFile.write(RunPage(report, time).text, to: page, streams)
      if page != "-" { streams.errors.writeLine("\(page): the report of run \(report.run.id)") }
      return .done
    }
    switch options.format {
    case .human:
      let style = TextStyle(.never, streams.output, streams)
      let text = RunText(
        report, time, width: streams.output.isTerminal ? style.columns : nil,
        limit: options.isWhole ? .max : RunText.usualLimit)
      for line in text.lines { streams.output.writeLine(line) }
    case .json: streams.output.writeLine("\(report.json)")
    case .jsonl: for line in report.jsonLines { streams.output.writeLine("\(line)") }
    }
    return .done
  }
}
