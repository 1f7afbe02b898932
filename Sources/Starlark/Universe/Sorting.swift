/// A stable merge sort of a list by ranks, which may be the elements themselves.
enum Sorting {
  struct Item {
    /// Of ints and strings, alone or at the start of tuples, a number that decides their order, unless it is the same.
    var key: UInt64
    var rank: Value
    var value: Value
  }

  /// Items in memory of their own; the owner knows how many.
  @safe
  struct Items {
    let base: UnsafeMutablePointer<Item>

    init(capacity: Int) {
      unsafe base = UnsafeMutablePointer<Item>.allocate(capacity: capacity)
    }

    func deallocate() {
      unsafe base.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Item {
      get { unsafe base[index] }
      nonmutating set { unsafe base[index] = newValue }
    }

    @inline(__always)
    func copy(_ range: Range<Int>, to target: Items, at place: Int) {
      unsafe (target.base + place).update(from: base + range.lowerBound, count: range.count)
    }
  }

  /// Sorts a list in place; false after an error was recorded.
  static func sort(
    _ machine: Machine, _ values: ListObject, by ranks: ListObject, isReversed: Bool
  ) -> Bool {
    let count = values.count
    guard count > 1 else { return true }
    guard machine.charge(bytes: count * 48) else { return false }
    let (items, spare) = (
      Items(capacity: count), Items(capacity: count > insertionWidth ? count : 0)
    )
    defer {
      items.deallocate()
      spare.deallocate()
    }
    let areTuples = ranks[0].isObject(.tuple)
    var (areInts, areStrings) = (true, true)
    var (lowest, highest) = (UInt64.max, UInt64.min)
    var pace = Pace(machine)
    for index in 0..<count {
      guard pace.goesOn(at: index) else { return false }
      let rank = ranks[index]
      let first = areTuples ? firstElement(of: rank) : rank
      let key = key(of: first)
      items[index] = Item(key: key, rank: rank, value: values[index])
      (lowest, highest) = (min(lowest, key), max(highest, key))
      areInts = areInts && first.isSmallInt
      areStrings = areStrings && first.isObject(.string)
    }
    // No script runs while items are compared, so nothing is collected.
    let sorted: Items?
    if areTuples {
      let areKeyed = areInts || areStrings
      sorted = merge(machine, items, spare, count) { x, y in
        if areKeyed, x.key != y.key { return isReversed ? x.key > y.key : x.key < y.key }
        guard let order = machine.compare(x.rank, y.rank) else { return nil }
        return isReversed ? order > 0 : order < 0
      }
    } else if areInts, isWorthPlacing(count, spread: highest &- lowest) {
      sorted = place(machine, items, spare, count, lowest, highest, isReversed: isReversed)
    } else if areInts || areStrings {
      sorted = merge(machine, items, spare, count) { x, y in
        if x.key != y.key { return isReversed ? x.key > y.key : x.key < y.key }
        if areInts { return false }
        let (x, y) = (StringObject(x.rank.object), StringObject(y.rank.object))
        guard machine.charge(comparing: min(x.count, y.count)) else { return nil }
        let order = StringObject.compare(x, y)
        return isReversed ? order > 0 : order < 0
      }
    } else {
      sorted = merge(machine, items, spare, count) { x, y in
        guard let order = machine.compare(x.rank, y.rank) else { return nil }
        return isReversed ? order > 0 : order < 0
      }
    }
    guard let sorted else { return false }
    pace = Pace(machine)
    for index in 0..<count {
      guard pace.goesOn(at: index) else { return false }
      values[index] = sorted[index].value
    }
    return true
  }

  /// What decides the order of a tuple first, `.none` where there is no such element.
  @inline(__always)
  private static func firstElement(of rank: Value) -> Value {
    guard rank.isObject(.tuple) else { return .none }
    let tuple = TupleObject(rank.object)
    return tuple.count > 0 ? tuple[0] : .none
  }

  /// A small int's place among ints, or the first eight bytes of a string.
  @inline(__always)
  private static func key(of rank: Value) -> UInt64 {
    if rank.isSmallInt { return rank.bits ^ 1 << 63 }
    guard rank.isObject(.string) else { return 0 }
    let string = StringObject(rank.object)
    if string.count >= 8 {
      return unsafe UnsafeRawPointer(string.bytes.base).loadUnaligned(as: UInt64.self).bigEndian
    }
    var key: UInt64 = 0
    for index in 0..<string.count {
      key |= UInt64(string.bytes[index]) << UInt64(56 - index * 8)
    }
    return key
  }

