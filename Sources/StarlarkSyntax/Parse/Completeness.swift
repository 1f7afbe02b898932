// What a REPL does when Enter is pressed: run what is there, or open another line.

/// Whether a text typed so far can run.
package enum Completeness: Sendable {
  /// It can.
  case complete
  /// More must or may follow; the next line best starts with so many spaces.
  case incomplete(indentation: Int)
  /// Nothing that follows makes it right.
  case invalid(Diagnostic)

  /// Judges the text before the cursor, without the line end that Enter would add.
  ///
  /// A block is open until a blank line ends it.
  package init(of source: SourceText, dialect: Dialect) {
    do {
      let file = try Parser.parse(source, dialect: dialect)
      let isOpen = file.statements.last.map { Self.canGoOn($0, source) } ?? false
      self = isOpen ? .incomplete(indentation: Self.indentation(source, dialect)) : .complete
    } catch {
      self =
        error.category == .incomplete
        ? .incomplete(indentation: Self.indentation(source, dialect)) : .invalid(error)
    }
  }

  private static func canGoOn(_ statement: Statement, _ source: SourceText) -> Bool {
    let last = source.span(ofLine: source.lineCount)
    let isBlank = source.bytes[Int(last.start)..<Int(last.end)].allSatisfy {
      $0 == .space || $0 == .tab
    }
    if isBlank, source.lineCount > 1 { return false }
    let body: [Statement]
    switch statement.kind {
    // `else` may follow even an `if` on one line.
    case .conditional: return true
    case .definition(let function): body = function.body
    case .loop(_, _, let statements), .whileLoop(_, let statements): body = statements
    default: return false
    }
    guard let first = body.first else { return false }
    return source.line(of: first.span.start) > source.line(of: statement.span.start)
  }

  /// Where the next line starts: one level deeper after what opens a block or a bracket, one level up after
  /// what leaves a block, else under the last line.
  private static func indentation(_ source: SourceText, _ dialect: Dialect) -> Int {
    guard var lexer = try? Lexer(source, dialect: dialect) else { return 0 }
    var levels = [0]
    var first: Token.Kind?
    var last: Token.Kind?
    var isLineEnded = true
    while true {
      do {
        let token = try lexer.next()
        if token.kind == .endOfFile { break }
        switch token.kind {
        case .newline: isLineEnded = true
        case .indent, .outdent: continue
        default:
          first = isLineEnded ? token.kind : first
          isLineEnded = false
          last = token.kind
          levels = lexer.indents
        }
      } catch {
        // Quotes that are open keep what follows as it is; a backslash continues the line.
        let isBackslash = error.span.end - error.span.start == 1
        return isBackslash ? lineIndentation(source) + 4 : 0
      }
    }
    let level = levels.last ?? 0
    let unit = levels.count > 1 ? level - levels[levels.count - 2] : 4
    switch last {
    case .leftParenthesis, .leftBracket, .leftBrace: return lineIndentation(source) + 4
    case _ where lexer.isWithinLine: return lineIndentation(source)
    case .colon: return level + unit
    default: break
    }
    switch first {
    case .return, .break, .continue, .pass: return max(0, level - unit)
    default: return level
    }
  }

  /// The spaces before the last line that is not blank.
  private static func lineIndentation(_ source: SourceText) -> Int {
    for line in (1...source.lineCount).reversed() {
      let span = source.span(ofLine: line)
      let text = source.bytes[Int(span.start)..<Int(span.end)]
      let spaces = text.prefix { $0 == .space }.count
      if spaces < text.count { return spaces }
    }
    return 0
  }
}
