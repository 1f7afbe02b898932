// Bit operations: negative ints act as two's complement of endless length.
extension Integers {
  static func and(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let (left, right) = wideOperands(x, y) else {
      return bitwise(machine, x, y) { $0 & $1 }
    }
    return machine.heap.int(wide: left & right)
  }

  static func or(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let (left, right) = wideOperands(x, y) else {
      return bitwise(machine, x, y) { $0 | $1 }
    }
    return machine.heap.int(wide: left | right)
  }

  static func xor(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let (left, right) = wideOperands(x, y) else {
      return bitwise(machine, x, y) { $0 ^ $1 }
    }
    return machine.heap.int(wide: left ^ right)
  }

  static func invert(_ machine: Machine, _ x: Value) -> Value {
    subtract(machine, Value(small: -1), x)
  }

  private static func bitwise(
    _ machine: Machine, _ x: Value, _ y: Value, _ operation: (UInt64, UInt64) -> UInt64
  ) -> Value {
    let (left, right) = (Parts(x), Parts(y))
    let count = max(left.magnitude.count, right.magnitude.count) + 1
    guard machine.charge(count >> 2) else { return .failed }
    let first = complement(left, count: count)
    let second = complement(right, count: count)
    var result = (0..<count).map { operation(first[$0], second[$0]) }
    let isNegative = result[count - 1] >> 63 != 0
    if isNegative { negate(&result) }
    return machine.heap.bigInt(isNegative: isNegative, magnitude: result)
  }

  /// The lowest limbs of a number in two's complement.
  private static func complement(_ parts: Parts, count: Int) -> Magnitude.Limbs {
    var limbs = parts.magnitude + Array(repeating: 0, count: count - parts.magnitude.count)
    if parts.isNegative { negate(&limbs) }
    return limbs
  }

  private static func negate(_ limbs: inout Magnitude.Limbs) {
    var carries = true
    for index in limbs.indices {
      limbs[index] = ~limbs[index] &+ (carries ? 1 : 0)
      carries = carries && limbs[index] == 0
    }
  }

  // MARK: Shifts

  static func shiftLeft(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let count = shiftCount(machine, y) else { return .failed }
    guard count < shiftLimit else {
      return machine.fail("shift count too large: \(count), want less than \(shiftLimit)")
    }
    if let number = wide(x), number.magnitude.leadingZeroBitCount > count + 1 {
      return machine.heap.int(wide: number << Int128(count))
    }
    let parts = Parts(x)
    guard checkSize(machine, bits: Magnitude.bitWidth(parts.magnitude) + count) else {
      return .failed
    }
    return machine.heap.bigInt(
      isNegative: parts.isNegative, magnitude: Magnitude.shiftLeft(parts.magnitude, count))
  }

  static func shiftRight(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let count = shiftCount(machine, y) else { return .failed }
    if x.isSmallInt { return Value(small: x.smallInt >> count) }
    if let number = wide(x) { return machine.heap.int(wide: number >> Int128(min(count, 127))) }
    let parts = Parts(x)
    var magnitude = Magnitude.shiftRight(parts.magnitude, min(count, bitLimit))
    if parts.isNegative && Magnitude.hasBits(parts.magnitude, below: min(count, bitLimit)) {
      magnitude = Magnitude.add(magnitude, [1])
    }
    return machine.heap.bigInt(isNegative: parts.isNegative, magnitude: magnitude)
  }

  /// The count of a shift, one past any size if it is very large; nil after an error was recorded.
  private static func shiftCount(_ machine: Machine, _ value: Value) -> Int? {
    let isNegative =
      value.isSmallInt ? value.smallInt < 0 : BigIntObject(value.object).isNegative
    guard !isNegative else {
      machine.fail("negative shift count: \(machine.shortText(value))")
      return nil
    }
    return value.isSmallInt ? value.smallInt : Int.max
  }
}
