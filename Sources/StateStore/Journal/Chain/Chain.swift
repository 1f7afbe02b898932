/// The end of a run's chain: what the next entry follows.
struct Chain: Sendable, Hashable {
  /// The number of the last entry; -1 before the first.
  var last: Int64 = -1
  var hash: [UInt8] = []
}

extension Journal {
  /// What a transaction adds to a run.
  struct Addition: Sendable {
    var entries: [RawEntry] = []
    var contents: [(digest: [UInt8], bytes: [UInt8])] = []
  }

  /// Adds entries to a run, numbers the requests among them, and moves the end of its chain; nil, and nothing added,
  /// where the chain does not end where it should.
  func append(
    _ addition: Addition, to head: RunHead, time: Int64, _ connection: Connection
  ) throws(StateStoreError) -> (head: RunHead, packs: [PackID])? {
    var chain = head.end
    var packs: [PackID] = []
    var entries = addition.entries
    var hashes: [[UInt8]] = []
    var nextPack = try nextPack(entries, connection)
    for index in entries.indices {
      if entries[index].table == .intent {
        entries[index].values[RawEntry.packIndex] = .integer(nextPack)
        packs.append(PackID(number: nextPack))
        nextPack += 1
      }
      chain.last += 1
      chain.hash = digest(entries[index].content(after: chain.hash, sequence: chain.last))
      hashes.append(chain.hash)
    }
    var moved = head
    // A clock that was put back must not make a run older than it is, for old runs are pruned.
    (moved.end, moved.touched) = (chain, max(time, head.touched))
    moved.seal = seal(of: moved)
    try connection.insert(
      """
      UPDATE journal_head SET last = ?, hash = ?, touched = ?, seal = ?
      WHERE run = ? AND last = ? AND hash = ? AND pruned IS NULL
      """,
      [
        [
          .integer(chain.last), .blob(chain.hash), .integer(moved.touched), .optional(moved.seal),
          .integer(head.number), .integer(head.end.last), .blob(head.end.hash),
        ]
      ])
    guard connection.changedRows == 1 else { return nil }
    try connection.insert(
      "INSERT OR IGNORE INTO journal_content (digest, bytes) VALUES (?, ?)",
      addition.contents.map { [.blob($0.digest), .blob($0.bytes)] })
    for (index, entry) in entries.enumerated() {
      let place: [SQLValue] = [.integer(head.number), .integer(head.end.last + 1 + Int64(index))]
      try connection.insert(
        entry.table.insertion, after: place + [.blob(hashes[index])], [entry.values])
      guard !entry.parts.isEmpty else { continue }
      try connection.insert(
        entry.table.insertionOfPart, after: place, countingRows: true, entry.parts)
    }
    return (moved, packs)
  }

  private func nextPack(
    _ entries: [RawEntry], _ connection: Connection
  ) throws(StateStoreError) -> Int64 {
    guard entries.contains(where: { $0.table == .intent }) else { return 0 }
    // Not the greatest number there is: that of a pruned run is never used again.
    let last = try connection.lookUp(
      "SELECT seq FROM sqlite_sequence WHERE name = 'journal_intent'", []
    ) { $0.integer(0) }
    return (last.first ?? 0) + 1
  }
}

extension RawEntry {
  /// Where the number of a request stands among the values of its intent.
  static let packIndex = 2
}
