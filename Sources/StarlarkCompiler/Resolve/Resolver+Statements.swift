import StarlarkSyntax

extension Resolver {
  mutating func resolve(_ statements: [Statement]) {
    for statement in statements {
      guard pace.goesOn() else { return }
      resolve(statement)
    }
  }

  private mutating func resolve(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression):
      resolve(expression)
    case .assignment(let target, let type, let value):
      if let type { resolve(type) }
      resolve(value)
      resolveTarget(target)
    case .augmentedAssignment(_, let target, let value, _):
      resolveUpdate(of: target, with: value)
    case .definition(let function):
      resolve(function)
      if let name = function.name { bind(name) }
    case .conditional(let clauses, let otherwise):
      resolveConditional(clauses, otherwise: otherwise, statement)
    case .loop(let target, let iterable, let body):
      checkControl("for loop", keyword: 3, statement)
      resolve(iterable)
      resolveLoop(target: target, body)
    case .whileLoop(let condition, let body):
      checkControl("while loop", keyword: 5, statement)
      resolve(condition)
      resolveLoop(target: nil, body)
    case .return(let value):
      if isOutsideFunctions { report(.returnOutsideFunction, at: statement.span) }
      if let value { resolve(value) }
      flow.leave()
    case .break:
      if functions[functions.count - 1].loops == 0 { report(.breakOutsideLoop, at: statement.span) }
      flow.leave()
    case .continue:
      if functions[functions.count - 1].loops == 0 {
        report(.continueOutsideLoop, at: statement.span)
      }
      flow.leave()
    case .pass:
      break
    case .load(let load):
      resolve(load, statement)
    }
  }

  /// Refuses control flow outside functions where the dialect does.
  private mutating func checkControl(_ what: String, keyword: UInt32, _ statement: Statement) {
    guard isOutsideFunctions, !dialect.contains(.topLevelControl) else { return }
    let start = statement.span.start
    report(.notWithinFunction(what), at: Span(start, start + keyword))
  }

  private mutating func resolveConditional(
    _ clauses: [ConditionalClause], otherwise: [Statement], _ statement: Statement
  ) {
    checkControl("if statement", keyword: 2, statement)
    withFunction { $0.conditionals += 1 }
    var branches = flow.beginBranches()
    for clause in clauses {
      resolve(clause.condition)
      resolve(clause.body)
      flow.endBranch(&branches)
    }
    resolve(otherwise)
    flow.endBranch(&branches)
    flow.join(branches)
    withFunction { $0.conditionals -= 1 }
  }

  private mutating func resolveLoop(target: Expression?, _ body: [Statement]) {
    withFunction { $0.loops += 1 }
    let mark = flow.mark()
    if let target { resolveTarget(target) }
    resolve(body)
    flow.restore(mark)
    withFunction { $0.loops -= 1 }
  }

  /// Resolves the target of an assignment, part by part in the order of evaluation.
  mutating func resolveTarget(_ target: Expression) {
    switch target.kind {
    case .identifier(let identifier):
      bind(identifier)
    case .tuple(let elements), .list(let elements):
      for element in elements {
        resolveTarget(element)
      }
    default:
      resolve(target)
    }
  }

  /// Resolves `target op= value`, which uses its target before it binds it.
  private mutating func resolveUpdate(of target: Expression, with value: Expression) {
    guard case .identifier(let identifier) = target.kind else {
      resolve(target)
      return resolve(value)
    }
    if let variable = scopes.last?.names[identifier.name] {
      checkAssigned(variable, at: identifier)
    }
    resolve(value)
    bind(identifier)
  }

  private mutating func resolve(_ load: Load, _ statement: Statement) {
    let function = functions[functions.count - 1]
    if !isOutsideFunctions {
      report(.loadWithin("function"), at: statement.span)
    } else if function.loops > 0 {
      report(.loadWithin("loop"), at: statement.span)
    } else if function.conditionals > 0 {
      report(.loadWithin("conditional"), at: statement.span)
    } else {
      resolution.loads.append(ModuleReference(name: load.module, span: load.moduleSpan))
      for name in load.names {
        bindGlobal(name.local, byLoad: true)
      }
    }
  }
}
