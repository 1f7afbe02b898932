/// A natural number as words of 64 bits, the lowest first and the last not zero, in memory that another owns.
@safe
struct Limbs {
  let base: UnsafeMutablePointer<UInt64>
  private(set) var count: Int

  init(base: UnsafeMutablePointer<UInt64>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  subscript(index: Int) -> UInt64 {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  var isZero: Bool { count == 0 }
  var isOdd: Bool { count > 0 && self[0] & 1 != 0 }

  /// How many bits the number takes, 0 for zero.
  var bitWidth: Int {
    count == 0 ? 0 : count * 64 - self[count - 1].leadingZeroBitCount
  }

  @inline(__always)
  mutating func trim() {
    while count > 0 && self[count &- 1] == 0 { count &-= 1 }
  }

  /// Adds a limb at the top, for which there must be room.
  @inline(__always)
  mutating func append(_ limb: UInt64) {
    self[count] = limb
    count &+= 1
  }

  var words: [UInt64] { (0..<count).map { self[$0] } }

  /// Copies the limbs to the start of others.
  @inline(__always)
  func copy(to other: Limbs) {
    unsafe other.base.update(from: base, count: count)
  }

  func deallocate() {
    unsafe base.deallocate()
  }

  /// The same memory, taken for a number of so many limbs.
  @inline(__always)
  func counted(_ count: Int) -> Limbs {
    unsafe Limbs(base: base, count: count)
  }

  /// The limbs from an index on.
  @inline(__always)
  func dropping(_ index: Int) -> Limbs {
    unsafe Limbs(base: base + index, count: count &- index)
  }
}

/// Memory for what an operation on big ints computes: all that was taken since a mark is given back at once.
///
/// Arrays in its place cost more than the arithmetic itself: numbers of 127 bits took 2.5 times as long (November 2026).
@safe
struct LimbArena {
  /// More than any operation on ints takes that are within their limit; literals may be longer.
  private static let capacity = 8192
  private var base: UnsafeMutablePointer<UInt64>?
  private(set) var used = 0
  /// What did not fit.
  private var separate: [Limbs] = []

  /// Limbs that hold nothing in particular.
  @inline(__always)
  mutating func take(_ count: Int) -> Limbs {
    guard _fastPath(used &+ count <= LimbArena.capacity), let base = unsafe base else {
      return takeSlowly(count)
    }
    let start = used
    used &+= count
    return unsafe Limbs(base: base + start, count: count)
  }

  @inline(never)
  private mutating func takeSlowly(_ count: Int) -> Limbs {
    if used &+ count <= LimbArena.capacity {
      unsafe base = .allocate(capacity: LimbArena.capacity)
      return take(count)
    }
    let limbs = unsafe Limbs(base: .allocate(capacity: count), count: count)
    separate.append(limbs)
    return limbs
  }

  /// A number of one limb, or zero.
  @inline(__always)
  mutating func number(_ limb: UInt64) -> Limbs {
    let limbs = take(1)
    limbs[0] = limb
    return limbs.counted(limb == 0 ? 0 : 1)
  }

  /// A copy with room for more limbs.
  mutating func copy(_ limbs: Limbs, room: Int = 0) -> Limbs {
    let copy = take(limbs.count + room)
    limbs.copy(to: copy)
    return copy.counted(limbs.count)
  }

  /// Gives back what was taken since so much was in use.
  @inline(__always)
  mutating func release(to mark: Int) {
    used = mark
    if _slowPath(!separate.isEmpty) && mark == 0 { releaseSeparate() }
  }

  @inline(never)
  private mutating func releaseSeparate() {
    for limbs in separate { limbs.deallocate() }
    separate = []
  }

  func deallocate() {
    for limbs in separate { limbs.deallocate() }
    unsafe base?.deallocate()
  }
}

extension LimbArena {
  /// Runs work with an arena of its own.
  static func temporary<Result>(_ work: (inout LimbArena) -> Result) -> Result {
    var arena = LimbArena()
    defer { arena.deallocate() }
    return work(&arena)
  }
}
