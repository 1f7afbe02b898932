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
    var magnitude: Magnitude.Limbs

    init(_ value: Value) {
      if value.isSmallInt {
        let number = value.smallInt
        isNegative = number < 0
        magnitude = number == 0 ? [] : [UInt64(number.magnitude)]
      } else {
        let object = BigIntObject(value.object)
        isNegative = object.isNegative
        magnitude = unsafe Array(object.limbs)
      }
    }

    init(_ number: Int) {
      isNegative = number < 0
      magnitude = number == 0 ? [] : [UInt64(number.magnitude)]
    }

    init(isNegative: Bool, magnitude: Magnitude.Limbs) {
      self.isNegative = isNegative
      self.magnitude = magnitude
    }
  }

  /// The value of a result, `.failed` if it has too many bits.
  private static func finish(
    _ machine: Machine, isNegative: Bool, _ magnitude: Magnitude.Limbs
  ) -> Value {
    guard checkSize(machine, bits: Magnitude.bitWidth(magnitude)) else { return .failed }
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
    return sum(machine, Parts(x), Parts(y))
  }

  static func subtract(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    if Value.areSmallInts(x, y) { return machine.heap.int(x.smallInt - y.smallInt) }
    if let (left, right) = wideOperands(x, y) {
      let (difference, overflow) = left.subtractingReportingOverflow(right)
      if !overflow { return machine.heap.int(wide: difference) }
    }
    var right = Parts(y)
    right.isNegative.toggle()
    return sum(machine, Parts(x), right)
  }

  private static func sum(_ machine: Machine, _ x: Parts, _ y: Parts) -> Value {
    if x.isNegative == y.isNegative {
      return finish(machine, isNegative: x.isNegative, Magnitude.add(x.magnitude, y.magnitude))
    }
    if Magnitude.compare(x.magnitude, y.magnitude) >= 0 {
      return finish(machine, isNegative: x.isNegative, Magnitude.subtract(x.magnitude, y.magnitude))
    }
    return finish(machine, isNegative: y.isNegative, Magnitude.subtract(y.magnitude, x.magnitude))
  }

  static func multiply(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    if Value.areSmallInts(x, y) {
      let (product, overflow) = x.smallInt.multipliedReportingOverflow(by: y.smallInt)
      if !overflow { return machine.heap.int(product) }
    }
    if let product = wideProduct(x, y) { return machine.heap.int(wide: product) }
    let (left, right) = (Parts(x), Parts(y))
    // The product has as many bits as both factors together, or one less.
    let bits = Magnitude.bitWidth(left.magnitude) + Magnitude.bitWidth(right.magnitude)
    guard checkSize(machine, bits: bits - 1),
      machine.charge(left.magnitude.count * right.magnitude.count >> 3)
    else { return .failed }
    return finish(
      machine, isNegative: left.isNegative != right.isNegative,
      Magnitude.multiply(left.magnitude, right.magnitude))
  }

  static func floorDivide(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let (quotient, _) = divide(machine, x, y) else { return .failed }
    return quotient
  }

  static func modulo(_ machine: Machine, _ x: Value, _ y: Value) -> Value {
    guard let (_, remainder) = divide(machine, x, y) else { return .failed }
    return remainder
  }

  /// Quotient and remainder of floored division; nil after an error was recorded.
  private static func divide(_ machine: Machine, _ x: Value, _ y: Value) -> (Value, Value)? {
    let heap = machine.heap
    if Value.areSmallInts(x, y) {
      let (left, right) = (x.smallInt, y.smallInt)
      guard right != 0 else {
        machine.fail("division by zero")
        return nil
      }
      var (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
      if remainder != 0 && (remainder < 0) != (right < 0) {
        quotient -= 1
        remainder += right
      }
      return (heap.int(quotient), heap.int(remainder))
    }
    if let (left, right) = wideOperands(x, y), right != 0 {
      let (quotient, remainder) = wideQuotient(left, right)
      return (heap.int(wide: quotient), heap.int(wide: remainder))
    }
    let (left, right) = (Parts(x), Parts(y))
    guard !right.magnitude.isEmpty else {
      machine.fail("division by zero")
      return nil
    }
    let work = max(0, left.magnitude.count - right.magnitude.count + 1) * right.magnitude.count
    guard machine.charge(work >> 2) else { return nil }
    var (quotient, remainder) = Magnitude.divide(left.magnitude, by: right.magnitude)
    if left.isNegative != right.isNegative && !remainder.isEmpty {
      quotient = Magnitude.add(quotient, [1])
      remainder = Magnitude.subtract(right.magnitude, remainder)
    }
    return (
      heap.bigInt(isNegative: left.isNegative != right.isNegative, magnitude: quotient),
      heap.bigInt(isNegative: right.isNegative, magnitude: remainder)
    )
  }

  static func negate(_ machine: Machine, _ x: Value) -> Value {
    if x.isSmallInt { return machine.heap.int(-x.smallInt) }
    let parts = Parts(x)
    return machine.heap.bigInt(isNegative: !parts.isNegative, magnitude: parts.magnitude)
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
    let (left, right) = (Parts(x), Parts(y))
    if left.isNegative != right.isNegative { return left.isNegative ? -1 : 1 }
    let order = Magnitude.compare(left.magnitude, right.magnitude)
    return left.isNegative ? -order : order
  }

  /// The exact order of an int and a double: -1, 0 or 1, and NaN is above all ints.
  static func compare(_ x: Value, toDouble y: Double) -> Int {
    guard y.isFinite else { return y == -.infinity ? 1 : -1 }
    let whole = y.rounded(.down)
    let order: Int
    if x.isSmallInt, let number = Int(exactly: whole) {
      order = x.smallInt < number ? -1 : x.smallInt == number ? 0 : 1
    } else {
      let (left, right) = (Parts(x), parts(of: whole))
      if left.isNegative != right.isNegative {
        order = left.isNegative ? -1 : 1
      } else {
        let absolute = Magnitude.compare(left.magnitude, right.magnitude)
        order = left.isNegative ? -absolute : absolute
      }
    }
    // What equals the next lower whole number is below a double with a fraction.
    return order == 0 && whole != y ? -1 : order
  }
}
