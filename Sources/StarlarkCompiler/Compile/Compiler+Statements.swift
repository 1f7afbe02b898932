import StarlarkSyntax

extension Compiler {
  mutating func compile(_ statements: some Sequence<Statement>) {
    for statement in statements {
      // What follows a `return` or the like is never run.
      guard builder.isReachable, pace.goesOn() else { return }
      let top = builder.top
      compile(statement)
      builder.release(to: top)
    }
  }

  private mutating func compile(_ statement: Statement) {
    recordLine(of: statement.span)
    switch statement.kind {
    case .expression(let expression):
      compileForEffect(expression)
    case .assignment(let target, let type, let value):
      compileAssignment(target, type, value)
    case .augmentedAssignment(let op, let target, let value, let span):
      compileUpdate(op, target, value, at: span)
    case .definition(let function):
      compileDefinition(function)
    case .conditional(let clauses, let otherwise):
      compileConditional(clauses, otherwise)
    case .loop(let target, let iterable, let body):
      compileLoop(target, iterable, body, at: statement.span)
    case .whileLoop(let condition, let body):
      compileWhile(condition, body, at: statement.span)
    case .return(let value):
      compileReturn(value, at: statement.span)
    case .break:
      let exit = builder.loops[builder.loops.count - 1].exit
      builder.unlockLoops(1, at: statement.span) {
        $0.jump(.jump, to: exit, at: statement.span)
      }
    case .continue:
      let next = builder.loops[builder.loops.count - 1].next
      builder.jump(.jump, to: next, at: statement.span)
    case .pass:
      break
    case .load(let load):
      compile(load)
    }
  }

  /// Reports a line where a profile or coverage is wanted.
  mutating func recordLine(of span: Span) {
    guard options.recordsLines else { return }
    let line = file.source.line(of: span.start)
    guard line != builder.line else { return }
    builder.line = line
    builder.code.lines.insert(line)
    builder.emit(.line, wide: line, at: span)
  }

  private mutating func compileForEffect(_ expression: Expression) {
    guard constant(of: expression) == nil else { return }
    _ = compile(expression)
  }

  private mutating func compileConditional(
    _ clauses: [ConditionalClause], _ otherwise: [Statement]
  ) {
    let end = builder.makeLabel()
    for (index, clause) in clauses.enumerated() {
      guard builder.isReachable else { break }
      if index > 0 { recordLine(of: clause.condition.span) }
      let next = builder.makeLabel()
      branch(on: clause.condition, when: false, to: next)
      compile(clause.body)
      if index < clauses.count - 1 || !otherwise.isEmpty {
        builder.jump(.jump, to: end, at: clause.condition.span)
      }
      builder.bind(next)
    }
    compile(otherwise)
    builder.bind(end)
  }

  mutating func compileReturn(_ value: Expression?, at span: Span) {
    let register = compileResult(value, at: span)
    builder.unlockLoops(builder.loops.count, at: span) { builder in
      if let register {
        builder.emit(.returnValue, register, at: span)
      } else {
        builder.emit(.returnNone, at: span)
      }
    }
  }

  /// Compiles what a function returns and the check of its type; nil means `None`, unchecked.
  private mutating func compileResult(_ value: Expression?, at span: Span) -> Int? {
    let type = builder.returnType ?? .any
    if value == nil, type.admitsNone { return nil }
    let register = value.map { compile($0) } ?? builder.allocate(at: span)
    if value == nil { load(.none, into: register, at: span) }
    if type != .any {
      builder.emit(.checkReturn, register, at: value?.span ?? span)
      builder.extra(.constant(pool.index(of: .type(type))), at: value?.span ?? span)
    }
    return register
  }

  private mutating func compile(_ load: Load) {
    let module = builder.allocate(at: load.moduleSpan)
    builder.emit(.load, module, at: load.moduleSpan)
    builder.extra(.constant(pool.index(ofName: load.module)), at: load.moduleSpan)
    let value = builder.allocate(at: load.moduleSpan)
    for name in load.names {
      builder.emit(.loadName, value, module, at: name.originalSpan)
      builder.extra(.constant(pool.index(ofName: name.original)), at: name.originalSpan)
      store(value, in: name.local)
    }
  }
}

extension TypeDescriptor {
  /// Whether `None` is surely of the type.
  var admitsNone: Bool {
    switch self {
    case .any, .none: true
    case .union(let members): members.contains { $0.admitsNone }
    default: false
    }
  }
}
