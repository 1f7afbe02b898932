internal import StateStore

/// Something that happened in a run, with when.
struct RunMoment {
  enum Event {
    case call(RecordedCall)
    case request(RunRequest)
    case event(RunEvent)
  }

  /// Milliseconds since 1970 by the wall clock.
  let time: Int64
  /// Since the run began.
  let offset: Duration
  var event: Event
}

/// A request, with what became of it.
struct RunRequest {
  let id: PackID
  let intent: PackIntent
  var outcomes: [RecordedOutcome] = []
  /// From the intent to the last outcome; nil without one, or where the machine was started again in between.
  var duration: Duration?

  /// The outcome of the request as a whole.
  var outcome: PackOutcome? { outcomes.last?.outcome }

  /// The number that the service gave it.
  var requestID: String? {
    outcomes.lazy.compactMap {
      $0.outcome.requestID ?? $0.changes.values.lazy.compactMap(\.requestID).first
    }.first
  }

  /// Whether there was something to send; what was known not to be needed or possible has no request.
  var hasLeft: Bool { !intent.request.isEmpty }

  /// How many of its changes had which outcome, in words: `200 applied`.
  var words: String {
    guard let outcome else { return "no answer recorded" }
    guard hasLeft else { return outcome.isUnchanged ? "so already, nothing sent" : "nothing sent" }
    guard !intent.changes.isEmpty else { return Self.word(outcome.result) }
    var counts: [PackOutcome.Result: Int] = [:]
    for position in intent.changes.indices {
      let known = RunRequest.outcome(of: position, in: outcomes)
      counts[known.result, default: 0] += 1
    }
    let parts = PackOutcome.Result.allCases.compactMap { result in
      counts[result].map { "\($0) \(Self.word(result))" }
    }
    return parts.joined(separator: ", ")
  }

  private static func outcome(of position: Int, in outcomes: [RecordedOutcome]) -> PackOutcome {
    var known: PackOutcome?
    for recorded in outcomes {
      let word = recorded.changes[position] ?? recorded.outcome
      if known == nil || word.result != .divided { known = word }
    }
    return known ?? PackOutcome(.unknown)
  }

  static func word(_ result: PackOutcome.Result) -> String {
    switch result {
    case .applied: "applied"
    case .refused: "refused"
    case .unknown: "failed, may be in effect"
    case .unsent: "not sent"
    case .divided: "sent again in parts"
    }
  }
}

/// Puts the entries of a run on one clock.
///
/// The machine's own clock does not jump, but starts anew with the machine; then the wall clock must do.
struct TimelineReader {
  private(set) var moments: [RunMoment] = []
  private(set) var last = Duration.zero
  private(set) var process: RunProcess?
  private var start: (time: Int64, uptime: Int64, boot: String)?
  private var isSameBoot = true
  private var places: [PackID: (index: Int, uptime: Int64, boot: String)] = [:]

  mutating func add(_ entry: JournalEntry) {
    if case .start(let begun) = entry.body {
      start = (entry.time, entry.uptime, begun.process.boot)
      process = begun.process
    }
    if case .event(.resumed(let process)) = entry.body {
      self.process = process
      isSameBoot = process.boot == start?.boot
    }
    let offset = offset(entry)
    last = max(last, offset)
    func moment(_ event: RunMoment.Event) -> RunMoment {
      RunMoment(time: entry.time, offset: offset, event: event)
    }
    switch entry.body {
    case .start, .input: break
    case .call(let call): moments.append(moment(.call(call)))
    case .intent(let pack, let intent):
      places[pack] = (moments.count, entry.uptime, process?.boot ?? "")
      moments.append(moment(.request(RunRequest(id: pack, intent: intent))))
    case .outcome(let outcome): add(outcome, entry)
    case .event(let event): moments.append(moment(.event(event)))
    }
  }

  private mutating func add(_ outcome: RecordedOutcome, _ entry: JournalEntry) {
    guard let place = places[outcome.pack],
      case .request(var request) = moments[place.index].event
    else { return }
    request.outcomes.append(outcome)
    request.duration =
      place.boot == process?.boot ? .nanoseconds(max(entry.uptime - place.uptime, 0)) : nil
    moments[place.index].event = .request(request)
  }

  private func offset(_ entry: JournalEntry) -> Duration {
    guard let start else { return .zero }
    return isSameBoot
      ? .nanoseconds(max(entry.uptime - start.uptime, 0))
      : .milliseconds(max(entry.time - start.time, 0))
  }
}
