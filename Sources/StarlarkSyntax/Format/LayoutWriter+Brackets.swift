// Brackets whose content goes on lines of its own.

extension LayoutWriter {
  /// The bracket of a value to break: the widest of those that leave both ends on lines that fit.
  func bracketToBreak(
    _ value: [LayoutNode], prefix: [LayoutNode], suffix: String, _ indent: Int
  ) -> Int? {
    var found: (place: Int, width: Int)?
    for (index, node) in value.enumerated() {
      guard let bracket = node.filledBracket, bracket.open.comments.isEmpty,
        headFits(prefix + value[..<index], bracket.open),
        let tail = FlatWidth(value[(index + 1)...]),
        tail.fits(from: indent + 2, suffix: suffix.utf8.count, margin: margin)
      else { continue }
      let width = bracket.flat.map { $0.last == nil ? $0.first : $0.first + margin } ?? .max
      if width >= found?.width ?? 0 { found = (index, width) }
    }
    return found?.place
  }

  func headFits(_ head: [LayoutNode], _ open: LayoutLeaf) -> Bool {
    guard let width = FlatWidth(head) else { return false }
    return width.fits(
      from: column, suffix: open.firstWidth + (open.isSpaced ? 1 : 0), margin: margin)
  }

  /// Writes nodes on one line but for a bracket, whose content goes on lines of its own.
  mutating func broken(
    _ nodes: [LayoutNode], suffix: String, _ indent: Int, at place: Int?
  ) {
    guard let place, case .bracket(let bracket) = nodes[place] else {
      return put(nodes, suffix, indent)
    }
    flat(nodes[..<place], indent)
    exploded(bracket, indent, isSpaced: place > 0 && bracket.open.isSpaced)
    let tail = nodes[(place + 1)...]
    flat(tail, indent, isSpaced: tail.first?.first.isSpaced ?? false)
    put(suffix)
  }

  mutating func exploded(_ bracket: LayoutBracket, _ indent: Int, isSpaced: Bool) {
    put(bracket.open, isSpaced: isSpaced, indent)
    if let inner = bracket.onlyDisplay {
      exploded(inner, indent, isSpaced: false)
      return put(bracket.close, isSpaced: false, indent)
    }
    let deeper = indent + Self.indent
    if !bracket.content.isEmpty {
      nextLine(deeper)
      content(
        bracket.content, of: bracket.role, hasEntries: bracket.open.kind == .leftBrace, deeper)
    }
    for comment in bracket.close.comments {
      nextLine(deeper)
      put(comment)
    }
    bracket.close.comments = []
    nextLine(indent)
    put(bracket.close, isSpaced: false, indent)
  }

  /// Writes what is in brackets, from a line of its own on.
  mutating func content(
    _ content: [LayoutNode], of role: LayoutBracket.Role, hasEntries: Bool, _ indent: Int
  ) {
    let delimiters = LayoutDelimiters(content)
    let parts = LayoutParts(role, hasEntries: hasEntries)
    switch delimiters.strength {
    case .comma where content.endsWithComma || !fits(content[...], suffix: ""):
      let takesComma = role != .index || content.endsWithComma
      lines(content, delimiters, suffix: takesComma ? "," : "", indent, parts)
    case .comma: flat(content[...], indent)
    case .clause: lines(content, delimiters, suffix: "", indent, parts)
    default: piece(content, suffix: "", indent, parts)
    }
  }
}

extension LayoutBracket {
  /// The list, dict or comprehension that is all that a call is given.
  var onlyDisplay: LayoutBracket? {
    guard role == .call, content.count == 1, case .bracket(let inner) = content[0],
      inner.role == .display, !open.hasComments, !inner.open.hasComments, !inner.content.isEmpty,
      close.comments.isEmpty, inner.close.trailing == nil
    else { return nil }
    return inner
  }
}
