// Type annotations, a small grammar of its own:
//
//   Type    = Simple {'|' Simple} .
//   Simple  = identifier ['[' Type {',' Type} [',' ['...']] ']'] | '(' Type ')' .

extension Parser {
  mutating func checkTypesAllowed() throws(SyntaxFailure) {
    guard dialect.contains(.types) else { throw error(.typesOff, token.span) }
  }

  /// A type.
  mutating func type() throws(SyntaxFailure) -> TypeExpression {
    try nest()
    defer { nesting -= 1 }
    let start = token.span.start
    let first = try simpleType()
    guard token.kind == .pipe else { return first }
    var members = Self.members(of: first)
    while token.kind == .pipe {
      try advance()
      members += Self.members(of: try simpleType())
    }
    return TypeExpression(.union(members), span(from: start))
  }

  private static func members(of type: TypeExpression) -> [TypeExpression] {
    if case .union(let members) = type.kind { return members }
    return [type]
  }

  private mutating func simpleType() throws(SyntaxFailure) -> TypeExpression {
    let opening = token.span
    if token.kind == .leftParenthesis {
      try advance()
      let type = try type()
      try expectClosing(.rightParenthesis, of: opening, want: "`|` or `)`")
      return type
    }
    guard token.kind == .name else { throw unexpected(want: "type") }
    let name = try identifier()
    guard token.kind == .leftBracket else { return TypeExpression(.name(name), name.span) }
    let bracket = token.span
    try advance()
    var arguments = [try type()]
    while token.kind == .comma {
      try advance()
      if token.kind == .rightBracket { break }
      if token.kind == .dot, arguments.count == 1 {
        for _ in 0..<3 {
          guard token.kind == .dot else { throw unexpected(want: "`...`") }
          try advance()
        }
        try expectClosing(.rightBracket, of: bracket, want: "`]`")
        return TypeExpression(.repeated(name, arguments[0]), span(from: opening.start))
      }
      arguments.append(try type())
    }
    try expectClosing(.rightBracket, of: bracket, want: "`,`, `|` or `]`")
    return TypeExpression(.generic(name, arguments), span(from: opening.start))
  }
}
