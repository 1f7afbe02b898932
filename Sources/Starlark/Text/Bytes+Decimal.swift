// Decimal digits of machine words, two at a time: a division is what takes longest.
extension Bytes {
  static func digitCount(of number: UInt) -> Int {
    var (rest, count) = (number, 1)
    while rest >= 10_000 {
      rest /= 10_000
      count &+= 4
    }
    return count &+ (rest >= 1_000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
  }

  /// Writes the digits of a number so that they end before an index.
  func write(decimal number: UInt, before end: Int) {
    var (rest, place) = (number, end)
    while rest >= 100 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      place &-= 2
      write(pair: pair, at: place)
      rest = quotient
    }
    if rest >= 10 {
      write(pair: rest, at: place &- 2)
    } else {
      self[place &- 1] = UInt8(truncatingIfNeeded: rest) &+ UInt8(ascii: "0")
    }
  }

  @inline(__always)
  private func write(pair: UInt, at place: Int) {
    let tens = (pair &* 103) &>> 10
    self[place] = UInt8(truncatingIfNeeded: tens) &+ UInt8(ascii: "0")
    self[place &+ 1] = UInt8(truncatingIfNeeded: pair &- tens &* 10) &+ UInt8(ascii: "0")
  }
}
