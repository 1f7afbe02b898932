extension Journal {
  /// The runs that ``prune(olderThan:includingInterrupted:)`` would remove the entries of.
  ///
  /// - Parameters:
  ///   - time: Milliseconds since 1970.
  ///   - includingInterrupted: Whether runs count that did not end, and could be resumed.
  /// - Returns: The runs, the oldest first, and how many are old enough but stay, by why they do.
  /// - Throws: ``JournalError/store(_:)``.
  package func prunable(
    olderThan time: Int64, includingInterrupted: Bool = false
  ) throws(JournalError) -> (runs: [RunID], alive: Int, interrupted: Int) {
    let candidates = try candidates(olderThan: time)
    var result: (runs: [RunID], alive: Int, interrupted: Int) = ([], 0, 0)
    for candidate in candidates {
      if try isAlive(candidate.id) {
        result.alive += 1
      } else if candidate.hasEnded || includingInterrupted {
        result.runs.append(candidate.id)
      } else {
        result.interrupted += 1
      }
    }
    return result
  }

  /// Removes the entries of runs that nothing was written to since a time.
  ///
  /// What is left of each is the head of its chain, and which plans it used. Runs that are alive stay.
  ///
  /// - Parameters:
  ///   - time: Milliseconds since 1970.
  ///   - includingInterrupted: Whether runs go too that did not end, and could be resumed.
  ///   - progress: Is told how many of how many runs were looked at.
  /// - Returns: The runs whose entries were removed.
  /// - Throws: ``JournalError/store(_:)``; runs before the one that failed are pruned.
  ///
  /// Then the file is made smaller, where that is worth it and nobody else is in the way.
  @discardableResult
  package func prune(
    olderThan time: Int64, includingInterrupted: Bool = false,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(JournalError) -> [RunID] {
    let candidates = try candidates(olderThan: time)
      .filter { $0.hasEnded || includingInterrupted }
    var pruned: [RunID] = []
    for (done, (number, id, _)) in candidates.enumerated() {
      progress(done, candidates.count)
      let isPruned = try access { () throws(StateStoreError) in
        guard let lock = try RunLock.take(id, in: store.folder) else { return false }
        let isPruned = try store.write { connection throws(StateStoreError) in
          try prune(number, touchedBefore: time, connection)
        }
        lock.removeFile()
        return isPruned
      }
      if isPruned { pruned.append(id) }
    }
    if !pruned.isEmpty { try? store.shrink() }
    return pruned
  }

  private func candidates(
    olderThan time: Int64
  ) throws(JournalError) -> [(number: Int64, id: RunID, hasEnded: Bool)] {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          """
          SELECT h.run, h.id, e.kind IS NOT NULL FROM journal_head h
          LEFT JOIN journal_event e
            ON e.run = h.run AND e.sequence = h.last AND e.kind = '\(RunEvent.endedKind)'
          WHERE h.pruned IS NULL AND h.touched < ? ORDER BY h.run
          """, [.integer(time)]
        ) { (number: $0.integer(0), id: RunID($0.text(1)), hasEnded: $0.integer(2) != 0) }
      }
    }
  }

  private func prune(
    _ run: Int64, touchedBefore time: Int64, _ connection: Connection
  ) throws(StateStoreError) -> Bool {
    let heads = try connection.lookUp(
      """
      SELECT \(RunHead.columns) FROM journal_head
      WHERE run = ? AND pruned IS NULL AND touched < ?
      """, [.integer(run), .integer(time)]
    ) { RunHead($0) }
    guard var head = heads.first else { return false }
    head.pruned = wallClock()
    try connection.execute(
      "UPDATE journal_head SET pruned = ?, seal = ? WHERE run = ?",
      .optional(head.pruned), .blob(seal(of: head)), .integer(run))
    let packs = try connection.targetPlaces(where: "run = ?", [.integer(run)])
    try connection.insert(
      "DELETE FROM journal_place WHERE key = ? AND pack = ? AND position = ?",
      packs.flatMap(\.places).sorted().map {
        [.integer($0.key), .integer($0.pack), .integer($0.position)]
      })
    try connection.execute(
      """
      DELETE FROM journal_content WHERE digest IN (SELECT digest FROM journal_input WHERE run = ?1)
        AND NOT EXISTS (
          SELECT 1 FROM journal_input o WHERE o.digest = journal_content.digest AND o.run <> ?1)
      """, .integer(run))
    for table in JournalTable.allCases {
      for name in [table.name] + (table.parts.map { [$0.name] } ?? []) {
        try connection.execute("DELETE FROM \(name) WHERE run = ?", .integer(run))
      }
    }
    return true
  }
}
