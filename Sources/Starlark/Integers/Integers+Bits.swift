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
    machine.heap.withLimbs { arena in
      let (left, right) = (Parts(x, &arena), Parts(y, &arena))
      let count = max(left.magnitude.count, right.magnitude.count) + 1
      guard machine.charge(count >> 2) else { return .failed }
      let result = complement(left, count: count, &arena)
      let other = complement(right, count: count, &arena)
      for index in 0..<count { result[index] = operation(result[index], other[index]) }
      let isNegative = result[count - 1] >> 63 != 0
      if isNegative { negate(result) }
      return machine.heap.bigInt(isNegative: isNegative, magnitude: result)
    }
  }

  /// The lowest limbs of a number in two's complement.
  private static func complement(
    _ parts: Parts, count: Int, _ arena: inout LimbArena
  ) -> Limbs {
    let limbs = arena.take(count)
    parts.magnitude.copy(to: limbs)
    for index in parts.magnitude.count..<count { limbs[index] = 0 }
    if parts.isNegative { negate(limbs) }
    return limbs
  }

  private static func negate(_ limbs: Limbs) {
    var carries = true
    for index in 0..<limbs.count {
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
    return machine.heap.withLimbs { arena in
      let parts = Parts(x, &arena)
      guard checkSize(machine, bits: parts.magnitude.bitWidth + count) else { return .failed }
      return machine.heap.bigInt(
        isNegative: parts.isNegative, magnitude: Limbs.shiftLeft(parts.magnitude, count, &arena))
    }
  }

  static func shiftRight(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let count = shiftCount(machine, y) else { return .failed }
    if x.isSmallInt { return Value(small: x.smallInt >> count) }
    if let number = wide(x) { return machine.heap.int(wide: number >> Int128(min(count, 127))) }
    let (object, places) = (BigIntObject(x.object), min(count, bitLimit))
    return machine.heap.withLimbs { arena in
      var magnitude = Limbs.shiftRight(object.limbs, places, &arena)
      if object.isNegative && object.limbs.hasBits(below: places) {
        magnitude = Limbs.add(magnitude, arena.number(1), &arena)
      }
      return machine.heap.bigInt(isNegative: object.isNegative, magnitude: magnitude)
    }
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
