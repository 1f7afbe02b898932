// What requests did to single targets. The changes of a request are read together, and those that are asked for next are
// mostly of the same requests: so those read last are kept.

/// Reads the changes of targets over all runs; for one thread.
package final class TargetReader {
  private let journal: Journal
  private var packs: [Int64: StoredPack] = [:]
  /// Their numbers, in the order in which they were read.
  private var order = Fifo()
  private static let kept = 64

  init(_ journal: Journal) { self.journal = journal }

  /// A request with all that was noted of what became of it.
  private struct StoredPack: Sendable {
    let run: RunID
    let time: Int64
    let changes: [JournalChange]
    let outcomes: [RecordedOutcome]
  }

  private struct Fifo {
    var numbers: [Int64] = []

    mutating func add(_ number: Int64, limit: Int) -> Int64? {
      numbers.append(number)
      return numbers.count > limit ? numbers.removeFirst() : nil
    }
  }

  /// The changes of a target in the order of their leaving, those of removed runs excepted.
  package func history(
    of target: String, after pack: PackID = PackID(number: 0)
  ) throws(JournalError) -> [TargetIntent] {
    try journal.indexTargets()
    return try intents(of: journal.redacted(target, .known), after: pack)
  }

  /// The changes of a target that left, or may have, after a request: in the order of their leaving.
  package func laterIntents(
    of target: String, after pack: PackID
  ) throws(JournalError) -> [TargetIntent] {
    try history(of: target, after: pack).filter { $0.outcome?.result != .unsent }
  }

  /// The change that set a target last, as far as the journal knows: confirmed, or of unknown outcome.
  package func lastSet(target: String) throws(JournalError) -> TargetIntent? {
    try history(of: target).last(where: \.mayLast)
  }

  /// What targets were set to last; a target that none has set is missing.
  package func lastSet(targets: [String]) throws(JournalError) -> [String: LastSetting] {
    try journal.indexTargets()
    var found: [String: LastSetting] = [:]
    let stored = targets.map { journal.redacted($0, .known) }
    for (index, newest) in try newestPlaces(of: stored).enumerated() {
      guard let newest else { continue }
      let (target, stored) = (targets[index], stored[index])
      if let intent = try intent(newest, of: stored), intent.mayLast {
        found[target] = LastSetting(run: intent.run, after: intent.change.after)
      } else if let last = try intents(of: stored, after: PackID(number: 0)).last(where: \.mayLast)
      {
        found[target] = LastSetting(run: last.run, after: last.change.after)
      }
    }
    return found
  }

  // MARK: Places

  /// Looked up in one transaction, for each takes and gives back three locks of the file.
  private func newestPlaces(of targets: [String]) throws(JournalError) -> [TargetPlace?] {
    try journal.access { () throws(StateStoreError) in
      try journal.store.read { connection throws(StateStoreError) in
        try connection.asOfOneMoment { connection throws(StateStoreError) in
          try targets.map { target throws(StateStoreError) in
            let key = TargetPlace.key(of: target)
            return try connection.lookUp(
              """
              SELECT pack, position FROM journal_place WHERE key = ?
              ORDER BY pack DESC, position DESC LIMIT 1
              """, [.integer(key)]
            ) { TargetPlace(key: key, pack: $0.integer(0), position: $0.integer(1)) }.first
          }
        }
      }
    }
  }

  private func intents(
    of target: String, after pack: PackID
  ) throws(JournalError) -> [TargetIntent] {
    let key = TargetPlace.key(of: target)
    let places = try journal.access { () throws(StateStoreError) in
      try journal.store.read { connection throws(StateStoreError) in
        try connection.lookUp(
          """
          SELECT pack, position FROM journal_place WHERE key = ? AND pack > ?
          ORDER BY pack, position
          """, [.integer(key), .integer(pack.number)]
        ) { TargetPlace(key: key, pack: $0.integer(0), position: $0.integer(1)) }
      }
    }
    var found: [TargetIntent] = []
    for place in places {
      if let intent = try intent(place, of: target) { found.append(intent) }
    }
    return found
  }

  /// The change at a place; nil where it is of another target that has the same key.
  private func intent(
    _ place: TargetPlace, of target: String
  ) throws(JournalError) -> TargetIntent? {
    let position = Int(place.position)
    guard let pack = try pack(place.pack), pack.changes.indices.contains(position) else {
      return nil
    }
    let change = pack.changes[position]
    guard change.target == target else { return nil }
    return TargetIntent(
      run: pack.run, pack: PackID(number: place.pack), change: change, time: pack.time,
      outcome: RecordedPack.outcome(of: position, in: pack.outcomes))
  }

  // MARK: Requests

  private func pack(_ number: Int64) throws(JournalError) -> StoredPack? {
    if let known = packs[number] { return known }
    let read = try journal.access { () throws(StateStoreError) in
      try journal.store.read { connection throws(StateStoreError) in
        try Self.read(number, connection)
      }
    }
    packs[number] = read
    if let oldest = order.add(number, limit: Self.kept) { packs[oldest] = nil }
    return read
  }

  private static func read(
    _ number: Int64, _ connection: Connection
  ) throws(StateStoreError) -> StoredPack? {
    let heads = try connection.lookUp(
      """
      SELECT h.id, i.time, i.run, i.sequence, i.changes
      FROM journal_intent i JOIN journal_head h ON h.run = i.run WHERE i.pack = ?
      """, [.integer(number)]
    ) { row in
      (
        run: RunID(row.text(0)), time: row.integer(1), place: (row.integer(2), row.integer(3)),
        changes: row.optionalText(4)
      )
    }
    guard let head = heads.first else { return nil }
    return StoredPack(
      run: head.run, time: head.time,
      changes: try connection.changes(
        head.changes, run: head.place.0, sequence: head.place.1),
      outcomes: try outcomes(of: number, connection))
  }

  private static func outcomes(
    of pack: Int64, _ connection: Connection
  ) throws(StateStoreError) -> [RecordedOutcome] {
    let columns = JournalTable.outcome.columns.dropFirst(3)
    let rows = try connection.lookUp(
      """
      SELECT run, sequence, \(JournalTable.list(Array(columns))) FROM journal_outcome
      WHERE pack = ? ORDER BY sequence
      """, [.integer(pack)]
    ) { row in
      var fields = Fields((2..<8).map { row.value($0) })
      return (run: row.integer(0), sequence: row.integer(1), outcome: PackOutcome(&fields))
    }
    var outcomes: [RecordedOutcome] = []
    for row in rows {
      let parts = try connection.lookUp(
        """
        SELECT change, \(JournalTable.list(Array(columns))) FROM journal_change_outcome
        WHERE run = ? AND sequence = ? ORDER BY position
        """, [.integer(row.run), .integer(row.sequence)]
      ) { part in
        var fields = Fields((1..<7).map { part.value($0) })
        return (Int(part.integer(0)), PackOutcome(&fields))
      }
      outcomes.append(
        RecordedOutcome(
          pack: PackID(number: pack), outcome: row.outcome,
          changes: Dictionary(parts) { _, last in last }))
    }
    return outcomes
  }
}

extension Connection {
  /// The changes of an intent: those of its text, or of the rows that it had before there was one.
  func changes(
    _ text: String?, run: Int64, sequence: Int64
  ) throws(StateStoreError) -> [JournalChange] {
    if let text { return ChangeList.changes(in: text) }
    let columns = JournalTable.intent.parts?.columns ?? []
    return try lookUp(
      """
      SELECT \(JournalTable.list(columns)) FROM journal_change
      WHERE run = ? AND sequence = ? ORDER BY position
      """, [.integer(run), .integer(sequence)]
    ) { row in
      var fields = Fields((0..<Int32(columns.count)).map { row.value($0) })
      return JournalChange(&fields)
    }
  }
}
