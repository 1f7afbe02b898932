// Sorting by comparing.
extension Sorting {
  /// Sorts items by their keys and, where those do not decide, by their ranks; tells whether the result is in the second
  /// buffer, nil after an error was recorded.
  static func merge(
    _ machine: Machine, _ items: SortBuffer<Item>, _ spare: SortBuffer<Item>, _ count: Int,
    by ranks: ListObject, _ keys: Keys, isReversed: Bool
  ) -> Bool? {
    let ranks = ranks.items
    if keys.decide {
      return merge(machine, items, spare, count) { x, y in
        isReversed ? x.key > y.key : x.key < y.key
      }
    }
    if keys.kind == .strings && !keys.areOfTuples {
      return merge(machine, items, spare, count) { x, y in
        if x.key != y.key { return isReversed ? x.key > y.key : x.key < y.key }
        let (x, y) = (StringObject(ranks[x.index].object), StringObject(ranks[y.index].object))
        guard machine.charge(comparing: min(x.count, y.count)) else { return nil }
        let order = StringObject.compare(x, y)
        return isReversed ? order > 0 : order < 0
      }
    }
    return merge(machine, items, spare, count) { x, y in
      if x.key != y.key { return isReversed ? x.key > y.key : x.key < y.key }
      guard let order = machine.compare(ranks[x.index], ranks[y.index]) else { return nil }
      return isReversed ? order > 0 : order < 0
    }
  }

  /// Sorts each run of items with the same key by their ranks; false after an error was recorded.
  static func mergeRuns(
    _ machine: Machine, _ items: SortBuffer<Item>, _ spare: SortBuffer<Item>, _ count: Int,
    by ranks: ListObject, _ keys: Keys, isReversed: Bool
  ) -> Bool {
    var pace = Pace(machine)
    var start = 0
    while start < count {
      guard pace.goesOn(at: start) else { return false }
      let key = items[start].key
      var end = start &+ 1
      while end < count && items[end].key == key { end &+= 1 }
      if end &- start > 1 {
        let (run, other) = (items.dropping(start), spare.dropping(start))
        guard
          let isSwapped = merge(
            machine, run, other, end &- start, by: ranks, keys, isReversed: isReversed)
        else { return false }
        if isSwapped { other.copy(0..<end &- start, to: run, at: 0) }
      }
      start = end
    }
    return true
  }

  /// How many items are sorted by insertion.
  private static let insertionWidth = 8

  /// Sorts short runs by insertion and merges them.
  ///
  /// `isBefore` answers nil after an error was recorded, and so does this function.
  @inline(__always)
  private static func merge(
    _ machine: Machine, _ items: SortBuffer<Item>, _ spare: SortBuffer<Item>, _ count: Int,
    isBefore: (Item, Item) -> Bool?
  ) -> Bool? {
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
    var isSwapped = false
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
      isSwapped.toggle()
      width &*= 2
    }
    return isSwapped
  }

  /// Merges two runs that lie side by side.
  @inline(__always)
  private static func merge(
    _ machine: Machine, _ source: SortBuffer<Item>, _ target: SortBuffer<Item>,
    _ start: Int, _ middle: Int, _ end: Int, isBefore: (Item, Item) -> Bool?
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
