// The parser turns tokens into the tree: recursive descent with one token of lookahead, no backtracking. It
// recurses only for what is nested, and a limit on that keeps the native stack small; operators wait on a
// stack of their own.
//
// A parsing function is entered with `token` at the first token of its construct and leaves it at the first
// one after. Functions that make expressions also leave in `height` how deep the expression is, since trees
// are also released and compiled level by level.

// Functions that change nothing are `mutating` all the same: to others, Swift would pass a copy of the parser,
// hundreds of bytes of stack at every level.

/// Reads the tree of a text.
package struct Parser {
  /// How deep a program may be nested.
  package struct Limits: Sendable {
    /// Brackets, blocks, lambdas and prefix operators within one another.
    package var nesting: Int
    /// Levels of one expression, such as the terms of a long sum.
    package var height: Int
    /// Names, literals, operators and the like of the whole file.
    package var tokens: Int
    /// Whether the file is no longer wanted; asked every few thousand tokens.
    package var isCancelled: (@Sendable () -> Bool)?

    /// Bytes that a token takes at most in trees, names and code, by measurement of lists, dicts and calls.
    private static let bytesPerToken = 256
    /// Tokens of a file that any limit of memory allows: such limits are meant for values.
    private static let fewTokens = 16_384

    /// The limits of nesting and of height.
    package init(nesting: Int = 200, height: Int = 1_000) {
      self.nesting = nesting
      self.height = height
      tokens = .max
    }

    /// The usual limits for a file that may take so much memory until it runs.
    package init(memory: Int, isCancelled: (@Sendable () -> Bool)? = nil) {
      self.init()
      tokens = max(memory / Self.bytesPerToken, Self.fewTokens)
      self.isCancelled = isCancelled
    }
  }

  var lexer: Lexer
  let dialect: Dialect
  let limits: Limits

  /// The token to read next.
  var token: Token
  /// Where the last token that was read ends.
  var lastEnd: UInt32 = 0
  /// How many levels are open.
  var nesting = 0
  /// How many levels the expression has that was read last.
  var height = 0
  /// Operands and operators that wait for what follows them, of all expressions that are open.
  var operands: [Operand] = []
  var operators: [PendingOperator] = []

  var identifierCount = 0
  var functionCount = 0
  /// The errors that parsing went on after.
  var errors: [Diagnostic] = []
  /// Whether parsing goes on after an error.
  let recovers: Bool
  private var tokensLeft: Int
  private var pace: CompilationPace

  init(
    _ source: SourceText, dialect: Dialect, limits: Limits, recovers: Bool = false
  ) throws(Diagnostic) {
    self.dialect = try dialect.union(SourceOptions.dialect(of: source))
    self.lexer = try Lexer(source, dialect: self.dialect)
    self.limits = limits
    self.recovers = recovers
    tokensLeft = limits.tokens
    pace = CompilationPace(limits.isCancelled)
    self.token = Token(.endOfFile, .none)
  }

  /// The tree of a file.
  ///
  /// - Throws: The first error. Its category is `incomplete` if the text ends where more must follow.
  package static func parse(
    _ source: SourceText, dialect: Dialect, limits: Limits = Limits()
  ) throws(Diagnostic) -> SourceFile {
    var parser = try Parser(source, dialect: dialect, limits: limits)
    do {
      let statements = try parser.fileStatements()
      return parser.file(statements)
    } catch {
      throw error.diagnostic
    }
  }

  /// The tree of a text that is one expression: a file whose only statement is that expression.
  ///
  /// - Throws: The first error.
  package static func parseExpression(
    _ source: SourceText, dialect: Dialect, limits: Limits = Limits()
  ) throws(Diagnostic) -> SourceFile {
    var parser = try Parser(source, dialect: dialect, limits: limits)
    do {
      let expression = try parser.wholeExpression()
      return parser.file([Statement(.expression(expression), expression.span)])
    } catch {
      throw error.diagnostic
    }
  }

  /// The statements of a file that can be parsed, and all errors of the others.
  package static func check(
    _ source: SourceText, dialect: Dialect, limits: Limits = Limits()
  ) -> (file: SourceFile, errors: [Diagnostic]) {
    do {
      var parser = try Parser(source, dialect: dialect, limits: limits, recovers: true)
      let statements = parser.checkedStatements()
      return (parser.file(statements), parser.errors)
    } catch {
      let file = SourceFile(
        source: source, statements: [], identifierCount: 0, functionCount: 0, dialect: dialect)
      return (file, [error])
    }
  }

  private func file(_ statements: [Statement]) -> SourceFile {
    SourceFile(
      source: lexer.source, statements: statements, identifierCount: identifierCount,
      functionCount: functionCount, dialect: dialect)
  }
}

