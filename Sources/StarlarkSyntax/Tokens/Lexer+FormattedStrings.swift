// f-strings: text and fields in turn. The lexer keeps a stack of the f-strings that are open, so that a field
// may hold any expression, f-strings with the same quotes included.
//
//   f"port {port!r:>5} of {agent}"
//   ^^                            formattedStart
//     ^^^^^                       formattedText
//          ^                      fieldStart, then the tokens of an expression
//               ^^^^^^            conversion, format, fieldEnd
//
// A format may hold fields of its own, for width and precision; the rest of it comes in tokens between them.

/// An f-string whose end is not yet reached.
struct FormattedString {
  /// What the next byte is part of.
  enum Part {
    case text
    case field
    /// A format after a field of its own.
    case format
  }

  let quoting: Quoting
  /// How many brackets are open around the f-string, within the same field.
  let outerDepth: Int
  var part = Part.text
  /// The brace of the current field.
  var fieldStart = Span.none
  /// The brace of the field whose format the current one is part of.
  var outerField: Span?
}

extension Lexer {
  mutating func beginFormattedString(_ quoting: Quoting) throws(SyntaxFailure) -> Token {
    guard dialect.contains(.formattedStrings) else {
      throw error(.formattedStringsOff, span(from: quoting.start))
    }
    formattedStrings.append(FormattedString(quoting: quoting, outerDepth: depth))
    depth = 0
    return token(.formattedStart, from: quoting.start)
  }

  /// Whether the next byte belongs to a field and to no bracket in it.
  var isAtFieldLevel: Bool {
    depth == 0 && !formattedStrings.isEmpty
  }

  /// Reads the text up to the next field or to the end of the f-string, or what ends the text.
  mutating func formattedText() throws(SyntaxFailure) -> Token {
    guard let formatted = formattedStrings.last else { return token(.endOfFile, from: index) }
    let quoting = formatted.quoting
    let start = index
    var result: [UInt8] = []
    while true {
      let byte = byte(at: index)
      switch byte {
      case quoting.quote:
        guard let width = closingWidth(quoting) else {
          result.append(byte)
          index += 1
          continue
        }
        if index > start { return textToken(result, from: start) }
        index += width
        depth = formatted.outerDepth
        formattedStrings.removeLast()
        return token(.formattedEnd, from: start)
      case .leftBrace where self.byte(at: index + 1) != .leftBrace:
        if index > start { return textToken(result, from: start) }
        index += 1
        formattedStrings[formattedStrings.count - 1].part = .field
        formattedStrings[formattedStrings.count - 1].fieldStart = span(from: start)
        return token(.fieldStart, from: start)
      case .rightBrace where self.byte(at: index + 1) != .rightBrace:
        throw error(.singleBrace, Span(UInt32(index), UInt32(index + 1)))
      case .leftBrace, .rightBrace:
        result.append(byte)
        index += 2
      case .backslash:
        try escape(quoting, into: &result)
      case .lineFeed where quoting.isTriple, .carriageReturn where quoting.isTriple:
        result.append(.lineFeed)
        skipLineEnd()
      case .lineFeed, .carriageReturn:
        throw unterminated(quoting)
      case 0 where index >= bytes.count:
        throw unterminated(quoting, isContinued: bytes[index - 1] == .lineFeed)
      default:
        result.append(byte)
        index += 1
      }
    }
  }

  private mutating func textToken(_ text: [UInt8], from start: Int) -> Token {
    literal = .string(text)
    return token(.formattedText, from: start)
  }

  /// Reads the brace that ends a field.
  mutating func endField() -> Token {
    let innermost = formattedStrings.count - 1
    if let outer = formattedStrings[innermost].outerField {
      formattedStrings[innermost].fieldStart = outer
      formattedStrings[innermost].outerField = nil
      formattedStrings[innermost].part = .format
    } else {
      formattedStrings[innermost].part = .text
    }
    index += 1
    return token(.fieldEnd, from: index - 1)
  }

  /// Reads `!r` or `!s`.
  mutating func conversion() throws(SyntaxFailure) -> Token {
    let start = index
    index += 1
    while byte(at: index).isWordByte {
      index += 1
    }
    let letters = bytes[(start + 1)..<index]
    guard letters == [UInt8(ascii: "r")] || letters == [UInt8(ascii: "s")] else {
      throw error(.unknownConversion, span(from: start))
    }
    return token(.conversion, from: start)
  }

  /// Reads what follows in a format: more of it, a field of its own, or the end of the field that it belongs to.
  mutating func restOfFormat() throws(SyntaxFailure) -> Token {
    switch byte(at: index) {
    case .rightBrace: return endField()
    case .leftBrace:
      let innermost = formattedStrings.count - 1
      index += 1
      formattedStrings[innermost].outerField = formattedStrings[innermost].fieldStart
      formattedStrings[innermost].fieldStart = span(from: index - 1)
      formattedStrings[innermost].part = .field
      return token(.fieldStart, from: index - 1)
    default: return try format()
    }
  }

  /// Reads a colon and the format after it, up to the brace that ends the field or starts one in the format.
  mutating func format() throws(SyntaxFailure) -> Token {
    let start = index
    let quoting = formattedStrings.last?.quoting
    while true {
      switch byte(at: index) {
      case quoting?.quote where quoting?.isTriple == false:
        throw unclosedField()
      case .rightBrace:
        return token(.format, from: start)
      case .leftBrace:
        guard formattedStrings.last?.outerField == nil else {
          throw error(.nestedField, Span(UInt32(index), UInt32(index + 1)))
        }
        formattedStrings[formattedStrings.count - 1].part = .format
        return token(.format, from: start)
      case .lineFeed, .carriageReturn, 0:
        throw unclosedField()
      default:
        index += 1
      }
    }
  }

  /// Refuses a line end in a field, unless every f-string around it may span lines.
  mutating func checkLineEndInField() throws(SyntaxFailure) {
    guard let formatted = formattedStrings.last(where: { !$0.quoting.isTriple }) else { return }
    throw error(.unclosedField, formatted.fieldStart)
  }

  private mutating func unclosedField() -> SyntaxFailure {
    error(.unclosedField, formattedStrings.last?.fieldStart ?? .none)
  }
}
