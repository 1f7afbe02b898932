import StarlarkSyntax

extension Compiler {
  /// What an instruction takes where it has forms for registers, numbers and constants.
  enum Operand {
    case register(Int)
    case immediate(Int)
    case constant(Int)
  }

  /// Compiles an operand, a constant without a register.
  mutating func operand(_ expression: Expression) -> Operand {
    switch constant(of: expression) {
    case .int(let number) where Int16(exactly: number) != nil: .immediate(number)
    case let constant?: .constant(pool.index(of: constant))
    case nil: .register(compile(expression))
    }
  }

  /// Compiles a chain of operators that associate to the left, `a + b - c`, without recursion per term.
  mutating func compileBinary(_ expression: Expression, into destination: Int) {
    var terms: [(op: BinaryOperator, right: Expression, span: Span)] = []
    var first = expression
    while case .binary(let op, let left, let right, let span) = first.kind, !op.isShortCircuit {
      terms.append((op, right, span))
      first = left
    }
    terms.reverse()
    let needsRegister = terms.count > 1 && builder.isVariable(destination)
    let sum = needsRegister ? builder.allocate(at: expression.span) : destination
    var left: Int
    if let term = terms.first, let constant = reversible(first, term.op, term.right) {
      let target = terms.count > 1 ? sum : destination
      let top = builder.top
      let right = compile(term.right, near: target)
      builder.emit(term.op == .add ? .addK : .multiplyK, target, right, 1, at: term.span)
      builder.extra(.constant(pool.index(of: constant)), at: term.span)
      builder.release(to: top)
      left = target
      terms.removeFirst()
    } else {
      left = compileStart(first, &terms, near: sum)
    }
    for (index, term) in terms.enumerated() {
      let target = index < terms.count - 1 ? sum : destination
      combine(term.op, left, term.right, into: target, inPlace: false, at: term.span)
      left = target
    }
  }

  /// The number to the left of an operator that may take it from the right: `2 * x` needs no register for it then.
  private func reversible(
    _ left: Expression, _ op: BinaryOperator, _ right: Expression
  ) -> Constant? {
    guard op == .add || op == .multiply, let constant = constant(of: left),
      self.constant(of: right) == nil
    else { return nil }
    switch constant {
    case .int, .float: return constant
    default: return nil
    }
  }

  /// Compiles the first term of a chain, with the literals that are joined to it.
  private mutating func compileStart(
    _ first: Expression, _ terms: inout [(op: BinaryOperator, right: Expression, span: Span)],
    near destination: Int
  ) -> Int {
    guard case .string(var text) = first.kind else { return compile(first, near: destination) }
    let literals = terms.prefix { $0.op == .add && $0.right.stringLiteral != nil }
    guard !literals.isEmpty else { return compile(first, near: destination) }
    for literal in literals {
      text += literal.right.stringLiteral ?? []
    }
    terms.removeFirst(literals.count)
    let joined = Expression(.string(text), first.span)
    return compile(joined, near: destination)
  }

  /// Compiles `destination = left op right`.
  mutating func combine(
    _ op: BinaryOperator, _ left: Int, _ right: Expression, into destination: Int, inPlace: Bool,
    at span: Span
  ) {
    let top = builder.top
    defer { builder.release(to: top) }
    let forms = op.forms
    switch constant(of: right) {
    case .int(let number)? where forms.immediate != nil && Int16(exactly: number) != nil:
      builder.emit(forms.immediate ?? .halt, destination, left, number, at: span)
    case let constant? where forms.constant != nil:
      builder.emit(forms.constant ?? .halt, destination, left, at: span)
      builder.extra(.constant(pool.index(of: constant)), at: span)
    default:
      let opcode = inPlace ? forms.inPlace ?? forms.register : forms.register
      let right = left == destination ? compile(right) : compile(right, near: destination)
      builder.emit(opcode, destination, left, right, at: span)
    }
  }
}

extension BinaryOperator {
  /// Whether the right side may stay unevaluated.
  var isShortCircuit: Bool {
    self == .and || self == .or
  }

  /// The instructions of an operator: two registers, a small number or a constant to the right, in place.
  var forms: (register: Opcode, immediate: Opcode?, constant: Opcode?, inPlace: Opcode?) {
    switch self {
    case .add: (.add, .addI, .addK, .addInPlace)
    case .subtract: (.subtract, .subtractI, .subtractK, .subtractInPlace)
    case .multiply: (.multiply, .multiplyI, .multiplyK, nil)
    case .divide: (.divide, nil, .divideK, nil)
    case .floorDivide: (.floorDivide, .floorDivideI, .floorDivideK, nil)
    case .modulo: (.modulo, .moduloI, .moduloK, nil)
    case .bitAnd: (.bitAnd, .bitAndI, nil, .bitAndInPlace)
    case .bitOr: (.bitOr, nil, nil, .bitOrInPlace)
    case .bitXor: (.bitXor, nil, nil, .bitXorInPlace)
    case .shiftLeft: (.shiftLeft, nil, nil, nil)
    case .shiftRight: (.shiftRight, nil, nil, nil)
    case .equal: (.equal, nil, nil, nil)
    case .notEqual: (.notEqual, nil, nil, nil)
    case .less: (.less, nil, nil, nil)
    case .lessOrEqual: (.lessOrEqual, nil, nil, nil)
    case .greater: (.greater, nil, nil, nil)
    case .greaterOrEqual: (.greaterOrEqual, nil, nil, nil)
    case .in: (.contains, nil, nil, nil)
    case .notIn: (.containsNot, nil, nil, nil)
    case .and, .or: preconditionFailure("`and` and `or` are jumps")
    }
  }
}
