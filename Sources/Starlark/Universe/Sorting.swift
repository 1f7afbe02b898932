/// A stable sort of a list by ranks, which may be the elements themselves.
enum Sorting {
  /// An element by its index in the list, and a number that decides its order, unless another one's is the same.
  struct Item {
    var key: UInt64
    var index: Int
  }

  /// What the keys of items say.
  struct Keys {
    var kind: Kind
    /// Whether ranks are tuples, and keys those of their first elements.
    let areOfTuples: Bool
    var lowest = UInt64.max
    var highest = UInt64.min

    enum Kind {
      case ints, doubles, strings, others
    }

    /// Whether equal keys are of equal ranks.
    var decide: Bool { !areOfTuples && (kind == .ints || kind == .doubles) }
  }

  /// Sorts a list in place; false after an error was recorded.
  static func sort(
    _ machine: Machine, _ values: ListObject, by ranks: ListObject, isReversed: Bool
  ) -> Bool {
    let count = values.count
    guard count > 1 else { return true }
    guard machine.charge(bytes: count * 2 * MemoryLayout<Item>.stride) else { return false }
    let items = SortBuffer<Item>(capacity: count, machine.heap)
    defer { items.deallocate() }
    guard let keys = fill(items, ranks, count, machine) else { return false }
    let isPlaced = isWorthPlacing(count, keys)
    if isPlaced, keys.decide, keys.kind == .ints, values.object == ranks.object {
      return place(machine, keysOf: items, into: values, keys, isReversed: isReversed)
    }
    let spare = SortBuffer<Item>(capacity: count, machine.heap)
    defer { spare.deallocate() }
    // No script runs while items are compared, so nothing is collected.
    guard
      let isSwapped = isPlaced
        ? place(machine, items, spare, count, keys, isReversed: isReversed, by: { $0.key })
        : merge(machine, items, spare, count, by: ranks, keys, isReversed: isReversed)
    else { return false }
    let (sorted, free) = isSwapped ? (spare, items) : (items, spare)
    if isPlaced && !keys.decide {
      guard mergeRuns(machine, sorted, free, count, by: ranks, keys, isReversed: isReversed) else {
        return false
      }
    }
    let moved = free.bound(to: Value.self, capacity: count)
    var pace = Pace(machine)
    for place in 0..<count {
      guard pace.goesOn(at: place) else { return false }
      moved[place] = values[sorted[place].index]
    }
    return machine.copy(moved.values, to: values.items, count: count)
  }

  // MARK: Keys

  /// Makes an item of each rank; nil if the evaluation may not go on.
  private static func fill(
    _ items: SortBuffer<Item>, _ ranks: ListObject, _ count: Int, _ machine: Machine
  ) -> Keys? {
    let first = firstElement(of: ranks[0])
    let kind: Keys.Kind =
      first.isSmallInt
      ? .ints : first.isObject(.string) ? .strings : Numbers.isDouble(first) ? .doubles : .others
    var keys = Keys(kind: kind, areOfTuples: ranks[0].isObject(.tuple))
    if kind != .others {
      guard let areAlike = fill(items, ranks, count, &keys, machine) else { return nil }
      if areAlike { return keys }
    }
    (keys.kind, keys.lowest, keys.highest) = (.others, 0, 0)
    var pace = Pace(machine)
    for index in 0..<count {
      guard pace.goesOn(at: index) else { return nil }
      items[index] = Item(key: 0, index: index)
    }
    return keys
  }

  /// Makes items with the keys of ranks that are all like the first; false where one is not, nil if the evaluation may not
  /// go on.
  private static func fill(
    _ items: SortBuffer<Item>, _ ranks: ListObject, _ count: Int, _ keys: inout Keys,
    _ machine: Machine
  ) -> Bool? {
    let kind = keys.kind
    let prefix = kind == .strings ? commonPrefix(of: ranks, count, machine) : 0
    var pace = Pace(machine)
    for index in 0..<count {
      guard pace.goesOn(at: index) else { return nil }
      let rank = ranks[index]
      guard rank.isObject(.tuple) == keys.areOfTuples,
        let key = key(of: firstElement(of: rank), kind, after: prefix)
      else { return false }
      items[index] = Item(key: key, index: index)
      (keys.lowest, keys.highest) = (min(keys.lowest, key), max(keys.highest, key))
    }
    return true
  }

  /// What decides the order of a tuple first, `.none` where there is no such element; of others they themselves.
  @inline(__always)
  private static func firstElement(of rank: Value) -> Value {
    guard rank.isObject(.tuple) else { return rank }
    let tuple = TupleObject(rank.object)
    return tuple.count > 0 ? tuple[0] : .none
  }

  /// How many bytes all texts begin with alike, as far as they are worth a look.
  private static func commonPrefix(of ranks: ListObject, _ count: Int, _ machine: Machine) -> Int {
    let first = StringObject(firstElement(of: ranks[0]).object)
    let bytes = first.bytes
    var prefix = min(first.count, 256)
    var pace = Pace(machine)
    for index in 1..<count where prefix > 0 && pace.goesOn(at: index &* 16) {
      let rank = firstElement(of: ranks[index])
      guard rank.isObject(.string) else { return 0 }
      let other = StringObject(rank.object)
      prefix = min(prefix, other.count)
      if !Bytes.areSame(bytes, other.bytes, count: prefix) {
        prefix = (0..<prefix).first { bytes[$0] != other.bytes[$0] } ?? prefix
      }
    }
    return prefix
  }

  /// A small int's or double's place among its like, or eight bytes of a string; nil of another kind.
  @inline(__always)
  private static func key(of rank: Value, _ kind: Keys.Kind, after prefix: Int) -> UInt64? {
    switch kind {
    case .ints: return rank.isSmallInt ? rank.bits ^ 1 << 63 : nil
    case .strings:
      guard rank.isObject(.string) else { return nil }
      return key(of: StringObject(rank.object), after: prefix)
    case .doubles: return Numbers.isDouble(rank) ? key(of: Numbers.double(rank)) : nil
    case .others: return 0
    }
  }

  @inline(__always)
  private static func key(of string: StringObject, after prefix: Int) -> UInt64 {
    let (bytes, count) = (string.bytes + prefix, string.count &- prefix)
    if count >= 8 { return bytes.word(at: 0).bigEndian }
    var key: UInt64 = 0
    var index = 0
    while index < count {
      key |= UInt64(bytes[index]) &<< UInt64(56 &- index &* 8)
      index &+= 1
    }
    return key
  }

  /// Both zeros are the same, and a NaN comes last.
  @inline(__always)
  private static func key(of number: Double) -> UInt64 {
    guard !number.isNaN else { return .max }
    let bits = (number + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}
