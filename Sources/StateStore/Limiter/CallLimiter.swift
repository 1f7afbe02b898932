// How many calls this machine has sent lately, over all processes of the user. The service counts a
// call at some moment between its sending and its answer:
//
//   earlier call   sent ├────── counted somewhere here ──────┤ answered
//   next call                                                           sent ≥ answered + window
//
// so a call occupies its place from the grant until a whole window after the answer.

/// The machine-wide sliding window of calls.
package struct CallLimiter: Sendable {
  package struct GrantID: Sendable, Hashable {
    let row: Int64
  }

  package enum Reservation: Sendable, Hashable {
    /// Send now, then call ``CallLimiter/answered(_:)`` or ``CallLimiter/released(_:)``.
    case granted(GrantID)
    /// Ask again after this time; never zero.
    case wait(Duration)
  }

  let store: StateStore
}

extension StateStore {
  package var limiter: CallLimiter { CallLimiter(store: self) }
}

extension Migration {
  static let limiter = Migration(
    name: "limiter",
    script: """
      CREATE TABLE call_grant (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        boot TEXT NOT NULL,
        granted INTEGER NOT NULL,
        answered INTEGER,
        process INTEGER NOT NULL,
        process_start INTEGER NOT NULL,
        namespace TEXT NOT NULL
      ) STRICT;
      CREATE INDEX call_grant_by_key ON call_grant (key);
      """)
}

extension CallLimiter {
  /// Takes a place for one call, or says how long to wait before asking again.
  ///
  /// - Parameters:
  ///   - key: Endpoint and operation: what the service counts together.
  ///   - limit: How many calls `window` allows, at least 1.
  ///   - window: The service's window.
  ///   - abandoned: Whether a call counts whose process died before it had an answer.
  /// - Returns: A place in the window, or the time after which one may be free.
  /// - Throws: ``StateStoreError``.
  package func reserve(
    key: String, limit: Int, window: Duration, counting abandoned: Bool = true
  ) throws(StateStoreError) -> Reservation {
    precondition(limit > 0, "a limit of no calls never grants one")
    let window = window.nanoseconds
    let process = ProcessIdentity.current
    return try store.writeForNow { connection throws(StateStoreError) in
      let boot = store.clock.bootID()
      let now = store.clock.now()
      var ends: [Int64] = []
      for grant in try grants(of: key, connection) {
        let end =
          !abandoned && grant.isAbandoned
          ? now : grant.end(boot: boot, now: now, window: window)
        if end <= now {
          try connection.execute("DELETE FROM call_grant WHERE id = ?", .integer(grant.id))
        } else {
          ends.append(end)
        }
      }
      guard ends.count < limit else {
        // A place is free when all but `limit - 1` of the calls have left the window.
        return .wait(.nanoseconds(ends.sorted()[ends.count - limit] - now))
      }
      try connection.execute(
        """
        INSERT INTO call_grant (key, boot, granted, process, process_start, namespace)
        VALUES (?, ?, ?, ?, ?, ?)
        """, .text(key), .text(boot), .integer(now), .integer(process.number),
        .integer(process.start), .text(process.namespace))
      return .granted(GrantID(row: connection.lastInsertedRow))
    }
  }

  /// The call has ended, with an answer or without one: its window counts from now.
  package func answered(_ id: GrantID) throws(StateStoreError) {
    try store.writeForNow { connection throws(StateStoreError) in
      try connection.execute(
        "UPDATE call_grant SET answered = ? WHERE id = ? AND answered IS NULL",
        .integer(store.clock.now()), .integer(id.row))
    }
  }

  /// The call was never sent: its place is free again.
  package func released(_ id: GrantID) throws(StateStoreError) {
    try store.writeForNow { connection throws(StateStoreError) in
      try connection.execute("DELETE FROM call_grant WHERE id = ?", .integer(id.row))
    }
  }

  /// Forgets all calls of a key, whoever made them.
  package func forget(key: String) throws(StateStoreError) {
    try store.writeForNow { connection throws(StateStoreError) in
      try connection.execute("DELETE FROM call_grant WHERE key = ?", .text(key))
    }
  }

  private func grants(
    of key: String, _ connection: Connection
  ) throws(StateStoreError) -> [Grant] {
    try connection.rows(
      """
      SELECT id, boot, granted, answered, process, process_start, namespace
      FROM call_grant WHERE key = ?
      """, [.text(key)]
    ) { row in
      Grant(
        id: row.integer(0), boot: row.text(1), granted: row.integer(2),
        answered: row.optionalInteger(3),
        process: ProcessIdentity(
          number: row.integer(4), start: row.integer(5), namespace: row.text(6)))
    }
  }
}

/// A call as the table has it.
struct Grant: Sendable {
  let id: Int64
  let boot: String
  let granted: Int64
  let answered: Int64?
  let process: ProcessIdentity

  /// Whether its process died before it had an answer.
  var isAbandoned: Bool { answered == nil && process.state == .dead }

  /// When the call stops counting, in nanoseconds since the machine started.
  func end(boot: String, now: Int64, window: Int64) -> Int64 {
    // Before this start of the machine, hence at the latest at its beginning.
    guard self.boot == boot else { return window }
    if let answered { return answered + window }
    return switch process.state {
    case .alive: now + window  // under way: its answer is still to come
    case .dead: granted + window
    case .unknown: granted + 2 * window  // taken as answered within one window
    }
  }
}
