/// The tokens of a text as lines of text, for goldens and for people.
package enum TokenDump {
  /// One line a token: where it starts and ends, its kind, and what it stands for.
  ///
  /// - Throws: The first error of the lexer.
  package static func text(of source: SourceText, dialect: Dialect) throws(Diagnostic) -> String {
    var lexer = try Lexer(source, dialect: dialect)
    var result = ""
    while true {
      let token = try lexer.next()
      result += line(token, &lexer) + "\n"
      if token.kind == .endOfFile { return result }
    }
  }

  private static func line(_ token: Token, _ lexer: inout Lexer) -> String {
    let source = lexer.source
    let place = "\(source.position(of: token.span.start))-\(source.position(of: token.span.end))"
    let value: String =
      switch token.kind {
      case .name, .reserved, .conversion, .format: lexer.text(of: token.span)
      case .int, .float, .string, .bytes, .formattedText: describe(lexer.literal)
      default: ""
      }
    return "\(place) \(token.kind.spelling)" + (value.isEmpty ? "" : " \(value)")
  }

  private static func describe(_ literal: Lexer.Literal) -> String {
    switch literal {
    case .none: ""
    case .int(let value): String(value)
    case .bigInt(let digits, let radix): "\(String(decoding: digits, as: UTF8.self)) base \(radix)"
    case .float(let value): String(value)
    case .string(let bytes): TreeDump.quoted(bytes)
    }
  }
}
