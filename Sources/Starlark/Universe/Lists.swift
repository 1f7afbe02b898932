/// Lists as native functions make them: sizes are checked before memory is taken, elements are charged.
enum Lists {
  /// An empty list with room for elements; nil after an error was recorded.
  static func make(_ machine: Machine, capacity: Int) -> ListObject? {
    let (size, overflow) = capacity.multipliedReportingOverflow(by: 8)
    guard machine.charge(bytes: overflow ? .max : size) else { return nil }
    return machine.heap.list(capacity: capacity)
  }

  /// An empty list with room for all elements of an iterable, as far as their number is known.
  static func make(_ machine: Machine, roomFor iterable: Value) -> ListObject? {
    make(machine, capacity: knownCount(machine, iterable) ?? 0)
  }

  /// How many elements an iterable has, if that is known before it is iterated.
  static func knownCount(_ machine: Machine, _ iterable: Value) -> Int? {
    switch iterable.object.kind {
    case .list: ListObject(iterable.object).count
    case .tuple: TupleObject(iterable.object).count
    case .dict, .set: TableObject(iterable.object).count
    case .range: RangeObject(iterable.object).count
    case .stringView:
      StringViewObject(iterable.object).parts.areBytes
        ? StringObject(StringViewObject(iterable.object).string.object).count : nil
    case .host: machine.hostObject(iterable)?.count
    default: nil
    }
  }

  /// Adds an element; false after an error was recorded.
  @inline(__always)
  static func append(_ machine: Machine, _ list: ListObject, _ value: Value) -> Bool {
    if _slowPath(list.count == list.capacity) {
      guard machine.charge(bytes: list.count &* 16) else { return false }
    }
    list.append(value, heap: machine.heap)
    return true
  }

  /// A list of the elements of an iterable, or of the first of them; nil after an error was recorded.
  static func make(_ machine: Machine, of iterable: Value, atMost limit: Int? = nil) -> ListObject?
  {
    let known = knownCount(machine, iterable)
    guard let list = make(machine, capacity: min(known ?? 0, limit ?? .max)) else { return nil }
    if copy(machine, iterable, into: list, atMost: limit) {
      return machine.charge(list.count) ? list : nil
    }
    let isComplete = machine.iterate(iterable) { element in
      if let limit, list.count >= limit { return false }
      return append(machine, list, element)
    }
    return isComplete ? list : nil
  }

  /// Copies the elements of a list, tuple or range at once; false for other iterables.
  private static func copy(
    _ machine: Machine, _ iterable: Value, into list: ListObject, atMost limit: Int?
  ) -> Bool {
    let heap = machine.heap
    var pace = Pace(machine)
    let source: Values
    let count: Int
    switch iterable.object.kind {
    case .list:
      source = ListObject(iterable.object).items
      count = ListObject(iterable.object).count
    case .tuple:
      source = TupleObject(iterable.object).items
      count = TupleObject(iterable.object).count
    case .range:
      let range = RangeObject(iterable.object)
      let count = min(range.count, limit ?? .max)
      for index in 0..<count {
        guard pace.goesOn(at: index) else { break }
        list.items[index] = heap.int(range[index])
        list.count = index + 1
      }
      return true
    default: return false
    }
    let wanted = min(count, limit ?? .max)
    while list.count < wanted, pace.goesOn(at: list.count) {
      let piece = min(wanted - list.count, 1 << 14)
      (list.items + list.count).update(from: source + list.count, count: piece)
      list.count += piece
    }
    return true
  }

  /// Turns the order of a list around.
  static func reverse(_ machine: Machine, _ list: ListObject) {
    var (low, high) = (0, list.count - 1)
    var pace = Pace(machine)
    while low < high && pace.goesOn(at: low) {
      (list[low], list[high]) = (list[high], list[low])
      low += 1
      high -= 1
    }
  }
}
