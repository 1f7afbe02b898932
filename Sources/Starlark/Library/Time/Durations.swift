/// Spans of time as text: `1h15m30.918s`.
enum Durations {
  private static let units: [(name: String, nanoseconds: Int)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
    ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  static func text(_ nanoseconds: Int) -> String {
    if nanoseconds == 0 { return "0s" }
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    switch magnitude {
    case ..<1_000: return "\(sign)\(magnitude)ns"
    case ..<1_000_000: return sign + decimal(magnitude, 1_000) + "µs"
    case ..<1_000_000_000: return sign + decimal(magnitude, 1_000_000) + "ms"
    default: break
    }
    let minutes = magnitude / 60_000_000_000
    let seconds = decimal(magnitude % 60_000_000_000, 1_000_000_000) + "s"
    if minutes == 0 { return sign + seconds }
    return sign + (minutes >= 60 ? "\(minutes / 60)h" : "") + "\(minutes % 60)m" + seconds
  }

  /// A number of units, its fraction without trailing zeros.
  private static func decimal(_ number: UInt, _ unit: UInt) -> String {
    let fraction = number % unit
    guard fraction != 0 else { return "\(number / unit)" }
    let digits = String(fraction + unit).dropFirst()
    let last = digits.lastIndex { $0 != "0" } ?? digits.startIndex
    return "\(number / unit).\(digits[...last])"
  }

  /// The nanoseconds of a text; nil if it is no span of time, or too long.
  static func parse(_ text: String) -> Int? {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0
    while !rest.isEmpty {
      guard let part = part(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    return isNegative ? -total : total
  }

  private static func part(_ rest: inout Substring) -> Int? {
    let whole = digits(&rest)
    var fraction: Substring = ""
    if rest.first == "." {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let name = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
    guard let unit = units.first(where: { $0.name == name })?.nanoseconds,
      let number = whole.isEmpty ? 0 : Int(whole)
    else { return nil }
    rest = rest.dropFirst(name.count)
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    var (result, place) = (product, unit)
    for digit in fraction where place > 1 {
      // Of units that ten does not divide evenly, such as minutes, each digit still has a whole number.
      place /= 10
      let (sum, overflow) = result.addingReportingOverflow(place * (digit.wholeNumberValue ?? 0))
      guard !overflow else { return nil }
      result = sum
    }
    return result
  }

  private static func digits(_ rest: inout Substring) -> Substring {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits
  }
}
