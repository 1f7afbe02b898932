// Lays out statements: on one line where that fits, else broken at the brackets or at the operators that bind
// least.
//
//   x = f(…)        x = f(         x = (
//                       …              a
//                   )                  + b
//                                  )

/// Writes statements within a margin.
struct LayoutWriter {
  static let indent = 4

  let margin: Int
  private(set) var result = ""
  /// The columns that the current line has.
  var column = 0
  /// Whether something stands on the current line.
  private var hasText = false
  /// Whether a comment has ended the current line.
  private var mustEndLine = false

  init(margin: Int) { self.margin = margin }

  // MARK: Lines

  mutating func blankLines(_ count: Int) { result += String(repeating: "\n", count: count) }

  mutating func comment(_ text: String, at indent: Int) { line(text, at: indent) }

  mutating func verbatim(_ text: String) { result += text + "\n" }

  mutating func line(_ text: String, at indent: Int) {
    result += String(repeating: " ", count: indent) + text + "\n"
  }

  mutating func startLine(_ indent: Int) {
    result += String(repeating: " ", count: indent)
    column = indent
    hasText = false
  }

  mutating func endLine() {
    result += "\n"
    column = 0
    mustEndLine = false
  }

  mutating func nextLine(_ indent: Int) {
    endLine()
    startLine(indent)
  }

  mutating func put(_ text: String, _ columns: Int, last: Int? = nil) {
    result += text
    column = last ?? column + columns
    hasText = true
  }

  mutating func put(_ suffix: String) { put(suffix, suffix.utf8.count) }

  /// Writes a token with its comments; those end lines, after which it goes on at an indent.
  mutating func put(_ leaf: LayoutLeaf, isSpaced: Bool, _ indent: Int) {
    if mustEndLine { nextLine(indent) }
    if !leaf.comments.isEmpty {
      if hasText { nextLine(indent) }
      for comment in leaf.comments {
        put(comment)
        nextLine(indent)
      }
    }
    if isSpaced, hasText { put(" ") }
    put(leaf.text, leaf.firstWidth, last: leaf.lastWidth)
    endWith(leaf.trailing)
  }

  mutating func endWith(_ comment: String?) {
    guard let comment else { return }
    result += "  " + comment
    mustEndLine = true
  }

  /// Writes what must be on the line of the last token, and then the comment that ends the line.
  mutating func put(_ suffix: String, before comment: String?) {
    put(suffix)
    endWith(comment)
  }

  // MARK: Statements

  /// Writes a statement with the end of its last line.
  mutating func statement(_ statement: LayoutStatement, at indent: Int) {
    startLine(indent)
    let nodes = statement.nodes
    if statement.isDefinition {
      let parameters = nodes.firstIndex { $0.filledBracket != nil }
      broken(nodes, suffix: "", indent, at: fits(nodes[...], suffix: "") ? nil : parameters)
    } else {
      let (prefix, value, suffix) = Self.parts(of: statement)
      self.value(
        value.withoutParentheses, prefix: prefix, suffix: suffix, indent, wraps: true)
    }
    endWith(statement.trailing)
    endLine()
  }

  /// What stands before the value of a statement, the value, and what stands after it.
  private static func parts(of statement: LayoutStatement) -> ([LayoutNode], [LayoutNode], String) {
    var nodes = statement.nodes
    if statement.opensBlock { nodes.removeLast() }
    let suffix = statement.opensBlock ? ":" : ""
    let start: Int =
      switch nodes.first?.first.kind {
      case .if, .elif, .while, .return: 1
      case .for: (nodes.firstIndex { $0.isLeaf(.in) } ?? 0) + 1
      default:
        (nodes.prefix { !$0.isLeaf(.lambda) }.firstIndex { $0.first.kind.assigns } ?? -1) + 1
      }
    return (Array(nodes[..<start]), Array(nodes[start...]), suffix)
  }
}

extension Token.Kind {
  var assigns: Bool {
    switch self {
    case .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .slashSlashAssign,
      .percentAssign, .ampersandAssign, .pipeAssign, .caretAssign, .shiftLeftAssign,
      .shiftRightAssign:
      true
    default: false
    }
  }
}
