extension Journal {
  /// Begins a run; it is on disk when this returns.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - inputs: The script, and what else was read already.
  ///   - plan: A digest of the plan that it takes for itself alone, over all processes and for good.
  /// - Returns: The one writer of the run, which is alive as long as the writer.
  /// - Throws: ``JournalError/store(_:)``, or ``JournalError/planUsed(by:)`` when another run has the plan; there is
  ///   no run then.
  package func begin(
    _ run: NewRun, inputs: [RunInput] = [], claiming plan: String? = nil
  ) throws(JournalError) -> RunWriter {
    let moment = (time: wallClock(), uptime: store.clock.now())
    let beginning = try access { () throws(StateStoreError) in
      try store.write { connection throws(StateStoreError) -> Beginning in
        let id = try nextID(at: moment.time, connection)
        // Held before anybody can see the run, or it would look interrupted.
        guard let lock = try RunLock.take(id, in: store.folder) else { return .nameIsLocked }
        if let plan, let owner = try claim(plan, for: id, at: moment.time, connection) {
          lock.removeFile()
          return .planUsed(by: owner)
        }
        let head = try insert(
          run, id, inputs, plan.map { [.claimed(plan: $0)] } ?? [], plan: plan, at: moment,
          connection)
        return .began(head, lock)
      }
    }
    switch beginning {
    case .began(let head, let lock):
      return RunWriter(journal: self, head: head, lock: lock, open: [])
    case .planUsed(let owner): throw .planUsed(by: owner)
    case .nameIsLocked:
      // A name that nobody has was locked: somebody holds the file of a run that is gone.
      throw .store(
        StateStoreError(path: "\(store.folder)/runs", problem: .locked, detail: "a new run"))
    }
  }

  /// Writes down a run that is over already, because it did nothing.
  ///
  /// The end of the machine may undo this, though never by half: there is nothing that it would be needed for.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - inputs: The script.
  ///   - exitCode: What it came to.
  ///   - summary: The same as JSON.
  /// - Returns: Its name.
  /// - Throws: ``JournalError/store(_:)``; there is no run then.
  package func record(
    _ run: NewRun, inputs: [RunInput], exitCode: Int, summary: String
  ) throws(JournalError) -> RunID {
    let moment = (time: wallClock(), uptime: store.clock.now())
    return try access { () throws(StateStoreError) in
      try store.writeForNow { connection throws(StateStoreError) in
        let id = try nextID(at: moment.time, connection)
        _ = try insert(
          run, id, inputs, [.ended(exitCode: exitCode, summary: summary)], at: moment, connection)
        return id
      }
    }
  }

  private enum Beginning: Sendable {
    case began(RunHead, RunLock)
    case planUsed(by: RunID)
    case nameIsLocked
  }

  private func nextID(
    at time: Int64, _ connection: Connection
  ) throws(StateStoreError) -> RunID {
    try RunID.next(at: time) { prefix throws(StateStoreError) in
      try connection.rows(
        "SELECT max(id) FROM journal_head WHERE id GLOB ?", [.text(prefix + "*")]
      ) { $0.optionalText(0) }.first ?? nil
    }
  }

  /// Makes a run with its first entries: its start, what it reads, and what happened to it already.
  private func insert(
    _ run: NewRun, _ id: RunID, _ inputs: [RunInput], _ events: [RunEvent], plan: String? = nil,
    at moment: (time: Int64, uptime: Int64), _ connection: Connection
  ) throws(StateStoreError) -> RunHead {
    try connection.execute(
      """
      INSERT INTO journal_head (id, started, touched, last, hash, plan)
      VALUES (?, ?, ?, -1, x'', ?)
      """, .text(id.text), .integer(moment.time), .integer(moment.time), .optional(plan))
    let head = RunHead(
      id, number: connection.lastInsertedRow, started: moment.time, plan: plan)
    let start = RunStart(id: id, run: run, process: .current(store.clock))
    let now: [SQLValue] = [.integer(moment.time), .integer(moment.uptime)]
    var addition = Addition()
    addition.entries = [RawEntry(table: .start, values: now + start.values(redact))]
    for input in inputs { add(input, time: moment.time, uptime: moment.uptime, to: &addition) }
    addition.entries += events.map { RawEntry(table: .event, values: now + $0.values(redact)) }
    guard let (moved, _) = try append(addition, to: head, time: moment.time, connection) else {
      throw StateStoreError(
        path: store.path, problem: .corrupt, detail: "run \(id) began twice")
    }
    return moved
  }

  /// Takes a plan for a run; the run that has it where that is another one.
  private func claim(
    _ plan: String, for id: RunID, at time: Int64, _ connection: Connection
  ) throws(StateStoreError) -> RunID? {
    try connection.execute(
      "INSERT OR IGNORE INTO journal_plan (plan, id, time) VALUES (?, ?, ?)",
      .text(plan), .text(id.text), .integer(time))
    let owner = try connection.rows(
      "SELECT id FROM journal_plan WHERE plan = ?", [.text(plan)]
    ) { RunID($0.text(0)) }.first
    return owner == id ? nil : owner
  }

  /// Goes on with a run that nobody works on.
  ///
  /// Its chain continues; what it holds so far is ``recording(of:)``.
  ///
  /// - Throws: ``JournalError/alive(_:_:)`` while its process lives, ``JournalError/edited(_:_:count:)`` where its
  ///   entries are not what was written.
  package func resume(_ id: RunID) throws(JournalError) -> RunWriter {
    let number = try head(of: id).number
    let lock = try access { () throws(StateStoreError) in
      try RunLock.take(id, in: store.folder)
    }
    guard let lock else {
      // Who goes on with a run has its lock before the journal says so.
      var process = try process(of: number)
      process.number = RunLock.holder(id, in: store.folder) ?? process.number
      throw .alive(id, process)
    }
    // Only now: until then it could still end, or be pruned.
    let head = try head(of: id)
    guard head.pruned == nil else { throw .pruned(id) }
    // Before anything is added, which would seal what was edited.
    try requireUnedited(id)
    let open = try openPacks(of: number)
    let writer = RunWriter(journal: self, head: head, lock: lock, open: open)
    try writer.add(.resumed(RunProcess.current(store.clock)))
    return writer
  }

  func add(_ input: RunInput, time: Int64, uptime: Int64, to addition: inout Addition) {
    let hash = digest(input.content)
    let text = String(decoding: input.content, as: UTF8.self)
    let isKept = redacted(text, input.redaction) == text
    if isKept { addition.contents.append((hash, input.content)) }
    addition.entries.append(
      RawEntry(
        table: .input,
        values: [
          .integer(time), .integer(uptime), .text(input.role.rawValue), .text(redact(input.name)),
          .blob(hash), .integer(Int64(input.content.count)), .integer(isKept ? 1 : 0),
        ]))
  }

  /// The requests of a run that have no outcome, or one that leaves them to be sent in parts.
  private func openPacks(of run: Int64) throws(JournalError) -> Set<PackID> {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.rows(
          """
          SELECT pack FROM journal_intent i WHERE run = ? AND coalesce(
            (SELECT result FROM journal_outcome o WHERE o.pack = i.pack
              ORDER BY sequence DESC LIMIT 1), ?) = ?
          """,
          [.integer(run)]
            + Array(repeating: .text(PackOutcome.Result.divided.rawValue), count: 2)
        ) { PackID(number: $0.integer(0)) }
      }
    }
    return Set(found)
  }
}
