extension Limbs {
  static func shiftLeft(_ x: Limbs, _ count: Int, _ arena: inout LimbArena) -> Limbs {
    guard !x.isZero else { return x }
    let (limbs, bits) = (count / 64, count % 64)
    var result = arena.take(limbs + x.count + 1)
    for index in 0..<limbs { result[index] = 0 }
    result[limbs + x.count] = 0
    if bits == 0 {
      x.copy(to: result.dropping(limbs))
    } else {
      x.shiftLeft(by: bits, into: result.dropping(limbs))
    }
    result.trim()
    return result
  }

  /// Shifts by less than a limb, and at least one bit, into other limbs, one more than this number has.
  @inline(__always)
  func shiftLeft(by bits: Int, into result: Limbs) {
    let (up, down) = (UInt64(bits), UInt64(64 &- bits))
    var carry: UInt64 = 0
    var index = 0
    while index < count {
      let limb = self[index]
      result[index] = limb &<< up | carry
      carry = limb &>> down
      index &+= 1
    }
    result[index] = carry
  }

  static func shiftRight(_ x: Limbs, _ count: Int, _ arena: inout LimbArena) -> Limbs {
    let (limbs, bits) = (count / 64, count % 64)
    guard limbs < x.count else { return x.counted(0) }
    let rest = x.dropping(limbs)
    guard bits != 0 else { return rest }
    var result = arena.take(rest.count)
    let (down, up) = (UInt64(bits), UInt64(64 - bits))
    var index = 0
    while index < rest.count {
      let next = index &+ 1 < rest.count ? rest[index &+ 1] : 0
      result[index] = rest[index] &>> down | next &<< up
      index &+= 1
    }
    result.trim()
    return result
  }

  /// Whether any of the lowest bits is set.
  func hasBits(below count: Int) -> Bool {
    let (limbs, bits) = (count / 64, count % 64)
    for index in 0..<min(limbs, self.count) where self[index] != 0 { return true }
    return limbs < self.count && bits > 0 && self[limbs] << UInt64(64 - bits) != 0
  }

  /// The number shifted right, rounded to the nearest, ties to even.
  static func shiftRightRounding(_ x: Limbs, _ count: Int, _ arena: inout LimbArena) -> Limbs {
    guard count > 0 else { return x }
    let result = shiftRight(x, count, &arena)
    let half = count - 1
    let halfIsSet = half / 64 < x.count && x[half / 64] >> UInt64(half % 64) & 1 != 0
    guard halfIsSet && (result.isOdd || x.hasBits(below: half)) else { return result }
    return add(result, arena.number(1), &arena)
  }
}
