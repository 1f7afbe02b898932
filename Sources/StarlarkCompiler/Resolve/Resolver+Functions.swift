import StarlarkSyntax

extension Resolver {
  /// Resolves a function: defaults and annotations around it, the body in a scope of its own.
  mutating func resolve(_ function: Function) {
    for parameter in function.parameters {
      if let type = parameter.type { resolve(type) }
      if let value = parameter.defaultValue { resolve(value) }
    }
    if let type = function.returnType { resolve(type) }

    let mark = flow.enterFunction()
    functions.append(OpenFunction(ordinal: function.ordinal))
    scopes.append(Scope(depth: functions.count))
    declareParameters(of: function)
    var locals: [Int] = []
    for name in BoundNames.of(function.body) where scopes.last?.names[name.name] == nil {
      locals.append(declareVariable(name))
    }
    resolution.functions[function.ordinal].locals = locals
    resolve(function.body)
    scopes.removeLast()
    functions.removeLast()
    flow.restore(mark)
  }

  private mutating func declareParameters(of function: Function) {
    var variables: [Int] = []
    for name in function.orderedParameters.compactMap(\.name) {
      if scopes.last?.names[name.name] != nil {
        report(.duplicateParameter(name.name), at: name.span)
      }
      variables.append(declareVariable(name))
      bind(name)
    }
    resolution.functions[function.ordinal].parameters = variables
  }
}
