// What is known of a target over all runs. Requests are written without an index of their targets, for
// random places of an index cost more than the rest of a transaction; whoever asks brings it up to date.

/// A change of a target that a request carried.
package struct TargetIntent: Sendable, Hashable {
  package let run: RunID
  package let pack: PackID
  package let change: JournalChange
  /// Milliseconds since 1970.
  package let time: Int64
  /// What became of it; nil when nothing is known.
  package let outcome: PackOutcome?

  /// Whether the service confirmed it.
  package var isConfirmed: Bool { outcome?.result == .applied }

  /// Whether its target may be as it says.
  fileprivate var mayLast: Bool { outcome?.result.mayLast ?? true }
}

extension PackOutcome.Result {
  /// Whether a change of this outcome may have had effect.
  fileprivate var mayLast: Bool {
    switch self {
    case .applied, .unknown: true
    case .refused, .unsent, .divided: false
    }
  }
}

/// What a target was set to last, as far as the journal knows.
package struct LastSetting: Sendable, Hashable {
  package let run: RunID
  /// JSON.
  package let after: String?

  package init(run: RunID, after: String?) {
    self.run = run
    self.after = after
  }
}

extension Journal {
  /// The change that set a target last, as far as the journal knows: confirmed, or of unknown outcome.
  package func lastSet(target: String) throws(JournalError) -> TargetIntent? {
    try indexTargets()
    return try intents(of: redactKnown(target), after: PackID(number: 0)).last(where: \.mayLast)
  }

  /// How many targets one statement asks for.
  private static let askedAtOnce = 2_000

  /// What targets were set to last; a target that none has set is missing.
  package func lastSet(targets: [String]) throws(JournalError) -> [String: LastSetting] {
    try indexTargets()
    var found: [String: LastSetting] = [:]
    var rest = targets[...]
    while !rest.isEmpty {
      let asked = Array(rest.prefix(Self.askedAtOnce))
      rest = rest.dropFirst(asked.count)
      for newest in try newest(asked.map(redactKnown)) {
        let target = asked[newest.place]
        if newest.mayLast {
          found[target] = newest.setting
        } else if let last = try lastSet(target: target) {
          found[target] = LastSetting(run: last.run, after: last.change.after)
        }
      }
    }
    return found
  }

  /// The newest change of a target among some.
  private struct Newest: Sendable {
    let place: Int
    let setting: LastSetting
    let mayLast: Bool
  }

