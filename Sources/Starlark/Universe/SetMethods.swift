import StarlarkCompiler

/// The methods of sets.
enum SetMethods {
  static let all = elements + combinations + updates

  private static let elements = [
    NativeFunction(
      Signature(
        "set.add", [.positional("x")], result: .none, documentation: "Adds an element.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]),
        let hash = Arguments.hash(machine, "set.add", arguments[0])
      else { return .failed }
      TableObject(arguments[-2].object).set(
        arguments[0], hash: hash, to: .none, heap: machine.heap)
      return machine.checkGrowth(arguments[-2]) ? .none : .failed
    },
    NativeFunction(
      Signature("set.clear", result: .none, documentation: "Removes all elements.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      TableObject(arguments[-2].object).removeAll(heap: machine.heap)
      return .none
    },
    NativeFunction(
      Signature(
        "set.discard", [.positional("x")], result: .none,
        documentation: "Removes an element if it is there.")
    ) { machine, arguments in
      remove(machine, "set.discard", arguments).isFailed ? .failed : .none
    },
    NativeFunction(
      Signature("set.pop", documentation: "Removes the first element and gives it.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      let set = TableObject(arguments[-2].object)
      guard let place = set.firstPosition() else { return machine.fail("set.pop: empty set") }
      let value = set.key(at: place)
      _ = set.remove(at: place, heap: machine.heap)
      return value
    },
    NativeFunction(
      Signature(
        "set.remove", [.positional("x")], result: .none,
        documentation: "Removes an element; an error if it is not there.")
    ) { machine, arguments in
      let found = remove(machine, "set.remove", arguments)
      if found.isFailed { return .failed }
      return Value.same(found, .yes)
        ? .none
        : machine.fail("set.remove: missing key: \(machine.shortText(arguments[0]))")
    },
  ]

  /// Removes the first argument and answers whether it was there.
  private static func remove(_ machine: Machine, _ function: String, _ arguments: Values) -> Value {
    guard machine.checkMutable(arguments[-2]),
      let hash = Arguments.hash(machine, function, arguments[0])
    else { return .failed }
    let set = TableObject(arguments[-2].object)
    let position = set.find(arguments[0], hash: hash)
    guard position >= 0 else { return .no }
    _ = set.remove(at: position, heap: machine.heap)
    return .yes
  }

  // MARK: New sets and questions

  private static let combinations = [
    NativeFunction(
      Signature(
        "set.difference", [.rest("others")], result: .set(.any),
        documentation: "A new set of the elements that are in none of some iterables.")
    ) { machine, arguments in
      let result = machine.copy(TableObject(arguments[-2].object), as: .set)
      return subtract(machine, "set.difference", arguments[0], from: result)
        ? Value(result.object) : .failed
    },
    NativeFunction(
      Signature(
        "set.intersection", [.rest("others")], result: .set(.any),
        documentation: "A new set of the elements that are in all of some iterables.")
    ) { machine, arguments in
      let result = machine.copy(TableObject(arguments[-2].object), as: .set)
      return intersect(machine, "set.intersection", arguments[0], with: result)
        ? Value(result.object) : .failed
    },
    NativeFunction(
      Signature(
        "set.isdisjoint", [.positional("x", .elements)], result: .bool,
        documentation: "Whether no element is in an iterable.")
    ) { machine, arguments in
      let set = TableObject(arguments[-2].object)
      var isDisjoint = true
      let isComplete = visit(machine, "set.isdisjoint", arguments[0]) { key, hash in
        // All elements are looked at: one without a hash is an error wherever it stands.
        isDisjoint = isDisjoint && set.find(key, hash: hash) < 0
        return true
      }
      return isComplete ? Value(isDisjoint) : .failed
    },
    NativeFunction(
      Signature(
        "set.issubset", [.positional("x", .elements)], result: .bool,
        documentation: "Whether all elements are in an iterable.")
    ) { machine, arguments in
      let set = TableObject(arguments[-2].object)
      guard let other = table(machine, "set.issubset", arguments[0]) else { return .failed }
      return contains(machine, other, set)
    },
    NativeFunction(
      Signature(
        "set.issuperset", [.positional("x", .elements)], result: .bool,
        documentation: "Whether all elements of an iterable are in the set.")
    ) { machine, arguments in
      let set = TableObject(arguments[-2].object)
      var isSuperset = true
      let isComplete = visit(machine, "set.issuperset", arguments[0]) { key, hash in
        isSuperset = isSuperset && set.find(key, hash: hash) >= 0
        return true
      }
      return isComplete ? Value(isSuperset) : .failed
    },
    NativeFunction(
      Signature(
        "set.symmetric_difference", [.positional("x", .elements)], result: .set(.any),
        documentation:
          "A new set of the elements that are in the set or in an iterable, not in both.")
    ) { machine, arguments in
      let result = machine.copy(TableObject(arguments[-2].object), as: .set)
      return exclude(machine, "set.symmetric_difference", arguments[0], from: result)
        ? Value(result.object) : .failed
    },
    NativeFunction(
      Signature(
        "set.union", [.rest("others")], result: .set(.any),
        documentation: "A new set of the elements of the set and of some iterables.")
    ) { machine, arguments in
      let result = machine.copy(TableObject(arguments[-2].object), as: .set)
      return insertAll(machine, "set.union", arguments[0], into: result)
        ? Value(result.object) : .failed
    },
  ]

  // MARK: Changes

  private static let updates = [
    NativeFunction(
      Signature(
        "set.difference_update", [.rest("others")], result: .none,
        documentation: "Removes the elements that are in any of some iterables.")
    ) { machine, arguments in
      change(machine, arguments) {
        subtract(machine, "set.difference_update", arguments[0], from: $0)
      }
    },
    NativeFunction(
      Signature(
        "set.intersection_update", [.rest("others")], result: .none,
        documentation: "Removes the elements that are missing in any of some iterables.")
    ) { machine, arguments in
      change(machine, arguments) {
        intersect(machine, "set.intersection_update", arguments[0], with: $0)
      }
    },
    NativeFunction(
      Signature(
        "set.symmetric_difference_update", [.positional("x", .elements)], result: .none,
        documentation: "Removes the elements that are in an iterable too, and adds its others.")
    ) { machine, arguments in
      change(machine, arguments) {
        exclude(machine, "set.symmetric_difference_update", arguments[0], from: $0)
      }
    },
    NativeFunction(
      Signature(
        "set.update", [.rest("others")], result: .none,
        documentation: "Adds the elements of some iterables.")
    ) { machine, arguments in
      change(machine, arguments) { insertAll(machine, "set.update", arguments[0], into: $0) }
    },
  ]

  /// Changes the receiver if it may be changed.
  private static func change(
    _ machine: Machine, _ arguments: Values, _ body: (TableObject) -> Bool
  ) -> Value {
    guard machine.checkMutable(arguments[-2]) else { return .failed }
    return body(TableObject(arguments[-2].object)) ? .none : .failed
  }

  // MARK: Parts; false after an error was recorded

  /// Calls a function with each element of an iterable and its hash until it answers false.
  private static func visit(
    _ machine: Machine, _ function: String, _ iterable: Value, _ body: (Value, UInt32) -> Bool
  ) -> Bool {
    guard Arguments.iterable(machine, function, "x", iterable) else { return false }
    var hasFailed = false
    let isComplete = machine.iterate(iterable) { element in
      guard let hash = Arguments.hash(machine, function, element) else {
        hasFailed = true
        return false
      }
      return body(element, hash)
    }
    return isComplete && !hasFailed
  }

  /// Places that are made for the elements of a list before it is known how many are the same.
  static let mostReserved = 1024

  /// Adds the elements of an iterable to a set.
  static func insert(
    _ machine: Machine, _ function: String, _ iterable: Value, into set: TableObject
  ) -> Bool {
    visit(machine, function, iterable) { key, hash in
      set.set(key, hash: hash, to: .none, heap: machine.heap)
      return machine.checkGrowth(Value(set.object))
    }
  }

  private static func eachOther(
    _ machine: Machine, _ function: String, _ others: Value, _ body: (Value) -> Bool
  ) -> Bool {
    let tuple = TupleObject(others.object)
    for index in 0..<tuple.count where !machine.isIterable(tuple[index]) {
      machine.fail(
        "\(function): argument #\(index + 1) is not iterable: \(machine.typeName(tuple[index]))")
      return false
    }
    for index in 0..<tuple.count where !body(tuple[index]) { return false }
    return true
  }

  private static func insertAll(
    _ machine: Machine, _ function: String, _ others: Value, into set: TableObject
  ) -> Bool {
    eachOther(machine, function, others) { other in
      // A set that is added to itself would be locked by its own iteration, to no effect.
      other.object == set.object || insert(machine, function, other, into: set)
    }
  }

  private static func subtract(
    _ machine: Machine, _ function: String, _ others: Value, from set: TableObject
  ) -> Bool {
    eachOther(machine, function, others) { other in
      if other.isObject(.set) {
        return remove(machine, elementsOf: TableObject(other.object), from: set)
      }
      return visit(machine, function, other) { key, hash in
        let position = set.find(key, hash: hash)
        if position >= 0 { _ = set.remove(at: position, heap: machine.heap) }
        return true
      }
    }
  }

  /// Removes the elements of a set from another.
  static func remove(
    _ machine: Machine, elementsOf other: TableObject, from set: TableObject
  ) -> Bool {
    if other.object == set.object {
      set.removeAll(heap: machine.heap)
      return true
    }
    var position = 0
    while let place = other.position(from: position) {
      guard machine.charge(place + 1 - position) else { return false }
      let known = set.find(other.key(at: place), hash: other.hash(at: place))
      if known >= 0 { _ = set.remove(at: known, heap: machine.heap) }
      position = place + 1
    }
    return true
  }

  private static func intersect(
    _ machine: Machine, _ function: String, _ others: Value, with set: TableObject
  ) -> Bool {
    eachOther(machine, function, others) { other in
      guard let kept = table(machine, function, other) else { return false }
      return keep(machine, elementsOf: kept, in: set)
    }
  }

  /// Removes the elements of a set that are not in another.
  static func keep(
    _ machine: Machine, elementsOf kept: TableObject, in set: TableObject
  ) -> Bool {
    var position = 0
    while let place = set.position(from: position) {
      guard machine.charge(place + 1 - position) else { return false }
      if kept.find(set.key(at: place), hash: set.hash(at: place)) < 0 {
        set.makeHole(at: place)
      }
      position = place + 1
    }
    set.closeHolesIfMany(heap: machine.heap)
    return true
  }

  private static func exclude(
    _ machine: Machine, _ function: String, _ other: Value, from set: TableObject
  ) -> Bool {
    guard let given = table(machine, function, other) else { return false }
    return exclude(machine, elementsOf: given, from: set)
  }

  /// Removes the elements that two sets share from one, and adds the others of the other one.
  static func exclude(
    _ machine: Machine, elementsOf given: TableObject, from set: TableObject
  ) -> Bool {
    if given.object == set.object {
      set.removeAll(heap: machine.heap)
      return true
    }
    var position = 0
    while let place = given.position(from: position) {
      guard machine.charge(place + 1 - position) else { return false }
      let (key, hash) = (given.key(at: place), given.hash(at: place))
      let known = set.find(key, hash: hash)
      if known >= 0 {
        _ = set.remove(at: known, heap: machine.heap)
      } else {
        set.add(key, hash: hash, value: .none, heap: machine.heap)
      }
      position = place + 1
    }
    return machine.checkGrowth(Value(set.object))
  }

  /// A set or dict as it is, or a set of the elements of another iterable; nil after an error was recorded.
  private static func table(_ machine: Machine, _ function: String, _ value: Value) -> TableObject?
  {
    if value.isObject(.set) || value.isObject(.dict) { return TableObject(value.object) }
    let result = machine.heap.set()
    return insert(machine, function, value, into: result) ? result : nil
  }

  private static func contains(
    _ machine: Machine, _ outer: TableObject, _ inner: TableObject
  ) -> Value {
    var position = 0
    while let place = inner.position(from: position) {
      guard machine.charge(place + 1 - position) else { return .failed }
      if outer.find(inner.key(at: place), hash: inner.hash(at: place)) < 0 { return .no }
      position = place + 1
    }
    return .yes
  }
}
