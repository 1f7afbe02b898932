// What types say about values: names, iteration, and whether a value can be of a type at all.

extension TypeDescriptor {
  /// What `type()` may answer for a value of the type, nil where it may answer anything.
  package var typeNames: Set<String>? {
    switch self {
    case .any, .callable, .iterable: return nil
    case .none: return ["NoneType"]
    case .named(let name): return [name]
    case .list: return ["list"]
    case .dict: return ["dict"]
    case .set: return ["set"]
    case .tuple, .homogeneousTuple: return ["tuple"]
    case .global: return ["record"]
    case .union(let types):
      var names: Set<String> = []
      for type in types {
        guard let more = type.typeNames else { return nil }
        names.formUnion(more)
      }
      return names
    }
  }

  /// What iteration over a value of the type gives.
  var element: TypeDescriptor {
    switch self {
    case .list(let element), .set(let element), .iterable(let element),
      .homogeneousTuple(let element), .dict(let element, _):
      element
    case .named("range"): .int
    default: .any
    }
  }

  /// The type without what a script may put into containers later.
  ///
  /// What the host or a module gives is hardly joined by something else.
  var withoutChangeable: TypeDescriptor {
    switch self {
    case .list(let element): .list(element.ofHost)
    case .dict(_, let value): .dict(.any, value.ofHost)
    case .set(let element): .set(element.ofHost)
    case .tuple(let types): .tuple(types.map(\.withoutChangeable))
    case .homogeneousTuple(let element): .homogeneousTuple(element.withoutChangeable)
    // Elements of an iterable may come from a list.
    case .iterable(let element): .iterable(element.withoutChangeable)
    case .union(let types): .union(types.map(\.withoutChangeable))
    case .any, .none, .named, .callable, .global: self
    }
  }

  /// The type where it is one of values that a script cannot make by itself, else `any`.
  private var ofHost: TypeDescriptor {
    switch self {
    case .named(let name):
      BasicTypes.closed.contains(name) || ["struct", "record"].contains(name) ? .any : self
    case .list(let element): .list(element.ofHost)
    default: .any
    }
  }

  /// The type of a value that may be missing.
  var orNone: TypeDescriptor { self == .any ? .any : .union([self, .none]) }

  /// The type of what is there, where it may be missing.
  var withoutNone: TypeDescriptor {
    guard case .union(let types) = self else { return self }
    let rest = types.filter { $0 != .none }
    return rest.count == 1 ? rest[0] : self
  }

  /// The type of two values of which either may come; `any` where they have nothing in common.
  func joined(with other: TypeDescriptor) -> TypeDescriptor {
    if self == other { return self }
    return switch (self, other) {
    case (.list, .list): .list(.any)
    case (.dict, .dict): .dict(.any, .any)
    case (.set, .set): .set(.any)
    case (.tuple, .tuple), (.homogeneousTuple, .tuple), (.tuple, .homogeneousTuple),
      (.homogeneousTuple, .homogeneousTuple):
      .homogeneousTuple(.any)
    default: .any
    }
  }
}

/// The types that values of the language have, and what holds for all values of each.
enum BasicTypes {
  static let iterable: Set<String> = ["list", "tuple", "dict", "set", "range"]
  /// Types of which no value can be iterated.
  static let single: Set<String> = [
    "NoneType", "bool", "int", "float", "string", "bytes", "function", "builtin_function_or_method",
  ]
  static let callable: Set<String> = ["function", "builtin_function_or_method", "record_type"]
  /// Types of which no value can be called.
  static let uncallable: Set<String> = [
    "NoneType", "bool", "int", "float", "string", "bytes", "list", "tuple", "dict", "set", "range",
  ]
  static let unhashable: Set<String> = ["list", "dict", "set", "range"]
  static let numbers: Set<String> = ["int", "float"]
  /// Types whose operators are all known: no value of the host takes part in them.
  static let closed: Set<String> = single.union(iterable)
}

extension StaticValue {
  /// A struct whose fields are all texts, whatever their names.
  package static let row = "row of texts"

  /// The name of its type as a run says it.
  var spokenType: String? { typeName.map { $0 == Self.row ? "row" : $0 } }

  /// Whether the value is surely not of a type, its elements included.
  package func conflicts(with type: TypeDescriptor) -> Bool {
    if case .typed(.union(let types)) = self {
      return types.allSatisfy { StaticValue.of($0).conflicts(with: type) }
    }
    if case .unknown = self { return false }
    guard let name = typeName else { return false }
    switch type {
    case .any: return false
    case .union(let types): return types.allSatisfy { conflicts(with: $0) }
    case .none: return name != "NoneType"
    case .named(let wanted): return name != wanted && !(name == Self.row && wanted == "struct")
    case .callable: return BasicTypes.uncallable.contains(name)
    case .iterable(let element):
      return BasicTypes.single.contains(name) || hasElement(conflictingWith: element)
    case .list(let element): return name != "list" || hasElement(conflictingWith: element)
    case .set(let element): return name != "set" || hasElement(conflictingWith: element)
    case .homogeneousTuple(let element):
      return name != "tuple" || hasElement(conflictingWith: element)
    case .tuple(let types):
      guard name == "tuple" else { return true }
      guard case .tuple(let elements) = self else { return false }
      return elements.count != types.count
        || zip(elements, types).contains { $0.conflicts(with: $1) }
    case .dict(let key, let value):
      guard name == "dict" else { return true }
      guard case .dict(let entries) = self else { return false }
      return entries.contains { $0.key.conflicts(with: key) || $0.value.conflicts(with: value) }
    case .global: return BasicTypes.closed.contains(name)
    }
  }

  private func hasElement(conflictingWith type: TypeDescriptor) -> Bool {
    switch self {
    case .list(let elements), .tuple(let elements):
      elements.contains { $0.conflicts(with: type) }
    case .dict(let entries): entries.contains { $0.key.conflicts(with: type) }
    default: false
    }
  }

  /// What iteration gives.
  var element: StaticValue {
    switch self {
    case .list(let elements), .tuple(let elements):
      guard let first = elements.first?.type else { return .unknown }
      return .of(elements.dropFirst().reduce(first) { $0.joined(with: $1.type) })
    case .dict(let entries):
      guard let first = entries.first?.key.type else { return .unknown }
      return .of(entries.dropFirst().reduce(first) { $0.joined(with: $1.key.type) })
    case .typed(let type): return .of(type.element)
    case .assumed(let type, _):
      return type.element == .any ? .unknown : .assumed(type.element, choices: [])
    default: return .unknown
    }
  }
}
