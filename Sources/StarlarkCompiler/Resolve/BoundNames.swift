package import StarlarkSyntax

/// The names that statements bind in the scope around them.
package enum BoundNames {
  /// The names that statements bind, in the order of the text; those inside functions and comprehensions are
  /// not among them.
  package static func of(_ statements: [Statement]) -> [Identifier] {
    var names: [Identifier] = []
    var pending = [statements[...]]
    while var rest = pending.popLast() {
      guard let statement = rest.popFirst() else { continue }
      pending.append(rest)
      switch statement.kind {
      case .assignment(let target, _, _), .augmentedAssignment(_, let target, _, _):
        names += of(target)
      case .definition(let function):
        if let name = function.name { names.append(name) }
      case .load(let load):
        names += load.names.map(\.local)
      case .loop(let target, _, let body):
        names += of(target)
        pending.append(body[...])
      case .whileLoop(_, let body):
        pending.append(body[...])
      case .conditional(let clauses, let otherwise):
        pending.append(otherwise[...])
        pending += clauses.reversed().map { $0.body[...] }
      case .expression, .return, .break, .continue, .pass:
        break
      }
    }
    return names
  }

  /// The names that a target binds, in the order of the text.
  static func of(_ target: Expression) -> [Identifier] {
    switch target.kind {
    case .identifier(let identifier): [identifier]
    case .tuple(let elements), .list(let elements): elements.flatMap { of($0) }
    default: []
    }
  }
}
