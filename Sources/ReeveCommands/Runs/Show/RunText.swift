internal import HuaweiCloud
internal import StateStore

/// A run as text for a terminal.
struct RunText {
  /// How many changes, and how many moments, are shown unless all are asked for.
  static let usualLimit = 200

  private let report: RunReport
  private let time: ShownTime
  private let width: Int?
  private let limit: Int

  init(_ report: RunReport, _ time: ShownTime, width: Int?, limit: Int) {
    self.report = report
    self.time = time
    self.width = width
    self.limit = limit
  }

  var lines: [String] {
    [headline] + facts + files + changes + timeline + next
  }

  private var headline: String {
    "run \(report.run.id): \(report.run.stateText), \(report.headline)"
  }

  private var facts: [String] {
    var table = TextTable([.init(title: "name"), .init(title: "value", isFlexible: true)])
    for fact in report.facts(time) { table.add([fact.name, fact.value]) }
    return table.lines(width: nil, indent: 2).dropFirst() + [""]
  }

  private var files: [String] {
    guard !report.inputs.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "READ"), .init(title: "BYTES", isNumeric: true), .init(title: "SHA-256"),
      .init(title: "NAME", isFlexible: true),
    ])
    for input in report.inputs {
      table.add([
        input.roleText, "\(input.size)",
        String(Journal.hexadecimal(input.digest).prefix(16)) + (input.isKept ? "" : ", not kept"),
        input.name,
      ])
    }
    return table.lines(width: width) + [""]
  }

  private var changes: [String] {
    guard !report.changes.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "NO.", isNumeric: true), .init(title: "OUTCOME"), .init(title: "CHANGE"),
      .init(title: "TARGET", isFlexible: true),
      .init(title: "BEFORE → AFTER", isFlexible: true),
      .init(title: "WRITTEN AT", isFlexible: true),
      .init(title: "REQUEST ID", isFlexible: true),
    ])
    for change in report.changes.prefix(limit) {
      table.add([
        "\(change.number)", change.outcome.words, change.change.kind,
        JournaledText.target(change.change), JournaledText.arrow(change.change),
        change.change.placeText, change.requestID ?? "",
      ])
    }
    var lines = table.lines(width: width)
    lines += omission(report.changes.count, "change")
    let failures = report.changes.filter { $0.message != nil }
    for change in failures.prefix(limit) {
      lines.append(
        "\(change.outcome.words): \(TextTable.oneLine("\(change.change.kind) \(JournaledText.target(change.change)): \(change.reason)"))"
      )
    }
    lines += omission(failures.count, "reason")
    return lines + [""]
  }

  private var timeline: [String] {
    guard !report.timeline.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "AFTER", isNumeric: true), .init(title: "TOOK", isNumeric: true),
      .init(title: "EVENT"), .init(title: "DETAILS", isFlexible: true),
    ])
    for moment in report.timeline.prefix(limit) {
      table.add([
        moment.offset.brief, moment.duration?.brief ?? "", moment.name, moment.details,
      ])
    }
    return table.lines(width: width) + omission(report.timeline.count, "event") + [""]
  }

  private var next: [String] {
    report.followUps.map { step in
      step.command.map { "`\($0)` \(step.text)" } ?? step.text
    }
  }

  private func omission(_ count: Int, _ noun: String) -> [String] {
    count > limit ? ["… and \(counted(count - limit, "more \(noun)")); --all shows all"] : []
  }
}

extension RunReport {
  /// What a run is, in pairs of a name and a value.
  func facts(_ time: ShownTime) -> [(name: String, value: String)] {
    let arguments = JournaledText.arguments(start.run.arguments)
    var facts = [
      (
        "what",
        // The name of what takes a run back says so.
        (start.run.mode == .undo ? "" : "\(start.run.mode.rawValue) ")
          + "\(start.run.script)\(arguments.isEmpty ? "" : " \(arguments)")"
      ),
      (
        "when",
        "\(time.second(run.started)), \(run.shownState == .running ? "running for" : "took") \(lasted.brief)"
      ),
      ("by", "\(start.process.user) on \(start.process.host), process \(start.process.number)"),
    ]
    if let profile = start.run.profile { facts.append(("profile", profile)) }
    if let project = start.run.project { facts.append(("project", project)) }
    if let region = start.run.region { facts.append(("region", region)) }
    facts.append(("reeve", start.run.engine))
    if let parent = start.run.parent { facts.append(("takes back", parent.text)) }
    facts.append(("requests", "\(requestCount), and \(counted(callCount, "call")) of the runbook"))
    return facts.map { ($0.0, TextTable.oneLine($0.1)) }
  }
}

extension RecordedInput {
  var roleText: String {
    switch role {
    case .script: "runbook"
    case .module: "loaded file"
    case .data: "data"
    case .standardInput: "standard input"
    case .environment: "environment"
    case .plan: "plan"
    case nil: "other"
    }
  }
}

extension JournalChange {
  /// `close-ssh.star:3:1`; empty where it is unknown.
  var placeText: String { place.map { "\($0.file):\($0.line):\($0.column)" } ?? "" }
}

extension ReportedChange {
  /// Why it is not in effect, or may not be, with the service's code.
  var reason: String {
    let facts = [code, status.map { "HTTP \($0)" }].compactMap { $0 }
    return (message ?? "") + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
  }
}

extension RunMoment {
  var name: String {
    switch event {
    case .call: "call"
    case .request: "request"
    case .event(.resumed): "resumed"
    case .event(.claimed): "plan"
    case .event(.ended): "end"
    case .event(.note(let kind, _)): kind
    }
  }

  var duration: Duration? {
    guard case .request(let request) = event else { return nil }
    return request.duration
  }

  var details: String {
    switch event {
    case .call(let call): return call.words
    case .request(let request):
      let id = request.requestID.map { ", request id \($0)" } ?? ""
      let changes =
        request.intent.changes.isEmpty
        ? "" : " of \(counted(request.intent.changes.count, "change"))"
      return "\(request.intent.operation)\(changes): \(request.words)\(id)"
    case .event(.resumed(let process)):
      return "by \(process.user) on \(process.host), process \(process.number)"
    case .event(.claimed(let plan)): return "of digest \(plan)"
    case .event(.ended(let exitCode, _)): return "exit code \(exitCode)"
    case .event(.note(_, let text)): return text
    }
  }
}

extension RecordedCall {
  /// The call as a runbook would write it, with what came of it.
  var words: String {
    let arguments: String
    if case .object(let members) = JSON(journaled: self.arguments) {
      arguments = members.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    } else {
      arguments = self.arguments
    }
    let lane = identity.lane.isEmpty ? "" : " in lane \(identity.lane)"
    return "\(operation)(\(arguments))\(lane): \(resultWords)"
  }

  var resultWords: String {
    switch result {
    case .answer(let text):
      if case .array(let items) = JSON(journaled: text) {
        "\(counted(items.count, "item"))"
      } else {
        "answered"
      }
    case .failure(let text): "failed: \(JournaledText.text(text))"
    case .withheld: "answered; the answer is not kept"
    }
  }
}
