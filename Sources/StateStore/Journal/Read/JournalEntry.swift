/// One entry of a run.
package struct JournalEntry: Sendable, Hashable {
  package enum Body: Sendable, Hashable {
    case start(RunStart)
    case input(RecordedInput)
    case call(RecordedCall)
    case intent(PackID, PackIntent)
    case outcome(RecordedOutcome)
    case event(RunEvent)
  }

  /// From 0, without a gap.
  package let sequence: Int
  /// Milliseconds since 1970 by the wall clock; order is that of ``sequence``.
  package let time: Int64
  /// Nanoseconds since the machine started, for durations within one process of a run.
  package let uptime: Int64
  package let hash: [UInt8]
  package let body: Body
}

/// What became of a request, as it was noted at one time.
package struct RecordedOutcome: Sendable, Hashable {
  package let pack: PackID
  /// That of the changes which ``changes`` does not name.
  package let outcome: PackOutcome
  /// That of single changes, by their place in the intent.
  package let changes: [Int: PackOutcome]
}

/// An entry as it was read, with its place.
struct StoredEntry: Sendable {
  let sequence: Int64
  let hash: [UInt8]
  var raw: RawEntry
}

extension JournalEntry {
  init(_ stored: StoredEntry) {
    sequence = Int(stored.sequence)
    hash = stored.hash
    var fields = Fields(stored.raw.values)
    time = fields.integer()
    uptime = fields.integer()
    switch stored.raw.table {
    case .start: body = .start(RunStart(&fields))
    case .input: body = .input(RecordedInput(&fields))
    case .call: body = .call(RecordedCall(&fields))
    case .intent:
      let pack = PackID(number: fields.integer())
      body = .intent(
        pack,
        PackIntent(
          operation: fields.text(), request: fields.text(), isIdempotent: fields.integer() != 0,
          changes: fields.optionalText().map(ChangeList.changes) ?? stored.raw.changesOfParts))
    case .outcome:
      let pack = PackID(number: fields.integer())
      let outcome = PackOutcome(&fields)
      var changes: [Int: PackOutcome] = [:]
      for values in stored.raw.parts {
        var part = Fields(values)
        changes[Int(part.integer())] = PackOutcome(&part)
      }
      body = .outcome(RecordedOutcome(pack: pack, outcome: outcome, changes: changes))
    case .event: body = .event(RunEvent(&fields))
    }
  }
}

extension RawEntry {
  /// The changes of an intent from before they were a text.
  var changesOfParts: [JournalChange] {
    parts.map { values in
      var part = Fields(values)
      return JournalChange(&part)
    }
  }

  /// Takes off what entries of this kind did not have when it was written, so that it is hashed as it was then.
  fileprivate mutating func takeOffLaterColumns() {
    guard table == .intent, values.suffix(2) == [.null, .null] else { return }
    values.removeLast(2)
  }
}

extension Journal {
  /// How many entries are read at once.
  private static let window: Int64 = 256

  /// Calls `body` with each entry of a run in order.
  package func forEachEntry(
    of id: RunID, _ body: (JournalEntry) throws(JournalError) -> Void
  ) throws(JournalError) {
    let head = try head(of: id)
    guard head.pruned == nil else { throw .pruned(id) }
    try forEachStored(of: head) { stored throws(JournalError) in try body(JournalEntry(stored)) }
  }

  /// Calls `body` with what the tables have of a run, up to its head.
  func forEachStored(
    of head: RunHead, _ body: (StoredEntry) throws(JournalError) -> Void
  ) throws(JournalError) {
    var start: Int64 = 0
    while start <= head.end.last {
      let end = min(start + Self.window, head.end.last + 1)
      for entry in try stored(run: head.number, start..<end) { try body(entry) }
      start = end
    }
  }

  /// Entries with some numbers, in order; tables that were tampered with may have two of one number.
  private func stored(run: Int64, _ range: Range<Int64>) throws(JournalError) -> [StoredEntry] {
    let bounds: [SQLValue] = [
      .integer(run), .integer(range.lowerBound), .integer(range.upperBound),
    ]
    return try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        var entries: [StoredEntry] = []
        for table in JournalTable.allCases {
          let values = Int32(table.columns.count)
          var found = try connection.lookUp(table.selection, bounds) { row in
            var raw = RawEntry(table: table, values: (2..<values + 2).map { row.value($0) })
            raw.takeOffLaterColumns()
            return StoredEntry(sequence: row.integer(0), hash: row.blob(1), raw: raw)
          }
          if let parts = table.parts, !found.isEmpty {
            let last = Int32(parts.columns.count)
            let rows = try connection.lookUp(table.selectionOfParts, bounds) { row in
              (row.integer(0), (1...last).map { row.value($0) })
            }
            var next = 0
            for index in found.indices {
              while next < rows.count, rows[next].0 <= found[index].sequence {
                if rows[next].0 == found[index].sequence {
                  found[index].raw.parts.append(rows[next].1)
                }
                next += 1
              }
            }
          }
          entries += found
        }
        return entries.sorted { $0.sequence < $1.sequence }
      }
    }
  }
}

extension JournalTable {
  var selection: String { Self.selections[Int(rawValue) - 1].entry }

  var selectionOfParts: String { Self.selections[Int(rawValue) - 1].parts }

  private static let selections = allCases.map { table in
    (
      entry: selection(table.name, ["sequence", "hash"] + table.columns, "sequence"),
      parts: table.parts.map {
        selection($0.name, ["sequence"] + $0.columns, "sequence, position")
      } ?? ""
    )
  }

  private static func selection(_ table: String, _ columns: [String], _ order: String) -> String {
    """
    SELECT \(list(columns)) FROM \(table)
    WHERE run = ? AND sequence >= ? AND sequence < ? ORDER BY \(order)
    """
  }
}