  /// The newest changes of those among some targets that a request has carried.
  private func newest(_ targets: [String]) throws(JournalError) -> [Newest] {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        guard
          try connection.integer("SELECT count(*) FROM (SELECT 1 FROM journal_target LIMIT 1)") != 0
        else { return [] }
        return try connection.lookUp(
          """
          SELECT w.key, h.id, c."after", coalesce(
            (SELECT coalesce(
                (SELECT result FROM journal_change_outcome p
                  WHERE p.run = o.run AND p.sequence = o.sequence AND p.change = t.position),
                o.result)
              FROM journal_outcome o WHERE o.pack = t.pack ORDER BY o.sequence DESC LIMIT 1), '')
          FROM json_each(?) w
          JOIN journal_target t ON t.target = w.value
            AND t.pack = (SELECT max(pack) FROM journal_target WHERE target = w.value)
          JOIN journal_intent i ON i.pack = t.pack
          JOIN journal_head h ON h.run = i.run
          JOIN journal_change c
            ON c.run = i.run AND c.sequence = i.sequence AND c.position = t.position
          """, [.text(Self.array(of: targets))]
        ) { row in
          Newest(
            place: Int(row.integer(0)),
            setting: LastSetting(run: RunID(row.text(1)), after: row.optionalText(2)),
            mayLast: PackOutcome.Result(rawValue: row.text(3))?.mayLast ?? true)
        }
      }
    }
  }

  /// Texts as an array of JSON.
  private static func array(of texts: [String]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for text in texts {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
          let digits = Array("0123456789abcdef".utf8)
          bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: bytes.append(byte)
        }
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The changes of a target in the order of their leaving, those of removed runs excepted.
  package func history(ofTarget target: String) throws(JournalError) -> [TargetIntent] {
    try indexTargets()
    return try intents(of: redactKnown(target), after: PackID(number: 0))
  }

  /// The changes of a target that left, or may have, after a request: in the order of their leaving.
  package func laterIntents(
    of target: String, after pack: PackID
  ) throws(JournalError) -> [TargetIntent] {
    try indexTargets()
    return try intents(of: redactKnown(target), after: pack).filter {
      $0.outcome?.result != .unsent
    }
  }

  private func indexTargets() throws(JournalError) {
    try access { () throws(StateStoreError) in
      let sql = """
        SELECT count(*) FROM journal_intent WHERE pack > (SELECT pack FROM journal_target_end)
        """
      let isBehind = try store.read { connection throws(StateStoreError) in
        try connection.integer(sql) ?? 0 > 0
      }
      guard isBehind else { return }
      try store.write { connection throws(StateStoreError) in
        try connection.run(
          """
          INSERT OR IGNORE INTO journal_target (target, pack, position)
          SELECT c.target, i.pack, c.position FROM journal_intent i
          JOIN journal_change c ON c.run = i.run AND c.sequence = i.sequence
          WHERE i.pack > (SELECT pack FROM journal_target_end) AND c.role = 'sent'
          ORDER BY 1, 2, 3;
          UPDATE journal_target_end SET pack = (SELECT max(pack) FROM journal_intent);
          """)
      }
    }
  }

  private func intents(
    of target: String, after pack: PackID
  ) throws(JournalError) -> [TargetIntent] {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        let places = try connection.lookUp(
          """
          SELECT pack, position FROM journal_target WHERE target = ? AND pack > ?
          ORDER BY pack, position
          """, [.text(target), .integer(pack.number)]
        ) { (PackID(number: $0.integer(0)), $0.integer(1)) }
        var found: [TargetIntent] = []
        for (pack, position) in places {
          found += try intent(pack, position, connection)
        }
        return found
      }
    }
  }

  private func intent(
    _ pack: PackID, _ position: Int64, _ connection: Connection
  ) throws(StateStoreError) -> [TargetIntent] {
    let outcomes = try connection.lookUp(
      """
      SELECT p.position IS NOT NULL,
        iif(p.position IS NULL, o.result, p.result), iif(p.position IS NULL, o.request_id, p.request_id),
        iif(p.position IS NULL, o.status, p.status), iif(p.position IS NULL, o.code, p.code),
        iif(p.position IS NULL, o.message, p.message), iif(p.position IS NULL, o.facts, p.facts)
      FROM journal_outcome o LEFT JOIN journal_change_outcome p
        ON p.run = o.run AND p.sequence = o.sequence AND p.change = ?2
      WHERE o.pack = ?1 ORDER BY o.sequence
      """, [.integer(pack.number), .integer(position)]
    ) { row in
      var fields = Fields((1..<7).map { row.value($0) })
      let outcome = PackOutcome(&fields)
      return RecordedOutcome(
        pack: pack, outcome: outcome, changes: row.integer(0) != 0 ? [Int(position): outcome] : [:])
    }
    return try connection.lookUp(
      """
      SELECT h.id, i.time, i.operation, i.request, i.idempotent,
        \(JournalTable.list(JournalTable.intent.parts?.columns ?? []))
      FROM journal_intent i JOIN journal_head h ON h.run = i.run
      JOIN journal_change c ON c.run = i.run AND c.sequence = i.sequence AND c.position = ?2
      WHERE i.pack = ?1
      """, [.integer(pack.number), .integer(position)]
    ) { row in
      var fields = Fields((5..<16).map { row.value($0) })
      return TargetIntent(
        run: RunID(row.text(0)), pack: pack, change: JournalChange(&fields), time: row.integer(1),
        outcome: RecordedPack.outcome(of: Int(position), in: outcomes))
    }
  }
}
