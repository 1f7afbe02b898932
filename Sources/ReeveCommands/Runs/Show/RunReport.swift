internal import HuaweiCloud
internal import StateStore

/// What is told of one run, whatever it looks like.
struct RunReport {
  /// The version of the JSON of `reeve show` and `reeve runs`; members may be added without a new one.
  static let version = 1

  let run: RunSummary
  let start: RunStart
  let inputs: [RecordedInput]
  /// What was read and is kept, by its digest.
  let contents: [[UInt8]: [UInt8]]
  let timeline: [RunMoment]
  let changes: [ReportedChange]
  /// The runs that take this one back, the oldest first.
  let children: [RunSummary]
  /// How long it has taken, from the first entry to the last.
  let lasted: Duration
  /// The process that wrote the last entry.
  let process: RunProcess

  init(
    of id: RunID, in journal: Journal, _ progress: WorkProgress? = nil
  ) throws(JournalError) {
    var reader = TimelineReader()
    let details = try journal.details(of: id) { entry, count in
      progress?.show(entry.sequence, of: count, "entry", "entries")
      reader.add(entry)
    }
    progress?.end()
    guard let start = details.summary.start else { throw .pruned(id) }
    self.start = start
    run = details.summary
    inputs = details.inputs
    var contents: [[UInt8]: [UInt8]] = [:]
    for input in details.inputs where input.role == .script || input.role == .module {
      contents[input.digest] = try journal.content(of: input.digest)
    }
    self.contents = contents
    timeline = reader.moments
    lasted = reader.last
    process = reader.process ?? start.process
    let sources = details.inputs.reduce(into: [String: [UInt8]]()) {
      $0[$1.name] = contents[$1.digest]
    }
    let requests = details.packs.reduce(into: [PackID: RecordedPack]()) { $0[$1.id] = $1 }
    changes = details.changes.enumerated().map {
      ReportedChange($0.element, number: $0.offset + 1, requests, sources)
    }
    children = try journal.runs(RunFilter(parent: id, limit: .max)).reversed()
  }

  /// What had become of changes, with how many there are of each; in the order of ``ReportedOutcome``.
  var counts: [(outcome: ReportedOutcome, count: Int)] {
    let counts = changes.reduce(into: [ReportedOutcome: Int]()) { $0[$1.outcome, default: 0] += 1 }
    return ReportedOutcome.allCases.compactMap { outcome in
      counts[outcome].map { (outcome, $0) }
    }
  }

  /// `3 changes: 2 applied, 1 failed`.
  var headline: String {
    guard !changes.isEmpty else { return "no changes" }
    let parts = counts.map { "\($0.count) \($0.outcome.words)" }
    return "\(counted(changes.count, "change")): \(parts.joined(separator: ", "))"
  }

  var requestCount: Int {
    timeline.count { if case .request(let request) = $0.event { request.hasLeft } else { false } }
  }

  var callCount: Int {
    timeline.count { if case .call = $0.event { true } else { false } }
  }
}

/// What became of a change, in the words of the summary of a run.
enum ReportedOutcome: String, CaseIterable {
  case applied
  case unchanged
  case superseded
  case failed
  case mayBeInEffect = "failed_may_be_in_effect"
  case unknown
  case unsent

  var words: String {
    switch self {
    case .applied: "applied"
    case .unchanged: "so already"
    case .superseded: "replaced before sending"
    case .failed: "failed"
    case .mayBeInEffect: "failed, may be in effect"
    case .unknown: "unknown"
    case .unsent: "not sent"
    }
  }
}

/// A change as a report has it.
struct ReportedChange {
  /// By which `reeve undo --change` names it, from 1.
  let number: Int
  let change: JournalChange
  let outcome: ReportedOutcome
  /// The service's words where it refused, or what is known otherwise.
  let message: String?
  let requestID: String?
  let code: String?
  let status: Int?
  /// The requests that carried it.
  let requests: [PackID]
  /// The line of the script that asked for it, where it was kept.
  let line: String?

  init(
    _ recorded: RecordedChange, number: Int, _ packs: [PackID: RecordedPack],
    _ sources: [String: [UInt8]]
  ) {
    self.number = number
    change = recorded.change
    requests = recorded.packs
    let settled: PackOutcome?
    switch recorded.state {
    case .settled(let known):
      settled = known
      outcome = Self.outcome(of: known, change, recorded.mayBeInEffect)
    case .open:
      settled = nil
      outcome = .unknown
    case .pending:
      settled = nil
      outcome = .unsent
    }
    code = settled?.code
    status = settled?.status
    requestID = settled?.requestID
    message =
      outcome == .unknown
      ? "the request was about to leave, and nothing is known of its answer" : settled?.message
    line = change.place.flatMap { place in
      sources[place.file].flatMap { Self.line(place.line, of: $0) }
    }
  }

  private static func outcome(
    of settled: PackOutcome, _ change: JournalChange, _ mayBeInEffect: Bool
  ) -> ReportedOutcome {
    switch settled.result {
    case .applied:
      settled.isUnchanged ? .unchanged : change.role == .superseded ? .superseded : .applied
    case .refused: mayBeInEffect ? .mayBeInEffect : .failed
    case .unknown: .mayBeInEffect
    case .unsent, .divided: .unsent
    }
  }

  private static func line(_ number: Int, of bytes: [UInt8]) -> String? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    return String(decoding: lines[number - 1], as: UTF8.self)
  }
}

extension PackOutcome {
  /// Whether the service said that it was so already, so that nothing was sent.
  var isUnchanged: Bool { facts.map { JSON(journaled: $0)["unchanged"] == true } ?? false }
}
