import StarlarkSyntax

extension Compiler {
  /// Compiles `target = value`: the value first, then the parts of the target from left to right.
  mutating func compileAssignment(
    _ target: Expression, _ type: TypeExpression?, _ value: Expression
  ) {
    if let type, case .identifier(let identifier) = target.kind {
      let register = compile(value)
      checkVariable(identifier, register, type, at: value.span)
      store(register, in: identifier)
    } else if let register = plainRegister(of: target) {
      compile(value, into: register)
    } else if let targets = target.elements, let values = value.elements,
      targets.count == values.count
    {
      compileParallelAssignment(targets, values)
    } else {
      assign(target, from: compile(value))
    }
  }

  /// Compiles `a, b = x, y` without a tuple.
  ///
  /// A value goes straight into its variable if nothing after it can tell.
  private mutating func compileParallelAssignment(_ targets: [Expression], _ values: [Expression]) {
    let variables = targets.compactMap { plainRegister(of: $0) }
    let isPlain =
      variables.count == targets.count && Set(variables).count == variables.count
      && targets.count <= 4
    var temporaries: [(target: Expression, register: Int)] = []
    for (index, value) in values.enumerated() {
      if isPlain, !mayRead(variables[index], in: values[(index + 1)...]) {
        compile(value, into: variables[index])
      } else {
        let register = builder.allocate(at: value.span)
        compile(value, into: register)
        temporaries.append((targets[index], register))
      }
    }
    for (target, register) in temporaries {
      assign(target, from: register)
    }
  }

  /// Assigns the value in a register to a target.
  mutating func assign(_ target: Expression, from value: Int) {
    let top = builder.top
    switch target.kind {
    case .identifier(let identifier):
      store(value, in: identifier)
    case .tuple(let targets), .list(let targets):
      unpack(value, to: targets, at: target.span)
    case .index(let object, let index):
      let object = compile(object)
      setIndex(of: object, operand(index), to: value, at: target.span)
    case .attribute(let object, let name):
      builder.emit(.setAttribute, compile(object), value, at: name.span)
      builder.extra(.constant(pool.index(ofName: name.name)), at: name.span)
    default:
      preconditionFailure("the parser refuses other targets")
    }
    builder.release(to: top)
  }

  private mutating func unpack(_ value: Int, to targets: [Expression], at span: Span) {
    if let first = targets.first.flatMap({ plainRegister(of: $0) }),
      !(first..<first + targets.count).contains(value),
      targets.enumerated().allSatisfy({ plainRegister(of: $0.element) == first + $0.offset })
    {
      return builder.emit(.unpack, value, first, targets.count, at: span)
    }
    let first = builder.allocate(targets.count, at: span)
    builder.emit(.unpack, value, first, targets.count, at: span)
    for (offset, target) in targets.enumerated() {
      assign(target, from: first + offset)
    }
  }

  /// Binds a name to the value in a register.
  mutating func store(_ value: Int, in identifier: Identifier) {
    switch resolution.references[identifier.ordinal] {
    case .local(let variable) where resolution.variables[variable].isCaptured:
      builder.emit(.setCell, registers[variable], value, at: identifier.span)
    case .local(let variable):
      move(value, to: registers[variable], at: identifier.span)
    case .global(let slot):
      builder.emit(.setGlobal, value, at: identifier.span)
      builder.extra(.global(slot), at: identifier.span)
    case .free, .predeclared, nil:
      preconditionFailure("bindings are local or global")
    }
  }

  /// Compiles `object[index] = value`.
  private mutating func setIndex(of object: Int, _ index: Operand, to value: Int, at span: Span) {
    switch index {
    case .register(let register):
      builder.emit(.setIndex, object, register, value, at: span)
    case .immediate(let number):
      builder.emit(.setIndexI, object, number, value, at: span)
    case .constant(let constant):
      builder.emit(.setIndexK, object, 0, value, at: span)
      builder.extra(.constant(constant), at: span)
    }
  }
}

// Augmented assignment: what the target is made of is evaluated once, before the value.
extension Compiler {
  mutating func compileUpdate(
    _ op: BinaryOperator, _ target: Expression, _ value: Expression, at span: Span
  ) {
    if let register = plainRegister(of: target) {
      let current = compile(target)
      return combine(op, current, value, into: register, inPlace: true, at: span)
    }
    let result = builder.allocate(at: span)
    switch target.kind {
    case .identifier(let identifier):
      compile(target, into: result)
      combine(op, result, value, into: result, inPlace: true, at: span)
      store(result, in: identifier)
    case .attribute(let object, let name):
      let object = compile(object)
      let constant = pool.index(ofName: name.name)
      builder.emit(.getAttribute, result, object, at: name.span)
      builder.extra(.constant(constant), at: name.span)
      combine(op, result, value, into: result, inPlace: true, at: span)
      builder.emit(.setAttribute, object, result, at: name.span)
      builder.extra(.constant(constant), at: name.span)
    case .index(let object, let index):
      let object = compile(object)
      let index = operand(index)
      getIndex(of: object, index, into: result, at: target.span)
      combine(op, result, value, into: result, inPlace: true, at: span)
      setIndex(of: object, index, to: result, at: target.span)
    default:
      preconditionFailure("the parser refuses other targets")
    }
  }
}

extension Expression {
  /// The elements of a tuple or list that is written out.
  var elements: [Expression]? {
    switch kind {
    case .tuple(let elements), .list(let elements): elements
    default: nil
    }
  }
}
