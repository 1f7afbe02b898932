import Glibc

/// Finding bytes in bytes, in time linear in the length of both.
///
/// A search that is cancelled finds nothing, and the next step of its machine fails.
enum ByteSearch {
  /// Bytes that are looked at one by one first.
  private static let nearWidth = 16

  /// The first place of a part in a text, -1 if there is none.
  @inline(__always)
  static func first(
    _ part: Bytes, _ partCount: Int, in text: Bytes, _ textCount: Int, _ machine: Machine
  ) -> Int {
    guard partCount <= textCount else { return -1 }
    guard partCount > 0 else { return 0 }
    // What is near is found before a call of the library's search would begin.
    let near = min(nearWidth, textCount &- partCount &+ 1)
    let head = part[0]
    var index = 0
    while index < near {
      if text[index] == head && (partCount == 1 || text[index &+ 1] == part[1]) {
        if partCount <= 2 || Bytes.areSame(text + index, part, count: partCount) {
          return index
        }
        break
      }
      index &+= 1
    }
    return first(part, partCount, in: text, textCount, from: index, machine)
  }

  @inline(never)
  private static func first(
    _ part: Bytes, _ partCount: Int, in text: Bytes, _ textCount: Int, from start: Int,
    _ machine: Machine
  ) -> Int {
    let last = textCount - partCount
    let head = Int32(part[0])
    var index = start
    var wasted = 0
    var pace = Pace(machine)
    while index <= last && pace.goesOn(at: index) {
      guard let found = unsafe memchr((text + index).base, head, last - index + 1) else {
        return -1
      }
      index = unsafe found - UnsafeMutableRawPointer(text.base)
      if partCount > 1 && text[index &+ 1] != part[1] {
        index &+= 1
        continue
      }
      if partCount <= 2 || Bytes.areSame(text + index, part, count: partCount) {
        return index
      }
      index += 1
      wasted += partCount
      // Many places that begin alike: from here on the slower search that never looks back.
      if wasted > index * 8 + partCount * 4 {
        let found = TwoWay(
          part: part, count: partCount, isReversed: false, machine: machine
        )
        .search(text + index, textCount - index)
        return found < 0 ? -1 : found + index
      }
    }
    return -1
  }

  /// The last place of a part in a text, -1 if there is none.
  static func last(
    _ part: Bytes, _ partCount: Int, in text: Bytes, _ textCount: Int, _ machine: Machine
  ) -> Int {
    guard partCount <= textCount else { return -1 }
    guard partCount > 0 else { return textCount }
    let head = part[0]
    var index = textCount - partCount
    var wasted = 0
    var pace = Pace(machine)
    while index >= 0 && pace.goesOn(at: textCount - index) {
      if text[index] == head {
        if Bytes.areSame(text + index, part, count: partCount) { return index }
        wasted += partCount
        if wasted > (textCount - index) * 8 + partCount * 4 {
          let count = index + partCount - 1
          let found = TwoWay(
            part: part, count: partCount, isReversed: true, machine: machine
          ).search(text, count)
          return found < 0 ? -1 : count - found - partCount
        }
      }
      index -= 1
    }
    return -1
  }
}

/// The search of Crochemore and Perrin: linear time, constant memory.
///
/// Reversed, it reads both texts from their ends.
private struct TwoWay {
  let part: Bytes
  let count: Int
  let isReversed: Bool
  let machine: Machine

  @inline(__always)
  private func element(_ index: Int) -> UInt8 {
    part[isReversed ? count &- 1 &- index : index]
  }

  /// Where the greatest suffix begins, by one order of bytes or its inverse, and its period.
  private func greatestSuffix(inverted: Bool) -> (start: Int, period: Int) {
    var (start, candidate, length, period) = (-1, 0, 1, 1)
    var pace = Pace(machine)
    while candidate + length < count && pace.goesOn(at: candidate + length) {
      let (x, y) = (element(candidate + length), element(start + length))
      if x == y {
        if length == period {
          candidate += period
          length = 1
        } else {
          length += 1
        }
      } else if (x < y) != inverted {
        candidate += length
        length = 1
        period = candidate - start
      } else {
        start = candidate
        candidate = start + 1
        length = 1
        period = 1
      }
    }
    return (start + 1, period)
  }

  /// The first place of the part in a text, -1 if there is none; from the end if reversed.
  func search(_ text: Bytes, _ textCount: Int) -> Int {
    @inline(__always)
    func textElement(_ index: Int) -> UInt8 {
      text[isReversed ? textCount &- 1 &- index : index]
    }
    let (one, other) = (greatestSuffix(inverted: false), greatestSuffix(inverted: true))
    let (critical, shortPeriod) = one.start > other.start ? one : other
    var period = shortPeriod
    var pace = Pace(machine)
    let isPeriodic = (0..<critical).allSatisfy {
      $0 + period < count && element($0) == element($0 + period) && pace.goesOn(at: $0)
    }
    if !isPeriodic { period = max(critical, count - critical) + 1 }
    var place = 0
    // How many of the first bytes are known to match, for a part that repeats itself.
    var known = 0
    pace = Pace(machine)
    while place <= textCount - count {
      var index = max(critical, known)
      while index < count && element(index) == textElement(place + index) {
        guard pace.goesOn(at: place + index) else { return -1 }
        index += 1
      }
      guard pace.goesOn(at: place + index) else { return -1 }
      if index < count {
        place += index - critical + 1
        known = 0
        continue
      }
      index = critical - 1
      while index >= known && element(index) == textElement(place + index) { index -= 1 }
      if index < known { return place }
      place += period
      known = isPeriodic ? count - period : 0
    }
    return -1
  }
}
