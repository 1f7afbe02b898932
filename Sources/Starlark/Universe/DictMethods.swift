import StarlarkCompiler

/// The methods of dicts.
enum DictMethods {
  static let all = [
    NativeFunction(
      Signature("dict.clear", result: .none, documentation: "Removes all entries.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      TableObject(arguments[-2].object).removeAll(heap: machine.heap)
      return .none
    },
    NativeFunction(
      Signature(
        "dict.get", [.positional("key"), .optional("default", default: "None")],
        documentation: "The value of a key, or the default where there is none.")
    ) { machine, arguments in
      guard let hash = Arguments.hash(machine, "dict.get", arguments[0]) else { return .failed }
      let dict = TableObject(arguments[-2].object)
      let position = dict.find(arguments[0], hash: hash)
      if position >= 0 { return dict.value(at: position) }
      return arguments[1].isUnbound ? .none : arguments[1]
    },
    NativeFunction(
      Signature(
        "dict.items", result: .list(.tuple([.any, .any])),
        documentation: "A new list of pairs, each a key and its value.")
    ) { machine, arguments in
      let dict = TableObject(arguments[-2].object)
      return list(machine, dict) { place in
        let pair = machine.heap.uninitializedTuple(count: 2)
        pair[0] = dict.key(at: place)
        pair[1] = dict.value(at: place)
        return Value(pair.object)
      }
    },
    NativeFunction(
      Signature("dict.keys", result: .list(.any), documentation: "A new list of the keys.")
    ) { machine, arguments in
      let dict = TableObject(arguments[-2].object)
      return list(machine, dict) { dict.key(at: $0) }
    },
    NativeFunction(
      Signature(
        "dict.pop", [.positional("key"), .optional("default")],
        documentation: "Removes a key and gives its value, or the default where there is none."),
      body: pop),
    NativeFunction(
      Signature(
        "dict.popitem", result: .tuple([.any, .any]),
        documentation: "Removes the first entry and gives its key and value."),
      body: popItem),
    NativeFunction(
      Signature(
        "dict.setdefault", [.positional("key"), .optional("default", default: "None")],
        documentation: "The value of a key, which is set to the default where there is none."),
      body: setDefault),
    NativeFunction(
      Signature(
        "dict.update", [.optional("pairs", .elements), .keywords("entries")], result: .none,
        documentation:
          "Sets the entries of another dict, or pairs of keys and values, and an entry for each "
          + "argument by name.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      let dict = TableObject(arguments[-2].object)
      return update(machine, "dict.update", dict, arguments[0], arguments[1]) ? .none : .failed
    },
    NativeFunction(
      Signature("dict.values", result: .list(.any), documentation: "A new list of the values.")
    ) { machine, arguments in
      let dict = TableObject(arguments[-2].object)
      return list(machine, dict) { dict.value(at: $0) }
    },
  ]

  @inline(__always)
  private static func list(
    _ machine: Machine, _ dict: TableObject, _ element: (Int) -> Value
  ) -> Value {
    guard machine.charge(dict.used), let result = Lists.make(machine, capacity: dict.count) else {
      return .failed
    }
    var position = 0
    var pace = Pace(machine)
    while let place = dict.position(from: position) {
      guard pace.goesOn(at: place) else { return .failed }
      result.append(element(place), heap: machine.heap)
      position = place + 1
    }
    return Value(result.object)
  }

  private static func pop(_ machine: Machine, _ arguments: Values) -> Value {
    guard machine.checkMutable(arguments[-2]),
      let hash = Arguments.hash(machine, "dict.pop", arguments[0])
    else { return .failed }
    let dict = TableObject(arguments[-2].object)
    let position = dict.find(arguments[0], hash: hash)
    if position >= 0 { return dict.remove(at: position, heap: machine.heap) }
    guard arguments[1].isUnbound else { return arguments[1] }
    return machine.fail("dict.pop: missing key: \(machine.shortText(arguments[0]))")
  }

  private static func popItem(_ machine: Machine, _ arguments: Values) -> Value {
    guard machine.checkMutable(arguments[-2]) else { return .failed }
    let dict = TableObject(arguments[-2].object)
    guard let place = dict.firstPosition() else {
      return machine.fail("dict.popitem: empty dict")
    }
    let key = dict.key(at: place)
    return machine.heap.tuple([key, dict.remove(at: place, heap: machine.heap)])
  }

  private static func setDefault(_ machine: Machine, _ arguments: Values) -> Value {
    guard let hash = Arguments.hash(machine, "dict.setdefault", arguments[0]) else {
      return .failed
    }
    let dict = TableObject(arguments[-2].object)
    let position = dict.find(arguments[0], hash: hash)
    if position >= 0 { return dict.value(at: position) }
    guard machine.checkMutable(arguments[-2]) else { return .failed }
    let value = arguments[1].isUnbound ? Value.none : arguments[1]
    dict.add(arguments[0], hash: hash, value: value, heap: machine.heap)
    return machine.checkGrowth(arguments[-2]) ? value : .failed
  }

  /// Sets entries of a dict from another, from pairs, and from arguments by name; false after an error was recorded.
  static func update(
    _ machine: Machine, _ function: String, _ dict: TableObject, _ pairs: Value, _ entries: Value
  ) -> Bool {
    if pairs.isObject(.dict) {
      if pairs.object != dict.object {
        guard machine.insertAll(of: TableObject(pairs.object), into: dict) else { return false }
      }
    } else if !pairs.isUnbound {
      guard Arguments.iterable(machine, function, "pairs", pairs) else { return false }
      var index = 0
      let isComplete = machine.iterate(pairs) { pair in
        defer { index += 1 }
        return set(machine, function, dict, pair, index)
      }
      guard isComplete else { return false }
    }
    return machine.insertAll(of: TableObject(entries.object), into: dict)
  }

  /// Sets the entry that a pair stands for.
  private static func set(
    _ machine: Machine, _ function: String, _ dict: TableObject, _ pair: Value, _ index: Int
  ) -> Bool {
    var (key, value) = (Value.unbound, Value.unbound)
    var count = 0
    if pair.isObject(.tuple), TupleObject(pair.object).count == 2 {
      (key, value) = (TupleObject(pair.object)[0], TupleObject(pair.object)[1])
      count = 2
    } else {
      guard machine.isIterable(pair) else {
        machine.fail(
          "\(function): element #\(index) is not iterable (\(machine.typeName(pair))), want a pair")
        return false
      }
      let isComplete = machine.iterate(pair) { element in
        if count == 0 { key = element } else { value = element }
        count += 1
        return count <= 2
      }
      guard isComplete else { return false }
    }
    guard count == 2 else {
      let length = Lists.knownCount(machine, pair) ?? count
      machine.fail("\(function): element #\(index) has length \(length), want 2")
      return false
    }
    guard let hash = Arguments.hash(machine, function, key) else { return false }
    dict.set(key, hash: hash, to: value, heap: machine.heap)
    return machine.checkGrowth(Value(dict.object))
  }
}
