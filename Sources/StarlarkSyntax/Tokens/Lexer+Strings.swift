// String and bytes literals. A literal without escapes is one slice of the text; the rest is copied piece by
// piece.

/// How a string literal is quoted.
struct Quoting {
  let quote: UInt8
  let isTriple: Bool
  let prefix: StringPrefix
  /// Offset of the prefix.
  let start: Int
  /// Offset of the first byte after the opening quotes.
  let contents: Int
}

extension Lexer {
  /// Reads a literal whose prefix, from `start` up to the next byte, is already read.
  mutating func string(from start: Int, prefix: StringPrefix) throws(SyntaxFailure) -> Token {
    let quoting = openQuotes(from: start, prefix: prefix)
    if prefix.contains(.formatted) {
      return try beginFormattedString(quoting)
    }
    literal = .string(try stringContents(quoting))
    return token(prefix.contains(.bytes) ? .bytes : .string, from: start)
  }

  private mutating func openQuotes(from start: Int, prefix: StringPrefix) -> Quoting {
    let quote = bytes[index]
    let isTriple = byte(at: index + 1) == quote && byte(at: index + 2) == quote
    index += isTriple ? 3 : 1
    return Quoting(
      quote: quote, isTriple: isTriple, prefix: prefix, start: start, contents: index)
  }

  private mutating func stringContents(_ quoting: Quoting) throws(SyntaxFailure) -> [UInt8] {
    var result: [UInt8] = []
    var isCopied = false
    var pieceStart = index
    while true {
      let byte = byte(at: index)
      switch byte {
      case quoting.quote:
        guard let width = closingWidth(quoting) else {
          index += 1
          continue
        }
        let piece = bytes[pieceStart..<index]
        index += width
        guard isCopied else { return Array(piece) }
        result += piece
        return result
      case .backslash:
        result += bytes[pieceStart..<index]
        isCopied = true
        try escape(quoting, into: &result)
        pieceStart = index
      case .lineFeed where quoting.isTriple:
        index += 1
      case .carriageReturn where quoting.isTriple:
        result += bytes[pieceStart..<index]
        isCopied = true
        result.append(.lineFeed)
        skipLineEnd()
        pieceStart = index
      case .lineFeed, .carriageReturn:
        throw unterminated(quoting)
      case 0 where index >= bytes.count:
        throw unterminated(quoting, isContinued: bytes[index - 1] == .lineFeed)
      default:
        index += 1
      }
    }
  }

  /// How many quotes end the literal here, nil if the quote is part of its text.
  mutating func closingWidth(_ quoting: Quoting) -> Int? {
    guard quoting.isTriple else { return 1 }
    return byte(at: index + 1) == quoting.quote && byte(at: index + 2) == quoting.quote ? 3 : nil
  }

  /// The error of a literal that the line or the text ends within.
  mutating func unterminated(_ quoting: Quoting, isContinued: Bool = false) -> SyntaxFailure {
    if quoting.isTriple {
      return error(
        .unterminatedTripleQuotes, Span(UInt32(quoting.start), UInt32(quoting.contents)))
    }
    // Within a field, the quote that was taken for a string's may be the end of the f-string.
    if let outer = formattedStrings.last, outer.part == .field,
      outer.quoting.quote == quoting.quote,
      !outer.quoting.isTriple
    {
      return error(.unclosedField, outer.fieldStart)
    }
    return error(
      isContinued ? .unterminatedContinuedString : .unterminatedString, span(from: quoting.start))
  }
}
