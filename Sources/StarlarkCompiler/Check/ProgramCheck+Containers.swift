import StarlarkSyntax

// What functions of the language give that pass on the elements of what they get, and what they call with them.
extension ProgramCheck {
  /// What a function gives that makes a container of another; nil where it is none of these, or nothing is known.
  func container(
    _ function: KnownFunction, _ receiver: StaticValue, _ arguments: [Argument],
    _ values: [StaticValue]
  ) -> StaticValue? {
    guard !(function.rule is AnnotationRule) else { return nil }
    let isPlain = arguments.allSatisfy { argument in
      if case .positional = argument.kind { true } else { false }
    }
    switch function.signature.name {
    case "sorted", "reversed", "list":
      return element(arguments, values).map { .typed(.list($0)) }
    case "tuple": return element(arguments, values).map { .typed(.homogeneousTuple($0)) }
    case "set": return element(arguments, values).map { .typed(.set($0)) }
    case "enumerate": return element(arguments, values).map { .typed(.list(.tuple([.int, $0]))) }
    case "zip" where isPlain && !values.isEmpty:
      return .typed(.list(.tuple(values.map(\.element.type))))
    case "dict.items", "dict.keys", "dict.values", "dict.get", "dict.pop":
      return ofDict(function, receiver, values)
    default: return nil
    }
  }

  /// The type of the elements of the first argument.
  private func element(_ arguments: [Argument], _ values: [StaticValue]) -> TypeDescriptor? {
    guard let first = arguments.first, case .positional = first.kind else { return nil }
    let type = values[0].element.type
    return type == .any ? nil : type
  }

  private func ofDict(
    _ function: KnownFunction, _ dict: StaticValue, _ values: [StaticValue]
  ) -> StaticValue? {
    let type: (key: TypeDescriptor, value: TypeDescriptor)
    switch dict {
    case .typed(.dict(let key, let value)): type = (key, value)
    case .dict(let entries):
      let types = entries.map(\.value.type)
      guard let first = types.first else { return nil }
      type = (dict.element.type, types.dropFirst().reduce(first) { $0.joined(with: $1) })
    default: return nil
    }
    switch function.signature.name {
    case "dict.items": return .typed(.list(.tuple([type.key, type.value])))
    case "dict.keys": return .typed(.list(type.key))
    case "dict.values": return .typed(.list(type.value))
    // With a default it gives that too.
    case "dict.get" where values.count == 1: return .of(type.value.orNone)
    case "dict.pop" where values.count == 1: return .of(type.value)
    default: return nil
    }
  }

  // MARK: Callbacks

  /// Where built-ins take a function that they call with each element, and where the elements.
  private static let elementCallbacks: [String: (function: (String, Int?), items: Int)] = [
    "sorted": (("key", 1), 0), "min": (("key", nil), 0), "max": (("key", nil), 0),
    "parallelMap": (("f", 0), 1),
  ]

  /// Checks the arguments of a call.
  ///
  /// The parameter of a lambda is known by what it is called with, so that this is looked at first.
  mutating func check(_ arguments: [Argument], of function: StaticValue) -> [StaticValue] {
    guard case .function(let known) = function, !(known.rule is AnnotationRule),
      let place = Self.elementCallbacks[known.signature.name],
      arguments.indices.contains(place.items), case .positional = arguments[place.items].kind,
      let lambda = lambda(named: place.function.0, at: place.function.1, in: arguments),
      lambda.parameters.count == 1, let parameter = lambda.parameters[0].name,
      lambda.parameters[0].kind == .ordinary, lambda.parameters[0].defaultValue == nil,
      let key = key(of: parameter, in: functions + [lambda])
    else { return arguments.map { check($0.value) } }
    let items = check(arguments[place.items].value)
    if case .unknown = items.element {} else { self.known[key] = .value(items.element.asVariable) }
    return arguments.enumerated().map { index, argument in
      index == place.items ? items : check(argument.value)
    }
  }

  private func lambda(named name: String, at place: Int?, in arguments: [Argument]) -> Function? {
    for (index, argument) in arguments.enumerated() {
      switch argument.kind {
      case .named(let given) where given.name == name: break
      case .positional where index == place: break
      default: continue
      }
      if case .lambda(let function) = argument.value.kind { return function }
    }
    return nil
  }

  // MARK: Frozen containers

  /// The methods that change a container, and what they say where it is frozen.
  private static let changes: [String: String] = [
    "list.append": "append to", "list.extend": "extend", "list.insert": "insert into",
    "list.pop": "delete from", "list.remove": "delete from", "list.clear": "clear",
    "dict.update": "update", "dict.setdefault": "insert into", "dict.pop": "delete from",
    "dict.popitem": "delete from", "dict.clear": "clear",
    "set.add": "insert into", "set.remove": "delete from", "set.discard": "delete from",
    "set.pop": "delete from", "set.clear": "clear", "set.update": "update",
  ]

  /// The type of a container that a loaded file offers: it does not change any more.
  func frozenType(_ expression: Expression, _ value: StaticValue) -> String? {
    guard case .identifier(let identifier) = expression.kind,
      let key = key(of: identifier, in: functions), !tested.contains(key),
      let bindings = bindings[key], bindings.count == 1, case .loaded = bindings[0].kind,
      let type = value.typeName, ["list", "dict", "set"].contains(type)
    else { return nil }
    return type
  }

  /// Reports a call that changes what a loaded file offers.
  mutating func checkFrozen(
    _ object: Expression, _ value: StaticValue, _ name: Identifier, at span: Span
  ) {
    guard let type = frozenType(object, value), let change = Self.changes["\(type).\(name.name)"]
    else { return }
    report(
      "cannot \(change) frozen \(type)", hint: "`\(type)(…)` makes one of its own", at: span)
  }
}
