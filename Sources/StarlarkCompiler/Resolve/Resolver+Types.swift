import StarlarkSyntax

extension Resolver {
  /// The types that every annotation may name.
  private static let basicTypes: [String: TypeDescriptor] = [
    "Any": .any, "None": .none, "bool": .bool, "int": .int, "float": .float, "str": .string,
    "string": .string, "bytes": .bytes, "Callable": .callable, "Iterable": .iterable(.any),
    "list": .list(.any), "dict": .dict(.any, .any), "set": .set(.any),
    "tuple": .homogeneousTuple(.any),
  ]

  /// Resolves an annotation.
  mutating func resolve(_ type: TypeExpression) {
    resolution.types[type.span] = descriptor(of: type)
  }

  private mutating func descriptor(of type: TypeExpression) -> TypeDescriptor {
    switch type.kind {
    case .name(let identifier):
      return descriptor(of: identifier)
    case .generic(let identifier, let arguments):
      return descriptor(of: identifier, arguments, at: type.span)
    case .repeated(let identifier, let element):
      let element = descriptor(of: element)
      if identifier.name == "tuple" { return .homogeneousTuple(element) }
      report(.repeatedType(identifier.name), at: type.span)
      return .any
    case .union(let types):
      var members: [TypeDescriptor] = []
      for type in types {
        let member = descriptor(of: type)
        let parts = if case .union(let parts) = member { parts } else { [member] }
        members += parts.filter { !members.contains($0) }
      }
      return members.count == 1 ? members[0] : .union(members)
    }
  }

  /// The type of a name: one of the language, a record type of the file, or a type of the host.
  private mutating func descriptor(of identifier: Identifier) -> TypeDescriptor {
    let name = identifier.name
    if let basic = Self.basicTypes[name] { return basic }
    if options.types.contains(name), globals[name] == nil { return .named(name) }
    // Types are looked at when functions are called, so that a record type may be bound further down.
    if let global = globals[name], !scopes.contains(where: { $0.names[name] != nil }) {
      resolution.references[identifier.ordinal] = .global(global.slot)
      return .global(global.slot, name)
    }
    switch lookUp(name) {
    case .global(let slot):
      return .global(slot, name)
    case .predeclared:
      return .named(name)
    case .local, .free:
      report(.localType(name), at: identifier.span)
    case nil:
      let types = Self.basicTypes.keys.sorted() + options.types.sorted()
      let suggestion = suggestion(for: name, among: types)
      report(.unknownType(name, suggestion: suggestion), at: identifier.span)
    }
    return .any
  }

  private mutating func descriptor(
    of identifier: Identifier, _ arguments: [TypeExpression], at span: Span
  ) -> TypeDescriptor {
    let types = arguments.map { descriptor(of: $0) }
    let want: String
    switch (identifier.name, types.count) {
    case ("list", 1): return .list(types[0])
    case ("set", 1): return .set(types[0])
    case ("dict", 2): return .dict(types[0], types[1])
    case ("Iterable", 1): return .iterable(types[0])
    case ("tuple", _): return .tuple(types)
    case ("list", _), ("set", _), ("Iterable", _): want = "1"
    case ("dict", _): want = "2"
    default:
      let count = resolution.diagnostics.count
      _ = descriptor(of: identifier)
      // A type that is unknown takes what it takes.
      guard resolution.diagnostics.count == count else { return .any }
      want = "none"
    }
    report(.typeArguments(identifier.name, got: types.count, want: want), at: span)
    return .any
  }
}
