// The lexer turns bytes into tokens, one at a time and on demand. It alone knows where lines matter: brackets
// and f-strings make newlines into white space, and indentation becomes tokens of its own.

/// Reads the tokens of a text.
package struct Lexer {
  /// What a literal token stands for.
  package enum Literal: Sendable {
    case none
    case int(Int)
    case bigInt(digits: [UInt8], radix: Int)
    case float(Double)
    case string([UInt8])
  }

  let source: SourceText
  let bytes: [UInt8]
  let dialect: Dialect
  let keywords = Keywords.shared

  /// Offset of the next byte to read.
  var index: Int
  /// How many brackets are open, within the innermost field of an f-string if there is one.
  var depth = 0
  /// The columns of the blocks that are open, outermost first.
  var indents = [0]
  /// Where the white space starts that opens a block before the next token.
  var pendingIndent: Int?
  /// How many blocks end before the next token.
  var pendingOutdents = 0
  /// Whether the next byte starts a line whose indentation counts.
  var atLineStart = true
  /// Whether a newline token would end something.
  var lineHasTokens = false
  /// The f-strings that are open, outermost first.
  var formattedStrings: [FormattedString] = []
  /// What the last literal token stands for.
  package internal(set) var literal: Literal = .none
  /// The comments read so far, without their line ends.
  package internal(set) var comments: [Span] = []

  /// Starts to read a text.
  ///
  /// - Throws: A diagnostic if the text is not UTF-8 or has a NUL in it.
  package init(_ source: SourceText, dialect: Dialect) throws(Diagnostic) {
    self.source = source
    self.bytes = source.bytes
    self.dialect = dialect
    self.index = source.start
    guard bytes.count < Int(UInt32.max) else {
      throw Diagnostic(.fileTooLarge, in: source, at: .none)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let start = UInt32(error.byteOffsets.lowerBound)
      throw Diagnostic(
        .notUTF8(bytes[Int(start)]), in: source,
        at: Span(start, UInt32(error.byteOffsets.upperBound)))
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw Diagnostic(.zeroByte, in: source, at: Span(UInt32(zero), UInt32(zero + 1)))
    }
  }

  /// The next token; at the end of the text, the end again and again.
  ///
  /// - Throws: A diagnostic if what follows is no token.
  package mutating func next() throws(Diagnostic) -> Token {
    do {
      return try nextToken()
    } catch {
      throw error.diagnostic
    }
  }

  @inline(never)
  mutating func nextToken() throws(SyntaxFailure) -> Token {
    if let formatted = formattedStrings.last, formatted.part != .field {
      return try formatted.part == .text ? formattedText() : restOfFormat()
    }
    if atLineStart, !isWithinLine {
      try beginLine()
    }
    if pendingOutdents > 0 {
      pendingOutdents -= 1
      return token(.outdent, from: index)
    }
    if let start = pendingIndent {
      pendingIndent = nil
      return token(.indent, from: start)
    }
    while true {
      switch byte(at: index) {
      case .space, .tab:
        index += 1
      case .hash:
        skipComment()
      case .lineFeed, .carriageReturn:
        let start = index
        skipLineEnd()
        if isWithinLine {
          try checkLineEndInField()
          continue
        }
        atLineStart = true
        lineHasTokens = false
        return token(.newline, from: start)
      case .backslash:
        try continueLine()
      case 0:
        try checkLineEndInField()
        return endToken()
      default:
        lineHasTokens = true
        return try tokenProper()
      }
    }
  }

  /// Whether newlines are white space here.
  var isWithinLine: Bool {
    depth > 0 || !formattedStrings.isEmpty
  }

  /// The byte at an offset; 0 stands for the end of the text, which has no such byte.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  /// The token of a kind from an offset to the next byte to read.
  @inline(__always)
  func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind, span(from: start))
  }

  @inline(__always)
  func span(from start: Int) -> Span {
    Span(UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: index))
  }

  @inline(never)
  mutating func error(_ message: SyntaxMessage, _ span: Span) -> SyntaxFailure {
    SyntaxFailure(Diagnostic(message, in: source, at: span))
  }

  /// The text of a token.
  mutating func text(of span: Span) -> String {
    String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  mutating func skipComment() {
    let start = index
    repeat {
      index += 1
    } while index < bytes.count && bytes[index] != .lineFeed && bytes[index] != .carriageReturn
    comments.append(span(from: start))
  }

  mutating func skipLineEnd() {
    if byte(at: index) == .carriageReturn, byte(at: index + 1) == .lineFeed {
      index += 1
    }
    index += 1
  }

  private mutating func continueLine() throws(SyntaxFailure) {
    let start = index
    index += 1
    switch byte(at: index) {
    case .lineFeed, .carriageReturn:
      skipLineEnd()
      try checkLineEndInField()
      if index == bytes.count {
        throw error(.endAfterBackslash, Span(UInt32(start), UInt32(start + 1)))
      }
    case 0:
      throw error(.endAfterBackslash, span(from: start))
    default:
      throw error(.strayBackslash, span(from: start))
    }
  }

  private mutating func tokenProper() throws(SyntaxFailure) -> Token {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      return try word()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case .doubleQuote, .singleQuote:
      return try string(from: index, prefix: [])
    case UInt8(ascii: ".") where byte(at: index + 1).isDigit:
      return try number()
    case 0x80...0xFF:
      return try word()
    default:
      return try punctuation()
    }
  }
}

// The bytes that the grammar gives a meaning.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let hash = UInt8(ascii: "#")
  static let backslash = UInt8(ascii: "\\")
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  static let leftBrace = UInt8(ascii: "{")
  static let rightBrace = UInt8(ascii: "}")

  @inline(__always)
  var isDigit: Bool {
    self &- UInt8(ascii: "0") < 10
  }

  /// Whether an ASCII byte continues a name.
  @inline(__always)
  var isWordByte: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || isDigit || self == UInt8(ascii: "_")
  }

  /// The value of a digit in a base up to sixteen, or nil.
  func digit(radix: Int) -> Int? {
    let value: Int
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(self &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = Int(self &- UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = Int(self &- UInt8(ascii: "A")) + 10
    default: return nil
    }
    return value < radix ? value : nil
  }
}
