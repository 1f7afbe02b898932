/// Arithmetic on natural numbers as limbs, the lowest first, none of them a leading zero.
enum Magnitude {
  typealias Limbs = [UInt64]

  /// How many bits a number takes, 0 for zero.
  static func bitWidth(_ x: Limbs) -> Int {
    guard let last = x.last else { return 0 }
    return x.count * 64 - last.leadingZeroBitCount
  }

  static func trim(_ x: inout Limbs) {
    while x.last == 0 { x.removeLast() }
  }

  /// -1, 0 or 1.
  static func compare(_ x: Limbs, _ y: Limbs) -> Int {
    if x.count != y.count { return x.count < y.count ? -1 : 1 }
    for index in x.indices.reversed() where x[index] != y[index] {
      return x[index] < y[index] ? -1 : 1
    }
    return 0
  }

  static func add(_ x: Limbs, _ y: Limbs) -> Limbs {
    let (longer, shorter) = x.count >= y.count ? (x, y) : (y, x)
    var result = longer
    var carry: UInt64 = 0
    for index in longer.indices {
      if index >= shorter.count && carry == 0 { break }
      let other = index < shorter.count ? shorter[index] : 0
      let (partial, first) = longer[index].addingReportingOverflow(other)
      let (sum, second) = partial.addingReportingOverflow(carry)
      result[index] = sum
      carry = first || second ? 1 : 0
    }
    if carry != 0 { result.append(1) }
    return result
  }

  /// The difference of two numbers, of which the first is not less.
  static func subtract(_ x: Limbs, _ y: Limbs) -> Limbs {
    var result = x
    var borrow: UInt64 = 0
    for index in x.indices {
      if index >= y.count && borrow == 0 { break }
      let other = index < y.count ? y[index] : 0
      let (partial, first) = x[index].subtractingReportingOverflow(other)
      let (difference, second) = partial.subtractingReportingOverflow(borrow)
      result[index] = difference
      borrow = first || second ? 1 : 0
    }
    trim(&result)
    return result
  }

  static func multiply(_ x: Limbs, _ y: Limbs) -> Limbs {
    guard !x.isEmpty && !y.isEmpty else { return [] }
    var result = Limbs(repeating: 0, count: x.count + y.count)
    for i in x.indices {
      var carry: UInt64 = 0
      let factor = x[i]
      for j in y.indices {
        let (high, low) = factor.multipliedFullWidth(by: y[j])
        let (partial, first) = result[i &+ j].addingReportingOverflow(low)
        let (sum, second) = partial.addingReportingOverflow(carry)
        result[i &+ j] = sum
        carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      }
      result[i &+ y.count] = carry
    }
    trim(&result)
    return result
  }

  /// Multiplies by a limb and adds another.
  static func multiply(_ x: inout Limbs, by factor: UInt64, adding addend: UInt64) {
    var carry = addend
    for index in x.indices {
      let (high, low) = x[index].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      x[index] = sum
      carry = high &+ (overflow ? 1 : 0)
    }
    if carry != 0 { x.append(carry) }
  }

  /// Divides by a limb and gives the remainder.
  static func divide(_ x: inout Limbs, by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    for index in x.indices.reversed() {
      (x[index], remainder) = divisor.dividingFullWidth((remainder, x[index]))
    }
    trim(&x)
    return remainder
  }

  /// Quotient and remainder by Knuth's algorithm D; the divisor is not zero.
  static func divide(_ x: Limbs, by y: Limbs) -> (quotient: Limbs, remainder: Limbs) {
    if compare(x, y) < 0 { return ([], x) }
    if y.count == 1 {
      var quotient = x
      let remainder = divide(&quotient, by: y[0])
      return (quotient, remainder == 0 ? [] : [remainder])
    }
    // The divisor's highest bit is set, so that an estimate of a quotient limb is at most two too large.
    let shift = y[y.count - 1].leadingZeroBitCount
    let divisor = shiftLeft(y, shift)
    var rest = shiftLeft(x, shift)
    while rest.count <= x.count { rest.append(0) }
    let count = divisor.count
    let (top, second) = (divisor[count - 1], divisor[count - 2])
    var quotient = Limbs(repeating: 0, count: rest.count - count)
    for place in stride(from: rest.count - count - 1, through: 0, by: -1) {
      let estimate = estimate(
        rest[place + count], rest[place + count - 1], rest[place + count - 2], top, second)
      quotient[place] = subtract(divisor, times: estimate, from: &rest, at: place)
    }
    trim(&quotient)
    trim(&rest)
    return (quotient, shiftRight(rest, shift))
  }

