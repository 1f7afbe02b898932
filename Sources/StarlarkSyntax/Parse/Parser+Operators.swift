// Operators by precedence. What waits for its right side waits on two stacks, so that neither a long sum nor
// eleven levels of precedence cost native stack.

/// An operand whose operator is not yet applied.
struct Operand {
  let expression: Expression
  /// Its first byte and the byte after its last, parentheses included.
  let start: UInt32
  let end: UInt32
  let height: Int
}

/// An operator whose right side is not yet read.
struct PendingOperator {
  /// Nil for `not`.
  let binary: BinaryOperator?
  let precedence: Int
  let span: Span
}

extension BinaryOperator {
  static let notPrecedence = 2
  static let comparisonPrecedence = 3

  /// How tightly the operator binds, from 0; comparisons do not associate, the others do to the left.
  var precedence: Int {
    switch self {
    case .or: 0
    case .and: 1
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual, .in, .notIn:
      Self.comparisonPrecedence
    case .bitOr: 4
    case .bitXor: 5
    case .bitAnd: 6
    case .shiftLeft, .shiftRight: 7
    case .add, .subtract: 8
    case .multiply, .divide, .floorDivide, .modulo: 9
    }
  }
}

extension Token.Kind {
  /// The operator with two operands that the kind stands for between them.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .or: .or
    case .and: .and
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .greater: .greater
    case .lessOrEqual: .lessOrEqual
    case .greaterOrEqual: .greaterOrEqual
    case .in: .in
    case .not: .notIn
    case .pipe: .bitOr
    case .caret: .bitXor
    case .ampersand: .bitAnd
    case .shiftLeft: .shiftLeft
    case .shiftRight: .shiftRight
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .slashSlash: .floorDivide
    case .percent: .modulo
    default: nil
    }
  }

  /// The operator that an augmented assignment applies.
  var augmentedOperator: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .slashSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .ampersandAssign: .bitAnd
    case .pipeAssign: .bitOr
    case .caretAssign: .bitXor
    case .shiftLeftAssign: .shiftLeft
    case .shiftRightAssign: .shiftRight
    default: nil
    }
  }
}

extension Parser {
  /// An expression without `if … else` and `lambda` outside brackets.
  mutating func operation() throws(SyntaxFailure) -> Expression {
    try nest()
    defer { nesting -= 1 }
    guard token.kind != .not else { return try operators(after: nil) }
    let start = token.span.start
    let first = try operand()
    guard token.kind.binaryOperator != nil else { return first }
    return try operators(
      after: Operand(expression: first, start: start, end: lastEnd, height: height))
  }

  private mutating func operators(after first: Operand?) throws(SyntaxFailure) -> Expression {
    let base = operators.count
    if let first {
      operands.append(first)
    } else {
      try pushOperand(base)
    }
    while let binary = token.kind.binaryOperator {
      let start = token.span.start
      try advance()
      if binary == .notIn {
        try expect(.in)
      }
      try reduce(base, to: binary.precedence, before: binary, at: span(from: start))
      operators.append(
        PendingOperator(binary: binary, precedence: binary.precedence, span: span(from: start)))
      try pushOperand(base)
    }
    try reduce(base, to: 0)
    guard let result = operands.popLast() else { throw unexpected(want: "expression") }
    height = result.height
    lastEnd = result.end
    return result.expression
  }

  /// Reads any number of `not` and the operand after them.
  private mutating func pushOperand(_ base: Int) throws(SyntaxFailure) {
    while token.kind == .not {
      if operators.count > base, let last = operators.last,
        last.precedence > BinaryOperator.notPrecedence
      {
        throw unexpected(want: "expression")
      }
      operators.append(
        PendingOperator(binary: nil, precedence: BinaryOperator.notPrecedence, span: token.span))
      try advance()
    }
    let start = token.span.start
    let expression = try operand()
    operands.append(Operand(expression: expression, start: start, end: lastEnd, height: height))
  }

  /// Applies the operators that bind at least as tightly as the next one.
  private mutating func reduce(
    _ base: Int, to precedence: Int, before next: BinaryOperator? = nil, at span: Span = .none
  ) throws(SyntaxFailure) {
    while operators.count > base, let top = operators.last, top.precedence >= precedence {
      if let next, let binary = top.binary, precedence == BinaryOperator.comparisonPrecedence,
        top.precedence == precedence
      {
        throw error(.nonAssociative(binary.rawValue, next.rawValue), span)
      }
      operators.removeLast()
      guard let right = operands.popLast() else { return }
      guard let binary = top.binary else {
        try push(.unary(.not, right.expression), from: top.span.start, to: right, right.height)
        continue
      }
      guard let left = operands.popLast() else { return }
      try push(
        .binary(binary, left.expression, right.expression, top.span), from: left.start, to: right,
        max(left.height, right.height))
    }
  }

  private mutating func push(
    _ kind: Expression.Kind, from start: UInt32, to last: Operand, _ childHeight: Int
  ) throws(SyntaxFailure) {
    let expression = try expression(kind, Span(start, last.end), over: childHeight)
    operands.append(
      Operand(expression: expression, start: start, end: last.end, height: height))
  }

  /// An expression one level higher than its highest part.
  @inline(__always)
  mutating func expression(_ kind: Expression.Kind, _ span: Span, over childHeight: Int)
    throws(SyntaxFailure) -> Expression
  {
    height = childHeight + 1
    guard height <= limits.height else { throw error(.tooLong(limit: limits.height), span) }
    return Expression(kind, span)
  }
}
