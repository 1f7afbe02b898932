/// A run as a list shows it.
package struct RunSummary: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// A process works on it.
    case alive
    case finished
    /// Its process is gone, and did not end it.
    case interrupted
    /// Its entries were removed; ``RunSummary/start`` is nil then.
    case pruned
  }

  package let id: RunID
  package let state: State
  package let start: RunStart?
  /// Milliseconds since 1970 by the wall clock.
  package let started: Int64
  /// When its last entry was written.
  package let touched: Int64
  /// Nil unless it is finished.
  package let exitCode: Int?
  /// JSON, of a finished run.
  package let summary: String?
}

/// Which runs to list; what is nil lets all through.
package struct RunFilter: Sendable, Hashable {
  package var profile: String?
  package var project: String?
  package var mode: RunMode?
  /// Nil lets all through but those that were pruned.
  package var state: RunSummary.State?
  /// Of the runs that are finished, whether those with another exit code than 0.
  package var hasFailed: Bool?
  /// A path as ``NewRun/script`` has it, or the last parts of one.
  package var script: String?
  /// Milliseconds since 1970.
  package var since: Int64?
  /// Milliseconds since 1970; a run that began then is not among them.
  package var until: Int64?
  /// What the name, the script, the arguments, the user or a change of the run has somewhere, in either case.
  package var text: String?
  /// The run that those to list take back.
  package var parent: RunID?
  /// The last run of the page before.
  package var after: RunID?
  package var limit: Int

  package init(
    profile: String? = nil, project: String? = nil, mode: RunMode? = nil,
    state: RunSummary.State? = nil, hasFailed: Bool? = nil, script: String? = nil,
    since: Int64? = nil, until: Int64? = nil, text: String? = nil, parent: RunID? = nil,
    after: RunID? = nil, limit: Int = 50
  ) {
    self.profile = profile
    self.project = project
    self.mode = mode
    self.state = state
    self.hasFailed = hasFailed
    self.script = script
    self.since = since
    self.until = until
    self.text = text
    self.parent = parent
    self.after = after
    self.limit = limit
  }
}

extension Journal {
  /// Runs, the one that began last first.
  package func runs(_ filter: RunFilter = RunFilter()) throws(JournalError) -> [RunSummary] {
    var (conditions, values) = conditions(filter)
    if let after = filter.after {
      conditions.append("h.run < ?")
      values.append(.integer(try head(of: after).number))
    }
    var found: [RunSummary] = []
    var place: Int64 = .max
    let page = Int64(max(filter.limit, 1))
    // Whether a run is alive the database does not know, nor exactly what its changes mention, so pages are sifted.
    while found.count < filter.limit {
      let rows = try rows(
        where: conditions + ["h.run < ?"], values + [.integer(place)], limit: page)
      for row in rows {
        let summary = try summary(row)
        guard filter.state == nil || summary.state == filter.state else { continue }
        if let text = filter.text, try !mentions(row, text) { continue }
        found.append(summary)
      }
      guard rows.count == page, let last = rows.last else { break }
      place = last.number
    }
    return Array(found.prefix(filter.limit))
  }

  /// One run as a list shows it.
  package func run(_ id: RunID) throws(JournalError) -> RunSummary {
    guard let row = try rows(where: ["h.id = ?"], [.text(id.text)], limit: 1).first else {
      throw .unknownRun(id.text)
    }
    return try summary(row)
  }

  private func conditions(_ filter: RunFilter) -> ([String], [SQLValue]) {
    var conditions: [String] = []
    var values: [SQLValue] = []
    func add(_ condition: String, _ value: SQLValue) {
      conditions.append(condition)
      values.append(value)
    }
    switch filter.state {
    case .pruned: conditions.append("h.pruned IS NOT NULL")
    case .finished: conditions.append("h.pruned IS NULL AND e.kind IS NOT NULL")
    case .alive, .interrupted, nil: conditions.append("h.pruned IS NULL")
    }
    if let profile = filter.profile { add("s.profile = ?", .text(profile)) }
    if let project = filter.project { add("s.project = ?", .text(project)) }
    if let mode = filter.mode { add("s.mode = ?", .text(mode.rawValue)) }
    if let parent = filter.parent { add("s.parent = ?", .text(parent.text)) }
    if let since = filter.since { add("h.started >= ?", .integer(since)) }
    if let until = filter.until { add("h.started < ?", .integer(until)) }
    if let hasFailed = filter.hasFailed { add("(e.code <> 0) = ?", .integer(hasFailed ? 1 : 0)) }
    if let text = filter.text {
      conditions.append(Self.textCondition)
      values += Array(repeating: .text(text), count: Self.textPlaces)
      // What begins in the kind of a change goes on in its target, after a space.
      let inTarget = text.firstIndex(of: " ").map { String(text[text.index(after: $0)...]) } ?? text
      values.append(.text(String(decoding: ChangeList.escaped(inTarget), as: UTF8.self)))
    }
    if let script = filter.script {
      add("(s.script = ? OR substr(s.script, -length(?)) = ?)", .text(script))
      values += [.text("/" + script), .text("/" + script)]
    }
    return (conditions, values)
  }

