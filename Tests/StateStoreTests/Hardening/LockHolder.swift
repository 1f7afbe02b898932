import CSQLite

/// Another writer, in the middle of a transaction.
@safe final class LockHolder: @unchecked Sendable {
  // One thread at a time uses it.
  private var handle: OpaquePointer?

  struct Failure: Error {
    let code: Int32
  }

  init(database: String) throws {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(database, &opened, SQLITE_OPEN_READWRITE, nil)
    unsafe handle = unsafe opened
    guard code == SQLITE_OK else { throw Failure(code: code) }
    let locked = unsafe sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil)
    guard locked == SQLITE_OK else { throw Failure(code: locked) }
  }

  deinit { release() }

  func release() {
    unsafe sqlite3_close_v2(handle)
    unsafe handle = nil
  }
}
