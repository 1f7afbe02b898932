extension Journal {
  /// Removes the entries of runs that nothing was written to since a time.
  ///
  /// What is left of each is the head of its chain, and which plans it used. Runs that are alive stay.
  ///
  /// - Parameter time: Milliseconds since 1970.
  /// - Returns: The runs whose entries were removed.
  /// - Throws: ``JournalError/store(_:)``; runs before the one that failed are pruned.
  @discardableResult
  package func prune(olderThan time: Int64) throws(JournalError) -> [RunID] {
    let candidates = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          "SELECT run, id FROM journal_head WHERE pruned IS NULL AND touched < ? ORDER BY run",
          [.integer(time)]
        ) { (number: $0.integer(0), id: RunID($0.text(1))) }
      }
    }
    var pruned: [RunID] = []
    for (number, id) in candidates {
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
    return pruned
  }

  private func prune(
    _ run: Int64, touchedBefore time: Int64, _ connection: Connection
  ) throws(StateStoreError) -> Bool {
    try connection.execute(
      "UPDATE journal_head SET pruned = ? WHERE run = ? AND pruned IS NULL AND touched < ?",
      .integer(wallClock()), .integer(run), .integer(time))
    guard connection.changedRows == 1 else { return false }
    try connection.execute(
      """
      DELETE FROM journal_target WHERE (target, pack, position) IN (
        SELECT c.target, i.pack, c.position FROM journal_intent i
        JOIN journal_change c ON c.run = i.run AND c.sequence = i.sequence WHERE i.run = ?)
      """, .integer(run))
    try connection.execute(
      """
      DELETE FROM journal_content WHERE digest IN (SELECT digest FROM journal_input WHERE run = ?1)
        AND digest NOT IN (SELECT digest FROM journal_input WHERE run <> ?1)
      """, .integer(run))
    for table in JournalTable.allCases {
      for name in [table.name] + (table.parts.map { [$0.name] } ?? []) {
        try connection.execute("DELETE FROM \(name) WHERE run = ?", .integer(run))
      }
    }
    return true
  }
}
