import Glibc

// Between ints and doubles.
extension Integers {
  /// The double nearest to an int, ties to even; infinite if it is out of range.
  static func toDouble(_ value: Value) -> Double {
    if value.isSmallInt { return Double(value.smallInt) }
    let parts = Parts(value)
    let result = nearest(parts.magnitude)
    return parts.isNegative ? -result : result
  }

  private static func nearest(_ magnitude: Magnitude.Limbs) -> Double {
    let bits = Magnitude.bitWidth(magnitude)
    if bits <= 64 { return Double(magnitude.first ?? 0) }
    // Sixty-four bits, the lowest of which also tells whether anything follows: they round as the whole would.
    var top = Magnitude.shiftRight(magnitude, bits - 64)[0]
    if Magnitude.hasBits(magnitude, below: bits - 64) { top |= 1 }
    return scalbn(Double(top), Int32(bits - 64))
  }

  /// The int that a double is when its fraction is dropped; nil if it is not finite.
  static func truncated(_ double: Double, heap: Heap) -> Value? {
    guard double.isFinite else { return nil }
    if let small = Int(exactly: double.rounded(.towardZero)) { return heap.int(small) }
    let parts = parts(of: double)
    return heap.bigInt(isNegative: parts.isNegative, magnitude: parts.magnitude)
  }

  /// The sign and magnitude of a finite double whose fraction is dropped.
  static func parts(of double: Double) -> Parts {
    let whole = double.rounded(.towardZero)
    guard whole != 0 else { return Parts(0) }
    let exponent = Int(whole.exponent) - 52
    let significand = whole.significandBitPattern | 1 << 52
    let magnitude =
      exponent >= 0
      ? Magnitude.shiftLeft([significand], exponent) : [significand >> UInt64(-exponent)]
    return Parts(isNegative: whole < 0, magnitude: magnitude)
  }

  /// The hash of a number, equal for equal ints and floats; nil if the value is no number.
  static func hash(_ value: Value) -> UInt32? {
    if value.isSmallInt { return Hashing.word(value.bits) }
    if value.isObject(.bigInt) { return hash(Parts(value)) }
    guard Numbers.isDouble(value) else { return nil }
    let double = Numbers.double(value)
    if double.isNaN { return Hashing.word(Double.nan.bitPattern) }
    guard double.isFinite, double == double.rounded(.towardZero) else {
      return Hashing.word(double.bitPattern)
    }
    if let number = Int(exactly: double), Value.fits(number) {
      return Hashing.word(Value(small: number).bits)
    }
    return hash(parts(of: double))
  }

  private static func hash(_ parts: Parts) -> UInt32 {
    parts.magnitude.reduce(parts.isNegative ? 1 : 0) { state, limb in
      Hashing.combine(state, Hashing.word(limb))
    }
  }
}
