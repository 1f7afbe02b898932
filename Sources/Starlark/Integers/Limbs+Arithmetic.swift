// Sums, products and quotients; results lie in an arena, operands stay as they are.
extension Limbs {
  /// -1, 0 or 1.
  static func compare(_ x: Limbs, _ y: Limbs) -> Int {
    if x.count != y.count { return x.count < y.count ? -1 : 1 }
    var index = x.count &- 1
    while index >= 0 {
      if x[index] != y[index] { return x[index] < y[index] ? -1 : 1 }
      index &-= 1
    }
    return 0
  }

  static func add(_ x: Limbs, _ y: Limbs, _ arena: inout LimbArena) -> Limbs {
    let (longer, shorter) = x.count >= y.count ? (x, y) : (y, x)
    let result = arena.take(longer.count &+ 1)
    var carry: UInt64 = 0
    var index = 0
    while index < shorter.count {
      let (partial, first) = longer[index].addingReportingOverflow(shorter[index])
      let (sum, second) = partial.addingReportingOverflow(carry)
      result[index] = sum
      carry = (first ? 1 : 0) | (second ? 1 : 0)
      index &+= 1
    }
    while index < longer.count {
      let (sum, overflow) = longer[index].addingReportingOverflow(carry)
      result[index] = sum
      carry = overflow ? 1 : 0
      index &+= 1
    }
    result[index] = carry
    return result.counted(index &+ (carry == 0 ? 0 : 1))
  }

  /// The difference of two numbers, of which the first is not less.
  static func subtract(_ x: Limbs, _ y: Limbs, _ arena: inout LimbArena) -> Limbs {
    var result = arena.take(x.count)
    var borrow: UInt64 = 0
    var index = 0
    while index < y.count {
      let (partial, first) = x[index].subtractingReportingOverflow(y[index])
      let (difference, second) = partial.subtractingReportingOverflow(borrow)
      result[index] = difference
      borrow = (first ? 1 : 0) | (second ? 1 : 0)
      index &+= 1
    }
    while index < x.count {
      let (difference, overflow) = x[index].subtractingReportingOverflow(borrow)
      result[index] = difference
      borrow = overflow ? 1 : 0
      index &+= 1
    }
    result.trim()
    return result
  }

  static func multiply(_ x: Limbs, _ y: Limbs, _ arena: inout LimbArena) -> Limbs {
    // The inner loop goes over the longer factor.
    let (longer, shorter) = x.count >= y.count ? (x, y) : (y, x)
    if shorter.isZero { return shorter }
    var result = arena.take(x.count &+ y.count)
    longer.copy(to: result)
    result[longer.count] = 0
    var row = result.counted(longer.count)
    row.multiply(by: shorter[0], adding: 0)
    var place = 1
    while place < shorter.count {
      result[place &+ longer.count] = longer.accumulate(
        times: shorter[place], onto: result.dropping(place))
      place &+= 1
    }
    result.trim()
    return result
  }

  /// Adds a multiple to other limbs and gives what is carried beyond as many as this number has.
  @inline(__always)
  private func accumulate(times factor: UInt64, onto sum: Limbs) -> UInt64 {
    var carry: UInt64 = 0
    var index = 0
    while index < count {
      let (high, low) = factor.multipliedFullWidth(by: self[index])
      let (partial, first) = sum[index].addingReportingOverflow(low)
      let (total, second) = partial.addingReportingOverflow(carry)
      sum[index] = total
      carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      index &+= 1
    }
    return carry
  }

  // MARK: By a limb

  /// Multiplies by a limb and adds another; there must be room for a limb more.
  mutating func multiply(by factor: UInt64, adding addend: UInt64) {
    var carry = addend
    for index in 0..<count {
      let (high, low) = self[index].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      self[index] = sum
      carry = high &+ (overflow ? 1 : 0)
    }
    if carry != 0 { append(carry) }
  }

  /// Divides by a limb and gives the remainder.
  mutating func divide(by divisor: UInt64) -> UInt64 {
    divide(by: Reciprocal(of: divisor))
  }

