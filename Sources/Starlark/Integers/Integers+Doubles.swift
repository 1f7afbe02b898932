import Glibc

// Between ints and doubles.
extension Integers {
  /// The double nearest to an int, ties to even; infinite if it is out of range.
  static func toDouble(_ value: Value) -> Double {
    if value.isSmallInt { return Double(value.smallInt) }
    let object = BigIntObject(value.object)
    let result = nearest(object.limbs)
    return object.isNegative ? -result : result
  }

  private static func nearest(_ magnitude: Limbs) -> Double {
    let bits = magnitude.bitWidth
    if bits <= 64 { return Double(magnitude.isZero ? 0 : magnitude[0]) }
    // Sixty-four bits, the lowest of which also tells whether anything follows: they round as the whole would.
    var top = LimbArena.temporary { Limbs.shiftRight(magnitude, bits - 64, &$0)[0] }
    if magnitude.hasBits(below: bits - 64) { top |= 1 }
    return scalbn(Double(top), Int32(bits - 64))
  }

  /// The int that a double is when its fraction is dropped; nil if it is not finite.
  static func truncated(_ double: Double, heap: Heap) -> Value? {
    guard double.isFinite else { return nil }
    if let small = Int(exactly: double.rounded(.towardZero)) { return heap.int(small) }
    return heap.withLimbs { arena in
      let parts = parts(of: double, &arena)
      return heap.bigInt(isNegative: parts.isNegative, magnitude: parts.magnitude)
    }
  }

  /// The sign and magnitude of a finite double whose fraction is dropped.
  static func parts(of double: Double, _ arena: inout LimbArena) -> Parts {
    let whole = double.rounded(.towardZero)
    guard whole != 0 else { return Parts(isNegative: false, magnitude: arena.number(0)) }
    let exponent = Int(whole.exponent) - 52
    let significand = whole.significandBitPattern | 1 << 52
    let magnitude =
      exponent >= 0
      ? Limbs.shiftLeft(arena.number(significand), exponent, &arena)
      : arena.number(significand >> UInt64(-exponent))
    return Parts(isNegative: whole < 0, magnitude: magnitude)
  }

  /// The hash of a number, equal for equal ints and floats; nil if the value is no number.
  static func hash(_ value: Value) -> UInt32? {
    if value.isSmallInt { return Hashing.word(value.bits) }
    if value.isObject(.bigInt) {
      let object = BigIntObject(value.object)
      return hash(Parts(isNegative: object.isNegative, magnitude: object.limbs))
    }
    guard Numbers.isDouble(value) else { return nil }
    let double = Numbers.double(value)
    if double.isNaN { return Hashing.word(Double.nan.bitPattern) }
    guard double.isFinite, double == double.rounded(.towardZero) else {
      return Hashing.word(double.bitPattern)
    }
    if let number = Int(exactly: double), Value.fits(number) {
      return Hashing.word(Value(small: number).bits)
    }
    return LimbArena.temporary { hash(parts(of: double, &$0)) }
  }

  private static func hash(_ parts: Parts) -> UInt32 {
    var hash: UInt32 = parts.isNegative ? 1 : 0
    for index in 0..<parts.magnitude.count {
      hash = Hashing.combine(hash, Hashing.word(parts.magnitude[index]))
    }
    return hash
  }
}
