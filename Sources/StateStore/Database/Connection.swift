import CSQLite

/// One connection to a database file: several processes may hold one each.
///
/// The pointer never leaves this file and `Statement`. A connection is used by one thread at a time:
/// `StateStore` holds it in a mutex and lends it to a closure, so SQLite's own locking is off. The
/// compiler cannot see that the closure keeps no copy, hence `@unchecked`.
@safe final class Connection: @unchecked Sendable {
  let path: String
  private let handle: OpaquePointer
  /// Statements that are run again and again, by their text.
  private var kept: [String: KeptStatement] = [:]

  private static let asksForPagesLater: Void = reeve_sqlite_ask_for_pages_later()

  init(path: String, busyTimeout: Duration) throws(StateStoreError) {
    Self.asksForPagesLater
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let message = unsafe String(cString: sqlite3_errstr(code))
      unsafe sqlite3_close_v2(opened)
      throw StateStoreError(path: path, code: code, message: message)
    }
    self.path = path
    unsafe self.handle = unsafe opened
    unsafe sqlite3_busy_timeout(opened, Int32(clamping: busyTimeout.nanoseconds / 1_000_000))
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// Leaves the write-ahead log to the next process that opens the database, rather than copy it at the end and wait for
  /// the disk.
  func leaveLog() throws(StateStoreError) {
    let code = unsafe reeve_sqlite_leave_log(handle)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Runs the statements of `script`, which bind nothing and return no rows.
  func run(_ script: String) throws(StateStoreError) {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// Runs one statement to its end.
  func execute(_ sql: String, _ values: SQLValue...) throws(StateStoreError) {
    let statement = try prepare(sql, values)
    while try statement.step() {}
  }

  /// The rows of one statement, each read by `read`.
  func rows<Row>(
    _ sql: String, _ values: [SQLValue], read: (borrowing Statement) -> Row
  ) throws(StateStoreError) -> [Row] {
    let statement = try prepare(sql, values)
    var rows: [Row] = []
    while try statement.step() { rows.append(read(statement)) }
    return rows
  }

  /// Hands over each row of one statement in turn.
  func forEachRow(
    _ sql: String, _ values: [SQLValue], _ body: (borrowing Statement) -> Void
  ) throws(StateStoreError) {
    let statement = try prepare(sql, values)
    while try statement.step() { body(statement) }
  }

  /// The first column of the first row as an integer.
  func integer(_ sql: String, _ values: SQLValue...) throws(StateStoreError) -> Int64? {
    try rows(sql, values) { $0.integer(0) }.first
  }

  /// Runs one statement for each row of values; it stays prepared for the next time.
  ///
  /// - Parameters:
  ///   - sql: The statement.
  ///   - first: Values that all rows begin with.
  ///   - countingRows: Whether the number of the row follows those.
  ///   - rows: The further values of each row.
  /// - Throws: ``StateStoreError``; rows before the one that failed are in the transaction.
  func insert(
    _ sql: String, after first: [SQLValue] = [], countingRows: Bool = false, _ rows: [[SQLValue]]
  ) throws(StateStoreError) {
    guard !rows.isEmpty else { return }
    let kept = try keep(sql)
    defer { kept.statement.clear() }
    // What is bound stays bound.
    try kept.statement.bind(first)
    for (number, values) in rows.enumerated() {
      if countingRows { try kept.statement.bind([.integer(Int64(number))], from: first.count) }
      try kept.statement.run(
        with: values, from: first.count + (countingRows ? 1 : 0), texts: &kept.texts)
    }
  }

  /// The rows of a statement that stays prepared for the next time.
  func lookUp<Row>(
    _ sql: String, _ values: [SQLValue], read: (borrowing Statement) -> Row
  ) throws(StateStoreError) -> [Row] {
    let kept = try keep(sql)
    defer { kept.statement.reset() }
    kept.statement.reset()
    try kept.statement.bind(values)
    var rows: [Row] = []
    while try kept.statement.step() { rows.append(read(kept.statement)) }
    return rows
  }

  var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  var changedRows: Int { Int(unsafe sqlite3_changes64(handle)) }

  /// Runs `body` in a transaction that holds the write lock from its start, so that what `body` reads
  /// is what it changes; rolled back when `body` throws.
  func transaction<Result>(
    _ body: (Connection) throws(StateStoreError) -> Result
  ) throws(StateStoreError) -> Result {
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body(self)
      try run("COMMIT")
      return result
    } catch {
      // Some failures (a full disk) have rolled back already; the first error is the one to report.
      if unsafe sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  /// Has `body` read the database as it is at one moment, whatever others write meanwhile.
  func asOfOneMoment<Result>(
    _ body: (Connection) throws(StateStoreError) -> Result
  ) throws(StateStoreError) -> Result {
    try run("BEGIN")
    defer { try? run("ROLLBACK") }
    return try body(self)
  }

  private func keep(_ sql: String) throws(StateStoreError) -> KeptStatement {
    if let found = kept[sql] { return found }
    let made = KeptStatement(try prepare(sql, []))
    kept[sql] = made
    return made
  }

  private func prepare(_ sql: String, _ values: [SQLValue]) throws(StateStoreError) -> Statement {
    var prepared: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared = unsafe prepared else { throw failure(code) }
    let statement = unsafe Statement(prepared, path: path)
    try statement.bind(values)
    return statement
  }

  private func failure(_ code: Int32) -> StateStoreError {
    StateStoreError(path: path, code: code, message: unsafe String(cString: sqlite3_errmsg(handle)))
  }
}

/// A statement in a table of several.
private final class KeptStatement {
  let statement: Statement
  /// Memory for the texts that it is run with.
  var texts: [UInt8] = []

  init(_ statement: consuming Statement) {
    self.statement = statement
  }
}
