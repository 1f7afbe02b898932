/// A divisor of one limb, prepared so that dividing by it takes two multiplications in place of the processor's division.
///
/// The method is that of Möller and Granlund, "Improved division by invariant integers" (2011).
struct Reciprocal {
  /// The divisor, shifted until its highest bit is set.
  let divisor: UInt64
  let shift: UInt64
  /// 2^128 by the shifted divisor, less 2^64.
  private let inverse: UInt64

  /// Prepares a divisor that is not zero.
  init(of divisor: UInt64) {
    shift = UInt64(divisor.leadingZeroBitCount)
    self.divisor = divisor &<< shift
    inverse = self.divisor.dividingFullWidth((~self.divisor, .max)).quotient
  }

  /// Quotient and remainder of two limbs by the shifted divisor, which is more than the higher one.
  @inline(__always)
  func divide(_ dividend: (high: UInt64, low: UInt64)) -> (quotient: UInt64, remainder: UInt64) {
    let product = inverse.multipliedFullWidth(by: dividend.high)
    let (low, carries) = product.low.addingReportingOverflow(dividend.low)
    var quotient = product.high &+ dividend.high &+ (carries ? 1 : 0) &+ 1
    var remainder = dividend.low &- quotient &* divisor
    if remainder > low {
      quotient &-= 1
      remainder &+= divisor
    }
    if _slowPath(remainder >= divisor) {
      quotient &+= 1
      remainder &-= divisor
    }
    return (quotient, remainder)
  }
}