  /// Divides by a limb whose reciprocal is known and gives the remainder.
  mutating func divide(by divisor: Reciprocal) -> UInt64 {
    let shift = divisor.shift
    var remainder: UInt64 = 0
    var index = count &- 1
    if index >= 0 && shift > 0 { remainder = self[index] &>> (64 &- shift) }
    while index >= 0 {
      let low = index > 0 && shift > 0 ? self[index &- 1] &>> (64 &- shift) : 0
      (self[index], remainder) = divisor.divide((remainder, self[index] &<< shift | low))
      index &-= 1
    }
    trim()
    return remainder &>> shift
  }

  /// A power of a limb.
  static func power(_ base: UInt64, _ exponent: Int, _ arena: inout LimbArena) -> Limbs {
    var result = arena.take(exponent + 1).counted(0)
    result.append(1)
    for _ in 0..<exponent { result.multiply(by: base, adding: 0) }
    return result
  }

  // MARK: Division

  /// Quotient and remainder by Knuth's algorithm D; the divisor is not zero.
  static func divide(
    _ x: Limbs, by y: Limbs, _ arena: inout LimbArena
  ) -> (quotient: Limbs, remainder: Limbs) {
    if compare(x, y) < 0 { return (x.counted(0), x) }
    if y.count == 1 {
      var quotient = arena.copy(x)
      let remainder = quotient.divide(by: y[0])
      return (quotient, arena.number(remainder))
    }
    // The divisor's highest bit is set, so that an estimate of a quotient limb is at most two too large.
    let shift = y[y.count - 1].leadingZeroBitCount
    let divisor = shiftLeft(y, shift, &arena)
    var rest = arena.take(x.count + 1)
    rest[x.count] = 0
    if shift == 0 {
      x.copy(to: rest)
    } else {
      x.shiftLeft(by: shift, into: rest)
    }
    var quotient = arena.take(rest.count - divisor.count)
    var place = quotient.count - 1
    while place >= 0 {
      quotient[place] = divisor.takeMultiple(from: rest.dropping(place))
      place &-= 1
    }
    quotient.trim()
    rest.trim()
    return (quotient, shiftRight(rest, shift, &arena))
  }

  /// Subtracts the largest multiple of a divisor that goes into the lowest limbs of a dividend, one more than the
  /// divisor has; gives how often it goes.
  @inline(__always)
  private func takeMultiple(from rest: Limbs) -> UInt64 {
    var times = estimate(of: rest)
    var (carry, borrow): (UInt64, UInt64) = (0, 0)
    var index = 0
    while index < count {
      let (high, low) = times.multipliedFullWidth(by: self[index])
      let (product, overflow) = low.addingReportingOverflow(carry)
      carry = high &+ (overflow ? 1 : 0)
      let (partial, first) = rest[index].subtractingReportingOverflow(product)
      let (difference, second) = partial.subtractingReportingOverflow(borrow)
      rest[index] = difference
      borrow = (first ? 1 : 0) | (second ? 1 : 0)
      index &+= 1
    }
    let (partial, first) = rest[count].subtractingReportingOverflow(carry)
    let (difference, second) = partial.subtractingReportingOverflow(borrow)
    rest[count] = difference
    if first || second {
      // Once too often, which is rare.
      times &-= 1
      rest[count] = rest[count] &+ accumulate(times: 1, onto: rest)
    }
    return times
  }

  /// How often a divisor goes into the lowest limbs of a dividend, told from the highest: at most one too large.
  @inline(__always)
  private func estimate(of rest: Limbs) -> UInt64 {
    let (top, second) = (self[count &- 1], self[count &- 2])
    let (high, middle, low) = (rest[count], rest[count &- 1], rest[count &- 2])
    var quotient: UInt64
    var remainder: UInt64
    var overflow = false
    if high >= top {
      quotient = .max
      (remainder, overflow) = middle.addingReportingOverflow(top)
    } else {
      (quotient, remainder) = top.dividingFullWidth((high, middle))
    }
    while !overflow {
      let product = quotient.multipliedFullWidth(by: second)
      guard product.high > remainder || (product.high == remainder && product.low > low) else {
        break
      }
      quotient &-= 1
      (remainder, overflow) = remainder.addingReportingOverflow(top)
    }
    return quotient
  }
}
