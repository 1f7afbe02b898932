// Ints as digits, and digits as ints.
extension Integers {
  /// Appends the digits of an int, with a minus sign if it is negative; false after an error was recorded.
  static func append(
    _ value: Value, radix: Int, isUppercase: Bool = false, into text: inout TextBuffer,
    machine: Machine
  ) -> Bool {
    if value.isSmallInt {
      if radix == 10 {
        text.append(decimal: value.smallInt)
      } else {
        text.append(value.smallInt, radix: UInt(radix), isUppercase: isUppercase)
      }
      return !text.isFull
    }
    let isNegative = BigIntObject(value.object).isNegative
    guard let digits = digits(of: value, radix: radix, machine: machine) else { return false }
    if isNegative { text.append(UInt8(ascii: "-")) }
    for digit in digits.reversed() {
      text.append(
        digit < 10
          ? UInt8(ascii: "0") + digit
          : (isUppercase ? UInt8(ascii: "A") : UInt8(ascii: "a")) + digit - 10)
    }
    return !text.isFull
  }

  /// The values of a number's digits, the lowest first; nil after an error was recorded.
  private static func digits(of value: Value, radix: Int, machine: Machine) -> [UInt8]? {
    machine.heap.withLimbs { arena in
      let magnitude = Parts(value, &arena).magnitude
      if magnitude.isZero { return [0] }
      let (width, power) = chunk(radix: radix)
      var digits: [UInt8] = []
      digits.reserveCapacity((magnitude.count + 1) * (width + 1))
      var rest = arena.copy(magnitude)
      let divisor = Reciprocal(of: power)
      while !rest.isZero {
        // Division by a limb takes some nanoseconds for each limb.
        guard machine.charge(1 + rest.count >> 1) else { return nil }
        let chunk = rest.divide(by: divisor)
        if radix == 10 {
          // By a constant, division is multiplication.
          append(chunk, radix: 10, width: width, to: &digits)
        } else {
          append(chunk, radix: UInt64(radix), width: width, to: &digits)
        }
      }
      while digits.count > 1 && digits.last == 0 { digits.removeLast() }
      return digits
    }
  }

  /// Appends the digits of what one limb holds, the lowest first.
  @inline(__always)
  private static func append(
    _ chunk: UInt64, radix: UInt64, width: Int, to digits: inout [UInt8]
  ) {
    var chunk = chunk
    for _ in 0..<width {
      let (rest, digit) = chunk.quotientAndRemainder(dividingBy: radix)
      digits.append(UInt8(truncatingIfNeeded: digit))
      chunk = rest
    }
  }

  /// How many digits fit a limb, and the radix to that power.
  private static func chunk(radix: Int) -> (width: Int, power: UInt64) {
    var (width, power) = (1, UInt64(radix))
    while true {
      let (next, overflow) = power.multipliedReportingOverflow(by: UInt64(radix))
      if overflow { return (width, power) }
      (width, power) = (width + 1, next)
    }
  }

  // MARK: Parsing

  /// What came of reading an int.
  enum Parsed {
    case value(Value)
    case malformed
    /// An error was recorded.
    case failed
  }

  /// The int that digits denote, with an optional sign, and a prefix if it agrees with the base or the base is 0.
  static func parse(_ bytes: Bytes, count: Int, base: Int, machine: Machine) -> Parsed {
    var index = 0
    var isNegative = false
    if count > 0, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-") {
      isNegative = bytes[0] == UInt8(ascii: "-")
      index = 1
    }
    var radix = base
    if count - index > 2, bytes[index] == UInt8(ascii: "0"), let named = prefix(bytes[index + 1]),
      base == 0 || base == named
    {
      radix = named
      index += 2
    } else if base == 0 {
      radix = 10
      // As in a literal, a number that is not zero does not begin with one.
      if count - index > 1, bytes[index] == UInt8(ascii: "0"),
        (index..<count).contains(where: { bytes[$0] != UInt8(ascii: "0") })
      {
        return .malformed
      }
    }
    guard index < count else { return .malformed }
    return digits(
      bytes + index, count: count - index, radix: radix, isNegative: isNegative, machine: machine)
  }

  private static func prefix(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
    case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
    case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
    default: nil
    }
  }

  /// The value of a digit, 36 or more for what is none.
  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte &- UInt8(ascii: "A") &+ 10
    default: 255
    }
  }

  private static func digits(
    _ bytes: Bytes, count: Int, radix: Int, isNegative: Bool, machine: Machine
  ) -> Parsed {
    guard machine.charge(count >> 6) else { return .failed }
    var number = 0
    var index = 0
    while index < count {
      let value = digit(bytes[index])
      guard value < radix else { return .malformed }
      let (product, overflow) = number.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(Int(value))
      if overflow || carry { break }
      number = sum
      index += 1
    }
    if index == count { return .value(machine.heap.int(isNegative ? -number : number)) }
    var pace = Pace(machine)
    for place in index..<count {
      guard pace.goesOn(at: place) else { return .failed }
      if digit(bytes[place]) >= radix { return .malformed }
    }
    var start = 0
    pace = Pace(machine)
    while start < count && bytes[start] == UInt8(ascii: "0") {
      guard pace.goesOn(at: start) else { return .failed }
      start += 1
    }
    // Every digit but the first takes at least floor(log2(radix)) bits.
    let bits = (count - start - 1) * (radix.bitWidth - 1 - radix.leadingZeroBitCount)
    guard checkSize(machine, bits: bits) else { return .failed }
    return machine.heap.withLimbs { arena in
      guard
        let magnitude = magnitude(
          of: bytes + start, count: count - start, radix: radix, machine, &arena),
        checkSize(machine, bits: magnitude.bitWidth)
      else { return .failed }
      return .value(machine.heap.bigInt(isNegative: isNegative, magnitude: magnitude))
    }
  }

  /// The number that valid digits denote; nil after an error was recorded.
  fileprivate static func magnitude(
    of bytes: Bytes, count: Int, radix: Int, _ machine: Machine?, _ arena: inout LimbArena
  ) -> Limbs? {
    let (width, _) = chunk(radix: radix)
    var result = arena.take(count / width + 1).counted(0)
    var index = 0
    while index < count {
      var (chunk, power): (UInt64, UInt64) = (0, 1)
      for _ in 0..<min(width, count - index) {
        chunk = chunk * UInt64(radix) + UInt64(digit(bytes[index]))
        power *= UInt64(radix)
        index += 1
      }
      result.multiply(by: power, adding: chunk)
      guard machine?.charge(1 + result.count >> 3) ?? true else { return nil }
    }
    return result
  }
}

extension Heap {
  /// The int of a literal's digits, which are ASCII and valid for the radix.
  package func bigInt(digits: [UInt8], radix: Int) -> Value {
    unsafe digits.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return int(0) }
      let bytes = unsafe Bytes(UnsafeMutablePointer(mutating: base))
      return withLimbs { arena in
        let magnitude = Integers.magnitude(
          of: bytes, count: buffer.count, radix: radix, nil, &arena)
        return magnitude.map { bigInt(isNegative: false, magnitude: $0) } ?? int(0)
      }
    }
  }
}
