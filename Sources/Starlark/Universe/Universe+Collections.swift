import StarlarkCompiler

// Functions that make collections.
extension Universe {
  static let collections = [
    NativeFunction(
      Signature(
        "dict", [.optional("pairs", .elements), .keywords("entries")], result: .dict(.any, .any),
        documentation:
          "A new dict with the entries of another, or with pairs of keys and values, and with an "
          + "entry for each argument by name.")
    ) { machine, arguments in
      let dict = machine.heap.dict()
      let isComplete = DictMethods.update(machine, "dict", dict, arguments[0], arguments[1])
      return isComplete ? Value(dict.object) : .failed
    },
    NativeFunction(
      Signature(
        "list", [.optional("x", .elements)], result: .list(.any),
        documentation: "A new list of the elements of an iterable.")
    ) { machine, arguments in
      if arguments[0].isUnbound { return Value(machine.heap.list().object) }
      guard Arguments.iterable(machine, "list", "x", arguments[0]) else { return .failed }
      return Lists.make(machine, of: arguments[0]).map { Value($0.object) } ?? .failed
    },
    NativeFunction(
      Signature(
        "set", [.optional("x", .elements)], result: .set(.any),
        documentation: "A new set of the elements of an iterable, in the order they first appear.")
    ) { machine, arguments in
      let set = machine.heap.set()
      if arguments[0].isUnbound { return Value(set.object) }
      guard Arguments.iterable(machine, "set", "x", arguments[0]) else { return .failed }
      if arguments[0].isObject(.list) {
        set.reserve(
          min(ListObject(arguments[0].object).count, SetMethods.mostReserved), heap: machine.heap)
      }
      return SetMethods.insert(machine, "set", arguments[0], into: set)
        ? Value(set.object) : .failed
    },
    NativeFunction(
      Signature(
        "tuple", [.optional("x", .elements)], result: .homogeneousTuple(.any),
        documentation: "A tuple of the elements of an iterable.")
    ) { machine, arguments in
      let value = arguments[0]
      if value.isUnbound { return machine.heap.tuple([]) }
      if value.isObject(.tuple) { return value }
      guard Arguments.iterable(machine, "tuple", "x", value) else { return .failed }
      let source: ListObject
      if value.isObject(.list) {
        source = ListObject(value.object)
      } else {
        guard let list = Lists.make(machine, of: value) else { return .failed }
        source = list
      }
      guard machine.checkSize(source.count * 8) else { return .failed }
      let tuple = machine.heap.uninitializedTuple(count: source.count)
      return machine.copy(source.items, to: tuple.items, count: source.count)
        ? Value(tuple.object) : .failed
    },
  ]
}
