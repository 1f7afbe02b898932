import StarlarkSyntax

extension Compiler {
  /// Compiles an expression; its value is in the register of a variable, or in a new one.
  mutating func compile(_ expression: Expression) -> Int {
    if let register = plainRegister(of: expression), case .identifier(let name) = expression.kind {
      checkBound(register, name)
      return register
    }
    let register = builder.allocate(at: expression.span)
    compile(expression, into: register)
    return register
  }

  /// Compiles an expression whose value goes into a register.
  ///
  /// The register of a variable is written last, since the expression may read the variable.
  mutating func compile(_ expression: Expression, into destination: Int) {
    guard pace.goesOn() else { return }
    let top = builder.top
    defer { builder.release(to: top) }
    if let constant = constant(of: expression) {
      return load(constant, into: destination, at: expression.span)
    }
    switch expression.kind {
    case .identifier(let identifier):
      compile(identifier, into: destination)
    case .list(let elements):
      compileList(elements, into: destination, at: expression.span)
    case .tuple(let elements):
      compileTuple(elements, into: destination, at: expression.span)
    case .dict(let entries):
      compileDict(entries, into: destination, at: expression.span)
    case .formatted(let parts):
      compileFormatted(parts, into: destination, at: expression.span)
    case .comprehension(let comprehension):
      compileComprehension(comprehension, into: destination, at: expression.span)
    case .unary(let op, let operand):
      compileUnary(op, operand, into: destination, at: expression.span)
    case .binary(.and, _, _, _), .binary(.or, _, _, _):
      compileShortCircuit(expression, into: destination)
    case .binary:
      compileBinary(expression, into: destination)
    case .conditional(let condition, let then, let otherwise):
      compileConditional(condition, then, otherwise, into: destination)
    case .call, .attribute, .index, .slice:
      compileChain(expression, into: destination)
    case .lambda(let function):
      compileFunction(function, into: destination)
    case .int, .bigInt, .float, .string, .bytes:
      preconditionFailure("literals are constants")
    }
  }

  /// Compiles a value that an instruction for `destination` will use: that register serves if no variable has it.
  mutating func compile(_ expression: Expression, near destination: Int) -> Int {
    if builder.isVariable(destination) || plainRegister(of: expression) != nil {
      return compile(expression)
    }
    compile(expression, into: destination)
    return destination
  }

  private mutating func compileUnary(
    _ op: UnaryOperator, _ operand: Expression, into destination: Int, at span: Span
  ) {
    let opcode: Opcode =
      switch op {
      case .minus: .negate
      case .plus: .plus
      case .invert: .invert
      case .not: .not
      }
    builder.emit(opcode, destination, compile(operand, near: destination), at: span)
  }

  private mutating func compileConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, into destination: Int
  ) {
    if let truth = truth(of: condition) {
      return compile(truth ? then : otherwise, into: destination)
    }
    let alternative = builder.makeLabel()
    let end = builder.makeLabel()
    branch(on: condition, when: false, to: alternative)
    compile(then, into: destination)
    builder.jump(.jump, to: end, at: then.span)
    builder.bind(alternative)
    compile(otherwise, into: destination)
    builder.bind(end)
  }
}
