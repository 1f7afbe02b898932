extension Journal {
  /// Begins a run; it is on disk when this returns.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - inputs: The script, and what else was read already.
  /// - Returns: The one writer of the run, which is alive as long as the writer.
  /// - Throws: ``JournalError/store(_:)``; there is no run then.
  package func begin(_ run: NewRun, inputs: [RunInput] = []) throws(JournalError) -> RunWriter {
    let moment = (time: wallClock(), uptime: store.clock.now())
    let began = try access { () throws(StateStoreError) in
      try store.write { connection throws(StateStoreError) -> (Began, RunLock)? in
        let id = try nextID(at: moment.time, connection)
        // Held before anybody can see the run, or it would look interrupted.
        guard let lock = try RunLock.take(id, in: store.folder),
          let began = try insert(run, id, inputs, [], at: moment, connection)
        else { return nil }
        return (began, lock)
      }
    }
    guard let (began, lock) = began else {
      // A name that nobody has was locked: somebody holds the file of a run that is gone.
      throw .store(
        StateStoreError(path: "\(store.folder)/runs", problem: .locked, detail: "a new run"))
    }
    return RunWriter(
      journal: self, id: began.id, run: began.number, end: began.end, lock: lock, open: [])
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
    let event = RunEvent.ended(exitCode: exitCode, summary: summary)
    let end = RawEntry(
      table: .event,
      values: [.integer(moment.time), .integer(moment.uptime)] + event.values(redact))
    let began = try access { () throws(StateStoreError) in
      try store.writeForNow { connection throws(StateStoreError) in
        let id = try nextID(at: moment.time, connection)
        return try insert(run, id, inputs, [end], at: moment, connection)
      }
    }
    guard let began else {
      throw .store(
        StateStoreError(path: store.path, problem: .corrupt, detail: "a new run has entries"))
    }
    return began.id
  }

  private struct Began: Sendable {
    let id: RunID
    let number: Int64
    let end: Chain
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

  /// Makes a run with its first entries; nil, and nothing is made, where its chain does not begin empty.
  private func insert(
    _ run: NewRun, _ id: RunID, _ inputs: [RunInput], _ further: [RawEntry],
    at moment: (time: Int64, uptime: Int64), _ connection: Connection
  ) throws(StateStoreError) -> Began? {
    try connection.execute(
      "INSERT INTO journal_head (id, started, touched, last, hash) VALUES (?, ?, ?, -1, x'')",
      .text(id.text), .integer(moment.time), .integer(moment.time))
    let number = connection.lastInsertedRow
    let start = RunStart(id: id, run: run, process: .current(store.clock))
    var addition = Addition()
    addition.entries = [
      RawEntry(
        table: .start,
        values: [.integer(moment.time), .integer(moment.uptime)] + start.values(redact))
    ]
    for input in inputs { add(input, time: moment.time, uptime: moment.uptime, to: &addition) }
    addition.entries += further
    guard
      let (end, _) = try append(
        addition, to: number, after: Chain(), time: moment.time, connection)
    else { return nil }
    return Began(id: id, number: number, end: end)
  }

  /// Goes on with a run that nobody works on.
  ///
  /// Its chain continues; what it holds so far is ``recording(of:)``.
  ///
  /// - Throws: ``JournalError/alive(_:_:)`` while its process lives.
  package func resume(_ id: RunID) throws(JournalError) -> RunWriter {
    let number = try head(of: id).number
    let lock = try access { () throws(StateStoreError) in
      try RunLock.take(id, in: store.folder)
    }
    guard let lock else { throw .alive(id, try process(of: number)) }
    // Only now: until then it could still end, or be pruned.
    let head = try head(of: id)
    guard head.pruned == nil else { throw .pruned(id) }
    let open = try openPacks(of: number)
    let writer = RunWriter(
      journal: self, id: id, run: number, end: head.end, lock: lock, open: open)
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
