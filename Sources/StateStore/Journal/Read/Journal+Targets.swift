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
}

extension Journal {
  /// The change that set a target last, as far as the journal knows: confirmed, or of unknown outcome.
  package func lastSet(target: String) throws(JournalError) -> TargetIntent? {
    try lastSet(targets: [target])[target]
  }

  /// The changes that set targets last; a target that none has set is missing.
  package func lastSet(targets: [String]) throws(JournalError) -> [String: TargetIntent] {
    try indexTargets()
    var found: [String: TargetIntent] = [:]
    for target in try known(targets) {
      let last = try intents(of: redact(target), after: PackID(number: 0)).last {
        switch $0.outcome?.result {
        case .applied, .unknown, nil: true
        case .refused, .unsent, .divided: false
        }
      }
      found[target] = last
    }
    return found
  }

  /// Those of some targets that a request has carried.
  private func known(_ targets: [String]) throws(JournalError) -> [String] {
    let kept = targets.map(redact)
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        guard
          try connection.integer("SELECT count(*) FROM (SELECT 1 FROM journal_target LIMIT 1)") != 0
        else { return [] as Set<String> }
        var found: Set<String> = []
        for target in kept {
          let rows = try connection.lookUp(
            "SELECT 1 FROM journal_target WHERE target = ? LIMIT 1", [.text(target)]
          ) { $0.integer(0) }
          if !rows.isEmpty { found.insert(target) }
        }
        return found
      }
    }
    return zip(targets, kept).filter { found.contains($0.1) }.map(\.0)
  }

  /// The changes of a target in the order of their leaving, those of removed runs excepted.
  package func history(ofTarget target: String) throws(JournalError) -> [TargetIntent] {
    try indexTargets()
    return try intents(of: redact(target), after: PackID(number: 0))
  }

  /// The changes of a target that left, or may have, after a request: in the order of their leaving.
  package func laterIntents(
    of target: String, after pack: PackID
  ) throws(JournalError) -> [TargetIntent] {
    try indexTargets()
    return try intents(of: redact(target), after: pack).filter { $0.outcome?.result != .unsent }
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
