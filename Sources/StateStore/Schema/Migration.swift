// The schema grows by migrations: `PRAGMA user_version` counts those that a file has seen. One that has
// been released is never edited; a new concern adds its own at the end of the list.

package struct Migration: Sendable {
  let name: String
  let script: String

  package init(name: String, script: String) {
    self.name = name
    self.script = script
  }
}

extension Migration {
  package static let all: [Migration] = [.history, .limiter, .journal, .journalTexts]

  /// Brings the database to the newest schema.
  static func apply(_ migrations: [Migration], to connection: Connection) throws(StateStoreError) {
    guard try missing(migrations, in: connection) > 0 else { return }
    try connection.transaction { connection throws(StateStoreError) in
      // Asked again under the lock: another process may have migrated meanwhile.
      let missing = try missing(migrations, in: connection)
      for migration in migrations.suffix(missing) { try connection.run(migration.script) }
      try connection.run("PRAGMA user_version = \(migrations.count)")
    }
  }

  private static func missing(
    _ migrations: [Migration], in connection: Connection
  ) throws(StateStoreError) -> Int {
    let found = Int(try connection.integer("PRAGMA user_version") ?? 0)
    guard found <= migrations.count else {
      throw StateStoreError(
        path: connection.path, problem: .newerVersion(found: found, known: migrations.count),
        detail: "")
    }
    return migrations.count - found
  }
}
