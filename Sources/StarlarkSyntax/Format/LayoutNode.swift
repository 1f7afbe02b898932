// What the formatter moves about: the tokens of one statement with their comments, nested by bracket. The tree
// of the parser has no parentheses and no comments, both of which people want back.

/// A token as it is written, with the comments around it.
final class LayoutLeaf {
  let kind: Token.Kind
  /// The text, with quotes as the formatter writes them.
  let text: String
  let span: Span
  /// Comments on lines of their own before the token.
  var comments: [String] = []
  /// What follows the token on its line, which ends there.
  var trailing: String?
  /// Whether a space goes before the token where both stand on one line.
  var isSpaced = false
  /// Whether the token is an operator between two operands.
  var isBinary = false

  /// The columns of the first line of the text, and of the last one if there are several.
  let firstWidth: Int
  let lastWidth: Int?

  init(_ kind: Token.Kind, _ text: String, _ span: Span) {
    self.kind = kind
    self.text = text
    self.span = span
    let lines =
      text.utf8.contains(.lineFeed)
      ? text.split(separator: "\n", omittingEmptySubsequences: false) : []
    firstWidth = DisplayWidth.columns(of: lines.first.map(String.init) ?? text)
    lastWidth = lines.last.map { DisplayWidth.columns(of: String($0)) }
  }

  var hasComments: Bool { !comments.isEmpty || trailing != nil }
}

/// A pair of brackets and what stands in it.
final class LayoutBracket {
  /// What brackets stand for.
  enum Role {
    /// The arguments of a call, the parameters of a function.
    case call
    /// The names of a `load`.
    case names
    /// An index, a slice, or the arguments of a type.
    case index
    /// A list, a dict, a comprehension.
    case display
    /// A tuple, or an expression in parentheses.
    case parentheses
  }

  let open: LayoutLeaf
  let close: LayoutLeaf
  let role: Role
  let content: [LayoutNode]
  /// How wide the whole is on one line; nil where it cannot be, or shall not.
  let flat: FlatWidth?

  init(open: LayoutLeaf, content: [LayoutNode], close: LayoutLeaf, role: Role, startsLine: Bool) {
    self.open = open
    self.content = content
    self.close = close
    self.role = role
    let staysOpen =
      content.endsWithComma && role != .index
      && !(role == .parentheses && content.commas == 1 && !content.hasComments)
      || startsLine && content.isComprehension
    let isPlain = open.trailing == nil && close.comments.isEmpty && !staysOpen
    flat = isPlain ? Self.width(open, content, close) : nil
  }

  private static func width(_ open: LayoutLeaf, _ content: [LayoutNode], _ close: LayoutLeaf)
    -> FlatWidth?
  {
    guard var width = FlatWidth(content) else { return nil }
    width.prepend(open.firstWidth)
    width.append(close.firstWidth)
    return width
  }
}

/// A token, or brackets with what is in them.
enum LayoutNode {
  case leaf(LayoutLeaf)
  case bracket(LayoutBracket)

  var first: LayoutLeaf {
    switch self {
    case .leaf(let leaf): leaf
    case .bracket(let bracket): bracket.open
    }
  }

  var last: LayoutLeaf {
    switch self {
    case .leaf(let leaf): leaf
    case .bracket(let bracket): bracket.close
    }
  }

  /// The token, unless it is brackets.
  var leaf: LayoutLeaf? {
    if case .leaf(let leaf) = self { leaf } else { nil }
  }

  /// The brackets with something in them.
  var filledBracket: LayoutBracket? {
    guard case .bracket(let bracket) = self else { return nil }
    return bracket.content.isEmpty && bracket.close.comments.isEmpty ? nil : bracket
  }

  func isLeaf(_ kind: Token.Kind) -> Bool { leaf?.kind == kind }
}

extension [LayoutNode] {
  var commas: Int { count { $0.isLeaf(.comma) } }
  var endsWithComma: Bool { last?.isLeaf(.comma) ?? false }
  var isComprehension: Bool { contains { $0.isLeaf(.for) } }

  /// Whether a comment is anywhere among the tokens.
  var hasComments: Bool {
    contains { node in
      if node.first.hasComments || node.last.hasComments { return true }
      if case .bracket(let bracket) = node { return bracket.content.hasComments }
      return false
    }
  }
}

/// The columns of what is written on one line; texts of several lines make it several.
struct FlatWidth {
  /// Of the first line.
  var first = 0
  /// Of the last line, if there are several.
  var last: Int?

  init() {}

  /// The width of nodes one after the other, nil where they cannot stand so.
  init?(_ nodes: some Collection<LayoutNode>) {
    for (index, node) in nodes.enumerated() {
      let space = index > 0 && node.first.isSpaced ? 1 : 0
      switch node {
      case .leaf(let leaf):
        guard leaf.comments.isEmpty, leaf.trailing == nil else { return nil }
        append(space + leaf.firstWidth)
        if let width = leaf.lastWidth { last = width }
      case .bracket(let bracket):
        guard let width = bracket.flat, bracket.open.comments.isEmpty, bracket.close.trailing == nil
        else { return nil }
        append(space + width.first)
        if let width = width.last { last = width }
      }
    }
  }

  mutating func append(_ columns: Int) {
    if let width = last { last = width + columns } else { first += columns }
  }

  mutating func prepend(_ columns: Int) { first += columns }

  /// Whether the whole stays left of a margin when it begins at a column, with something right after it.
  func fits(from column: Int, suffix: Int, margin: Int) -> Bool {
    guard let last else { return column + first + suffix <= margin }
    return column + first <= margin && last + suffix <= margin
  }
}
