// After an error, parsing goes on with the next line that can start a statement of the same block or of one
// around it. What is deeper belongs to the statement that failed.

extension Parser {
  /// More errors than this would not be read.
  private static let mostErrors = 100

  /// All statements that can be parsed; the errors of the others are kept.
  mutating func checkedStatements() -> [Statement] {
    var statements: [Statement] = []
    do {
      try advance()
    } catch {
      recover(from: error)
    }
    while token.kind != .endOfFile {
      recoveringStatement(into: &statements)
    }
    return statements
  }

  /// Reads a line of statements; an error is kept if parsing recovers.
  mutating func blockStatement(into statements: inout [Statement]) throws(SyntaxFailure) {
    guard recovers else { return try statement(into: &statements) }
    recoveringStatement(into: &statements)
  }

  private mutating func recoveringStatement(into statements: inout [Statement]) {
    let level = nesting
    var indents = lexer.indents
    // An indentation that begins no block is none that what follows could return from.
    if token.kind == .indent { indents.removeLast() }
    let start = token.span.start
    do {
      try statement(into: &statements)
    } catch {
      nesting = level
      recover(from: error, within: indents, since: start)
    }
  }

  private mutating func recover(
    from failure: SyntaxFailure, within indents: [Int] = [0], since start: UInt32 = 0
  ) {
    var failure = failure
    operands.removeAll()
    operators.removeAll()
    while true {
      errors.append(failure.diagnostic)
      guard errors.count < Self.mostErrors, !isHalted else { return skipToEnd() }
      let offset = failure.diagnostic.span.start
      lexer.restart(at: offset, since: start, within: indents)
      lastEnd = offset
      do {
        token = try lexer.nextToken()
        return
      } catch {
        failure = error
      }
    }
  }

  private mutating func skipToEnd() {
    token = Token(.endOfFile, Span(UInt32(lexer.bytes.count), UInt32(lexer.bytes.count)))
  }
}

extension Lexer {
  /// Goes on with the first line, no deeper than the innermost block, from an offset on: its own line if the
  /// statement that failed began on an earlier one, else a later line.
  mutating func restart(at offset: UInt32, since start: UInt32, within indents: [Int]) {
    depth = 0
    formattedStrings.removeAll()
    pendingIndent = nil
    pendingOutdents = 0
    lineHasTokens = false
    atLineStart = true
    self.indents = indents
    let failed = source.line(of: offset)
    var line = failed > source.line(of: start) && startsLine(offset) ? failed : failed + 1
    while line <= source.lineCount {
      let span = source.span(ofLine: line)
      let text = bytes[Int(span.start)..<Int(span.end)]
      let spaces = text.prefix { $0 == .space }.count
      if spaces < text.count, spaces <= indents.last ?? 0, text[text.startIndex + spaces] != .hash {
        index = Int(span.start)
        return
      }
      line += 1
    }
    index = bytes.count
  }

  /// Whether a keyword that starts statements is the first token of a line: then a bracket before it was
  /// left open.
  private mutating func startsLine(_ offset: UInt32) -> Bool {
    let line = source.span(ofLine: source.line(of: offset))
    guard bytes[Int(line.start)..<Int(offset)].allSatisfy({ $0 == .space }) else { return false }
    let word = bytes[Int(offset)...].prefix { $0.isWordByte }
    return ["def", "for", "if", "load", "return", "while"].contains { word.elementsEqual($0.utf8) }
  }
}
