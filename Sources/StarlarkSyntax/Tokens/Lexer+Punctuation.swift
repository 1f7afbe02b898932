// Brackets, separators and operators: always the longest that the bytes allow.

extension Lexer {
  mutating func punctuation() throws(SyntaxFailure) -> Token {
    let start = index
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: ","): return single(.comma)
    case UInt8(ascii: "("): return open(.leftParenthesis)
    case UInt8(ascii: "["): return open(.leftBracket)
    case .leftBrace: return open(.leftBrace)
    case UInt8(ascii: ")"): return try close(.rightParenthesis)
    case UInt8(ascii: "]"): return try close(.rightBracket)
    case .rightBrace: return isAtFieldLevel ? endField() : try close(.rightBrace)
    case UInt8(ascii: ":"): return isAtFieldLevel ? try format() : single(.colon)
    case UInt8(ascii: "."): return single(.dot)
    case UInt8(ascii: ";"): return single(.semicolon)
    case UInt8(ascii: "~"): return single(.tilde)
    case UInt8(ascii: "="): return orAssign(.assign, .equal)
    case UInt8(ascii: "+"): return orAssign(.plus, .plusAssign)
    case UInt8(ascii: "%"): return orAssign(.percent, .percentAssign)
    case UInt8(ascii: "&"): return orAssign(.ampersand, .ampersandAssign)
    case UInt8(ascii: "|"): return orAssign(.pipe, .pipeAssign)
    case UInt8(ascii: "^"): return orAssign(.caret, .caretAssign)
    case UInt8(ascii: "-"):
      guard self.byte(at: start + 1) == UInt8(ascii: ">") else {
        return orAssign(.minus, .minusAssign)
      }
      index += 2
      return token(.arrow, from: start)
    case UInt8(ascii: "*"):
      return doubled(.starStar) ?? orAssign(.star, .starAssign)
    case UInt8(ascii: "/"):
      return doubled(.slashSlash, assign: .slashSlashAssign) ?? orAssign(.slash, .slashAssign)
    case UInt8(ascii: "<"):
      return doubled(.shiftLeft, assign: .shiftLeftAssign) ?? orAssign(.less, .lessOrEqual)
    case UInt8(ascii: ">"):
      return doubled(.shiftRight, assign: .shiftRightAssign) ?? orAssign(.greater, .greaterOrEqual)
    case UInt8(ascii: "!"):
      if self.byte(at: start + 1) == UInt8(ascii: "=") {
        index += 2
        return token(.notEqual, from: start)
      }
      if isAtFieldLevel { return try conversion() }
      throw unexpectedCharacter()
    default:
      throw unexpectedCharacter()
    }
  }

  private mutating func single(_ kind: Token.Kind) -> Token {
    index += 1
    return token(kind, from: index - 1)
  }

  /// A kind of one byte, or the one that the same byte with `=` after it makes.
  private mutating func orAssign(_ kind: Token.Kind, _ assign: Token.Kind) -> Token {
    let start = index
    let isLonger = byte(at: start + 1) == UInt8(ascii: "=")
    index += isLonger ? 2 : 1
    return token(isLonger ? assign : kind, from: start)
  }

  /// A kind of the same byte twice, with `=` after it if there is a kind for that.
  private mutating func doubled(_ kind: Token.Kind, assign: Token.Kind? = nil) -> Token? {
    let start = index
    guard byte(at: start + 1) == bytes[start] else { return nil }
    index += 2
    if let assign, byte(at: index) == UInt8(ascii: "=") {
      index += 1
      return token(assign, from: start)
    }
    return token(kind, from: start)
  }

  private mutating func open(_ kind: Token.Kind) -> Token {
    depth += 1
    return single(kind)
  }

  private mutating func close(_ kind: Token.Kind) throws(SyntaxFailure) -> Token {
    guard depth > 0 else {
      let span = Span(UInt32(index), UInt32(index + 1))
      throw error(
        isAtFieldLevel ? .unexpectedInField(kind) : .unmatchedClosing(kind), span)
    }
    depth -= 1
    return single(kind)
  }
}
