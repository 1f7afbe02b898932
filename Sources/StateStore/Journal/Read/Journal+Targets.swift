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
  var mayLast: Bool {
    switch outcome?.result {
    case .applied, .unknown, nil: true
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

/// Where the index of targets finds a change.
struct TargetPlace: Sendable, Hashable, Comparable {
  /// A number of the target; few targets share one.
  let key: Int64
  let pack: Int64
  /// Among the changes of the request.
  let position: Int64

  /// The number of a target: FNV-1a.
  static func key(of target: String) -> Int64 {
    let hash = target.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.key, left.pack, left.position) < (right.key, right.pack, right.position)
  }
}

extension Journal {
  /// Reads what was done to targets.
  package func targets() -> TargetReader { TargetReader(self) }

  /// The change that set a target last, as far as the journal knows: confirmed, or of unknown outcome.
  package func lastSet(target: String) throws(JournalError) -> TargetIntent? {
    try targets().lastSet(target: target)
  }

  /// What targets were set to last; a target that none has set is missing.
  package func lastSet(targets: [String]) throws(JournalError) -> [String: LastSetting] {
    try self.targets().lastSet(targets: targets)
  }

  // MARK: The index

  /// How many requests are indexed in one transaction, for which others wait.
  private static let indexedAtOnce: Int64 = 500

  func indexTargets() throws(JournalError) {
    while try hasUnindexed() {
      try access { () throws(StateStoreError) in
        try store.write { connection throws(StateStoreError) in try indexNext(connection) }
      }
    }
  }

  private func hasUnindexed() throws(JournalError) -> Bool {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.lookUp(
          """
          SELECT EXISTS (
            SELECT 1 FROM journal_intent WHERE pack > (SELECT pack FROM journal_target_end))
          """, []
        ) { $0.integer(0) != 0 }
      }
    }.first ?? false
  }

  private func indexNext(_ connection: Connection) throws(StateStoreError) {
    let packs = try connection.targetPlaces(
      where: "pack > (SELECT pack FROM journal_target_end) ORDER BY pack LIMIT ?",
      [.integer(Self.indexedAtOnce)])
    guard let last = packs.last?.pack else { return }
    // In the order of the index, whose places would be random otherwise.
    try connection.insert(
      "INSERT OR IGNORE INTO journal_place (key, pack, position) VALUES (?, ?, ?)",
      packs.flatMap(\.places).sorted().map {
        [.integer($0.key), .integer($0.pack), .integer($0.position)]
      })
    try connection.execute("UPDATE journal_target_end SET pack = ?", .integer(last))
  }
}

extension Connection {
  /// What the index should have of some requests.
  func targetPlaces(
    where condition: String, _ values: [SQLValue]
  ) throws(StateStoreError) -> [(pack: Int64, places: [TargetPlace])] {
    let rows = try lookUp(
      "SELECT pack, run, sequence, changes FROM journal_intent WHERE \(condition)", values
    ) { ($0.integer(0), $0.integer(1), $0.integer(2), $0.optionalText(3)) }
    var found: [(pack: Int64, places: [TargetPlace])] = []
    for (pack, run, sequence, text) in rows {
      let changes = try changes(text, run: run, sequence: sequence)
      found.append(
        (
          pack: pack,
          places: changes.enumerated().compactMap { position, change in
            guard change.role == .sent else { return nil }
            return TargetPlace(
              key: TargetPlace.key(of: change.target), pack: pack, position: Int64(position))
          }
        ))
    }
    return found
  }
}
