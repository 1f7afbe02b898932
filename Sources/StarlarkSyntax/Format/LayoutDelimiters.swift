// Where an expression is broken: at the operators that bind least, so that what belongs together stays together.

/// The places of one kind at which nodes can be broken into lines.
struct LayoutDelimiters {
  /// How strongly a delimiter holds together what it stands between; the least is broken first.
  enum Strength: Int, Comparable {
    case clause, comma, choice, or, and, comparison, bitOr, bitXor, bitAnd, shift, sum, product

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  let strength: Strength?
  /// The nodes that begin a line, or for commas end one.
  let places: [Int]

  /// The weakest delimiters among nodes.
  init(_ nodes: [LayoutNode]) {
    var found: [(strength: Strength, place: Int)] = []
    // All that follows `lambda` is its own, up to a clause, or a comma that is not among its parameters.
    var isInLambda = false
    var openLambdas = 0
    var hasClause = false
    for (index, node) in nodes.enumerated() {
      guard let leaf = node.leaf else { continue }
      if leaf.kind == .comma && openLambdas == 0 || leaf.kind == .for { isInLambda = false }
      if leaf.kind == .colon, openLambdas > 0 { openLambdas -= 1 }
      if leaf.kind == .for { hasClause = true }
      // What begins the nodes has been broken at already.
      if index > 0, !isInLambda, let strength = Self.strength(of: nodes, at: index, hasClause) {
        found.append((strength, index))
      }
      if leaf.kind == .lambda {
        isInLambda = true
        openLambdas += 1
      }
    }
    strength = found.map(\.strength).min()
    places = found.filter { [strength] in $0.strength == strength }.map(\.place)
  }

  /// What a node holds together, nil if it is no delimiter; after a `for`, an `if` is a clause of its own.
  private static func strength(of nodes: [LayoutNode], at index: Int, _ hasClause: Bool)
    -> Strength?
  {
    let leaf = nodes[index].first
    switch leaf.kind {
    case .comma: return .comma
    case .for: return .clause
    case .if: return hasClause ? .clause : .choice
    case .else: return .choice
    // The `in` of a clause, and that of `not in`, begin nothing.
    case .in where hasClause || nodes[index - 1].isLeaf(.not): return nil
    default: return leaf.isBinary ? strength(of: leaf.kind) : nil
    }
  }

  private static func strength(of kind: Token.Kind) -> Strength? {
    switch kind {
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual, .in, .not: .comparison
    case .pipe: .bitOr
    case .caret: .bitXor
    case .ampersand: .bitAnd
    case .shiftLeft, .shiftRight: .shift
    case .plus, .minus: .sum
    case .star, .slash, .slashSlash, .percent: .product
    default: nil
    }
  }
}

extension [LayoutNode] {
  /// The lines that nodes make when they are broken at delimiters; commas are left out.
  func pieces(at delimiters: LayoutDelimiters) -> [[LayoutNode]] {
    var pieces: [[LayoutNode]] = []
    var start = 0
    for place in delimiters.places {
      pieces.append(Array(self[start..<place]))
      let delimiter = self[place].first
      if delimiters.strength == .comma {
        start = place + 1
      } else {
        start = place
      }
      move(commentsOf: delimiter, to: pieces[pieces.count - 1], isComma: start > place)
    }
    if start < count { pieces.append(Array(self[start...])) }
    return pieces
  }

  /// A comment after a delimiter belongs to what stands before it, which ends its line.
  private func move(commentsOf delimiter: LayoutLeaf, to piece: [LayoutNode], isComma: Bool) {
    guard let last = piece.last?.last else { return }
    var words = [last.trailing, delimiter.trailing].compactMap { $0 }
    if isComma {
      words.insert(contentsOf: delimiter.comments, at: 0)
      delimiter.comments = []
    }
    delimiter.trailing = nil
    last.trailing = words.isEmpty ? nil : words.joined(separator: "  ")
  }
}
