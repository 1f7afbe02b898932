// Where spaces go between tokens of one line: around operators and `=`, after commas, never within brackets.

extension [LayoutNode] {
  /// Notes of each token whether a space goes before it, and which operators have two operands.
  func space(in role: LayoutBracket.Role?) {
    let isWideSlice = role == .index && hasWideOperands
    var lambdas = 0
    var previous: LayoutLeaf?
    var isAfterUnary = false
    for node in self {
      let leaf = node.first
      let isAfterOperand = previous?.endsOperand ?? false
      var isUnary = false
      switch node {
      case .bracket:
        leaf.isSpaced = !isAfterOperand
      case .leaf:
        switch leaf.kind {
        case .comma, .semicolon: leaf.isSpaced = false
        case .dot: leaf.isSpaced = previous?.kind == .comma
        case .colon:
          if lambdas > 0 {
            lambdas -= 1
          } else if isWideSlice {
            leaf.isSpaced = isAfterOperand
          }
        case .plus, .minus, .tilde, .star, .starStar:
          isUnary = !isAfterOperand
          leaf.isBinary = isAfterOperand
          leaf.isSpaced = true
        default:
          leaf.isSpaced = true
          leaf.isBinary = isAfterOperand && leaf.kind.joinsOperands
        }
        if leaf.kind == .lambda { lambdas += 1 }
      }
      if let previous {
        if isAfterUnary || previous.kind == .dot { leaf.isSpaced = false }
        if previous.kind == .colon, role == .index, !isWideSlice { leaf.isSpaced = false }
      } else {
        leaf.isSpaced = false
      }
      isAfterUnary = isUnary
      previous = node.last
    }
  }

  /// Whether an operand of a slice is more than a name or a number, so that its colons stand apart.
  private var hasWideOperands: Bool {
    guard contains(where: { $0.isLeaf(.colon) }) else { return false }
    return split { $0.isLeaf(.colon) }.contains { operand in
      let signs = operand.prefix { [.minus, .plus, .tilde].contains($0.first.kind) }.count
      return operand.count - signs > 1
    }
  }
}

extension LayoutLeaf {
  /// Whether an operator after the token would have an operand before it.
  fileprivate var endsOperand: Bool {
    switch kind {
    case .name, .int, .float, .string, .bytes, .formattedStart, .load, .rightParenthesis,
      .rightBracket, .rightBrace:
      true
    default: false
    }
  }
}

extension Token.Kind {
  /// Whether the token is an operator between operands, signs and stars left out.
  fileprivate var joinsOperands: Bool {
    switch self {
    case .slash, .slashSlash, .percent, .ampersand, .pipe, .caret, .shiftLeft, .shiftRight, .less,
      .greater, .lessOrEqual, .greaterOrEqual, .equal, .notEqual, .and, .or, .in, .not:
      true
    default: false
    }
  }
}
