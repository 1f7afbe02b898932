import StarlarkSyntax

extension Resolver {
  /// Resolves an expression, its parts in the order of evaluation, without recursion but into new scopes.
  mutating func resolve(_ expression: Expression) {
    var pending = [expression]
    while let expression = pending.popLast() {
      guard pace.goesOn() else { return }
      switch expression.kind {
      case .identifier(let identifier):
        use(identifier)
      case .comprehension(let comprehension):
        resolve(comprehension)
      case .lambda(let function):
        resolve(function)
      default:
        pending += expression.parts.reversed()
      }
    }
  }

  /// Resolves a comprehension: a scope of its own, but for the first iterable, which is outside of it.
  private mutating func resolve(_ comprehension: Comprehension) {
    let mark = flow.mark()
    if case .loop(_, let iterable) = comprehension.clauses.first { resolve(iterable) }
    scopes.append(Scope(depth: functions.count))
    for case .loop(let target, _) in comprehension.clauses {
      for name in BoundNames.of(target) where scopes.last?.names[name.name] == nil {
        declareVariable(name)
      }
    }
    for (index, clause) in comprehension.clauses.enumerated() {
      switch clause {
      case .loop(let target, let iterable):
        if index > 0 { resolve(iterable) }
        resolveTarget(target)
      case .condition(let condition):
        resolve(condition)
      }
    }
    switch comprehension.body {
    case .element(let element):
      resolve(element)
    case .entry(let entry):
      resolve(entry.key)
      resolve(entry.value)
    }
    scopes.removeLast()
    flow.restore(mark)
  }
}
