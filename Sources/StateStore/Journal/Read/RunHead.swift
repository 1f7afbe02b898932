/// What is kept of every run for good.
struct RunHead: Sendable, Hashable {
  let number: Int64
  let id: RunID
  let started: Int64
  /// The plan that the run has taken, by its digest.
  let plan: String?
  /// When its last entry was written.
  var touched: Int64
  var end: Chain
  /// When its entries were removed.
  var pruned: Int64?
  /// A hash over all of it; nil in what was written before there were any.
  var seal: [UInt8]?
}

extension Journal {
  /// The seal that a head should have.
  func seal(of head: RunHead) -> [UInt8] {
    digest(
      RawEntry.bytes(of: [
        .integer(head.number), .text(head.id.text), .integer(head.started), .optional(head.plan),
        .integer(head.touched), .integer(head.end.last), .blob(head.end.hash),
        .optional(head.pruned),
      ]))
  }
}

extension RunHead {
  static let columns = "run, id, started, plan, touched, last, hash, pruned, seal"

  init(_ row: borrowing Statement) {
    number = row.integer(0)
    id = RunID(row.text(1))
    started = row.integer(2)
    plan = row.optionalText(3)
    touched = row.integer(4)
    end = Chain(last: row.integer(5), hash: row.blob(6))
    pruned = row.optionalInteger(7)
    seal = row.isNull(8) ? nil : row.blob(8)
  }

  /// A head that a run begins with.
  init(_ id: RunID, number: Int64, started: Int64, plan: String?) {
    self.id = id
    self.number = number
    self.started = started
    self.plan = plan
    touched = started
    end = Chain()
  }
}

extension Journal {
  func head(of id: RunID) throws(JournalError) -> RunHead {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          "SELECT \(RunHead.columns) FROM journal_head WHERE id = ?", [.text(id.text)]
        ) { RunHead($0) }
      }
    }
    guard let head = found.first else { throw .unknownRun(id.text) }
    return head
  }

  /// The process that works on a run, or was the last to.
  func process(of run: Int64) throws(JournalError) -> RunProcess {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          """
          SELECT user, host, process, boot FROM (
            SELECT sequence, user, host, process, boot FROM journal_start WHERE run = ?1
            UNION ALL SELECT sequence, user, host, process, boot FROM journal_event
            WHERE run = ?1 AND process IS NOT NULL)
          ORDER BY sequence DESC LIMIT 1
          """, [.integer(run)]
        ) { row in
          RunProcess(
            user: row.text(0), host: row.text(1), number: Int(row.integer(2)), boot: row.text(3))
        }
      }
    }
    return found.first ?? RunProcess(user: "", host: "", number: 0, boot: "")
  }

  /// The run that a person means: by its id, by the end of it, or by the beginning of either.
  package func resolve(_ text: String) throws(JournalError) -> RunID {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows("SELECT id FROM journal_head ORDER BY run DESC", []) { $0.text(0) }
      }
    }
    guard !text.isEmpty else { throw .unknownRun(text) }
    // What is written whole is meant, though another name begins with it.
    let readings: [(String) -> Bool] = [
      { $0 == text }, { $0.hasSuffix("-\(text)") },
      { $0.hasPrefix(text) || $0.suffix(RunID.slotDigits).hasPrefix(text) },
    ]
    let matching = readings.lazy.map { found.filter($0) }.first { !$0.isEmpty } ?? []
    guard let first = matching.first else { throw .unknownRun(text) }
    guard matching.count == 1 else { throw .ambiguousRun(text, matching.map(RunID.init)) }
    return RunID(first)
  }

  /// The content of an input; nil where it was withheld or removed.
  package func content(of digest: [UInt8]) throws(JournalError) -> [UInt8]? {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          "SELECT bytes FROM journal_content WHERE digest = ?", [.blob(digest)]
        ) { $0.blob(0) }.first
      }
    }
  }

  /// The run that has claimed a plan.
  package func owner(ofPlan plan: String) throws(JournalError) -> RunID? {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows("SELECT id FROM journal_plan WHERE plan = ?", [.text(plan)]) {
          RunID($0.text(0))
        }.first
      }
    }
  }
}
