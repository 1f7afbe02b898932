import Glibc

/// What was typed in REPL sessions, kept apart by profile.
package struct History: Sendable {
  let store: StateStore
  /// Replaces the secrets of a text; a text that it changes is never stored.
  let redact: @Sendable (String) -> String
}

extension StateStore {
  /// The REPL history; a line that `redact` would change is not stored.
  package func history(redact: @escaping @Sendable (String) -> String) -> History {
    History(store: self, redact: redact)
  }
}

extension Migration {
  package static let history = Migration(
    name: "history",
    script: """
      CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile TEXT NOT NULL,
        session TEXT NOT NULL,
        time INTEGER NOT NULL,
        text TEXT NOT NULL,
        outcome TEXT
      ) STRICT;
      CREATE INDEX history_by_profile ON history (profile, id);
      """)
}

extension History {
  /// Stores an input and returns its id; nil, and nothing stored, when it holds a known secret.
  @discardableResult
  package func append(
    _ text: String, profile: String, session: String, outcome: HistoryEntry.Outcome? = nil
  ) throws(StateStoreError) -> Int64? {
    guard redact(text) == text else { return nil }
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    return try store.write { connection throws(StateStoreError) in
      try connection.execute(
        "INSERT INTO history (profile, session, time, text, outcome) VALUES (?, ?, ?, ?, ?)",
        .text(profile), .text(session), .integer(milliseconds), .text(text),
        .optional(outcome?.rawValue))
      return connection.lastInsertedRow
    }
  }

  /// Records how an input ended.
  package func finish(_ id: Int64, _ outcome: HistoryEntry.Outcome) throws(StateStoreError) {
    try store.write { connection throws(StateStoreError) in
      try connection.execute(
        "UPDATE history SET outcome = ? WHERE id = ?", .text(outcome.rawValue), .integer(id))
    }
  }

  /// The last `count` inputs of a profile, oldest first.
  package func last(_ count: Int, profile: String) throws(StateStoreError) -> [HistoryEntry] {
    try select("profile = ?", [.text(profile)], count: count)
  }

  /// The inputs of a profile that came after one, oldest first.
  package func entries(
    after id: Int64, profile: String, count: Int
  ) throws(StateStoreError) -> [HistoryEntry] {
    try select("profile = ? AND id > ?", [.text(profile), .integer(id)], count: count)
  }

  /// The last `count` inputs of a profile that contain `text`, oldest first; letters of ASCII match in
  /// either case.
  package func search(
    _ text: String, profile: String, count: Int
  ) throws(StateStoreError) -> [HistoryEntry] {
    let escaped = text.reduce(into: "") { pattern, character in
      if "%_\\".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
    return try select(
      "profile = ? AND text LIKE ? ESCAPE '\\'", [.text(profile), .text("%\(escaped)%")],
      count: count)
  }

  /// Forgets all but the last `count` inputs of each profile, and returns how many it forgot.
  @discardableResult
  package func prune(keeping count: Int) throws(StateStoreError) -> Int {
    try store.write { connection throws(StateStoreError) in
      try connection.execute(
        """
        DELETE FROM history WHERE id IN (
          SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY profile ORDER BY id DESC) AS place
            FROM history)
          WHERE place > ?)
        """, .integer(Int64(count)))
      return connection.changedRows
    }
  }

  private func select(
    _ condition: String, _ values: [SQLValue], count: Int
  ) throws(StateStoreError) -> [HistoryEntry] {
    let newestFirst = try store.read { connection throws(StateStoreError) in
      try connection.rows(
        """
        SELECT id, profile, session, time, text, outcome FROM history
        WHERE \(condition) ORDER BY id DESC LIMIT ?
        """, values + [.integer(Int64(max(count, 0)))]
      ) { row in
        HistoryEntry(
          id: row.integer(0), profile: row.text(1), session: row.text(2), time: row.integer(3),
          text: row.text(4),
          outcome: row.optionalText(5).flatMap(HistoryEntry.Outcome.init(rawValue:)))
      }
    }
    return newestFirst.reversed()
  }
}
