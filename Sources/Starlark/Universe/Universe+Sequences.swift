import StarlarkCompiler

// Functions on iterables, and those that make sequences.
extension Universe {
  static let numbers = [
    NativeFunction(
      Signature(
        "abs", [.positional("x", .number)], result: .number,
        documentation: "The magnitude of a number.")
    ) { machine, arguments in
      let value = arguments[0]
      if Numbers.isInt(value) { return Integers.magnitude(machine, value) }
      guard Numbers.isDouble(value) else {
        return Arguments.fail(machine, "abs", "x", got: value, want: "int or float")
      }
      return machine.heap.double(Numbers.double(value).magnitude)
    }
  ]

  static let sequences = [
    NativeFunction(
      Signature(
        "all", [.positional("x", .elements)], result: .bool,
        documentation: "Whether no element of an iterable is false.")
    ) { machine, arguments in
      find(machine, "all", arguments[0], truth: false).map { Value(!$0) } ?? .failed
    },
    NativeFunction(
      Signature(
        "any", [.positional("x", .elements)], result: .bool,
        documentation: "Whether an element of an iterable is true.")
    ) { machine, arguments in
      find(machine, "any", arguments[0], truth: true).map { Value($0) } ?? .failed
    },
    NativeFunction(
      Signature(
        "enumerate",
        [.positional("x", .elements), .optional("start", .int, default: "0")],
        result: .list(.tuple([.int, .any])),
        documentation:
          "A list of pairs: the number of an element, counted from start, and the element."),
      body: enumerate),
    NativeFunction(
      Signature(
        "len", [.positional("x")], result: .int,
        documentation: "How many elements a value has; for a string, how many bytes.")
    ) { machine, arguments in
      machine.length(arguments[0]).map { machine.heap.int($0) } ?? .failed
    },
    NativeFunction(
      Signature(
        "range",
        [
          .positional("start_or_stop", .int), .optional("stop", .int),
          .optional("step", .int, default: "1"),
        ], result: .named("range"),
        documentation:
          "The ints from start, 0 if one argument is given, by steps up to but without stop."),
      body: range),
    NativeFunction(
      Signature(
        "reversed", [.positional("x", .elements)], result: .list(.any),
        documentation: "A list of the elements of an iterable in reverse order."),
      body: reversed),
    NativeFunction(
      Signature(
        "zip", [.rest("iterables")], result: .list(.homogeneousTuple(.any)),
        documentation:
          "A list of tuples: the first elements of all iterables, then the second, up to the end of "
          + "the shortest."),
      body: zip),
  ]

  /// Whether an element has a truth; nil after an error was recorded.
  private static func find(
    _ machine: Machine, _ function: String, _ iterable: Value, truth: Bool
  ) -> Bool? {
    guard Arguments.iterable(machine, function, "x", iterable) else { return nil }
    var found = false
    let isComplete = machine.iterate(iterable) { element in
      found = machine.truth(element) == truth
      return !found
    }
    return isComplete ? found : nil
  }

  private static func enumerate(_ machine: Machine, _ arguments: Values) -> Value {
    let iterable = arguments[0]
    guard Arguments.iterable(machine, "enumerate", "x", iterable) else { return .failed }
    var number = 0
    if !arguments[1].isUnbound {
      guard let start = Arguments.int(machine, "enumerate", "start", arguments[1]) else {
        return .failed
      }
      number = start
    }
    let heap = machine.heap
    guard let result = Lists.make(machine, roomFor: iterable) else { return .failed }
    let isComplete = machine.iterate(iterable) { element in
      let pair = heap.uninitializedTuple(count: 2)
      pair[0] = heap.int(number)
      pair[1] = element
      number &+= 1
      return Lists.append(machine, result, Value(pair.object))
    }
    return isComplete ? Value(result.object) : .failed
  }

  private static func range(_ machine: Machine, _ arguments: Values) -> Value {
    guard let first = Arguments.int(machine, "range", "start", arguments[0]) else { return .failed }
    var (start, stop, step) = (0, first, 1)
    if !arguments[1].isUnbound {
      guard let given = Arguments.int(machine, "range", "stop", arguments[1]) else {
        return .failed
      }
      (start, stop) = (first, given)
    }
    if !arguments[2].isUnbound {
      guard let given = Arguments.int(machine, "range", "step", arguments[2]) else {
        return .failed
      }
      step = given
    }
    guard step != 0 else { return machine.fail("range: step argument must not be zero") }
    guard let count = rangeCount(start, stop, step) else {
      return machine.fail("range: length out of range (more than \(Int.max) elements)")
    }
    return machine.heap.range(start: start, stop: stop, step: step, count: count)
  }

  private static func rangeCount(_ start: Int, _ stop: Int, _ step: Int) -> Int? {
    guard step > 0 ? start < stop : stop < start else { return 0 }
    let distance =
      step > 0 ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
    return Int(exactly: (distance - 1) / step.magnitude + 1)
  }

  private static func reversed(_ machine: Machine, _ arguments: Values) -> Value {
    guard Arguments.iterable(machine, "reversed", "x", arguments[0]) else { return .failed }
    guard let result = Lists.make(machine, of: arguments[0]) else { return .failed }
    Lists.reverse(machine, result)
    return Value(result.object)
  }

  private static func zip(_ machine: Machine, _ arguments: Values) -> Value {
    let sources = TupleObject(arguments[0].object)
    let heap = machine.heap
    var rows: Int?
    for index in 0..<sources.count {
      guard machine.isIterable(sources[index]) else {
        return machine.fail(
          "zip: argument #\(index + 1) is not iterable: \(machine.typeName(sources[index]))")
      }
      if let count = Lists.knownCount(machine, sources[index]) { rows = min(rows ?? count, count) }
    }
    guard sources.count > 0 else { return Value(heap.list().object) }
    var columns: [ListObject] = []
    for index in 0..<sources.count {
      if sources[index].isObject(.list) {
        columns.append(ListObject(sources[index].object))
      } else {
        let column = Lists.make(machine, of: sources[index], atMost: rows)
        guard let column else { return .failed }
        columns.append(column)
      }
    }
    let count = columns.map(\.count).min() ?? 0
    guard let result = Lists.make(machine, capacity: count) else { return .failed }
    for row in 0..<count {
      guard machine.charge(columns.count) else { return .failed }
      let tuple = heap.uninitializedTuple(count: columns.count)
      for column in 0..<columns.count { tuple[column] = columns[column][row] }
      result.append(Value(tuple.object), heap: heap)
    }
    return Value(result.object)
  }
}
