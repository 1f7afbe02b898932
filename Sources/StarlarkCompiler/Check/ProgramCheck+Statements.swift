import StarlarkSyntax

extension ProgramCheck {
  /// Walks a block.
  ///
  /// - Returns: Whether control cannot come to its end.
  @discardableResult
  mutating func walk(_ statements: [Statement]) -> Bool {
    let outer = tested
    defer { tested = outer }
    var isLeft = false
    for (index, statement) in statements.enumerated() {
      guard pace.goesOn() else { return isLeft }
      if isLeft {
        let line = file.source.line(of: statements[index - 1].span.start)
        warn(
          CheckMessage.unreachable, hint: "line \(line) leaves the block", at: firstLine(statement))
        silence += 1
        for rest in statements[index...] { _ = walk(rest) }
        silence -= 1
        markReads(in: statements[index...])
        return true
      }
      isLeft = walk(statement)
    }
    return isLeft
  }

  /// The part of a statement on its first line: what a caret can point at.
  private func firstLine(_ statement: Statement) -> Span {
    let line = file.source.span(ofLine: file.source.line(of: statement.span.start))
    return Span(statement.span.start, max(min(statement.span.end, line.end), statement.span.start))
  }

  /// What nobody reaches still names what it uses.
  private mutating func markReads(in statements: ArraySlice<Statement>) {
    var around = functions
    SyntaxWalker.walk(statements.map { .statement($0) }) { node in
      switch node {
      case .function(let function): around.append(function)
      case .identifier(let identifier, .variable):
        for depth in stride(from: around.count, through: functions.count, by: -1) {
          if let key = key(of: identifier, in: Array(around.prefix(depth))) {
            readVariables.insert(key)
          }
        }
      default: break
      }
      return .descend
    }
  }