// What all parsing functions are made of.
extension Parser {
  @inline(__always)
  mutating func advance() throws(SyntaxFailure) {
    lastEnd = token.span.end
    token = try lexer.nextToken()
    try checkPace()
  }

  /// Ends parsing where the file has too many tokens or is no longer wanted.
  @inline(__always)
  mutating func checkPace() throws(SyntaxFailure) {
    tokensLeft &-= 1
    guard _fastPath(tokensLeft >= 0 && pace.goesOn()) else { throw halt() }
  }

  /// Whether nothing more is to be read.
  var isHalted: Bool { tokensLeft < 0 || pace.hasEnded }

  @inline(never)
  private mutating func halt() -> SyntaxFailure {
    error(tokensLeft < 0 ? .tooManyTokens(limit: limits.tokens) : .cancelled, token.span)
  }

  /// Passes a token of a kind; any other is an error.
  @inline(__always)
  mutating func expect(_ kind: Token.Kind) throws(SyntaxFailure) {
    guard token.kind == kind else { throw unexpected(want: kind.phrase) }
    try advance()
  }

  /// Passes the bracket that closes one which was opened before; any other token is an error.
  @inline(__always)
  mutating func expectClosing(_ kind: Token.Kind, of opening: Span, want: String? = nil)
    throws(SyntaxFailure)
  {
    guard token.kind == kind else { throw unclosed(kind, opening, want: want) }
    try advance()
  }

  @inline(never)
  private mutating func unclosed(_ kind: Token.Kind, _ opening: Span, want: String?)
    -> SyntaxFailure
  {
    var diagnostic = unexpected(want: want ?? "`,` or \(kind.phrase)").diagnostic
    let place = lexer.source.position(of: opening.start)
    if diagnostic.hint == nil, lexer.source.line(of: token.span.start) != place.line {
      diagnostic.hint = "`\(lexer.text(of: opening))` is open since \(place)"
    }
    return SyntaxFailure(diagnostic)
  }

  /// Passes a name.
  mutating func identifier(want: String = "name") throws(SyntaxFailure) -> Identifier {
    guard token.kind == .name else { throw unexpected(want: want) }
    let identifier = identifier(named: lexer.text(of: token.span), token.span)
    try advance()
    return identifier
  }

  mutating func identifier(named name: String, _ span: Span) -> Identifier {
    identifierCount += 1
    return Identifier(name: name, span: span, ordinal: identifierCount - 1)
  }

  mutating func nextFunctionOrdinal() -> Int {
    functionCount += 1
    return functionCount - 1
  }

  /// Opens a level of nesting; the caller closes it by counting `nesting` down.
  @inline(__always)
  mutating func nest() throws(SyntaxFailure) {
    nesting += 1
    guard nesting <= limits.nesting else {
      throw error(.tooDeeplyNested(limit: limits.nesting), token.span)
    }
  }

  /// The span from an offset to the end of the last token.
  @inline(__always)
  func span(from start: UInt32) -> Span {
    Span(start, lastEnd)
  }

  @inline(never)
  mutating func error(_ message: SyntaxMessage, _ span: Span) -> SyntaxFailure {
    lexer.error(message, span)
  }
}

// Tokens that do not fit.
extension Parser {
  /// The error of the next token where something else must stand.
  @inline(never)
  mutating func unexpected(want: String) -> SyntaxFailure {
    if token.kind == .reserved {
      return error(.reserved(lexer.text(of: token.span)), token.span)
    }
    return error(
      .unexpected(
        gotPhrase(), want: want, hint: hint(want: want), isEnd: token.kind == .endOfFile),
      token.span)
  }

  mutating func gotPhrase() -> String {
    token.kind == .name ? "name `\(lexer.text(of: token.span))`" : token.kind.phrase
  }

  /// What a token that other languages allow here would be in Starlark.
  private mutating func hint(want: String) -> String? {
    let isExpression = want == "expression"
    switch token.kind {
    case .ampersand where isExpression: return "`and` joins conditions"
    case .pipe where isExpression: return "`or` joins conditions"
    case .starStar where !isExpression: return "there is no power operator"
    case .assign where want.contains("`:`") || want.contains("`)`"): return "`==` compares"
    case .if where want.contains("`:`"): return "`elif` continues an `if`"
    case .string where want == "newline":
      let isAfterWord = lastEnd > 0 && lexer.bytes[Int(lastEnd) - 1].isWordByte
      return isAfterWord ? "a call takes its arguments in parentheses" : "`+` joins strings"
    default: return nil
    }
  }
}
