// Ints of two limbs, such as identifiers and hashes of 64 bits and what comes of multiplying them: computed in
// registers. With lists of limbs for operands and results, a program of such ints takes more than twice as long.
extension Integers {
  /// An int as 128 bits, or nil if it has more than 127 and a sign.
  @inline(__always)
  static func wide(_ value: Value) -> Int128? {
    if value.isSmallInt { return Int128(value.smallInt) }
    let object = BigIntObject(value.object)
    let count = object.limbCount
    guard count <= 2 else { return nil }
    let low = object.limbs[0]
    let high = count == 2 ? object.limbs[1] : 0
    guard high < 1 << 63 else { return nil }
    let magnitude = Int128(high) << 64 | Int128(low)
    return object.isNegative ? -magnitude : magnitude
  }

  /// An int of more than 62 bits as a machine word, or nil if it has more than 64.
  static func word(_ value: Value) -> Int? {
    wide(value).flatMap { Int(exactly: $0) }
  }

  @inline(__always)
  static func wideOperands(_ x: Value, _ y: Value) -> (Int128, Int128)? {
    guard let left = wide(x), let right = wide(y) else { return nil }
    return (left, right)
  }

  /// The product of two factors of 64 bits and a sign; nil if a factor or the product has more.
  static func wideProduct(_ x: Value, _ y: Value) -> Int128? {
    guard let (left, right) = wideOperands(x, y),
      let first = UInt64(exactly: left.magnitude), let second = UInt64(exactly: right.magnitude)
    else { return nil }
    let (high, low) = first.multipliedFullWidth(by: second)
    guard high < 1 << 63 else { return nil }
    let magnitude = Int128(high) << 64 | Int128(low)
    return (left < 0) != (right < 0) ? -magnitude : magnitude
  }

  /// Quotient and remainder of floored division by what is not zero.
  static func wideQuotient(_ x: Int128, _ y: Int128) -> (quotient: Int128, remainder: Int128) {
    let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0)
      ? (quotient - 1, remainder + y) : (quotient, remainder)
  }
}

extension Heap {
  /// The value of an int of 128 bits.
  @inline(__always)
  func int(wide number: Int128) -> Value {
    if let small = Int(exactly: number), -1 << 61 <= small && small < 1 << 61 {
      return Value(small: small)
    }
    let magnitude = number.magnitude
    let high = UInt64(truncatingIfNeeded: magnitude >> 64)
    let count = high == 0 ? 1 : 2
    let object = allocate(.bigInt, size: 16 + count * 8, extra: number < 0 ? 1 : 0)
    object.store(count, at: 8)
    object.store(UInt64(truncatingIfNeeded: magnitude), at: 16)
    if count == 2 { object.store(high, at: 24) }
    return Value(object)
  }
}
