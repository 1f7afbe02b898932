/// Doubles as text, in the forms of the specification.
enum Floats {
  /// The shortest text that reads back as the double: `1.0`, `0.1`, `1e+06`.
  static func text(_ double: Double) -> String {
    var buffer = TextBuffer(limit: 400)
    append(double, into: &buffer)
    return buffer.text
  }

  /// Appends the shortest text that reads back as the double.
  static func append(_ double: Double, isUppercase: Bool = false, into text: inout TextBuffer) {
    if appendSpecial(double, into: &text) { return }
    if double.sign == .minus { text.append(UInt8(ascii: "-")) }
    compact(Decimal(shortest: double), threshold: 6, isUppercase: isUppercase, into: &text)
  }

  /// Appends `%.Pg`: at most so many significant digits.
  static func append(
    general double: Double, precision: Int, isUppercase: Bool, into text: inout TextBuffer
  ) {
    if appendSpecial(double, into: &text) { return }
    if double.sign == .minus { text.append(UInt8(ascii: "-")) }
    let precision = max(1, precision)
    let decimal = Decimal(rounding: double, significant: precision)
    compact(decimal, threshold: precision, isUppercase: isUppercase, into: &text)
  }

  /// Appends `%.Pf`: a point and so many digits after it.
  static func append(fixed double: Double, precision: Int, into text: inout TextBuffer) {
    if appendSpecial(double, into: &text) { return }
    if double.sign == .minus { text.append(UInt8(ascii: "-")) }
    let decimal = Decimal(rounding: double, fraction: precision)
    let whole = max(0, decimal.point)
    if whole == 0 { text.append(UInt8(ascii: "0")) }
    for index in 0..<whole { text.append(decimal.digit(index)) }
    guard precision > 0 else { return }
    text.append(UInt8(ascii: "."))
    for index in 0..<precision { text.append(decimal.digit(decimal.point + index)) }
  }

  /// Appends `%.Pe`: one digit, a point, so many digits, and an exponent.
  static func append(
    scientific double: Double, precision: Int, isUppercase: Bool, into text: inout TextBuffer
  ) {
    if appendSpecial(double, into: &text) { return }
    if double.sign == .minus { text.append(UInt8(ascii: "-")) }
    let decimal = Decimal(rounding: double, significant: precision + 1)
    scientific(decimal, fraction: precision, isUppercase: isUppercase, into: &text)
  }

  private static func appendSpecial(_ double: Double, into text: inout TextBuffer) -> Bool {
    if double.isFinite { return false }
    text.append(double.isNaN ? "nan" : double < 0 ? "-inf" : "+inf")
    return true
  }

  private static func compact(
    _ decimal: Decimal, threshold: Int, isUppercase: Bool, into text: inout TextBuffer
  ) {
    let exponent = decimal.point - 1
    let count = decimal.significantCount
    guard exponent >= -4 && exponent < threshold else {
      return scientific(
        decimal, fraction: max(0, count - 1), isUppercase: isUppercase, into: &text)
    }
    if decimal.point <= 0 { text.append(UInt8(ascii: "0")) }
    for index in 0..<max(0, decimal.point) { text.append(decimal.digit(index)) }
    text.append(UInt8(ascii: "."))
    let fraction = max(1, count - decimal.point)
    for index in 0..<fraction { text.append(decimal.digit(decimal.point + index)) }
  }

  private static func scientific(
    _ decimal: Decimal, fraction: Int, isUppercase: Bool, into text: inout TextBuffer
  ) {
    text.append(decimal.digit(0))
    if fraction > 0 { text.append(UInt8(ascii: ".")) }
    for index in 0..<fraction { text.append(decimal.digit(1 + index)) }
    text.append(UInt8(ascii: isUppercase ? "E" : "e"))
    let exponent = decimal.isZero ? 0 : decimal.point - 1
    text.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
    if abs(exponent) < 10 { text.append(UInt8(ascii: "0")) }
    text.append(decimal: abs(exponent))
  }

  // MARK: Reading

  /// Most bytes of a text that is read as a float.
  static let textLimit = 1 << 20

  /// The double that a text denotes, infinite if it is out of range; nil if it is no number.
  static func parse(_ bytes: Bytes, count: Int) -> Double? {
    if let short = parseShort(bytes, count: count) { return short }
    let text = unsafe String(decoding: bytes.buffer(count: count), as: UTF8.self)
    if isDecimal(bytes, count: count) { return Double(text) }
    switch text.lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan", "+nan", "-nan": return .nan
    default: return nil
    }
  }

  /// The double of a short decimal number, which one operation on exact doubles gives; nil for any other text.
  private static func parseShort(_ bytes: Bytes, count: Int) -> Double? {
    guard count <= 17 else { return nil }
    var index = 0
    let isNegative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative || (count > 0 && bytes[0] == UInt8(ascii: "+")) { index = 1 }
    let start = index
    var (number, point) = (0, -1)
    while index < count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit < 10 {
        number = number &* 10 &+ Int(digit)
      } else if bytes[index] == UInt8(ascii: "."), point < 0 {
        point = index
      } else {
        return nil
      }
      index &+= 1
    }
    let decimals = point < 0 ? 0 : count &- point &- 1
    let digits = count &- start &- (point < 0 ? 0 : 1)
    guard digits > 0, number <= 1 << 53 else { return nil }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let value = Double(number) / scale
    return isNegative ? -value : value
  }

  /// Whether bytes are a decimal number: digits with a point among them or not, and perhaps an exponent.
  static func isDecimal(_ bytes: Bytes, count: Int) -> Bool {
    var index = 0
    func skipSign() {
      if index < count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
        index += 1
      }
    }
    func skipDigits() -> Int {
      let start = index
      while index < count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] { index += 1 }
      return index - start
    }
    skipSign()
    var digits = skipDigits()
    if index < count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      skipSign()
      guard skipDigits() > 0 else { return false }
    }
    return index == count
  }
}
