import StarlarkCompiler

// Functions on the attributes of a value.
extension Universe {
  static let attributes = [
    NativeFunction(
      Signature(
        "dir", [.positional("x")], result: .list(.string),
        documentation: "A sorted list of the names of a value's attributes.")
    ) { machine, arguments in
      if arguments[0].isObject(.structure) {
        let names = StructureObject(arguments[0].object).shape.names
        guard let list = Lists.make(machine, of: Value(names.object)),
          Sorting.sort(machine, list, by: list, isReversed: false)
        else { return .failed }
        return Value(list.object)
      }
      let names = machine.attributeNames(arguments[0]).sorted()
      guard machine.charge(names.count) else { return .failed }
      return machine.heap.list(names.map { machine.heap.string($0) })
    },
    NativeFunction(
      Signature(
        "getattr", [.positional("x"), .positional("name", .string), .optional("default")],
        documentation: "The attribute of a value by its name, or the default where there is none.")
    ) { machine, arguments in
      guard let name = name(machine, "getattr", arguments) else { return .failed }
      if let found = machine.attributeIfPresent(arguments[0], name) { return found }
      return arguments[2].isUnbound ? machine.attribute(arguments[0], name) : arguments[2]
    },
    NativeFunction(
      Signature(
        "hasattr", [.positional("x"), .positional("name", .string)], result: .bool,
        documentation: "Whether a value has an attribute of a name.")
    ) { machine, arguments in
      guard let name = name(machine, "hasattr", arguments) else { return .failed }
      guard let found = machine.attributeIfPresent(arguments[0], name) else { return .no }
      return found.isFailed ? .failed : .yes
    },
  ]

  /// The interned form of a name, as attributes are looked up by.
  private static func name(_ machine: Machine, _ function: String, _ arguments: Values) -> Value? {
    guard let string = Arguments.string(machine, function, "name", arguments[1]),
      machine.charge(bytes: string.count)
    else { return nil }
    return string.count > MethodTable.longestName
      ? arguments[1] : machine.heap.known(string)
  }
}

extension Heap {
  /// The interned string with the same bytes if there is one, else the string itself: names that a script makes up are
  /// not kept.
  func known(_ string: StringObject) -> Value {
    let name = NameBytes(bytes: unsafe Array(string.buffer))
    return unsafe state.pointee.interned[name] ?? Value(string.object)
  }
}
