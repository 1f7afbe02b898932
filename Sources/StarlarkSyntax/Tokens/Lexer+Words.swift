// Names, keywords, and the prefixes of string literals.

extension Lexer {
  /// Reads a name or a keyword, or the string literal whose prefix it turns out to be.
  mutating func word() throws(SyntaxFailure) -> Token {
    let start = index
    var packed: UInt64 = 0
    while true {
      let byte = byte(at: index)
      if byte.isWordByte {
        packed = packed << 8 | UInt64(byte)
        index += 1
      } else if byte < 0x80 {
        break
      } else if let width = letterWidth(at: index, first: index == start) {
        packed = packed << 8 | UInt64(byte)
        index += width
      } else if index == start {
        throw unexpectedCharacter()
      } else {
        break
      }
    }
    guard index - start <= 8 else { return token(.name, from: start) }
    let next = byte(at: index)
    if index - start <= 2, next == .doubleQuote || next == .singleQuote,
      let prefix = StringPrefix(packed)
    {
      return try string(from: start, prefix: prefix)
    }
    let kind = keywords.kind(of: packed)
    // `assert` is reserved, and the name of the module that tests of runbooks use.
    if kind == .reserved, packed == Self.assert, next == UInt8(ascii: "."),
      dialect.contains(.library)
    {
      return token(.name, from: start)
    }
    return token(kind, from: start)
  }

  private static let assert = "assert".utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }

  /// The UTF-8 length of the letter or decimal digit at an offset, nil if there is none.
  private mutating func letterWidth(at offset: Int, first: Bool) -> Int? {
    let scalar = scalar(at: offset)
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      break
    case .decimalNumber where !first:
      break
    default:
      return nil
    }
    return UTF8.width(scalar)
  }

  /// The code point at an offset; the text is valid UTF-8.
  mutating func scalar(at offset: Int) -> Unicode.Scalar {
    var decoder = UTF8()
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return "\u{FFFD}" }
    return scalar
  }

  /// The error of a character that starts no token.
  mutating func unexpectedCharacter() -> SyntaxFailure {
    let scalar = scalar(at: index)
    let span = Span(UInt32(index), UInt32(index + UTF8.width(scalar)))
    return error(.unexpectedCharacter(scalar), span)
  }
}

/// The letters before the quote of a string literal.
struct StringPrefix: OptionSet {
  let rawValue: UInt8

  static let raw = StringPrefix(rawValue: 1)
  static let bytes = StringPrefix(rawValue: 2)
  static let formatted = StringPrefix(rawValue: 4)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The prefix of one or two bytes packed into an integer, nil if they are none.
  init?(_ packed: UInt64) {
    switch packed {
    case Self.pack("r"): self = .raw
    case Self.pack("b"): self = .bytes
    case Self.pack("f"): self = .formatted
    case Self.pack("rb"), Self.pack("br"): self = [.raw, .bytes]
    case Self.pack("rf"), Self.pack("fr"): self = [.raw, .formatted]
    default: return nil
    }
  }

  private static func pack(_ letters: String) -> UInt64 {
    letters.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
