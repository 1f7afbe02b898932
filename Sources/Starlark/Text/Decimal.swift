/// The decimal digits of a finite double's magnitude: 0.d₁d₂d₃… × 10^point.
struct Decimal {
  /// ASCII digits, the first of which is not 0; none for zero.
  private var digits: [UInt8]
  /// Where the decimal point stands among the digits.
  private(set) var point: Int

  var isZero: Bool { digits.isEmpty }

  /// How many digits there are when trailing zeros are left out.
  var significantCount: Int {
    var count = digits.count
    while count > 0 && digits[count - 1] == UInt8(ascii: "0") { count -= 1 }
    return count
  }

  /// A digit, 0 outside the digits that matter.
  func digit(_ index: Int) -> UInt8 {
    digits.indices.contains(index) ? digits[index] : UInt8(ascii: "0")
  }

  private init(zero: Void) {
    digits = []
    point = 1
  }

  /// The fewest digits that read back as the double.
  init(shortest double: Double) {
    self.init(zero: ())
    // The standard library finds the digits; only their arrangement differs.
    var place = 0
    var exponent = 0
    var fraction: Int?
    var text = double.magnitude.description.utf8.makeIterator()
    while let byte = text.next() {
      switch byte {
      case UInt8(ascii: "."): fraction = place
      case UInt8(ascii: "e"):
        var sign = 1
        while let byte = text.next() {
          switch byte {
          case UInt8(ascii: "-"): sign = -1
          case UInt8(ascii: "+"): break
          default: exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
          }
        }
        exponent *= sign
      default:
        if !digits.isEmpty || byte != UInt8(ascii: "0") {
          digits.append(byte)
          place += 1
        } else if fraction != nil {
          exponent -= 1
        }
      }
    }
    guard !digits.isEmpty else { return }
    point = (fraction ?? place) + exponent
  }

  /// The digits of the double rounded, ties to even, to so many after the point.
  init(rounding double: Double, fraction: Int) {
    self.init(zero: ())
    guard double != 0 else { return }
    let value = double.magnitude
    let exponent = Int(value.exponent) - 52
    let significand = value.significandBitPattern
    let isNormal = value.exponent >= Double.leastNormalMagnitude.exponent
    let whole = isNormal ? significand | 1 << 52 : significand
    let scale = isNormal ? exponent : -1074
    // value = whole × 2^scale; times 10^fraction, rounded to an integer.
    if let number = Decimal.shortlyRounded(whole, scale: scale, fraction: fraction) {
      var text = TextBuffer(limit: 20)
      if number != 0 { text.append(decimal: number) }
      digits = text.array
      point = digits.isEmpty ? 1 - fraction : digits.count - fraction
      return
    }
    let reversed = LimbArena.temporary { arena in
      let number = Decimal.rounded(whole, scale: scale, fraction: fraction, &arena)
      return Decimal.digits(arena.copy(number))
    }
    digits = reversed.reversed()
    point = digits.isEmpty ? 1 - fraction : digits.count - fraction
  }

  /// whole × 2^scale × 10^fraction, rounded to an integer, ties to even, where the usual ones are: all but the last
  /// of what is computed fits 128 bits, and that 63.
  private static func shortlyRounded(_ whole: UInt64, scale: Int, fraction: Int) -> Int? {
    guard 0...15 ~= fraction, -127..<0 ~= scale else { return nil }
    let product = UInt128(whole) * UInt128(tenths[fraction])
    let half = UInt128(1) << UInt128(-scale - 1)
    let (quotient, rest) = (product >> UInt128(-scale), product & (half << 1 - 1))
    let roundsUp = rest > half || (rest == half && quotient & 1 == 1)
    return Int(exactly: roundsUp ? quotient + 1 : quotient)
  }

  private static let tenths: [UInt64] = (0...15).map { power in
    (0..<power).reduce(1) { number, _ in number * 10 }
  }

  /// whole × 2^scale × 10^fraction, rounded to an integer, ties to even.
  private static func rounded(
    _ whole: UInt64, scale: Int, fraction: Int, _ arena: inout LimbArena
  ) -> Limbs {
    var number = arena.number(whole)
    if fraction >= 0 {
      number = Limbs.multiply(number, Limbs.power(10, fraction, &arena), &arena)
      return scale >= 0
        ? Limbs.shiftLeft(number, scale, &arena)
        : Limbs.shiftRightRounding(number, -scale, &arena)
    }
    if scale >= 0 { number = Limbs.shiftLeft(number, scale, &arena) }
    let divisor = Limbs.shiftLeft(Limbs.power(10, -fraction, &arena), max(0, -scale), &arena)
    let (quotient, remainder) = Limbs.divide(number, by: divisor, &arena)
    let order = Limbs.compare(Limbs.shiftLeft(remainder, 1, &arena), divisor)
    let roundsUp = order > 0 || (order == 0 && quotient.isOdd)
    return roundsUp ? Limbs.add(quotient, arena.number(1), &arena) : quotient
  }

  /// The ASCII digits of a number that is divided for them, the lowest first, without zeros at the top.
  private static func digits(_ number: Limbs) -> [UInt8] {
    var rest = number
    var digits: [UInt8] = []
    while !rest.isZero {
      var chunk = rest.divide(by: 10_000_000_000_000_000_000)
      for _ in 0..<19 {
        digits.append(UInt8(truncatingIfNeeded: chunk % 10) + UInt8(ascii: "0"))
        chunk /= 10
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return digits
  }

  /// The digits of the double rounded, ties to even, to so many in all.
  init(rounding double: Double, significant: Int) {
    self.init(zero: ())
    guard double != 0 else { return }
    // Rounding may carry into a digit more: then one less is needed after the point.
    let estimate = Decimal(shortest: double).point
    self.init(rounding: double, fraction: significant - estimate)
    if digits.count > significant {
      self.init(rounding: double, fraction: significant - estimate - 1)
    }
  }
}
