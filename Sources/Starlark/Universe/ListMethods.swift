import StarlarkCompiler

/// The methods of lists.
enum ListMethods {
  static let all = [
    NativeFunction(
      Signature(
        "list.append", [.positional("x")], result: .none,
        documentation: "Adds an element at the end.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      return Lists.append(machine, ListObject(arguments[-2].object), arguments[0]) ? .none : .failed
    },
    NativeFunction(
      Signature("list.clear", result: .none, documentation: "Removes all elements.")
    ) { machine, arguments in
      guard machine.checkMutable(arguments[-2]) else { return .failed }
      ListObject(arguments[-2].object).count = 0
      return .none
    },
    NativeFunction(
      Signature(
        "list.extend", [.positional("x", .elements)], result: .none,
        documentation: "Adds the elements of an iterable at the end.")
    ) { machine, arguments in
      guard Arguments.iterable(machine, "list.extend", "x", arguments[0]),
        machine.checkMutable(arguments[-2])
      else { return .failed }
      return machine.extend(ListObject(arguments[-2].object), with: arguments[0]) ? .none : .failed
    },
    NativeFunction(
      Signature(
        "list.index",
        [
          .positional("x"), .optional("start", .optionalInt, default: "0"),
          .optional("end", .optionalInt, default: "len"),
        ], result: .int,
        documentation:
          "The place of the first element that equals a value; an error if there is none."),
      body: index),
    NativeFunction(
      Signature(
        "list.insert", [.positional("i", .int), .positional("x")], result: .none,
        documentation: "Puts an element before the one at an index."),
      body: insert),
    NativeFunction(
      Signature(
        "list.pop", [.optional("i", .int, default: "-1")],
        documentation: "Removes the last element, or the one at an index, and gives it."),
      body: pop),
    NativeFunction(
      Signature(
        "list.remove", [.positional("x")], result: .none,
        documentation: "Removes the first element that equals a value; an error if there is none."),
      body: remove),
  ]

  private static func index(_ machine: Machine, _ arguments: Values) -> Value {
    let list = ListObject(arguments[-2].object)
    guard
      let bounds = Arguments.bounds(
        machine, "list.index", arguments[1], arguments[2], count: list.count),
      let found = find(machine, arguments[0], in: list, bounds)
    else { return .failed }
    guard found >= 0 else { return machine.fail("list.index: value not in list") }
    return Value(small: found)
  }

  /// The first place of a value in a part of a list, -1 if there is none; nil after an error was recorded.
  private static func find(
    _ machine: Machine, _ value: Value, in list: ListObject, _ bounds: Range<Int>
  ) -> Int? {
    for index in bounds {
      guard machine.charge(), let isEqual = machine.equals(list[index], value) else { return nil }
      if isEqual { return index }
    }
    return -1
  }

  private static func insert(_ machine: Machine, _ arguments: Values) -> Value {
    guard let given = Arguments.int(machine, "list.insert", "i", arguments[0]),
      machine.checkMutable(arguments[-2])
    else { return .failed }
    let list = ListObject(arguments[-2].object)
    let count = list.count
    let index = min(max(given < 0 ? given + count : given, 0), count)
    guard machine.charge((count - index) >> 3),
      Lists.append(machine, list, arguments[1])
    else { return .failed }
    (list.items + (index + 1)).update(from: list.items + index, count: count - index)
    list[index] = arguments[1]
    return .none
  }

  private static func pop(_ machine: Machine, _ arguments: Values) -> Value {
    let list = ListObject(arguments[-2].object)
    var index = list.count - 1
    if !arguments[0].isUnbound {
      guard let given = Arguments.int(machine, "list.pop", "i", arguments[0]) else {
        return .failed
      }
      index = given < 0 ? given + list.count : given
      guard list.indices.contains(index) else {
        return machine.fail("list.pop: list index \(given) out of range (length \(list.count))")
      }
    }
    guard index >= 0 else { return machine.fail("list.pop: empty list") }
    guard machine.checkMutable(arguments[-2]) else { return .failed }
    return take(machine, list, at: index)
  }

  private static func take(_ machine: Machine, _ list: ListObject, at index: Int) -> Value {
    let value = list[index]
    let rest = list.count - index - 1
    guard machine.charge(rest >> 3) else { return .failed }
    (list.items + index).update(from: list.items + (index + 1), count: rest)
    list.count -= 1
    return value
  }

  private static func remove(_ machine: Machine, _ arguments: Values) -> Value {
    let list = ListObject(arguments[-2].object)
    guard machine.checkMutable(arguments[-2]),
      let found = find(machine, arguments[0], in: list, list.indices)
    else { return .failed }
    guard found >= 0 else { return machine.fail("list.remove: element not found") }
    return take(machine, list, at: found).isFailed ? .failed : .none
  }
}

extension ListObject {
  fileprivate var indices: Range<Int> { 0..<count }
}
