import StarlarkSyntax

extension Compiler {
  /// The register of a local variable that lives in one, nil for every other expression.
  func plainRegister(of expression: Expression) -> Int? {
    guard case .identifier(let identifier) = expression.kind,
      case .local(let variable) = resolution.references[identifier.ordinal],
      !resolution.variables[variable].isCaptured
    else { return nil }
    return registers[variable]
  }

  /// Whether an expression is a name that means what the specification says.
  func isUniversal(_ expression: Expression, _ name: String) -> Bool {
    guard case .identifier(let identifier) = expression.kind, identifier.name == name else {
      return false
    }
    return resolution.references[identifier.ordinal] == .predeclared
      && options.universe.contains(name)
  }

  /// Whether evaluating some expressions reads the register of a variable.
  ///
  /// The bodies of functions do not: what they use lives in cells.
  func mayRead(_ register: Int, in expressions: some Sequence<Expression>) -> Bool {
    var pending = Array(expressions)
    while let expression = pending.popLast() {
      switch expression.kind {
      case .identifier where plainRegister(of: expression) == register: return true
      case .comprehension(let comprehension): pending += comprehension.parts
      case .lambda(let function): pending += function.parameters.compactMap(\.defaultValue)
      default: pending += expression.parts
      }
    }
    return false
  }

  /// A register in which a value can grow while expressions are evaluated: its destination, unless that is a
  /// variable which they read.
  mutating func growingRegister(
    for destination: Int, while expressions: some Sequence<Expression>, at span: Span
  ) -> Int {
    guard builder.isVariable(destination), mayRead(destination, in: expressions) else {
      return destination
    }
    return builder.allocate(at: span)
  }

  mutating func move(_ source: Int, to destination: Int, at span: Span) {
    if source != destination { builder.emit(.move, destination, source, at: span) }
  }

  mutating func load(_ constant: Constant, into destination: Int, at span: Span) {
    builder.emit(.constant, destination, at: span)
    builder.extra(.constant(pool.index(of: constant)), at: span)
  }

  /// An error in code that reaches here before the variable has a value.
  mutating func checkBound(_ register: Int, _ identifier: Identifier) {
    guard resolution.isUnsure[identifier.ordinal] else { return }
    builder.emit(.checkBound, register, at: identifier.span)
    builder.extra(.constant(pool.index(ofName: identifier.name)), at: identifier.span)
  }

  mutating func compile(_ identifier: Identifier, into destination: Int) {
    let span = identifier.span
    switch resolution.references[identifier.ordinal] {
    case .local(let variable) where resolution.variables[variable].isCaptured:
      builder.emit(.getCell, destination, registers[variable], at: span)
      builder.extra(.constant(pool.index(ofName: identifier.name)), at: span)
    case .local(let variable):
      checkBound(registers[variable], identifier)
      move(registers[variable], to: destination, at: span)
    case .free(let cell):
      builder.emit(.getFree, destination, cell, at: span)
      builder.extra(.constant(pool.index(ofName: identifier.name)), at: span)
    case .global(let slot):
      builder.emit(.getGlobal, destination, at: span)
      builder.extra(.global(slot), at: span)
    case .predeclared:
      builder.emit(.constant, destination, at: span)
      builder.extra(.predeclared(pool.index(ofPredeclared: identifier.name)), at: span)
    case nil:
      preconditionFailure("the resolver has reported unknown names")
    }
  }
}
