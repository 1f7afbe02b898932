// Statements and blocks.

extension Parser {
  /// All statements up to the end of the text.
  mutating func fileStatements() throws(SyntaxFailure) -> [Statement] {
    try advance()
    var statements: [Statement] = []
    while token.kind != .endOfFile {
      try statement(into: &statements)
    }
    return statements
  }

  /// Reads a line: one compound statement, or several simple ones.
  mutating func statement(into statements: inout [Statement]) throws(SyntaxFailure) {
    switch token.kind {
    case .def: statements.append(try definition())
    case .if: statements.append(try conditionalStatement())
    case .for: statements.append(try loop())
    case .while: statements.append(try whileLoop())
    case .newline: try advance()
    case .indent: throw error(.unexpectedIndent, token.span)
    default: try simpleStatements(into: &statements)
    }
  }

  /// Reads `small; small` and the end of the line.
  private mutating func simpleStatements(into statements: inout [Statement]) throws(SyntaxFailure) {
    while true {
      statements.append(try smallStatement())
      guard token.kind == .semicolon else { break }
      try advance()
      if token.kind == .newline || token.kind == .endOfFile { break }
    }
    guard token.kind != .endOfFile else { return }
    try expect(.newline)
  }

  /// What follows a colon: a block of its own lines, or simple statements on the same line.
  mutating func block() throws(SyntaxFailure) -> [Statement] {
    try nest()
    defer { nesting -= 1 }
    var statements: [Statement] = []
    guard token.kind == .newline else {
      try simpleStatements(into: &statements)
      return statements
    }
    let newline = token.span
    let headerEnd = lastEnd
    try advance()
    guard token.kind == .indent else {
      // Blocks around this one end before the text does.
      let isEnd =
        token.kind == .endOfFile
        || (token.kind == .outdent && Int(token.span.start) == lexer.bytes.count)
      let got = isEnd ? Token.Kind.endOfFile.phrase : gotPhrase()
      throw error(.missingBlock(got, isEnd: isEnd), isEnd ? newline : token.span)
    }
    lastEnd = headerEnd
    token = try lexer.nextToken()
    try checkPace()
    var end = lastEnd
    while token.kind != .outdent, token.kind != .endOfFile {
      try blockStatement(into: &statements)
      end = statements.last?.span.end ?? end
    }
    if token.kind == .outdent {
      try advance()
    }
    // A statement ends with its last token, not with the lines that show that it ended.
    lastEnd = end
    return statements
  }

  private mutating func conditionalStatement() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    var clauses: [ConditionalClause] = []
    repeat {
      try advance()
      let condition = try test()
      try expect(.colon)
      clauses.append(ConditionalClause(condition: condition, body: try block()))
    } while token.kind == .elif
    var otherwise: [Statement] = []
    if token.kind == .else {
      try advance()
      try expect(.colon)
      otherwise = try block()
    }
    return Statement(.conditional(clauses, otherwise: otherwise), span(from: start))
  }

  private mutating func loop() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    try advance()
    let target = try loopTarget()
    try expect(.in)
    let iterable = try expressions()
    try expect(.colon)
    let body = try block()
    return Statement(.loop(target: target, iterable: iterable, body: body), span(from: start))
  }

  private mutating func whileLoop() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    guard dialect.contains(.whileLoops) else { throw error(.whileOff(), token.span) }
    try advance()
    let condition = try test()
    try expect(.colon)
    let body = try block()
    return Statement(.whileLoop(condition: condition, body: body), span(from: start))
  }

  private mutating func smallStatement() throws(SyntaxFailure) -> Statement {
    let span = token.span
    switch token.kind {
    case .pass: return try single(.pass)
    case .break: return try single(.break)
    case .continue: return try single(.continue)
    case .load: return try load()
    case .return:
      try advance()
      switch token.kind {
      case .newline, .semicolon, .endOfFile: return Statement(.return(nil), span)
      default: return Statement(.return(try expressions()), self.span(from: span.start))
      }
    default:
      return try expressionOrAssignment()
    }
  }

  private mutating func single(_ kind: Statement.Kind) throws(SyntaxFailure) -> Statement {
    let span = token.span
    try advance()
    return Statement(kind, span)
  }

  private mutating func expressionOrAssignment() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    let first = try statementExpression()
    if token.kind == .assign {
      try checkTarget(first)
      try advance()
      return try assignment(to: first, type: nil, from: start)
    }
    if let augmented = token.kind.augmentedOperator {
      let span = token.span
      try checkAugmentedTarget(first)
      try advance()
      let value = try expressions()
      return Statement(
        .augmentedAssignment(augmented, target: first, value: value, span),
        self.span(from: start))
    }
    if token.kind == .colon, case .identifier = first.kind {
      try checkTypesAllowed()
      try advance()
      let type = try self.type()
      guard token.kind == .assign else { throw error(.typeWithoutValue, span(from: start)) }
      try advance()
      return try assignment(to: first, type: type, from: start)
    }
    return Statement(.expression(first), span(from: start))
  }

  private mutating func assignment(
    to target: Expression, type: TypeExpression?, from start: UInt32
  ) throws(SyntaxFailure) -> Statement {
    let value = try expressions()
    return Statement(
      .assignment(target: target, type: type, value: value), span(from: start))
  }

  private mutating func statementExpression() throws(SyntaxFailure) -> Expression {
    switch token.kind {
    case .elif, .else, .in, .rightParenthesis, .rightBracket, .rightBrace, .colon, .assign:
      throw unexpected(want: "statement")
    default:
      return try expressions()
    }
  }
}