  private static let textPlaces = 5
  // Not `LIKE`, for which some characters of a text stand for others. The text of changes has more than their kinds
  // and targets.
  private static let textCondition = """
    (instr(lower(h.id), lower(?)) OR instr(lower(s.script), lower(?))
      OR instr(lower(s.arguments), lower(?)) OR instr(lower(s.user), lower(?))
      OR EXISTS (SELECT 1 FROM journal_change c
        WHERE c.run = h.run AND instr(lower(c.kind || ' ' || c.target), lower(?)))
      OR EXISTS (SELECT 1 FROM journal_intent i
        WHERE i.run = h.run AND instr(lower(i.changes), lower(?))))
    """

  /// Whether a run whose row has a text has it where it counts.
  private func mentions(_ row: Row, _ text: String) throws(JournalError) -> Bool {
    let text = Self.folded(text)
    let start = row.start
    for part in [row.id.text, start?.run.script, start?.run.arguments, start?.process.user] {
      if let part, Self.folded(part).contains(text) { return true }
    }
    return try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        let places = try connection.rows(
          "SELECT sequence, changes FROM journal_intent WHERE run = ?", [.integer(row.number)]
        ) { ($0.integer(0), $0.optionalText(1)) }
        for (sequence, changes) in places {
          for change in try connection.changes(changes, run: row.number, sequence: sequence)
          where Self.folded("\(change.kind) \(change.target)").contains(text) { return true }
        }
        return false
      }
    }
  }

  /// Without capitals, as the database does it.
  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  private struct Row: Sendable {
    let number: Int64
    let id: RunID
    let started: Int64
    let touched: Int64
    let isPruned: Bool
    let hasEnded: Bool
    let exitCode: Int64?
    let summary: String?
    let start: RunStart?
  }

  private func rows(
    where conditions: [String], _ values: [SQLValue], limit: Int64
  ) throws(JournalError) -> [Row] {
    let columns = JournalTable.start.columns.dropFirst(2)
    let sql = """
      SELECT h.run, h.id, h.started, h.touched, h.pruned, e.kind, e.code, e.text,
        \(columns.map { "s.\($0)" }.joined(separator: ", "))
      FROM journal_head h LEFT JOIN journal_start s ON s.run = h.run
      LEFT JOIN journal_event e
        ON e.run = h.run AND e.sequence = h.last AND e.kind = '\(RunEvent.endedKind)'
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY h.run DESC LIMIT ?
      """
    let end = 8 + Int32(columns.count)
    return try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(sql, values + [.integer(limit)]) { row in
          var fields = Fields((8..<end).map { row.value($0) })
          return Row(
            number: row.integer(0), id: RunID(row.text(1)), started: row.integer(2),
            touched: row.integer(3), isPruned: !row.isNull(4), hasEnded: !row.isNull(5),
            exitCode: row.optionalInteger(6), summary: row.optionalText(7),
            start: row.isNull(8) ? nil : RunStart(&fields))
        }
      }
    }
  }

  private func summary(_ row: Row) throws(JournalError) -> RunSummary {
    let state: RunSummary.State =
      if row.isPruned { .pruned } else if try isAlive(row.id) { .alive } else if row.hasEnded {
        .finished
      } else { .interrupted }
    return RunSummary(
      id: row.id, state: state, start: row.start, started: row.started, touched: row.touched,
      exitCode: row.exitCode.map { Int($0) }, summary: row.summary)
  }

  /// Whether a process works on a run.
  package func isAlive(_ id: RunID) throws(JournalError) -> Bool {
    try access { () throws(StateStoreError) in try RunLock.isHeld(id, in: store.folder) }
  }
}

extension Journal {
  /// How many different changes a run has asked for, as far as requests for them were about to leave.
  package func changeCounts(of runs: [RunID]) throws(JournalError) -> [RunID: Int] {
    try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        var counts: [RunID: Int] = [:]
        for id in runs { counts[id] = try Self.changeCount(of: id, connection) }
        return counts
      }
    }
  }

  private static func changeCount(
    of id: RunID, _ connection: Connection
  ) throws(StateStoreError) -> Int {
    // A change goes out twice where its request was divided, or was open when the run went on.
    let found = try connection.lookUp(
      """
      SELECT i.run, coalesce(sum(i.count), 0), count(*) > count(i.count) OR EXISTS (
          SELECT 1 FROM journal_outcome o WHERE o.run = i.run AND o.result IN ('divided', 'unsent'))
        OR EXISTS (
          SELECT 1 FROM journal_event e WHERE e.run = i.run AND e.kind = '\(RunEvent.resumedKind)')
      FROM journal_intent i WHERE i.run = (SELECT run FROM journal_head WHERE id = ?) GROUP BY i.run
      """, [.text(id.text)]
    ) { (run: $0.integer(0), count: $0.integer(1), mayRepeat: $0.integer(2) != 0) }
    guard let found = found.first else { return 0 }
    guard found.mayRepeat else { return Int(found.count) }
    let rows = try connection.lookUp(
      "SELECT sequence, changes FROM journal_intent WHERE run = ?", [.integer(found.run)]
    ) { ($0.integer(0), $0.optionalText(1)) }
    var identities: Set<ChangeIdentity> = []
    for (sequence, text) in rows {
      let changes = try connection.changes(text, run: found.run, sequence: sequence)
      identities.formUnion(changes.lazy.map(\.identity))
    }
    return identities.count
  }
}
