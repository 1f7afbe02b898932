// Lines and blocks: which column a line starts at, and which blocks it opens or ends.

extension Lexer {
  /// Passes blank lines and comments, and notes how the indentation of the line after them changes.
  mutating func beginLine() throws(SyntaxFailure) {
    while true {
      let start = index
      var firstTab: Int?
      while true {
        let byte = byte(at: index)
        if byte == .tab, firstTab == nil {
          firstTab = index
        }
        guard byte == .space || byte == .tab else { break }
        index += 1
      }
      switch byte(at: index) {
      case .hash:
        skipComment()
      case .lineFeed, .carriageReturn:
        skipLineEnd()
      case 0:
        atLineStart = false
        return
      default:
        if let firstTab {
          throw error(.tabInIndentation, Span(UInt32(firstTab), UInt32(firstTab + 1)))
        }
        atLineStart = false
        return try changeIndentation(to: index - start, lineStart: start)
      }
    }
  }

  private mutating func changeIndentation(to column: Int, lineStart: Int) throws(SyntaxFailure) {
    guard let current = indents.last, column != current else { return }
    if column > current {
      indents.append(column)
      pendingIndent = lineStart
      return
    }
    while let last = indents.last, column < last {
      indents.removeLast()
      pendingOutdents += 1
    }
    if let last = indents.last, last != column {
      throw error(.unmatchedOutdent, span(from: lineStart))
    }
  }

  /// What the end of the text stands for: the end of a line, of a block, or of all.
  mutating func endToken() -> Token {
    if !isWithinLine {
      if lineHasTokens {
        lineHasTokens = false
        atLineStart = true
        return token(.newline, from: index)
      }
      if indents.count > 1 {
        indents.removeLast()
        return token(.outdent, from: index)
      }
    }
    return token(.endOfFile, from: index)
  }
}
