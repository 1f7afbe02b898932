import Glibc
import Synchronization

/// The database of one user on this machine: `state.db` in the folder that the caller names.
///
/// Several processes may have it open; each thread of this one waits its turn. Each concern is a
/// value that borrows the store (``history(redact:)``, ``limiter``,
/// ``journal(digest:redact:wallClock:redactKnown:)``) and brings its own migration.
package final class StateStore: Sendable {
  package let path: String
  let clock: MachineClock
  /// The folder of the database.
  let folder: String
  private let connection: Mutex<Connection>

  /// Opens the database, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - folder: An absolute path; made with mode 0700 where it is missing.
  ///   - busyTimeout: How long to wait for other processes before ``StateStoreError/Problem/locked``. A commit takes
  ///     milliseconds; on a disk that others keep busy ten seconds were not enough.
  ///   - clock: The machine's, except in tests.
  /// - Throws: ``StateStoreError``.
  package convenience init(
    folder: String, busyTimeout: Duration = .seconds(30), clock: MachineClock = .system
  ) throws(StateStoreError) {
    try self.init(
      folder: folder, busyTimeout: busyTimeout, clock: clock, migrations: Migration.all)
  }

  /// Opens the database with a schema of the caller's choice.
  package init(
    folder: String, busyTimeout: Duration = .seconds(30), clock: MachineClock = .system,
    migrations: [Migration]
  ) throws(StateStoreError) {
    let path = try StateFolder.prepare(folder)
    let connection = try Connection(path: path, busyTimeout: busyTimeout)
    try Self.useWriteAheadLog(connection, busyTimeout)
    try Migration.apply(migrations, to: connection)
    self.path = path
    self.folder = folder
    self.clock = clock
    self.connection = Mutex(connection)
  }

  /// Reads, without a lock that would keep others from writing.
  func read<Result: Sendable>(
    _ body: (Connection) throws(StateStoreError) -> Result
  ) throws(StateStoreError) -> Result {
    try connection.withLock { connection throws(StateStoreError) in try body(connection) }
  }

  /// Reads and writes in one transaction, on disk when this returns.
  func write<Result: Sendable>(
    _ body: (Connection) throws(StateStoreError) -> Result
  ) throws(StateStoreError) -> Result {
    try connection.withLock { connection throws(StateStoreError) in
      try connection.transaction(body)
    }
  }

  /// Reads and writes in one transaction that the end of the machine may undo, but never by half.
  ///
  /// For what means nothing after a restart: it spares the wait for the disk.
  func writeForNow<Result: Sendable>(
    _ body: (Connection) throws(StateStoreError) -> Result
  ) throws(StateStoreError) -> Result {
    try connection.withLock { connection throws(StateStoreError) in
      try connection.run("PRAGMA synchronous = NORMAL")
      let result: Swift.Result<Result, StateStoreError>
      do throws(StateStoreError) {
        result = .success(try connection.transaction(body))
      } catch {
        result = .failure(error)
      }
      try connection.run("PRAGMA synchronous = FULL")
      return try result.get()
    }
  }

  /// Gives back to the disk what the database no longer uses, where that is half of it: writing the rest anew then
  /// costs less than what is gained.
  func shrink() throws(StateStoreError) {
    try connection.withLock { connection throws(StateStoreError) in
      let pages = try connection.integer("PRAGMA page_count") ?? 0
      let unused = try connection.integer("PRAGMA freelist_count") ?? 0
      guard unused * 2 >= pages, unused >= 64 else { return }
      try connection.run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Ends without a wait for the disk: for a process whose writes may be lost with the machine.
  ///
  /// They stay in the log until a process ends otherwise. Each that opens the database reads the whole log, so a long one
  /// is copied all the same.
  package func leaveLog() throws(StateStoreError) {
    var log = stat()
    guard unsafe stat(path + "-wal", &log) == 0, log.st_size < 256 << 10 else { return }
    try connection.withLock { connection throws(StateStoreError) in try connection.leaveLog() }
  }

  private static func useWriteAheadLog(
    _ connection: Connection, _ busyTimeout: Duration
  ) throws(StateStoreError) {
    // Half a megabyte of pages does for what is mostly appended; SQLite would keep two.
    try connection.run(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -512")
    let mode = try switchToLog(connection, busyTimeout)
    guard mode == "wal" else {
      throw StateStoreError(
        path: connection.path, problem: .notWritable, detail: "journal mode \(mode)")
    }
  }

  /// The mode that the database is in then.
  ///
  /// SQLite itself does not wait where another process is making the same database.
  private static func switchToLog(
    _ connection: Connection, _ busyTimeout: Duration
  ) throws(StateStoreError) -> String {
    let end = ContinuousClock.now + busyTimeout
    while true {
      do throws(StateStoreError) {
        return try connection.rows("PRAGMA journal_mode = WAL", []) { $0.text(0) }.first ?? ""
      } catch {
        guard error.problem == .locked, ContinuousClock.now < end else { throw error }
        usleep(2_000)
      }
    }
  }
}
