/// How the lines of a text end.
enum LineEnds {
  /// Bytes whose lines end with line feeds alone.
  static func unified(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var wasReturn = false
    for byte in bytes {
      if !(byte == .lineFeed && wasReturn) {
        result.append(byte == .carriageReturn ? .lineFeed : byte)
      }
      wasReturn = byte == .carriageReturn
    }
    return result
  }

  /// Bytes whose lines end with CR LF where those of another text begin so.
  static func like(_ original: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    guard let first = original.firstIndex(of: .lineFeed), first > 0,
      original[first - 1] == .carriageReturn
    else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == .lineFeed { result.append(.carriageReturn) }
      result.append(byte)
    }
    return result
  }
}
