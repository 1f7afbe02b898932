// Escape sequences of string and bytes literals.

extension Lexer {
  /// Reads the escape at the next byte, a backslash, and appends what it stands for.
  mutating func escape(_ quoting: Quoting, into result: inout [UInt8]) throws(SyntaxFailure) {
    if quoting.prefix.contains(.raw) {
      return try rawEscape(quoting, into: &result)
    }
    let start = index
    let letter = byte(at: index + 1)
    index += 2
    switch letter {
    case .lineFeed, .carriageReturn:
      index -= 1
      skipLineEnd()
    case .backslash, .singleQuote, .doubleQuote: result.append(letter)
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): try octalEscape(quoting, start, into: &result)
    case UInt8(ascii: "x"): try hexEscape(quoting, start, into: &result)
    case UInt8(ascii: "u"): try unicodeEscape(start, digits: 4, into: &result)
    case UInt8(ascii: "U"): try unicodeEscape(start, digits: 8, into: &result)
    case 0:
      index = bytes.count
      throw unterminated(quoting, isContinued: true)
    default:
      index = start + 1
      let scalar = scalar(at: index)
      index += UTF8.width(scalar)
      throw error(.unknownEscape(scalar), span(from: start))
    }
  }

  /// A backslash that stays: it only keeps a quote from ending the literal.
  private mutating func rawEscape(_ quoting: Quoting, into result: inout [UInt8])
    throws(SyntaxFailure)
  {
    result.append(.backslash)
    index += 1
    let letter = byte(at: index)
    switch letter {
    case .lineFeed, .carriageReturn:
      result.append(.lineFeed)
      skipLineEnd()
    case .backslash, .singleQuote, .doubleQuote:
      result.append(letter)
      index += 1
    case 0:
      throw unterminated(quoting, isContinued: true)
    default:
      break
    }
  }

  private mutating func octalEscape(_ quoting: Quoting, _ start: Int, into result: inout [UInt8])
    throws(SyntaxFailure)
  {
    index = start + 1
    var value = 0
    while index < start + 4, let digit = byte(at: index).digit(radix: 8) {
      value = value * 8 + digit
      index += 1
    }
    try appendByte(value, quoting, start, into: &result)
  }

  private mutating func hexEscape(_ quoting: Quoting, _ start: Int, into result: inout [UInt8])
    throws(SyntaxFailure)
  {
    let value = try hexDigits(2, start)
    try appendByte(value, quoting, start, into: &result)
  }

  private mutating func appendByte(
    _ value: Int, _ quoting: Quoting, _ start: Int, into result: inout [UInt8]
  ) throws(SyntaxFailure) {
    guard value <= (quoting.prefix.contains(.bytes) ? 0xFF : 0x7F) else {
      let isBytes = quoting.prefix.contains(.bytes)
      throw error(isBytes ? .escapeOverByte : .escapeOverASCII(value), span(from: start))
    }
    result.append(UInt8(value))
  }

  private mutating func unicodeEscape(_ start: Int, digits: Int, into result: inout [UInt8])
    throws(SyntaxFailure)
  {
    let value = try hexDigits(digits, start)
    guard let scalar = Unicode.Scalar(UInt32(value)) else {
      throw error(.escapeOfNoCodePoint(value), span(from: start))
    }
    result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
  }

  private mutating func hexDigits(_ count: Int, _ start: Int) throws(SyntaxFailure) -> Int {
    var value = 0
    for _ in 0..<count {
      guard let digit = byte(at: index).digit(radix: 16) else {
        throw error(.truncatedEscape(digits: count), span(from: start))
      }
      value = value * 16 + digit
      index += 1
    }
    return value
  }
}
