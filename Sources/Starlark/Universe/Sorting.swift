/// A stable merge sort of a list by ranks, which may be the elements themselves.
enum Sorting {
  private struct Item {
    var rank: Value
    var value: Value
  }

  /// Sorts a list in place; false after an error was recorded.
  static func sort(
    _ machine: Machine, _ values: ListObject, by ranks: ListObject, isReversed: Bool
  ) -> Bool {
    let count = values.count
    guard count > 1 else { return true }
    guard machine.charge(bytes: count * 32) else { return false }
    var items = (0..<count).map { Item(rank: ranks[$0], value: values[$0]) }
    let isSorted: Bool
    // No script runs while items are compared, so nothing is collected.
    if (0..<count).allSatisfy({ ranks[$0].isSmallInt }) {
      isSorted = merge(machine, &items) { x, y in
        let order = Int64(bitPattern: x.bits) < Int64(bitPattern: y.bits)
        return isReversed ? Int64(bitPattern: x.bits) > Int64(bitPattern: y.bits) : order
      }
    } else if (0..<count).allSatisfy({ ranks[$0].isObject(.string) }) {
      isSorted = merge(machine, &items) { x, y in
        let order = StringObject.compare(StringObject(x.object), StringObject(y.object))
        return isReversed ? order > 0 : order < 0
      }
    } else {
      isSorted = merge(machine, &items) { x, y in
        guard let order = machine.compare(x, y) else { return nil }
        return isReversed ? order > 0 : order < 0
      }
    }
    guard isSorted else { return false }
    for index in 0..<count { values[index] = items[index].value }
    return true
  }

  /// Sorts short runs by insertion and merges them; `isBefore` answers nil after an error was recorded.
  @inline(__always)
  private static func merge(
    _ machine: Machine, _ items: inout [Item], isBefore: (Value, Value) -> Bool?
  ) -> Bool {
    let count = items.count
    var width = 8
    for start in stride(from: 0, to: count, by: width) {
      guard machine.charge(width) else { return false }
      for index in start + 1..<max(start + 1, min(start + width, count)) {
        let item = items[index]
        var place = index
        while place > start {
          guard let moves = isBefore(item.rank, items[place - 1].rank) else { return false }
          if !moves { break }
          items[place] = items[place - 1]
          place -= 1
        }
        items[place] = item
      }
    }
    var other = items
    while width < count {
      for start in stride(from: 0, to: count, by: width * 2) {
        let middle = min(start + width, count)
        let end = min(start + width * 2, count)
        var (left, right, place) = (start, middle, start)
        while place < end {
          if place & 1023 == 0 {
            guard machine.charge(1024) else { return false }
          }
          let takesRight: Bool
          if left == middle || right == end {
            takesRight = left == middle
          } else {
            guard let isLess = isBefore(items[right].rank, items[left].rank) else { return false }
            takesRight = isLess
          }
          if takesRight {
            other[place] = items[right]
            right += 1
          } else {
            other[place] = items[left]
            left += 1
          }
          place += 1
        }
      }
      swap(&items, &other)
      width *= 2
    }
    return true
  }
}
