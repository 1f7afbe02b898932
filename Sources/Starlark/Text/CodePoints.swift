// Reading and checking the code points of UTF-8 bytes.

extension UTF8Decoding {
  /// The code point at a place, U+FFFD for a byte that belongs to none.
  @inline(__always)
  static func next(_ bytes: Bytes, at index: Int, end: Int) -> (scalar: Unicode.Scalar, length: Int)
  {
    let first = bytes[index]
    if _fastPath(first < 0x80) { return (Unicode.Scalar(first), 1) }
    let (found, length) = scalar(bytes + index, limit: end - index)
    return (found ?? "\u{FFFD}", length)
  }

  /// The code point that ends before a place, U+FFFD for a byte that belongs to none.
  static func previous(_ bytes: Bytes, before end: Int, start: Int) -> (
    scalar: Unicode.Scalar, length: Int
  ) {
    var index = end - 1
    let least = max(start, end - 4)
    while index > least && bytes[index] & 0xC0 == 0x80 { index -= 1 }
    let (found, length) = scalar(bytes + index, limit: end - index)
    if let found, index + length == end { return (found, length) }
    return ("\u{FFFD}", 1)
  }

  /// How many code points bytes hold, each byte that belongs to none counted as one.
  ///
  /// Nil after an error was recorded.
  static func count(_ bytes: Bytes, count: Int, _ machine: Machine) -> Int? {
    var total = 0
    var index = 0
    var pace = Pace(machine)
    while index < count {
      guard pace.goesOn(at: index) else { return nil }
      index += next(bytes, at: index, end: count).length
      total += 1
    }
    return total
  }

  /// Whether bytes are valid UTF-8.
  static func isValid(_ bytes: Bytes, count: Int) -> Bool {
    var index = 0
    while index < count {
      if bytes[index] < 0x80 {
        index &+= 1
        continue
      }
      let (found, length) = scalar(bytes + index, limit: count - index)
      if found == nil { return false }
      index &+= length
    }
    return true
  }
}

extension TextBuffer {
  /// Appends bytes as text: each byte that is no part of a code point becomes U+FFFD.
  mutating func append(repairing bytes: Bytes, count: Int) {
    let count = looksAt(count)
    var start = 0
    var index = 0
    var next = Self.stretch
    while index < count {
      if _slowPath(index >= next) {
        guard mayGoOn() else { return }
        next = index &+ Self.stretch
      }
      if bytes[index] < 0x80 {
        index &+= 1
        continue
      }
      let (found, length) = UTF8Decoding.scalar(bytes + index, limit: count - index)
      if found == nil {
        append(bytes + start, count: index - start)
        append("\u{FFFD}" as Unicode.Scalar)
        start = index + 1
      }
      index &+= length
    }
    append(bytes + start, count: count - start)
  }
}
