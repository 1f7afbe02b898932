/// Takes comma-separated text apart into records, as RFC 4180 has it.
struct CSVReader {
  /// Why a text is not comma-separated.
  struct Failure: Error {
    let line: Int
    let message: String
  }

  private let bytes: Bytes
  private let count: Int
  private let delimiter: UInt8
  private var offset = 0
  /// The line that is read, from 1 on.
  private(set) var line = 1
  private var pace: Pace

  init(_ bytes: Bytes, count: Int, delimiter: UInt8, _ machine: Machine) {
    pace = Pace(machine)
    self.bytes = bytes
    self.count = count
    self.delimiter = delimiter
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// The fields of the next record and the line it begins in, nil at the end; blank lines are skipped.
  mutating func next(
    _ add: (inout TextBuffer) -> Bool, _ machine: Machine
  ) throws(Failure) -> Int? {
    while offset < count, isLineEnd(bytes[offset]), pace.goesOn(at: offset) { skipLineEnd() }
    guard offset < count else { return nil }
    let start = line
    while true {
      var field = TextBuffer(machine)
      if offset < count && bytes[offset] == UInt8(ascii: "\"") {
        try readQuoted(into: &field)
      } else {
        try readPlain(into: &field)
      }
      guard !field.isFull, add(&field) else { return start }
      guard offset < count else { return start }
      if isLineEnd(bytes[offset]) {
        skipLineEnd()
        return start
      }
      offset += 1
    }
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func skipLineEnd() {
    let isPair =
      bytes[offset] == UInt8(ascii: "\r") && offset + 1 < count
      && bytes[offset + 1] == UInt8(ascii: "\n")
    offset += isPair ? 2 : 1
    line += 1
  }

  private mutating func readPlain(into field: inout TextBuffer) throws(Failure) {
    let start = offset
    while offset < count, bytes[offset] != delimiter, !isLineEnd(bytes[offset]) {
      guard pace.goesOn(at: offset) else { break }
      guard bytes[offset] != UInt8(ascii: "\"") else {
        throw Failure(
          line: line, message: "quotation mark within a field that does not begin with one")
      }
      offset &+= 1
    }
    field.append(bytes + start, count: offset - start)
  }

  private mutating func readQuoted(into field: inout TextBuffer) throws(Failure) {
    let first = line
    offset += 1
    var start = offset
    while offset < count && pace.goesOn(at: offset) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        field.append(bytes + start, count: offset - start)
        offset += 1
        // Two quotation marks stand for one.
        guard offset < count, bytes[offset] == UInt8(ascii: "\"") else { return try checkEnd() }
        start = offset
        offset += 1
      } else if isLineEnd(byte) {
        skipLineEnd()
      } else {
        offset &+= 1
      }
    }
    throw Failure(line: first, message: "quoted field is not closed")
  }

  private func checkEnd() throws(Failure) {
    guard offset == count || bytes[offset] == delimiter || isLineEnd(bytes[offset]) else {
      throw Failure(line: line, message: "text after the quotation mark that closes a field")
    }
  }
}
