/// Integers of any size: what the fast path of 62 bits leaves to do.
///
/// All operands are ints.
enum Integers {
  /// Most bits that an integer may have.
  static let bitLimit = 65_536
  /// Shift counts stay below this.
  static let shiftLimit = 512

  /// Sign and magnitude of an int.
  struct Parts {
    var isNegative: Bool
    var magnitude: Limbs

    @inline(__always)
    init(_ value: Value, _ arena: inout LimbArena) {
      if value.isSmallInt {
        isNegative = value.smallInt < 0
        magnitude = arena.number(UInt64(value.smallInt.magnitude))
      } else {
        let object = BigIntObject(value.object)
        isNegative = object.isNegative
        magnitude = object.limbs
      }
    }

    init(isNegative: Bool, magnitude: Limbs) {
      self.isNegative = isNegative
      self.magnitude = magnitude
    }
  }

  /// The value of a result, `.failed` if it has too many bits.
  private static func finish(
    _ machine: Machine, isNegative: Bool, _ magnitude: Limbs
  ) -> Value {
    guard checkSize(machine, bits: magnitude.bitWidth) else { return .failed }
    return machine.heap.bigInt(isNegative: isNegative, magnitude: magnitude)
  }

  /// Whether an integer of so many bits is allowed; an error is recorded if not.
  static func checkSize(_ machine: Machine, bits: Int) -> Bool {
    guard bits <= bitLimit else {
      machine.fail(
        EvaluationFailure(.limit, "int too large: \(bits) bits, the limit is \(bitLimit)"))
      return false
    }
    return machine.charge(bits >> 9)
  }

  // MARK: Arithmetic

  static func add(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    if Value.areSmallInts(x, y) { return machine.heap.int(x.smallInt + y.smallInt) }
    if let (left, right) = wideOperands(x, y) {
      let (sum, overflow) = left.addingReportingOverflow(right)
      if !overflow { return machine.heap.int(wide: sum) }
    }
    return machine.heap.withLimbs { arena in
      sum(machine, Parts(x, &arena), Parts(y, &arena), &arena)
    }
  }

  static func subtract(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    if Value.areSmallInts(x, y) { return machine.heap.int(x.smallInt - y.smallInt) }
    if let (left, right) = wideOperands(x, y) {
      let (difference, overflow) = left.subtractingReportingOverflow(right)
      if !overflow { return machine.heap.int(wide: difference) }
    }
    return machine.heap.withLimbs { arena in
      var right = Parts(y, &arena)
      right.isNegative.toggle()
      return sum(machine, Parts(x, &arena), right, &arena)
    }
  }

  private static func sum(
    _ machine: Machine, _ x: Parts, _ y: Parts, _ arena: inout LimbArena
  ) -> Value {
    if x.isNegative == y.isNegative {
      return finish(
        machine, isNegative: x.isNegative, Limbs.add(x.magnitude, y.magnitude, &arena))
    }
    let (larger, smaller) = Limbs.compare(x.magnitude, y.magnitude) >= 0 ? (x, y) : (y, x)
    return finish(
      machine, isNegative: larger.isNegative,
      Limbs.subtract(larger.magnitude, smaller.magnitude, &arena))
  }

  static func multiply(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    if Value.areSmallInts(x, y) {
      let (product, overflow) = x.smallInt.multipliedReportingOverflow(by: y.smallInt)
      if !overflow { return machine.heap.int(product) }
    }
    if let product = wideProduct(x, y) { return machine.heap.int(wide: product) }
    return machine.heap.withLimbs { arena in
      let (left, right) = (Parts(x, &arena), Parts(y, &arena))
      // The product has as many bits as both factors together, or one less.
      let bits = left.magnitude.bitWidth + right.magnitude.bitWidth
      guard checkSize(machine, bits: bits - 1),
        machine.charge(left.magnitude.count * right.magnitude.count >> 3)
      else { return .failed }
      return finish(
        machine, isNegative: left.isNegative != right.isNegative,
        Limbs.multiply(left.magnitude, right.magnitude, &arena))
    }
  }

