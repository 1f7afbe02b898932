import StarlarkSyntax

// Globals.
extension Resolver {
  @discardableResult
  mutating func declareGlobal(_ name: String, isOfSession: Bool = false) -> Int {
    if let global = globals[name] { return global.slot }
    let slot = resolution.globals.count
    resolution.globals.append(name)
    globals[name] = Global(slot: slot, isOfSession: isOfSession)
    return slot
  }

  /// Gives every name that the top level binds its slot, before any use is resolved.
  mutating func declareGlobals(of statements: [Statement]) {
    for name in BoundNames.of(statements) {
      declareGlobal(name.name)
      if globals[name.name]?.declaration == nil { globals[name.name]?.declaration = name.span }
    }
  }

  /// Binds a global: an error if the file has bound it before and may not again.
  mutating func bindGlobal(_ identifier: Identifier, byLoad: Bool) {
    let slot = declareGlobal(identifier.name)
    resolution.references[identifier.ordinal] = .global(slot)
    guard var global = globals[identifier.name] else { return }
    if let binding = global.binding {
      guard !dialect.contains(.globalReassign) else { return }
      let kind: String =
        if dialect.contains(.loadBindsGlobally) {
          "global"
        } else if byLoad {
          "top-level"
        } else {
          global.isLoaded ? "local" : "global"
        }
      let place = "\(file.source.name):\(file.source.position(of: binding.start))"
      report(.reassigned(identifier.name, kind: kind, declaredAt: place), at: identifier.span)
      return
    }
    global.binding = identifier.span
    if byLoad, !dialect.contains(.loadBindsGlobally) {
      global.isLoaded = true
      resolution.loadedGlobals.insert(slot)
    }
    globals[identifier.name] = global
  }
}

// Bindings and uses.
extension Resolver {
  /// Makes a variable of the innermost scope.
  @discardableResult
  mutating func declareVariable(_ identifier: Identifier) -> Int {
    let number = resolution.variables.count
    resolution.variables.append(Variable(name: identifier.name, span: identifier.span))
    flow.declare()
    scopes[scopes.count - 1].names[identifier.name] = number
    return number
  }

  /// Binds a name in the innermost scope, which has declared it, or in the module.
  mutating func bind(_ identifier: Identifier) {
    guard let scope = scopes.last else { return bindGlobal(identifier, byLoad: false) }
    guard let variable = scope.names[identifier.name] else { return }
    resolution.references[identifier.ordinal] = .local(variable)
    flow.assign(variable)
  }

  /// Resolves the use of a name.
  mutating func use(_ identifier: Identifier) {
    guard let reference = lookUp(identifier.name) else {
      return reportUndefined(identifier)
    }
    resolution.references[identifier.ordinal] = reference
    if case .local(let variable) = reference { checkAssigned(variable, at: identifier) }
  }

  /// Notes a use of a variable that may come before its binding.
  mutating func checkAssigned(_ variable: Int, at identifier: Identifier) {
    guard !flow.isSure(variable) else { return }
    resolution.isUnsure[identifier.ordinal] = true
    resolution.variables[variable].mayBeUnbound = true
  }

  /// What a name means here, nil if nothing.
  mutating func lookUp(_ name: String) -> Reference? {
    for scope in scopes.reversed() {
      guard let variable = scope.names[name] else { continue }
      return scope.depth == functions.count ? .local(variable) : capture(variable, of: scope.depth)
    }
    if let global = globals[name], isVisible(global, name) { return .global(global.slot) }
    if predeclared.contains(name) { return .predeclared }
    guard options.sessionGlobals != nil, !isOutsideFunctions, !isHidden(name) else { return nil }
    return .global(declareGlobal(name))
  }

  /// Whether a use at this point means a global.
  ///
  /// Where globals can be rebound, straight-line code at the top level sees only what has been bound above it,
  /// so that `len = len` and the like mean what they say; inside a loop the binding may come earlier in time.
  private func isVisible(_ global: Global, _ name: String) -> Bool {
    guard dialect.contains(.globalReassign), isAtTopLevel, global.binding == nil,
      !global.isOfSession
    else { return true }
    return functions[0].loops > 0 && !predeclared.contains(name)
  }

  private func isHidden(_ name: String) -> Bool {
    name == "set" && !dialect.contains(.set)
  }

  /// Hands a variable of a function further out through all functions between.
  private mutating func capture(_ variable: Int, of depth: Int) -> Reference {
    resolution.variables[variable].isCaptured = true
    var source = Reference.local(variable)
    for index in depth..<functions.count {
      guard let ordinal = functions[index].ordinal else { continue }
      if let cell = functions[index].cells[variable] {
        source = .free(cell)
        continue
      }
      let cell = resolution.functions[ordinal].freeVariables.count
      resolution.functions[ordinal].freeVariables.append(
        FunctionVariables.Free(name: resolution.variables[variable].name, source: source))
      functions[index].cells[variable] = cell
      source = .free(cell)
    }
    return source
  }
}

// Unknown names.
extension Resolver {
  private mutating func reportUndefined(_ identifier: Identifier) {
    let name = identifier.name
    if isHidden(name) {
      report(.setIsOff(), at: identifier.span)
    } else if let declaration = globals[name]?.declaration {
      let line = file.source.line(of: declaration.start)
      report(.undefined(name, boundBelow: line), at: identifier.span)
    } else {
      let suggestion = suggestion(for: name)
      report(.undefined(name, suggestion: suggestion), at: identifier.span)
    }
  }

  /// The visible name nearest to one that does not exist.
  mutating func suggestion(for name: String, among extra: [String] = []) -> String? {
    // What other languages call nothing.
    if name == "null" || name == "nil" { return "None" }
    guard suggestions > 0 else { return nil }
    suggestions -= 1
    let locals = scopes.reversed().flatMap { $0.names.keys.sorted() }
    let names = locals + extra + resolution.globals + predeclared.sorted()
    return Spelling.nearest(to: name, among: names)
  }
}
