import StarlarkCompiler

// Functions that order elements.
extension Universe {
  private static let key = Signature.Parameter.named(
    "key", .callable, "Gives what an element is ordered by.")

  static let orders = [
    NativeFunction(
      Signature(
        "max", [.rest("x", "An iterable, or two elements or more."), key],
        documentation: "The greatest of the elements, the first of those that are equal."),
      variadic: { machine, arguments, count in
        extreme(machine, "max", of: arguments, count, sign: 1)
      },
      body: { machine, arguments in extreme(machine, "max", arguments, sign: 1) }),
    NativeFunction(
      Signature(
        "min", [.rest("x", "An iterable, or two elements or more."), key],
        documentation: "The least of the elements, the first of those that are equal."),
      variadic: { machine, arguments, count in
        extreme(machine, "min", of: arguments, count, sign: -1)
      },
      body: { machine, arguments in extreme(machine, "min", arguments, sign: -1) }),
    NativeFunction(
      Signature(
        "sorted",
        [
          .init("iterable", type: .elements),
          .init(
            "key", type: .callable, isOptional: true,
            documentation: "Gives what an element is ordered by; called once for each, in order."),
          .init("reverse", type: .bool, defaultText: "False", documentation: "Greatest first."),
        ], result: .list(.any),
        documentation: "A list of the elements in order; equal ones stay in the order they came in."
      ),
      body: sorted),
  ]

  /// The extreme of arguments by position, or of the elements of the only one.
  private static func extreme(
    _ machine: Machine, _ function: String, of arguments: Values, _ count: Int, sign: Int
  ) -> Value {
    guard count > 0 else {
      return machine.fail("\(function) requires at least one positional argument")
    }
    guard count > 1 else { return extreme(machine, function, ofElements: arguments[0], sign: sign) }
    guard machine.charge(count) else { return .failed }
    var best = arguments[0]
    for index in 1..<count {
      guard let order = order(machine, arguments[index], best) else { return .failed }
      if order == sign { best = arguments[index] }
    }
    return best
  }

  private static func extreme(
    _ machine: Machine, _ function: String, ofElements elements: Value, sign: Int
  ) -> Value {
    guard machine.isIterable(elements) else {
      return machine.fail("\(function): \(machine.typeName(elements)) value is not iterable")
    }
    var best = Value.unbound
    let isComplete = machine.iterate(elements) { element in
      if best.isUnbound {
        best = element
        return true
      }
      guard let order = order(machine, element, best) else { return false }
      if order == sign { best = element }
      return true
    }
    return isComplete ? finish(best, function, machine) : .failed
  }

  @inline(__always)
  private static func order(_ machine: Machine, _ x: Value, _ y: Value) -> Int? {
    if Value.areSmallInts(x, y) {
      return x.smallInt < y.smallInt ? -1 : x.smallInt == y.smallInt ? 0 : 1
    }
    return machine.compare(x, y)
  }

  private static func finish(_ best: Value, _ function: String, _ machine: Machine) -> Value {
    best.isUnbound ? machine.fail("\(function): argument is an empty sequence") : best
  }

  private static func extreme(
    _ machine: Machine, _ function: String, _ arguments: Values, sign: Int
  ) -> Value {
    let given = TupleObject(arguments[0].object)
    let key = arguments[1]
    if key.isUnbound || given.count == 0 {
      return extreme(machine, function, of: given.items, given.count, sign: sign)
    }
    let elements = given.count == 1 ? given[0] : arguments[0]
    guard machine.isIterable(elements) else {
      return machine.fail("\(function): \(machine.typeName(elements)) value is not iterable")
    }
    guard Arguments.callable(machine, function, "key", key) else { return .failed }
    // The window holds the best element and its key, since the key function may collect.
    machine.push(.unbound)
    machine.push(.unbound)
    let kept = machine.top - 2
    defer { machine.pop(2) }
    let isComplete = machine.iterate(elements) { element in
      machine.push(element)
      defer { machine.pop() }
      let rank = machine.call(key, element)
      guard !rank.isFailed else { return false }
      if !kept[0].isUnbound {
        guard let order = machine.compare(rank, kept[1]) else { return false }
        if order != sign { return true }
      }
      kept[0] = element
      kept[1] = rank
      return true
    }
    return isComplete ? finish(kept[0], function, machine) : .failed
  }

  private static func sorted(_ machine: Machine, _ arguments: Values) -> Value {
    let (iterable, key) = (arguments[0], arguments[1])
    guard Arguments.iterable(machine, "sorted", "iterable", iterable),
      key.isUnbound || Arguments.callable(machine, "sorted", "key", key),
      let isReversed = Arguments.bool(machine, "sorted", "reverse", arguments[2]),
      let values = Lists.make(machine, of: iterable)
    else { return .failed }
    // What the key function may not lose stays in the window.
    arguments[0] = Value(values.object)
    var ranks = values
    if !key.isUnbound {
      guard let keys = Lists.make(machine, capacity: values.count) else { return .failed }
      arguments[2] = Value(keys.object)
      for index in 0..<values.count {
        let rank = machine.call(key, values[index])
        guard !rank.isFailed else { return .failed }
        keys.append(rank, heap: machine.heap)
      }
      ranks = keys
    }
    guard Sorting.sort(machine, values, by: ranks, isReversed: isReversed) else { return .failed }
    return Value(values.object)
  }
}