  static func floorDivide(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    divide(machine, x, y, giving: .quotient)
  }

  static func modulo(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    divide(machine, x, y, giving: .remainder)
  }

  /// What of a division is wanted: only that becomes a value.
  private enum DivisionPart {
    case quotient
    case remainder
  }

  /// A part of floored division; `.failed` after an error was recorded.
  @inline(__always)
  private static func divide(
    _ machine: Machine, _ x: Value, _ y: Value, giving part: DivisionPart
  ) -> Value {
    let heap = machine.heap
    if Value.areSmallInts(x, y) {
      let (left, right) = (x.smallInt, y.smallInt)
      guard right != 0 else { return machine.fail("division by zero") }
      var (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
      if remainder != 0 && (remainder < 0) != (right < 0) {
        quotient -= 1
        remainder += right
      }
      return heap.int(part == .quotient ? quotient : remainder)
    }
    if let (left, right) = wideOperands(x, y), right != 0 {
      let (quotient, remainder) = wideQuotient(left, right)
      return heap.int(wide: part == .quotient ? quotient : remainder)
    }
    return heap.withLimbs { arena in
      let (left, right) = (Parts(x, &arena), Parts(y, &arena))
      guard !right.magnitude.isZero else { return machine.fail("division by zero") }
      let work = max(0, left.magnitude.count - right.magnitude.count + 1) * right.magnitude.count
      guard machine.charge(work >> 2) else { return .failed }
      let (quotient, remainder) = Limbs.divide(left.magnitude, by: right.magnitude, &arena)
      let isRounded = left.isNegative != right.isNegative && !remainder.isZero
      switch part {
      case .quotient:
        return heap.bigInt(
          isNegative: left.isNegative != right.isNegative,
          magnitude: isRounded ? Limbs.add(quotient, arena.number(1), &arena) : quotient)
      case .remainder:
        return heap.bigInt(
          isNegative: right.isNegative,
          magnitude: isRounded ? Limbs.subtract(right.magnitude, remainder, &arena) : remainder)
      }
    }
  }

  static func negate(_ machine: Machine, _ x: Value) -> Value {
    if x.isSmallInt { return machine.heap.int(-x.smallInt) }
    let object = BigIntObject(x.object)
    return machine.heap.bigInt(isNegative: !object.isNegative, magnitude: object.limbs)
  }

  static func magnitude(_ machine: Machine, _ x: Value) -> Value {
    if x.isSmallInt { return machine.heap.int(abs(x.smallInt)) }
    return BigIntObject(x.object).isNegative ? negate(machine, x) : x
  }

  // MARK: Order

  /// The order of two ints: -1, 0 or 1.
  static func compare(_ x: Value, _ y: Value) -> Int {
    if Value.areSmallInts(x, y) { return (x.smallInt - y.smallInt).signum() }
    if let (left, right) = wideOperands(x, y) { return left < right ? -1 : left == right ? 0 : 1 }
    return LimbArena.temporary { arena in
      compare(Parts(x, &arena), Parts(y, &arena))
    }
  }

  private static func compare(_ x: Parts, _ y: Parts) -> Int {
    if x.isNegative != y.isNegative { return x.isNegative ? -1 : 1 }
    let order = Limbs.compare(x.magnitude, y.magnitude)
    return x.isNegative ? -order : order
  }

  /// The exact order of an int and a double: -1, 0 or 1, and NaN is above all ints.
  static func compare(_ x: Value, toDouble y: Double) -> Int {
    guard y.isFinite else { return y == -.infinity ? 1 : -1 }
    let whole = y.rounded(.down)
    let order: Int
    if x.isSmallInt, let number = Int(exactly: whole) {
      order = x.smallInt < number ? -1 : x.smallInt == number ? 0 : 1
    } else {
      order = LimbArena.temporary { arena in
        compare(Parts(x, &arena), parts(of: whole, &arena))
      }
    }
    // What equals the next lower whole number is below a double with a fraction.
    return order == 0 && whole != y ? -1 : order
  }
}
