/// A request of a run, with what became of it.
package struct RecordedPack: Sendable, Hashable {
  package let id: PackID
  package let intent: PackIntent
  /// When it was about to leave: milliseconds since 1970, and nanoseconds since the machine started.
  package let time: Int64
  package let uptime: Int64
  package fileprivate(set) var outcomes: [RecordedOutcome] = []
  /// When the last outcome came.
  package fileprivate(set) var settledTime: Int64?
  package fileprivate(set) var settledUptime: Int64?

  /// Whether nothing is known of what became of it.
  package var isOpen: Bool { outcomes.isEmpty }

  /// What became of the change at a place of the intent; nil while nothing is known.
  package func outcome(of position: Int) -> PackOutcome? {
    Self.outcome(of: position, in: outcomes)
  }

  static func outcome(of position: Int, in outcomes: [RecordedOutcome]) -> PackOutcome? {
    outcomes.reduce(nil) { known, recorded in
      if let single = recorded.changes[position] { return single }
      // What is said of all that is left does not unsay what was said of one.
      return recorded.outcome.result == .divided ? known ?? recorded.outcome : recorded.outcome
    }
  }
}

/// A change of a run, with what its requests made of it.
package struct RecordedChange: Sendable, Hashable {
  package enum State: Sendable, Hashable {
    /// Its outcome is committed: it is not sent again.
    case settled(PackOutcome)
    /// A request for it was about to leave, and nobody knows whether it did.
    case open(PackID)
    /// It is still to be sent.
    case pending
  }

  /// As the last of its requests has it.
  package fileprivate(set) var change: JournalChange
  package fileprivate(set) var packs: [PackID] = []
  package fileprivate(set) var state = State.pending
  /// Whether the service may have it, though the last word was another.
  package fileprivate(set) var mayBeInEffect = false

  fileprivate mutating func follow(_ pack: RecordedPack, at position: Int) {
    // A request that may have had effect makes what a later one finds before it.
    let before = mayBeInEffect ? change.before : nil
    change = pack.intent.changes[position]
    if let before { change.before = before }
    packs.append(pack.id)
    guard let outcome = pack.outcome(of: position) else {
      mayBeInEffect = true
      if !isApplied { state = .open(pack.id) }
      return
    }
    switch outcome.result {
    case .applied:
      mayBeInEffect = true
      state = .settled(outcome)
    case .unknown, .refused:
      if outcome.result == .unknown { mayBeInEffect = true }
      if !isApplied { state = .settled(outcome) }
    case .divided:
      if !isApplied { state = .pending }
    case .unsent: break
    }
  }

  private var isApplied: Bool {
    guard case .settled(let outcome) = state else { return false }
    return outcome.result == .applied
  }
}

/// A run without its calls: what a report shows.
package struct RunDetails: Sendable, Hashable {
  package struct Event: Sendable, Hashable {
    package let time: Int64
    package let uptime: Int64
    package let event: RunEvent
  }

  package let summary: RunSummary
  package fileprivate(set) var inputs: [RecordedInput] = []
  package fileprivate(set) var events: [Event] = []
  package fileprivate(set) var callCount = 0
  package fileprivate(set) var entryCount = 0
  /// In the order in which they were about to leave.
  package fileprivate(set) var packs: [RecordedPack] = []

  /// Each change once, in the order of its first request.
  package var changes: [RecordedChange] {
    var places: [ChangeIdentity: Int] = [:]
    var changes: [RecordedChange] = []
    for pack in packs {
      for (position, change) in pack.intent.changes.enumerated() {
        let place = places[change.identity] ?? changes.count
        if place == changes.count {
          places[change.identity] = place
          changes.append(RecordedChange(change: change))
        }
        changes[place].follow(pack, at: position)
      }
    }
    return changes
  }
}

/// What a replay of a run needs.
package struct Recording: Sendable {
  package let details: RunDetails
  package let calls: [CallIdentity: RecordedCall]
  package let changes: [ChangeIdentity: RecordedChange]
}

extension Journal {
  /// Reads what a report shows of a run; `each` is handed every entry on the way, and how many there are.
  package func details(
    of id: RunID, each: (JournalEntry, _ count: Int) -> Void = { _, _ in }
  ) throws(JournalError) -> RunDetails {
    let count = Int(try head(of: id).end.last) + 1
    return try read(id) { each($0, max(count, $0.sequence + 1)) }
  }

  /// Reads what a replay of a run needs.
  package func recording(of id: RunID) throws(JournalError) -> Recording {
    var calls: [CallIdentity: RecordedCall] = [:]
    let details = try read(id) { entry in
      if case .call(let call) = entry.body { calls[call.identity] = call }
    }
    let changes = details.changes.map { ($0.change.identity, $0) }
    return Recording(
      details: details, calls: calls, changes: Dictionary(changes) { _, last in last })
  }

  private func read(
    _ id: RunID, _ each: (JournalEntry) -> Void
  ) throws(JournalError) -> RunDetails {
    var details = RunDetails(summary: try run(id))
    var places: [PackID: Int] = [:]
    try forEachEntry(of: id) { entry throws(JournalError) in
      details.entryCount += 1
      each(entry)
      switch entry.body {
      case .start: break
      case .input(let input): details.inputs.append(input)
      case .call: details.callCount += 1
      case .intent(let pack, let intent):
        places[pack] = details.packs.count
        details.packs.append(
          RecordedPack(id: pack, intent: intent, time: entry.time, uptime: entry.uptime))
      case .outcome(let outcome):
        guard let place = places[outcome.pack] else { break }
        details.packs[place].outcomes.append(outcome)
        details.packs[place].settledTime = entry.time
        details.packs[place].settledUptime = entry.uptime
      case .event(let event):
        details.events.append(
          RunDetails.Event(time: entry.time, uptime: entry.uptime, event: event))
      }
    }
    return details
  }
}
