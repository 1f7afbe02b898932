/// An integer of any size, as sign and magnitude: what scripts compute past a machine word.
public struct WideInteger: Hashable, Sendable {
  /// Whether it is below zero.
  public let isNegative: Bool
  /// The magnitude in words of 64 bits, the lowest first; the last is not zero.
  public let limbs: [UInt64]

  /// Makes an integer.
  ///
  /// - Parameters:
  ///   - isNegative: Whether it is below zero; zero never is.
  ///   - limbs: The magnitude in words of 64 bits, the lowest first.
  public init(isNegative: Bool, limbs: [UInt64]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  /// Makes the integer of a machine word.
  public init(_ value: Int) {
    self.init(isNegative: value < 0, limbs: [UInt64(value.magnitude)])
  }

  /// Makes the integer that decimal digits denote, with an optional minus sign; nil for other text.
  public init?(_ decimal: String) {
    let digits = decimal.utf8.drop { $0 == UInt8(ascii: "-") }
    guard !digits.isEmpty, decimal.utf8.count - digits.count <= 1 else { return nil }
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let limbs = LimbArena.temporary { arena in
      var number = arena.take(digits.count / 19 + 1).counted(0)
      for digit in digits { number.multiply(by: 10, adding: UInt64(digit - UInt8(ascii: "0"))) }
      return number.words
    }
    self.init(isNegative: digits.count < decimal.utf8.count, limbs: limbs)
  }

  /// How many bits the magnitude takes.
  var bitWidth: Int {
    limbs.last.map { limbs.count * 64 - $0.leadingZeroBitCount } ?? 0
  }

  /// The value as a machine word, nil where it does not fit.
  public var word: Int? {
    guard limbs.count <= 1 else { return nil }
    let magnitude = limbs.first ?? 0
    if isNegative { return magnitude <= 1 << 63 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int(exactly: magnitude)
  }
}

extension WideInteger: CustomStringConvertible {
  /// The decimal digits, with a minus sign below zero.
  public var description: String {
    let power: UInt64 = 1_000_000_000_000_000_000
    var chunks: [UInt64] = LimbArena.temporary { arena in
      var rest = arena.take(limbs.count)
      for index in limbs.indices { rest[index] = limbs[index] }
      var chunks: [UInt64] = []
      while !rest.isZero { chunks.append(rest.divide(by: power)) }
      return chunks
    }
    guard let highest = chunks.popLast() else { return "0" }
    let lower = chunks.reversed().map { chunk in
      let digits = String(chunk)
      return String(repeating: "0", count: 18 - digits.utf8.count) + digits
    }
    return (isNegative ? "-" : "") + String(highest) + lower.joined()
  }
}
