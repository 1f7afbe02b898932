extension Journal {
  /// Checks what no run has by itself: that none is gone as a whole, pruned ones included, that plans stay used, and
  /// that the index of targets says what the requests say.
  ///
  /// An index that does not is made anew when it is needed next.
  package func verifyRuns() throws(JournalError) -> [JournalProblem] {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.asOfOneMoment { connection throws(StateStoreError) in
          try missingRuns(connection) + changedPlans(connection) + surplusContents(connection)
            + changedIndex(connection)
        }
      }
    }
    if found.contains(.indexChanged) { try forgetIndex() }
    return found
  }

  private func missingRuns(_ connection: Connection) throws(StateStoreError) -> [JournalProblem] {
    let known = Set(try connection.rows("SELECT run FROM journal_head", []) { $0.integer(0) })
    let counted =
      try connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'journal_head'") ?? 0
    let last = max(counted, known.max() ?? 0)
    return (0..<last).map { $0 + 1 }.filter { !known.contains($0) }
      .map { .runMissing(number: Int($0)) }
  }

  /// Each plan that a run says it took is noted as that run's, and no other is noted.
  private func changedPlans(_ connection: Connection) throws(StateStoreError) -> [JournalProblem] {
    let taken = """
      SELECT * FROM (SELECT plan, id FROM journal_head WHERE plan IS NOT NULL
        UNION SELECT e.text, h.id FROM journal_event e JOIN journal_head h ON h.run = e.run
          WHERE e.kind = '\(RunEvent.claimedKind)')
      """
    let noted = "SELECT plan, id FROM journal_plan"
    return try connection.rows(
      """
      SELECT DISTINCT plan FROM (
        SELECT * FROM (\(taken) EXCEPT \(noted)) UNION SELECT * FROM (\(noted) EXCEPT \(taken)))
      ORDER BY plan
      """, []
    ) { .planChanged(plan: $0.text(0)) }
  }

  private func surplusContents(
    _ connection: Connection
  ) throws(StateStoreError) -> [JournalProblem] {
    try connection.rows(
      """
      SELECT digest FROM journal_content c WHERE NOT EXISTS (
        SELECT 1 FROM journal_input i WHERE i.digest = c.digest) ORDER BY id
      """, []
    ) { .surplusContent(digest: Self.hexadecimal($0.blob(0))) }
  }

  // MARK: The index

  private func changedIndex(_ connection: Connection) throws(StateStoreError) -> [JournalProblem] {
    let end = try connection.integer("SELECT max(pack) FROM journal_target_end") ?? 0
    let last =
      try connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'journal_intent'") ?? 0
    guard end <= last else { return [.indexChanged] }
    // Compared by a sum, for there may be millions.
    var expected = PlaceSum()
    var next: Int64 = 0
    while true {
      let packs = try connection.targetPlaces(
        where: "pack > ? AND pack <= ? ORDER BY pack LIMIT 256", [.integer(next), .integer(end)])
      guard let last = packs.last?.pack else { break }
      for place in packs.flatMap(\.places) { expected.add(place) }
      next = last
    }
    var actual = PlaceSum()
    try connection.forEachRow("SELECT key, pack, position FROM journal_place", []) { row in
      actual.add(
        TargetPlace(key: row.integer(0), pack: row.integer(1), position: row.integer(2)))
    }
    return expected == actual ? [] : [.indexChanged]
  }

  private func forgetIndex() throws(JournalError) {
    try access { () throws(StateStoreError) in
      try store.write { connection throws(StateStoreError) in
        try connection.run("DELETE FROM journal_place; UPDATE journal_target_end SET pack = 0")
      }
    }
  }
}

/// A sum of places in any order.
private struct PlaceSum: Equatable {
  var count = 0
  var sum: UInt64 = 0

  mutating func add(_ place: TargetPlace) {
    count += 1
    sum &+= Self.mixed(
      UInt64(bitPattern: place.key)
        ^ Self.mixed(
          UInt64(bitPattern: place.pack) ^ Self.mixed(UInt64(bitPattern: place.position))))
  }

  /// The finalizer of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