  /// A quotient limb from three limbs of the dividend and two of the divisor, at most one too large.
  private static func estimate(
    _ high: UInt64, _ middle: UInt64, _ low: UInt64, _ top: UInt64, _ second: UInt64
  ) -> UInt64 {
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
      quotient -= 1
      (remainder, overflow) = remainder.addingReportingOverflow(top)
    }
    return quotient
  }

  /// Subtracts a multiple of the divisor from the dividend at a place; gives the right multiple, which may be one less.
  private static func subtract(
    _ divisor: Limbs, times estimate: UInt64, from rest: inout Limbs, at place: Int
  ) -> UInt64 {
    var carry: UInt64 = 0
    var borrow: UInt64 = 0
    for index in divisor.indices {
      let (high, low) = estimate.multipliedFullWidth(by: divisor[index])
      let (product, overflow) = low.addingReportingOverflow(carry)
      carry = high &+ (overflow ? 1 : 0)
      let (partial, first) = rest[place &+ index].subtractingReportingOverflow(product)
      let (difference, second) = partial.subtractingReportingOverflow(borrow)
      rest[place &+ index] = difference
      borrow = first || second ? 1 : 0
    }
    let end = place + divisor.count
    let (partial, first) = rest[end].subtractingReportingOverflow(carry)
    let (difference, second) = partial.subtractingReportingOverflow(borrow)
    rest[end] = difference
    guard first || second else { return estimate }
    var addCarry: UInt64 = 0
    for index in divisor.indices {
      let (partial, first) = rest[place &+ index].addingReportingOverflow(divisor[index])
      let (sum, second) = partial.addingReportingOverflow(addCarry)
      rest[place &+ index] = sum
      addCarry = first || second ? 1 : 0
    }
    rest[end] = rest[end] &+ addCarry
    return estimate - 1
  }

  static func shiftLeft(_ x: Limbs, _ count: Int) -> Limbs {
    guard !x.isEmpty else { return [] }
    let (limbs, bits) = (count / 64, count % 64)
    var result = Limbs(repeating: 0, count: limbs)
    result.reserveCapacity(limbs + x.count + 1)
    if bits == 0 { return result + x }
    var carry: UInt64 = 0
    for limb in x {
      result.append(limb << UInt64(bits) | carry)
      carry = limb >> UInt64(64 - bits)
    }
    if carry != 0 { result.append(carry) }
    return result
  }

  static func shiftRight(_ x: Limbs, _ count: Int) -> Limbs {
    let (limbs, bits) = (count / 64, count % 64)
    guard limbs < x.count else { return [] }
    var result = Limbs(x[limbs...])
    guard bits != 0 else { return result }
    for index in result.indices {
      let next = index + 1 < result.count ? result[index + 1] : 0
      result[index] = result[index] >> UInt64(bits) | next << UInt64(64 - bits)
    }
    trim(&result)
    return result
  }

  /// Whether any of the lowest bits is set.
  static func hasBits(_ x: Limbs, below count: Int) -> Bool {
    let (limbs, bits) = (count / 64, count % 64)
    for index in 0..<min(limbs, x.count) where x[index] != 0 { return true }
    return limbs < x.count && bits > 0 && x[limbs] << UInt64(64 - bits) != 0
  }

  /// The number shifted right, rounded to the nearest, ties to even.
  static func shiftRightRounding(_ x: Limbs, _ count: Int) -> Limbs {
    guard count > 0 else { return x }
    var result = shiftRight(x, count)
    let half = count - 1
    let halfIsSet = half / 64 < x.count && x[half / 64] >> UInt64(half % 64) & 1 != 0
    let isOdd = (result.first ?? 0) & 1 != 0
    if halfIsSet && (isOdd || hasBits(x, below: half)) { result = add(result, [1]) }
    return result
  }

  /// A power of a limb.
  static func power(_ base: UInt64, _ exponent: Int) -> Limbs {
    var result: Limbs = [1]
    for _ in 0..<exponent { multiply(&result, by: base, adding: 0) }
    return result
  }
}
