import StarlarkSyntax

// What gives variables their values, collected before the walk.
extension ProgramCheck {
  mutating func collectBindings() {
    var pending: [(node: SyntaxNode, functions: [Function])] = file.statements.reversed().map {
      (.statement($0), [])
    }
    while let (node, around) = pending.popLast() {
      // One level at a time, so that each node knows the functions around it.
      var isRoot = true
      var children: [SyntaxNode] = []
      SyntaxWalker.walk([node]) { visited in
        defer { isRoot = false }
        if isRoot { return .descend }
        children.append(visited)
        return .skip
      }
      collect(node, around)
      pending += children.reversed().map { ($0, self.around($0, in: node, around)) }
    }
  }

  /// The functions around a part of a node: defaults and annotations of a function are outside of it.
  private func around(_ part: SyntaxNode, in node: SyntaxNode, _ around: [Function]) -> [Function] {
    guard case .function(let function) = node else { return around }
    switch part {
    case .parameter, .type: return around
    default: return around + [function]
    }
  }

  private mutating func collect(_ node: SyntaxNode, _ around: [Function]) {
    switch node {
    case .statement(let statement): collect(statement, around)
    case .function(let function):
      for parameter in function.parameters {
        guard let name = parameter.name else { continue }
        add(name, .parameter(parameter), parameter.type, around + [function])
      }
    case .expression(let expression):
      collectFilled(expression, around)
      guard case .comprehension(let comprehension) = expression.kind else { return }
      for case .loop(let target, let iterable) in comprehension.clauses {
        collect(target, .element(iterable), nil, around)
      }
    case .parameter, .type, .identifier: break
    }
  }

  private mutating func collect(_ statement: Statement, _ around: [Function]) {
    switch statement.kind {
    case .assignment(let target, let type, let value):
      collect(target, .value(value), type, around)
      if case .index(let container, let key) = target.kind { addFilled(container, key, around) }
    case .augmentedAssignment(let operation, let target, let value, _):
      collect(target, .update(operation, value), nil, around)
    case .definition(let function):
      if let name = function.name { add(name, .function(function), nil, around) }
    case .loop(let target, let iterable, _):
      collect(target, .element(iterable), nil, around)
    case .load(let load):
      for name in load.names {
        add(name.local, .loaded(module: load.module, name: name.original), nil, around)
      }
    default: break
    }
  }

  /// The methods that put something into a container.
  private static let filling: Set<String> = [
    "append", "extend", "insert", "add", "update", "setdefault",
  ]

  private mutating func collectFilled(_ expression: Expression, _ around: [Function]) {
    guard case .call(let callee, let arguments) = expression.kind,
      case .attribute(let object, let name) = callee.kind, Self.filling.contains(name.name)
    else { return }
    var key: Expression?
    if name.name == "setdefault", let first = arguments.first, case .positional = first.kind {
      key = first.value
    }
    addFilled(object, key, around)
  }

  private mutating func addFilled(
    _ container: Expression, _ key: Expression?, _ around: [Function]
  ) {
    guard case .identifier(let name) = container.kind,
      let variable = self.key(of: name, in: around)
    else { return }
    let isFirst = filled.insert(variable).inserted
    if let key, isFirst || filledKeys[variable] != nil {
      filledKeys[variable, default: []].append((key, around))
    } else {
      filledKeys[variable] = nil
    }
  }

  private mutating func collect(
    _ target: Expression, _ kind: VariableBinding.Kind, _ type: TypeExpression?,
    _ around: [Function]
  ) {
    if case .identifier(let identifier) = target.kind {
      return add(identifier, kind, type, around)
    }
    guard case .tuple(let targets) = target.kind else {
      for identifier in BoundNames.of(target) { add(identifier, .part, nil, around) }
      return
    }
    for (place, target) in targets.enumerated() {
      if case .identifier(let identifier) = target.kind {
        add(identifier, kind.piece(place), nil, around)
      } else {
        for identifier in BoundNames.of(target) { add(identifier, .part, nil, around) }
      }
    }
  }

  private mutating func add(
    _ identifier: Identifier, _ kind: VariableBinding.Kind, _ type: TypeExpression?,
    _ around: [Function]
  ) {
    guard let key = key(of: identifier, in: around) else { return }
    bindings[key, default: []].append(
      VariableBinding(kind: kind, identifier: identifier, annotation: type, functions: around))
  }
}

extension VariableBinding.Kind {
  /// How a part of what it gives is known.
  fileprivate func piece(_ place: Int) -> Self {
    switch self {
    case .value(let expression): .piece(of: expression, isElement: false, place)
    case .element(let iterable): .piece(of: iterable, isElement: true, place)
    default: .part
    }
  }
}