  /// Walks a statement; true if control does not go on after it.
  private mutating func walk(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .expression(let expression):
      return walkExpression(expression)
    case .assignment(let target, let type, let value):
      walkAssignment(target, type, value)
    case .augmentedAssignment(let operation, let target, let value, let span):
      if case .identifier(let name) = target.kind { checkUpdated(name) }
      let left = check(target)
      let right = check(value)
      checkItemAssignment(target)
      checkBinary(operation, left, right, at: span.union(value.span))
    case .definition(let function):
      walk(function)
    case .conditional(let clauses, let otherwise):
      return walkConditional(clauses, otherwise)
    case .loop(let target, let iterable, let body):
      let value = check(iterable)
      checkIterable(value, at: iterable.span)
      checkElements(of: value, into: target, at: iterable.span)
      checkPairs(iterable, value, into: target)
      loops.append(statement.span)
      walkTarget(target)
      walk(body)
      loops.removeLast()
    case .whileLoop(let condition, let body):
      loops.append(statement.span)
      checkTruth(check(condition), of: condition)
      let outer = tested
      tested.formUnion(variables(in: condition))
      walk(body)
      tested = outer
      loops.removeLast()
      if case .identifier(let name) = condition.kind, name.name == "True", isPredeclared(name) {
        return !hasBreak(body)
      }
    case .return(let value):
      walkReturn(value, statement)
      return true
    case .break, .continue:
      return true
    case .pass:
      break
    case .load(let load):
      walk(load)
    }
    return false
  }

  private mutating func walkExpression(_ expression: Expression) -> Bool {
    let before = diagnostics.count
    let value = check(expression)
    if case .call(let callee, _) = expression.kind, case .identifier(let name) = callee.kind,
      name.name == "fail", isPredeclared(name)
    {
      return true
    }
    // What fails need not be told to be of no use too.
    guard diagnostics.count == before else { return false }
    switch expression.kind {
    case .identifier, .attribute:
      if case .function = value {
        let name = file.source.text(of: expression.span)
        warn(CheckMessage.noEffect, hint: "`\(name)()` calls it", at: expression.span)
      }
    case .binary(.equal, _, _, _):
      warn(CheckMessage.noEffect, hint: "`=` assigns", at: expression.span)
    case .binary(.notEqual, _, _, _), .binary(.less, _, _, _), .binary(.greater, _, _, _),
      .binary(.lessOrEqual, _, _, _), .binary(.greaterOrEqual, _, _, _):
      warn(CheckMessage.noEffect, at: expression.span)
    case .call(let callee, _):
      if let name = pureCallee(callee) {
        warn(CheckMessage.noEffect, hint: "`\(name)` changes nothing", at: expression.span)
      }
    case .binary, .unary, .conditional, .int, .bigInt, .float, .formatted, .list, .tuple, .dict,
      .lambda:
      if !hasCall(expression) { warn(CheckMessage.noEffect, at: expression.span) }
    default: break
    }
    return false
  }

  /// Whether something is called, or read of what may be a change under way.
  private func hasCall(_ expression: Expression) -> Bool {
    var found = false
    SyntaxWalker.walk([.expression(expression)]) { node in
      guard case .expression(let part) = node else { return .descend }
      switch part.kind {
      case .call, .attribute, .index, .comprehension: found = true
      case .lambda: return .skip
      default: break
      }
      return found ? .stop : .descend
    }
    return found
  }

  /// Functions that only give a value, and do not fail for what a script might want to find out.
  private static let pureFunctions: Set<String> = [
    "sorted", "reversed", "str", "repr", "type", "bool", "range", "enumerate", "zip", "min", "max",
    "abs", "hash", "dir", "hasattr", "struct", "json.encode",
  ]

  /// The name of a function that is called for nothing but its value.
  private mutating func pureCallee(_ callee: Expression) -> String? {
    silence += 1
    defer { silence -= 1 }
    guard case .function(let function) = check(callee), !(function.rule is AnnotationRule) else {
      return nil
    }
    let name = function.signature.name
    // `index` fails where there is none.
    let isOfText = name.hasPrefix("string.") && !name.hasSuffix("index")
    return isOfText || Self.pureFunctions.contains(name) ? name : nil
  }

  /// A global variable that nothing has given a value before it is changed.
  private mutating func checkUpdated(_ name: Identifier) {
    guard functions.isEmpty, loops.isEmpty, let key = key(of: name, in: functions),
      let first = bindings[key]?.min(by: { $0.identifier.span.start < $1.identifier.span.start }),
      first.identifier.span == name.span
    else { return }
    report(CheckMessage.unboundGlobal(name.name), at: name.span)
  }

  private mutating func walkConditional(
    _ clauses: [ConditionalClause], _ otherwise: [Statement]
  ) -> Bool {
    let outer = tested
    var leaving = 0
    var conditions: Set<VariableKey> = []
    for clause in clauses {
      checkTruth(check(clause.condition), of: clause.condition)
      conditions.formUnion(variables(in: clause.condition))
      tested.formUnion(conditions)
      if walk(clause.body) { leaving += 1 }
    }
    let isElseLeft = walk(otherwise)
    tested = outer
    // After `if x: return`, what is known of x may not hold either.
    if leaving > 0 || isElseLeft { tested.formUnion(conditions) }
    return leaving == clauses.count && isElseLeft
  }

  private mutating func walkReturn(_ value: Expression?, _ statement: Statement) {
    guard let value else { return }
    let found = check(value)
    guard let function = functions.last, let type = function.returnType,
      let wanted = resolution.types[type.span]
    else { return }
    if found.conflicts(with: wanted), let got = found.typeName {
      report(
        CheckMessage.result(function.name?.name ?? "lambda", got: got, want: "\(wanted)"),
        at: value.span)
    }
  }

  /// Walks a function: defaults around it, the body within.
  mutating func walk(_ function: Function) {
    for parameter in function.parameters {
      if let type = parameter.type { walk(type) }
      if let value = parameter.defaultValue { checkDefault(check(value), of: parameter, function) }
    }
    if let type = function.returnType { walk(type) }
    // A function may be called where the conditions around it no longer matter, or not at all.
    functions.append(function)
    let outer = loops
    loops = []
    walk(function.body)
    loops = outer
    functions.removeLast()
  }

  /// Tells of a default that a call without the argument would be refused for.
  private mutating func checkDefault(
    _ value: StaticValue, of parameter: Parameter, _ function: Function
  ) {
    guard let type = parameter.type.flatMap({ resolution.types[$0.span] }),
      value.conflicts(with: type), let got = value.typeName, let name = parameter.name?.name,
      let place = parameter.defaultValue?.span
    else { return }
    warn(
      CheckMessage.argument(
        function.name?.name ?? "lambda", name, got: got, want: "\(type)"),
      hint: got == "NoneType" ? "`\(name): \(type) | None` takes it" : nil, at: place)
  }

  /// Record types that an annotation names are used.
  mutating func walk(_ type: TypeExpression) {
    SyntaxWalker.walk([.type(type)]) { node in
      if case .identifier(let identifier, _) = node,
        let key = key(of: identifier, in: functions)
      {
        readVariables.insert(key)
      }
      return .descend
    }
  }

  /// Whether a `break` in a loop's body ends that loop.
  private func hasBreak(_ statements: [Statement]) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .break: true
      case .conditional(let clauses, let otherwise):
        clauses.contains { hasBreak($0.body) } || hasBreak(otherwise)
      default: false
      }
    }
  }

  // MARK: Loads

  private mutating func walk(_ load: Load) {
    guard let file = loaded[load.module] else { return }
    for name in load.names where file.exports[name.original] == nil {
      report(
        CheckMessage.noName(name.original),
        hint: CheckMessage.suggestion(for: name.original, among: file.exports.keys),
        at: name.originalSpan)
    }
  }
}
