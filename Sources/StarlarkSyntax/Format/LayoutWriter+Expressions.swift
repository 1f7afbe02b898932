// Where expressions are broken: at a bracket that leaves both ends on lines that fit, else at delimiters.

extension LayoutWriter {
  func fits(_ nodes: ArraySlice<LayoutNode>, suffix: String, from column: Int? = nil) -> Bool {
    guard let width = FlatWidth(nodes) else { return false }
    return width.fits(from: column ?? self.column, suffix: suffix.utf8.count, margin: margin)
  }

  /// Writes nodes on one line, however long; what has comments in it is broken all the same.
  mutating func flat(_ nodes: ArraySlice<LayoutNode>, _ indent: Int, isSpaced: Bool = false) {
    for (index, node) in nodes.enumerated() {
      let isSpaced = index == 0 ? isSpaced : node.first.isSpaced
      switch node {
      case .leaf(let leaf): put(leaf, isSpaced: isSpaced, indent)
      case .bracket(let bracket):
        if bracket.flat == nil {
          exploded(bracket, indent, isSpaced: isSpaced)
        } else {
          put(bracket.open, isSpaced: isSpaced, indent)
          flat(bracket.content[...], indent)
          put(bracket.close, isSpaced: false, indent)
        }
      }
    }
  }

  /// Writes a value after what assigns it, names it or returns it.
  ///
  /// Parentheses may be put around it, for its line breaks alone, where it `wraps`.
  mutating func value(
    _ value: [LayoutNode], prefix: [LayoutNode], suffix: String, _ indent: Int, wraps: Bool
  ) {
    if !value.isEmpty, prefix.hasBracket, !fits(prefix[...], suffix: "") {
      broken(prefix, suffix: " ", indent, at: prefix.widestBracket)
      return self.value(value, prefix: [], suffix: suffix, indent, wraps: wraps)
    }
    let all = prefix + value
    if fits(all[...], suffix: suffix) { return put(all, suffix, indent) }
    let delimiters = LayoutDelimiters(value)
    let place = bracketToBreak(value, prefix: prefix, suffix: suffix, indent)
    let isOneBracket =
      delimiters.places.isEmpty
      || delimiters.places.count == 1 && delimiters.strength != .comma
        && value.last?.filledBracket != nil && place == value.count - 1
    if isOneBracket, let place {
      broken(all, suffix: suffix, indent, at: prefix.count + place)
    } else if delimiters.places.isEmpty {
      let gains =
        wraps && !prefix.isEmpty && !value.isEmpty && fitsAlone(value, indent + Self.indent)
      if gains {
        wrapped(value, prefix: prefix, suffix: suffix, indent)
      } else {
        broken(all, suffix: suffix, indent, at: value.widestBracket.map { prefix.count + $0 })
      }
    } else if wraps {
      wrapped(value, prefix: prefix, suffix: suffix, indent)
    } else {
      flat(prefix[...], indent)
      lines(
        value, delimiters, suffix: suffix, indent,
        isSpaced: !prefix.isEmpty && value[0].first.isSpaced)
    }
  }

  /// Whether a value without brackets fits on a line of its own.
  func fitsAlone(_ value: [LayoutNode], _ indent: Int) -> Bool {
    guard !value.hasBracket, let width = FlatWidth(value), width.last == nil else { return false }
    return width.fits(from: indent, suffix: 0, margin: margin)
  }

  mutating func put(_ nodes: [LayoutNode], _ suffix: String, _ indent: Int) {
    flat(nodes[...], indent)
    put(suffix)
  }

  /// Writes a value in parentheses of its own.
  mutating func wrapped(
    _ value: [LayoutNode], prefix: [LayoutNode], suffix: String, _ indent: Int
  ) {
    flat(prefix[...], indent)
    put(prefix.isEmpty ? "(" : " (")
    nextLine(indent + Self.indent)
    content(value, of: .parentheses, hasEntries: false, indent + Self.indent)
    nextLine(indent)
    put(")" + suffix)
  }

