import CSQLite

/// A value that a statement binds.
enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.integer) ?? .null }
  static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
  static func optional(_ value: [UInt8]?) -> SQLValue { value.map(SQLValue.blob) ?? .null }
}

/// A prepared statement: bound once, stepped to its end, finalized when it leaves scope.
@safe struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let path: String

  @unsafe init(_ handle: OpaquePointer, path: String) {
    unsafe self.handle = unsafe handle
    self.path = path
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds values, the first of them after so many that are bound already.
  func bind(_ values: [SQLValue], from start: Int = 0) throws(StateStoreError) {
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(start + index + 1))
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  /// Runs the statement to its end with values, the first of them after so many that are bound already.
  ///
  /// - Parameters:
  ///   - values: The values; their texts are lent and not copied, so they are not bound any more afterwards.
  ///   - start: How many are bound already.
  ///   - texts: Memory for the texts.
  /// - Throws: ``StateStoreError``.
  func run(
    with values: [SQLValue], from start: Int, texts: inout [UInt8]
  ) throws(StateStoreError) {
    texts.removeAll(keepingCapacity: true)
    for value in values {
      if case .text(let text) = value { texts.append(contentsOf: text.utf8) }
    }
    let code = unsafe texts.withUnsafeBytes { unsafe run(with: values, from: start, texts: $0) }
    reset()
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  private func run(
    with values: [SQLValue], from start: Int, texts: UnsafeRawBufferPointer
  ) -> Int32 {
    var offset = 0
    for (index, value) in values.enumerated() {
      let place = Int32(start + index + 1)
      let code: Int32
      if case .text(let text) = value, let first = texts.baseAddress, !text.isEmpty {
        let count = text.utf8.count
        code = unsafe sqlite3_bind_text64(
          handle, place, (first + offset).assumingMemoryBound(to: CChar.self), UInt64(count), nil,
          UInt8(SQLITE_UTF8))
        offset += count
      } else {
        code = bind(value, at: place)
      }
      guard code == SQLITE_OK else { return code }
    }
    while true {
      let code = unsafe sqlite3_step(handle)
      guard code == SQLITE_ROW else { return code }
    }
  }

  /// Forgets all values.
  func clear() { unsafe sqlite3_clear_bindings(handle) }

  /// Goes to the next row; false at the end.
  func step() throws(StateStoreError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  /// Makes it ready for other values.
  func reset() { unsafe sqlite3_reset(handle) }

  func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int32) -> String {
    unsafe String(decoding: bytes(at: sqlite3_column_text(handle, column), column), as: UTF8.self)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func blob(_ column: Int32) -> [UInt8] {
    unsafe bytes(at: sqlite3_column_blob(handle, column), column)
  }

  /// The value of a column, whatever it is.
  func value(_ column: Int32) -> SQLValue {
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .text(text(column))
    }
  }

  /// Copies what SQLite lends until the next step.
  private func bytes(at start: UnsafeRawPointer?, _ column: Int32) -> [UInt8] {
    guard let start = unsafe start else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number):
      return unsafe sqlite3_bind_int64(handle, index, number)
    case .text(let text):
      // By length, so that a NUL inside does not cut it.
      var text = text
      return text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
          guard let start = bytes.baseAddress else { return bindEmptyText(at: index) }
          return unsafe sqlite3_bind_text64(
            handle, index, start, UInt64(bytes.count), reeve_sqlite_transient(),
            UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
      return unsafe sqlite3_bind_blob64(
        handle, index, bytes, UInt64(bytes.count), reeve_sqlite_transient())
    }
  }

  /// A null pointer would bind NULL.
  private func bindEmptyText(at index: Int32) -> Int32 {
    unsafe sqlite3_bind_text64(
      handle, index, "", 0, reeve_sqlite_transient(), UInt8(SQLITE_UTF8))
  }

  private func failure(_ code: Int32) -> StateStoreError {
    let message = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    return StateStoreError(path: path, code: code, message: message)
  }
}
