// Reads the tokens of a text into what the formatter lays out: statements of one line each, and the comments
// between them.

/// A simple statement, the head of a compound one, or a comment on a line of its own.
struct LayoutItem {
  enum Kind {
    case comment(String)
    case statement(LayoutStatement)
  }

  let kind: Kind
  /// How many blocks are around it.
  let depth: Int
  /// The column that it has in the text, from 0.
  let column: Int
  /// How many blank lines are before it.
  let blanks: Int
  /// The lines of the text that it takes, from 1.
  let lines: ClosedRange<Int>
}

/// A statement without the block that may follow it.
struct LayoutStatement {
  var nodes: [LayoutNode]
  /// Whether it is the head of a block, whose colon ends it.
  var opensBlock: Bool
  /// The comment at the end of its last line.
  var trailing: String?
  /// The bytes that it was read from, without comments after it.
  var span: Span

  var isDefinition: Bool { nodes.first?.isLeaf(.def) ?? false }
}

struct LayoutReader {
  private var lexer: Lexer
  private let source: SourceText
  private var token: Token
  private var items: [LayoutItem] = []
  /// The columns of the blocks that are open, outermost first.
  private var columns = [0]
  private var seenComments = 0
  private var lastLine = 0

  /// The items of a text that has been parsed.
  static func items(of source: SourceText, dialect: Dialect) throws(Diagnostic) -> [LayoutItem] {
    var reader = try LayoutReader(source, dialect)
    try reader.readAll()
    return reader.items
  }

  private init(_ source: SourceText, _ dialect: Dialect) throws(Diagnostic) {
    self.source = source
    lexer = try Lexer(source, dialect: dialect)
    token = Token(.newline, .none)
  }

  private mutating func readAll() throws(Diagnostic) {
    while true {
      try advance()
      var outdents = 0
      while token.kind == .outdent {
        outdents += 1
        try advance()
      }
      if token.kind == .indent {
        columns.append(Int(token.span.end - token.span.start))
        try advance()
      }
      addComments(outdents)
      if token.kind == .endOfFile { return }
      try readLine()
    }
  }

  private mutating func advance() throws(Diagnostic) { token = try lexer.next() }

  /// The comments since the last token, which stand before the next.
  private mutating func takeComments() -> [Span] {
    defer { seenComments = lexer.comments.count }
    return Array(lexer.comments[seenComments...])
  }

  /// Places comments in the blocks whose column they have, and ends blocks.
  private mutating func addComments(_ outdents: Int) {
    var outdents = outdents
    for comment in takeComments() {
      let column = column(of: comment.start)
      while outdents > 0, let last = columns.last, column < last {
        columns.removeLast()
        outdents -= 1
      }
      add(.comment(text(ofComment: comment)), column: column, from: comment.start, to: comment.end)
    }
    columns.removeLast(outdents)
  }

  private mutating func add(
    _ kind: LayoutItem.Kind, depth: Int? = nil, column: Int, from start: UInt32, to end: UInt32
  ) {
    let first = source.line(of: start)
    let last = source.line(of: max(start, end > 0 ? end - 1 : 0))
    items.append(
      LayoutItem(
        kind: kind, depth: depth ?? columns.count - 1, column: column,
        blanks: max(0, first - lastLine - 1), lines: first...max(first, last)))
    lastLine = max(first, last)
  }

  /// How far to the right of its line a byte stands; a tab goes on to the next eighth column.
  private func column(of offset: UInt32) -> Int {
    let line = source.span(ofLine: source.line(of: offset))
    return source.bytes[Int(line.start)..<Int(offset)].reduce(0) { column, byte in
      byte == .tab ? (column / 8 + 1) * 8 : column + 1
    }
  }

  /// A comment with a space after its `#`, unless that makes it something else, and without blanks at its end.
  private func text(ofComment span: Span) -> String {
    var bytes = source.bytes[Int(span.start)..<Int(span.end)]
    while let last = bytes.last, last == .space || last == .tab { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count > 1 else { return text }
    let next = bytes[bytes.startIndex + 1]
    let isPlain = next != .space && next != .tab && next != .hash && next != UInt8(ascii: "!")
    return isPlain ? "# " + text.dropFirst() : text
  }
}

// Lines.
extension LayoutReader {
  /// Reads the statements of a line, up to its end.
  private mutating func readLine() throws(Diagnostic) {
    let column = column(of: token.span.start)
    var depth = columns.count - 1
    var start = token.span.start
    while true {
      let isHead = [.if, .elif, .else, .for, .while, .def].contains(token.kind)
      var end = token.span.end
      let nodes = try readNodes(isHead: isHead, end: &end)
      var statement = LayoutStatement(
        nodes: nodes, opensBlock: isHead, trailing: nil, span: Span(start, end))
      let endsLine = token.kind == .newline || token.kind == .endOfFile
      if endsLine {
        let words = takeComments().map { text(ofComment: $0) }
        statement.trailing = words.isEmpty ? nil : words.joined(separator: "  ")
      }
      if !nodes.isEmpty {
        nodes.space(in: nil)
        add(.statement(statement), depth: depth, column: column, from: start, to: end)
      }
      if endsLine { return }
      if isHead { depth += 1 }
      start = token.span.start
    }
  }