  /// Writes the pieces between delimiters on lines of their own.
  mutating func lines(
    _ nodes: [LayoutNode], _ delimiters: LayoutDelimiters, suffix: String, _ indent: Int,
    isSpaced: Bool = false, _ parts: LayoutParts = .operands
  ) {
    let pieces = nodes.pieces(at: delimiters)
    let separator = delimiters.strength == .comma ? "," : ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { nextLine(indent) }
      if index == 0, isSpaced { put(" ") }
      self.piece(piece, suffix: index < pieces.count - 1 ? separator : suffix, indent, parts)
    }
  }

  /// Writes an element, an argument, an entry, or an operand with the operator before it.
  mutating func piece(
    _ nodes: [LayoutNode], suffix: String, _ indent: Int, _ parts: LayoutParts
  ) {
    guard let last = nodes.last?.last else { return put(suffix) }
    let trailing = last.trailing
    last.trailing = nil
    let start = nodes.prefixEnd(parts)
    // Comments before it, and those within its prefix, are on lines of their own and break nothing.
    for comment in nodes.takeComments(before: start) {
      put(comment)
      nextLine(indent)
    }
    value(
      Array(nodes[start...]), prefix: Array(nodes[..<start]), suffix: suffix, indent,
      wraps: parts != .names && start > 0 && nodes[start - 1].wrapsValue)
    endWith(trailing)
  }
}

/// What the pieces of a bracket are, which decides where the value of one begins.
enum LayoutParts {
  case operands, arguments, entries, names

  init(_ role: LayoutBracket.Role, hasEntries: Bool) {
    self =
      switch role {
      case .call: .arguments
      case .names: .names
      case .display where hasEntries: .entries
      default: .operands
      }
  }
}

extension [LayoutNode] {
  /// The nodes within parentheses that are around all of them for line breaks alone; else the nodes.
  var withoutParentheses: [LayoutNode] {
    guard count == 1, case .bracket(let bracket) = self[0], bracket.role == .parentheses,
      !bracket.content.isEmpty, bracket.content.commas == 0, !hasComments
    else { return self }
    bracket.content[0].first.isSpaced = bracket.open.isSpaced
    return bracket.content.withoutParentheses
  }

  var hasBracket: Bool { contains { $0.filledBracket != nil } }

  var widestBracket: Int? {
    var found: (place: Int, width: Int)?
    for (index, node) in enumerated() {
      guard let bracket = node.filledBracket else { continue }
      let width = bracket.flat?.first ?? .max
      if width > found?.width ?? 0 { found = (index, width) }
    }
    return found?.place
  }

  /// Removes the comments before the value that begins at a place, those within brackets left out.
  func takeComments(before start: Int) -> [String] {
    var comments: [String] = []
    for (index, node) in prefix(start + 1).enumerated() {
      comments += node.first.comments
      node.first.comments = []
      guard index < start, let trailing = node.last.trailing else { continue }
      comments.append(trailing)
      node.last.trailing = nil
    }
    return comments
  }

  /// Where the value of an argument, an entry or an operand begins.
  func prefixEnd(_ parts: LayoutParts) -> Int {
    guard let first = first?.first else { return 0 }
    if first.kind == .star || first.kind == .starStar || first.isBinary || first.kind.leadsClause {
      return first.kind == .not && count > 1 && self[1].isLeaf(.in) ? 2 : 1
    }
    guard parts != .operands else { return 0 }
    let sign: Token.Kind = parts == .entries ? .colon : .assign
    for (index, node) in enumerated() {
      if node.isLeaf(.lambda) { return 0 }
      if node.isLeaf(sign) { return index + 1 }
    }
    return 0
  }
}

extension LayoutNode {
  /// Whether a value after the token may be put in parentheses.
  var wrapsValue: Bool { isLeaf(.assign) || isLeaf(.colon) }
}

extension Token.Kind {
  var leadsClause: Bool { self == .for || self == .if || self == .else }
}
