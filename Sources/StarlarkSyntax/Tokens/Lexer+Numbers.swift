// Integers and floating-point numbers.

extension Lexer {
  /// Reads a number, which starts with a digit or with a point before one.
  mutating func number() throws(SyntaxFailure) -> Token {
    let start = index
    if bytes[start] == UInt8(ascii: "0"), let radix = Self.radix(of: byte(at: start + 1)) {
      return try prefixedInt(from: start, radix: radix)
    }
    skipDigits()
    var isFloat = false
    if byte(at: index) == UInt8(ascii: ".") {
      isFloat = true
      index += 1
      skipDigits()
    }
    if byte(at: index) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(at: index + 1)
      let signWidth = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 1 : 0
      if byte(at: index + 1 + signWidth).isDigit {
        isFloat = true
        index += 1 + signWidth
        skipDigits()
      } else if signWidth == 1 || !startsKeyword(at: index) {
        index += 1 + signWidth
        throw error(.missingExponent, span(from: start))
      }
    }
    try checkEndOfNumber(from: start)
    return isFloat ? try float(from: start) : try decimalInt(from: start)
  }

  private static func radix(of letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private mutating func skipDigits() {
    while byte(at: index).isDigit {
      index += 1
    }
  }

  private mutating func prefixedInt(from start: Int, radix: Int) throws(SyntaxFailure) -> Token {
    index = start + 2
    while byte(at: index).digit(radix: radix) != nil {
      index += 1
    }
    guard index > start + 2 else {
      skipWordBytes()
      throw error(.badDigits(radix: radix), span(from: start))
    }
    if byte(at: index).isDigit {
      skipWordBytes()
      throw error(.badDigits(radix: radix), span(from: start))
    }
    try checkEndOfNumber(from: start)
    try setInt(from: start + 2, radix: radix)
    return token(.int, from: start)
  }

  private mutating func decimalInt(from start: Int) throws(SyntaxFailure) -> Token {
    if bytes[start] == UInt8(ascii: "0"), index > start + 1 {
      throw error(.leadingZero(text(of: span(from: start))), span(from: start))
    }
    try setInt(from: start, radix: 10)
    return token(.int, from: start)
  }

  private mutating func setInt(from start: Int, radix: Int) throws(SyntaxFailure) {
    var value = 0
    for offset in start..<index {
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(bytes[offset].digit(radix: radix) ?? 0)
      if overflow || carry {
        literal = .bigInt(digits: try digits(from: start, radix: radix), radix: radix)
        return
      }
      value = sum
    }
    literal = .int(value)
  }

  /// Most bits of an int, as in evaluation.
  private static let intBits = 65_536

  /// The digits of a large int, unless they are so many that their conversion would take long and the int was too large.
  private mutating func digits(from start: Int, radix: Int) throws(SyntaxFailure) -> [UInt8] {
    let digits = bytes[start..<index].drop { $0 == UInt8(ascii: "0") }
    // The first digit may stand for one bit, all others stand for this much.
    let thousandths = radix == 10 ? 3321 : radix.trailingZeroBitCount * 1000
    guard (digits.count - 1) * thousandths / 1000 < Self.intBits else {
      let prefix = radix == 10 ? 0 : 2
      throw error(
        .intTooLarge(digits: digits.count, limit: Self.intBits), span(from: start - prefix))
    }
    return Array(digits)
  }

  private mutating func float(from start: Int) throws(SyntaxFailure) -> Token {
    let span = span(from: start)
    guard let value = Double(text(of: span)), value.isFinite else {
      throw error(.floatTooLarge, span)
    }
    literal = .float(value)
    return token(.float, from: start)
  }

  /// Refuses a letter right after a number, unless it starts a keyword as in `0if x else 1`.
  private mutating func checkEndOfNumber(from start: Int) throws(SyntaxFailure) {
    let next = byte(at: index)
    guard next.isWordByte, !startsKeyword(at: index) else { return }
    skipWordBytes()
    throw error(.badNumber(text(of: span(from: start))), span(from: start))
  }

  private mutating func skipWordBytes() {
    while byte(at: index).isWordByte {
      index += 1
    }
  }

  private mutating func startsKeyword(at offset: Int) -> Bool {
    var end = offset
    var packed: UInt64 = 0
    while byte(at: end).isWordByte, end - offset <= 8 {
      packed = packed << 8 | UInt64(byte(at: end))
      end += 1
    }
    return end - offset <= 8 && keywords.kind(of: packed) != .name
  }
}
