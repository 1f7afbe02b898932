// Expressions from the widest form down to literals.

extension Parser {
  /// All of a text as one expression.
  mutating func wholeExpression() throws(SyntaxFailure) -> Expression {
    try advance()
    let expression = try expressions()
    while token.kind == .newline {
      try advance()
    }
    guard token.kind == .endOfFile else { throw unexpected(want: "end of expression") }
    return expression
  }

  /// One expression, or several with commas between them, which make a tuple.
  mutating func expressions() throws(SyntaxFailure) -> Expression {
    let start = token.span.start
    let first = try test()
    guard token.kind == .comma else { return first }
    var elements = [first]
    var childHeight = height
    while token.kind == .comma {
      let comma = token.span
      try advance()
      if Self.endsExpressions(token.kind) { throw error(.trailingComma, comma) }
      elements.append(try test())
      childHeight = max(childHeight, height)
    }
    return try expression(.tuple(elements), span(from: start), over: childHeight)
  }

  /// Whether a token after a comma shows that no expression follows.
  private static func endsExpressions(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .newline, .endOfFile, .assign, .colon, .semicolon, .rightParenthesis, .rightBracket,
      .rightBrace, .in:
      true
    default:
      kind.augmentedOperator != nil
    }
  }

  /// One expression of any form.
  mutating func test() throws(SyntaxFailure) -> Expression {
    if token.kind == .lambda { return try lambda(allowsConditional: true) }
    let start = token.span.start
    let then = try operation()
    guard token.kind == .if else { return then }
    return try conditional(then, from: start)
  }

  private mutating func conditional(_ then: Expression, from start: UInt32) throws(SyntaxFailure)
    -> Expression
  {
    try nest()
    defer { nesting -= 1 }
    var childHeight = height
    try advance()
    let condition = try operation()
    childHeight = max(childHeight, height)
    try expect(.else)
    let otherwise = try test()
    childHeight = max(childHeight, height)
    return try expression(
      .conditional(condition: condition, then: then, otherwise: otherwise), span(from: start),
      over: childHeight)
  }

  /// A primary expression with the sign operators before it.
  mutating func operand() throws(SyntaxFailure) -> Expression {
    let sign: UnaryOperator
    switch token.kind {
    case .minus: sign = .minus
    case .plus: sign = .plus
    case .tilde: sign = .invert
    default: return try suffixed(from: token.span.start, try primary())
    }
    let start = token.span.start
    try advance()
    try nest()
    defer { nesting -= 1 }
    let value = try operand()
    return try expression(.unary(sign, value), span(from: start), over: height)
  }

  /// A primary expression as it is, or with attributes, calls and indices after it.
  mutating func suffixedPrimary() throws(SyntaxFailure) -> Expression {
    try suffixed(from: token.span.start, try primary())
  }

  @inline(__always)
  private mutating func suffixed(from start: UInt32, _ primary: Expression) throws(SyntaxFailure)
    -> Expression
  {
    var result = primary
    while true {
      switch token.kind {
      case .dot:
        let childHeight = height
        try advance()
        let name = try identifier()
        result = try expression(.attribute(result, name), span(from: start), over: childHeight)
      case .leftParenthesis:
        result = try call(result, from: start)
      case .leftBracket:
        result = try indexed(result, from: start)
      default:
        return result
      }
    }
  }

  private mutating func primary() throws(SyntaxFailure) -> Expression {
    let span = token.span
    let kind: Expression.Kind
    switch token.kind {
    case .name:
      kind = .identifier(identifier(named: lexer.text(of: span), span))
    case .int, .float, .string, .bytes:
      kind = literal()
    case .leftParenthesis: return try parenthesized()
    case .leftBracket: return try listOrComprehension()
    case .leftBrace: return try dictOrComprehension()
    case .formattedStart: return try formattedString()
    default: throw unexpected(want: "expression")
    }
    try advance()
    height = 1
    return Expression(kind, span)
  }

  private mutating func literal() -> Expression.Kind {
    switch lexer.literal {
    case .int(let value): .int(value)
    case .bigInt(let digits, let radix): .bigInt(digits: digits, radix: radix)
    case .float(let value): .float(value)
    case .string(let text): token.kind == .bytes ? .bytes(text) : .string(text)
    case .none: .tuple([])
    }
  }

  /// Reads `[index]` or `[lower:upper:step]` after an object.
  private mutating func indexed(_ object: Expression, from start: UInt32) throws(SyntaxFailure)
    -> Expression
  {
    var childHeight = height
    let opening = token.span
    try advance()
    var lower: Expression?
    if token.kind != .colon {
      let index = try expressions()
      childHeight = max(childHeight, height)
      if token.kind == .rightBracket {
        try advance()
        return try expression(.index(object, index), span(from: start), over: childHeight)
      }
      lower = index
    }
    guard token.kind == .colon else { throw unexpected(want: "`:` or `]`") }
    try advance()
    let upper = try bound(unless: .colon, &childHeight)
    var step: Expression?
    if token.kind == .colon {
      try advance()
      step = try bound(unless: .rightBracket, &childHeight)
    }
    try expectClosing(.rightBracket, of: opening, want: "`]`")
    return try expression(
      .slice(object, lower: lower, upper: upper, step: step), span(from: start), over: childHeight)
  }

  private mutating func bound(unless end: Token.Kind, _ childHeight: inout Int)
    throws(SyntaxFailure)
    -> Expression?
  {
    guard token.kind != end, token.kind != .rightBracket else { return nil }
    let bound = try test()
    childHeight = max(childHeight, height)
    return bound
  }
}
