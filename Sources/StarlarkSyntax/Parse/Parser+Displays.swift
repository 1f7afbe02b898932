// What stands in brackets of its own: parentheses, lists, dicts and comprehensions.

extension Parser {
  /// Reads `(a)`, which is `a`, or a tuple.
  mutating func parenthesized() throws(SyntaxFailure) -> Expression {
    let opening = token.span
    try advance()
    if token.kind == .rightParenthesis {
      try advance()
      return try expression(.tuple([]), span(from: opening.start), over: 0)
    }
    let first = try test()
    guard token.kind == .comma else {
      try expectClosing(.rightParenthesis, of: opening)
      return first
    }
    var elements = [first]
    try elementsAfterComma(&elements, until: .rightParenthesis)
    let childHeight = height
    try expectClosing(.rightParenthesis, of: opening)
    return try expression(.tuple(elements), span(from: opening.start), over: childHeight)
  }

  /// Reads `[a, b]` or `[body for …]`.
  mutating func listOrComprehension() throws(SyntaxFailure) -> Expression {
    let opening = token.span
    try advance()
    if token.kind == .rightBracket {
      try advance()
      return try expression(.list([]), span(from: opening.start), over: 0)
    }
    let first = try test()
    if token.kind == .for {
      return try comprehension(.element(first), until: .rightBracket, of: opening)
    }
    var elements = [first]
    try elementsAfterComma(&elements, until: .rightBracket)
    let childHeight = height
    try expectClosing(.rightBracket, of: opening)
    return try expression(.list(elements), span(from: opening.start), over: childHeight)
  }

  /// The elements after the first; leaves the greatest height.
  private mutating func elementsAfterComma(
    _ elements: inout [Expression], until closing: Token.Kind
  ) throws(SyntaxFailure) {
    var childHeight = height
    while token.kind == .comma {
      try advance()
      if token.kind == closing { break }
      elements.append(try test())
      childHeight = max(childHeight, height)
    }
    height = childHeight
  }

  /// Reads `{k: v}` or `{k: v for …}`.
  mutating func dictOrComprehension() throws(SyntaxFailure) -> Expression {
    let opening = token.span
    try advance()
    var entries: [DictEntry] = []
    var childHeight = 0
    while token.kind != .rightBrace {
      let entry = try dictEntry(isFirst: entries.isEmpty)
      if entries.isEmpty, token.kind == .for {
        return try comprehension(.entry(entry), until: .rightBrace, of: opening)
      }
      entries.append(entry)
      childHeight = max(childHeight, height)
      guard token.kind == .comma else { break }
      try advance()
    }
    try expectClosing(.rightBrace, of: opening)
    return try expression(.dict(entries), span(from: opening.start), over: childHeight)
  }

  private mutating func dictEntry(isFirst: Bool) throws(SyntaxFailure) -> DictEntry {
    let key = try test()
    let keyHeight = height
    if token.kind != .colon, isFirst,
      token.kind == .comma || token.kind == .rightBrace || token.kind == .for
    {
      throw error(.setDisplay, key.span)
    }
    try expect(.colon)
    let value = try test()
    height = max(height, keyHeight)
    return DictEntry(key: key, value: value)
  }

  /// The clauses after the body of a comprehension, and its closing bracket.
  private mutating func comprehension(
    _ body: Comprehension.Body, until closing: Token.Kind, of opening: Span
  ) throws(SyntaxFailure) -> Expression {
    var childHeight = height
    var clauses: [Comprehension.Clause] = []
    while token.kind != closing {
      switch token.kind {
      case .for:
        try advance()
        let target = try loopTarget()
        childHeight = max(childHeight, height)
        try expect(.in)
        clauses.append(.loop(target: target, iterable: try operation()))
      case .if:
        try advance()
        clauses.append(.condition(try testWithoutConditional()))
      default:
        throw unexpected(want: "`for`, `if` or \(closing.phrase)")
      }
      childHeight = max(childHeight, height)
    }
    try advance()
    return try expression(
      .comprehension(Comprehension(body: body, clauses: clauses)), span(from: opening.start),
      over: childHeight)
  }

  /// One expression that is no `if … else`, which the `if` of a comprehension would be taken for.
  private mutating func testWithoutConditional() throws(SyntaxFailure) -> Expression {
    if token.kind == .lambda { return try lambda(allowsConditional: false) }
    return try operation()
  }
}