  /// Reads a statement up to its end, the colon of a head included; the next token follows.
  private mutating func readNodes(isHead: Bool, end: inout UInt32) throws(Diagnostic)
    -> [LayoutNode]
  {
    var nodes: [LayoutNode] = []
    var lambdas = 0
    while token.kind != .newline, token.kind != .endOfFile {
      if token.kind == .semicolon {
        try advance()
        return nodes
      }
      if token.kind == .lambda { lambdas += 1 }
      let isColon = token.kind == .colon
      let node = try readNode(after: nodes.last)
      end = node.last.span.end
      nodes.append(node)
      guard isColon else { continue }
      if lambdas > 0 { lambdas -= 1 } else if isHead { return nodes }
    }
    return nodes
  }

  private mutating func readNode(after previous: LayoutNode?) throws(Diagnostic) -> LayoutNode {
    guard let closing = token.kind.closing else { return .leaf(try readLeaf()) }
    let role = role(after: previous)
    let open = try readLeaf()
    let startsLine = source.line(of: open.span.start) < source.line(of: token.span.start)
    var content: [LayoutNode] = []
    while token.kind != closing, token.kind != .endOfFile {
      content.append(try readNode(after: content.last))
    }
    content.space(in: role)
    let close = try readLeaf()
    return .bracket(
      LayoutBracket(open: open, content: content, close: close, role: role, startsLine: startsLine))
  }

  private func role(after previous: LayoutNode?) -> LayoutBracket.Role {
    let isTrailer: Bool =
      switch previous?.last.kind {
      case .name, .string, .bytes, .int, .float, .formattedStart, .load, .rightParenthesis,
        .rightBracket, .rightBrace:
        true
      default: false
      }
    switch token.kind {
    case .leftParenthesis:
      if previous?.isLeaf(.load) ?? false { return .names }
      return isTrailer ? .call : .parentheses
    case .leftBracket: return isTrailer ? .index : .display
    default: return .display
    }
  }

  /// Reads a token with the comments around it, and goes on to the next.
  private mutating func readLeaf() throws(Diagnostic) -> LayoutLeaf {
    let before = takeComments().map { text(ofComment: $0) }
    let leaf = try makeLeaf()
    leaf.comments = before
    try advance()
    // Those on the same line are the token's; at the end of a statement, the statement's.
    guard token.kind != .newline, token.kind != .endOfFile else { return leaf }
    let line = source.line(of: leaf.span.end - 1)
    if seenComments < lexer.comments.count,
      source.line(of: lexer.comments[seenComments].start) == line
    {
      leaf.trailing = text(ofComment: lexer.comments[seenComments])
      seenComments += 1
    }
    return leaf
  }

  private mutating func makeLeaf() throws(Diagnostic) -> LayoutLeaf {
    guard token.kind == .formattedStart else {
      let text = text(of: token.span)
      let isString = token.kind == .string || token.kind == .bytes
      return LayoutLeaf(token.kind, isString ? StringQuotes.preferred(text) : text, token.span)
    }
    // An f-string with all that is in it is one text; comments in its fields stay there.
    let start = token.span.start
    var open = 1
    while open > 0 {
      try advance()
      if token.kind == .formattedStart { open += 1 }
      if token.kind == .formattedEnd { open -= 1 }
    }
    seenComments = lexer.comments.count
    let span = Span(start, token.span.end)
    return LayoutLeaf(
      .formattedStart, StringQuotes.preferredFormatted(text(of: span)), span)
  }

  /// The text of a span, its lines ended by line feeds.
  private func text(of span: Span) -> String {
    let bytes = source.bytes[Int(span.start)..<Int(span.end)]
    guard bytes.contains(.carriageReturn) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: LineEnds.unified(bytes), as: UTF8.self)
  }
}

extension Token.Kind {
  /// The bracket that closes one, nil for other tokens.
  fileprivate var closing: Token.Kind? {
    switch self {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }
}
