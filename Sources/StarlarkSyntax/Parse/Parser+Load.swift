// `load` looks like a call, but its arguments are names known before anything runs.

extension Parser {
  /// Reads `load("module", "name", local = "name")`.
  mutating func load() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    try advance()
    let opening = token.span
    try expect(.leftParenthesis)
    guard token.kind == .string else { throw incompleteOr(.loadModule) }
    let moduleSpan = token.span
    let module = try stringLiteral()
    var names: [Load.Name] = []
    while token.kind == .comma {
      try advance()
      if token.kind == .rightParenthesis { break }
      names.append(try loadedName())
    }
    try expectClosing(.rightParenthesis, of: opening)
    guard !names.isEmpty else { throw error(.loadOfNothing, span(from: start)) }
    return Statement(
      .load(Load(module: module, moduleSpan: moduleSpan, names: names)), span(from: start))
  }

  private mutating func loadedName() throws(SyntaxFailure) -> Load.Name {
    var local: Identifier?
    if token.kind == .name {
      let name = try identifier()
      guard token.kind == .assign else { throw error(.unquotedLoadName(name.name), name.span) }
      try advance()
      local = name
    }
    guard token.kind == .string else { throw incompleteOr(.loadName(gotPhrase())) }
    let span = token.span
    let original = try stringLiteral()
    guard isName(original) else { throw error(.loadOfNoName(original), span) }
    guard !original.hasPrefix("_") else { throw error(.loadOfPrivateName(original), span) }
    return Load.Name(
      local: local ?? identifier(named: original, Self.spanWithoutQuotes(span, of: original)),
      original: original, originalSpan: span)
  }

  private mutating func incompleteOr(_ message: SyntaxMessage) -> SyntaxFailure {
    var diagnostic = error(message, token.span).diagnostic
    if token.kind == .endOfFile {
      diagnostic.category = .incomplete
    }
    return SyntaxFailure(diagnostic)
  }

  /// Passes a string literal that stands for a name or a path.
  private mutating func stringLiteral() throws(SyntaxFailure) -> String {
    guard case .string(let bytes) = lexer.literal else { throw unexpected(want: "string") }
    try advance()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name within its quotes, or the whole literal where escapes or other quotes hide it.
  private static func spanWithoutQuotes(_ span: Span, of name: String) -> Span {
    guard Int(span.end - span.start) == name.utf8.count + 2 else { return span }
    return Span(span.start + 1, span.end - 1)
  }

  private mutating func isName(_ text: String) -> Bool {
    guard
      var lexer = try? Lexer(SourceText(name: "", text: text), dialect: dialect),
      let token = try? lexer.next()
    else { return false }
    return token.kind == .name && Int(token.span.end) == text.utf8.count
  }
}