  /// Whether ints are sorted faster by the bytes of their distances than by comparing them: each byte is a pass.
  private static func isWorthPlacing(_ count: Int, spread: UInt64) -> Bool {
    let passes = (71 - spread.leadingZeroBitCount) / 8
    return count >= 32 * passes
  }

  /// Sorts items byte by byte of their keys, the lowest first, as far as keys differ; gives the buffer that holds the
  /// result, nil after an error was recorded.
  ///
  /// A third of the time that merging takes for 150,000 ints of 31 bits (November 2026).
  private static func place(
    _ machine: Machine, _ items: Items, _ spare: Items, _ count: Int,
    _ lowest: UInt64, _ highest: UInt64, isReversed: Bool
  ) -> Items? {
    var (source, target) = (items, spare)
    var shift: UInt64 = 0
    while shift < 64, (highest &- lowest) &>> shift != 0 {
      guard machine.charge(count) else { return nil }
      var starts = InlineArray<256, Int>(repeating: 0)
      var pace = Pace(machine)
      for index in 0..<count {
        guard pace.goesOn(at: index) else { return nil }
        starts[byte(of: source[index], shift, lowest, highest, isReversed)] += 1
      }
      var next = 0
      for value in 0..<256 { (starts[value], next) = (next, next + starts[value]) }
      pace = Pace(machine)
      for index in 0..<count {
        guard pace.goesOn(at: index) else { return nil }
        let item = source[index]
        let value = byte(of: item, shift, lowest, highest, isReversed)
        target[starts[value]] = item
        starts[value] += 1
      }
      swap(&source, &target)
      shift += 8
    }
    return source
  }

  /// A byte of a key's distance from the key that comes first.
  @inline(__always)
  private static func byte(
    of item: Item, _ shift: UInt64, _ lowest: UInt64, _ highest: UInt64, _ isReversed: Bool
  ) -> Int {
    let distance = isReversed ? highest &- item.key : item.key &- lowest
    return Int(truncatingIfNeeded: distance &>> shift & 0xFF)
  }

  /// How many items are sorted by insertion.
  private static let insertionWidth = 8

  /// Sorts short runs by insertion and merges them; gives the buffer that holds the result.
  ///
  /// `isBefore` answers nil after an error was recorded, and so does this function.
  @inline(__always)
  private static func merge(
    _ machine: Machine, _ items: Items, _ spare: Items, _ count: Int,
    isBefore: (Item, Item) -> Bool?
  ) -> Items? {
    var width = insertionWidth
    var start = 0
    while start < count {
      guard machine.charge(width) else { return nil }
      let end = min(start &+ width, count)
      var index = start &+ 1
      while index < end {
        let item = items[index]
        var place = index
        while place > start {
          guard let moves = isBefore(item, items[place &- 1]) else { return nil }
          if !moves { break }
          items[place] = items[place &- 1]
          place &-= 1
        }
        items[place] = item
        index &+= 1
      }
      start = end
    }
    var (source, target) = (items, spare)
    while width < count {
      var start = 0
      while start < count {
        let middle = min(start &+ width, count)
        let end = min(start &+ width &* 2, count)
        guard merge(machine, source, target, start, middle, end, isBefore: isBefore) else {
          return nil
        }
        start = end
      }
      swap(&source, &target)
      width &*= 2
    }
    return source
  }

  /// Merges two runs that lie side by side.
  @inline(__always)
  private static func merge(
    _ machine: Machine, _ source: Items, _ target: Items, _ start: Int, _ middle: Int, _ end: Int,
    isBefore: (Item, Item) -> Bool?
  ) -> Bool {
    if middle < end {
      guard let overlaps = isBefore(source[middle], source[middle &- 1]) else { return false }
      if !overlaps {
        source.copy(start..<end, to: target, at: start)
        return machine.charge((end &- start) &>> 2)
      }
    }
    var (left, right, place) = (start, middle, start)
    var untilPoll = 1024
    while left < middle && right < end {
      guard let takesRight = isBefore(source[right], source[left]) else { return false }
      target[place] = source[takesRight ? right : left]
      right &+= takesRight ? 1 : 0
      left &+= takesRight ? 0 : 1
      place &+= 1
      untilPoll &-= 1
      if untilPoll == 0 {
        guard machine.charge(1024) else { return false }
        untilPoll = 1024
      }
    }
    source.copy(left..<middle, to: target, at: place)
    source.copy(right..<end, to: target, at: place &+ (middle &- left))
    return machine.charge((end &- start) & 1023)
  }
}
