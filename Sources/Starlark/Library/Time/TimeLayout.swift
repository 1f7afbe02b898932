/// A layout: how the reference time, 2006-01-02 15:04:05 -0700 (a Monday, MST), would be written.
enum TimeLayout {
  enum Element: Equatable {
    case text(String)
    case longMonth
    case shortMonth
    case month(width: Int)
    case longDay
    case shortDay
    /// The day of the month; padded with a space if the width is negative.
    case day(width: Int)
    case dayOfYear(isZeroPadded: Bool)
    case hour
    case hourOfTwelve(width: Int)
    case minute(width: Int)
    case second(width: Int)
    case longYear
    case shortYear
    case half(isUppercase: Bool)
    case zoneName
    /// An offset from UTC, written with or without colons, to hours, minutes or seconds, and as `Z` for UTC or not.
    case zoneOffset(parts: Int, hasColons: Bool, usesZ: Bool)
    /// Digits of a fraction of a second; without trailing zeros if trimmed.
    case fraction(point: Character, digits: Int, isTrimmed: Bool)
  }

  /// Fixed spellings, longer ones before those they begin with.
  private static let spellings: [(text: String, element: Element)] = [
    ("January", .longMonth), ("Monday", .longDay), ("Jan", .shortMonth), ("Mon", .shortDay),
    ("MST", .zoneName), ("002", .dayOfYear(isZeroPadded: true)), ("01", .month(width: 2)),
    ("02", .day(width: 2)), ("03", .hourOfTwelve(width: 2)), ("04", .minute(width: 2)),
    ("05", .second(width: 2)), ("06", .shortYear), ("2006", .longYear), ("15", .hour),
    ("__2", .dayOfYear(isZeroPadded: false)), ("_2", .day(width: -2)), ("1", .month(width: 1)),
    ("2", .day(width: 1)), ("3", .hourOfTwelve(width: 1)), ("4", .minute(width: 1)),
    ("5", .second(width: 1)), ("PM", .half(isUppercase: true)), ("pm", .half(isUppercase: false)),
    ("-07:00:00", .zoneOffset(parts: 3, hasColons: true, usesZ: false)),
    ("-070000", .zoneOffset(parts: 3, hasColons: false, usesZ: false)),
    ("-07:00", .zoneOffset(parts: 2, hasColons: true, usesZ: false)),
    ("-0700", .zoneOffset(parts: 2, hasColons: false, usesZ: false)),
    ("-07", .zoneOffset(parts: 1, hasColons: false, usesZ: false)),
    ("Z07:00:00", .zoneOffset(parts: 3, hasColons: true, usesZ: true)),
    ("Z070000", .zoneOffset(parts: 3, hasColons: false, usesZ: true)),
    ("Z07:00", .zoneOffset(parts: 2, hasColons: true, usesZ: true)),
    ("Z0700", .zoneOffset(parts: 2, hasColons: false, usesZ: true)),
    ("Z07", .zoneOffset(parts: 1, hasColons: false, usesZ: true)),
  ]

  static func elements(of layout: String) -> [Element] {
    var elements: [Element] = []
    var plain = ""
    var rest = layout[...]
    while let character = rest.first {
      if let (element, length) = element(at: rest) {
        if !plain.isEmpty { elements.append(.text(plain)) }
        plain = ""
        elements.append(element)
        rest = rest.dropFirst(length)
      } else {
        plain.append(character)
        rest.removeFirst()
      }
    }
    if !plain.isEmpty { elements.append(.text(plain)) }
    return elements
  }

  private static func element(at rest: Substring) -> (Element, Int)? {
    if let fraction = fraction(at: rest) { return fraction }
    // `_2006` is an underscore and a year.
    if rest.hasPrefix("_2006") { return nil }
    guard let found = spellings.first(where: { rest.hasPrefix($0.text) }) else { return nil }
    if found.element == .shortMonth || found.element == .shortDay {
      // `Month` and `January` in lower case are words, not names to fill in.
      let next = rest.dropFirst(3).first
      if let next, next.isASCII && next.isLowercase { return nil }
    }
    return (found.element, found.text.count)
  }

  /// `.000` or `,999`, unless digits follow.
  private static func fraction(at rest: Substring) -> (Element, Int)? {
    guard let point = rest.first, point == "." || point == ",", let digit = rest.dropFirst().first,
      digit == "0" || digit == "9"
    else { return nil }
    let digits = rest.dropFirst().prefix { $0 == digit }.count
    let next = rest.dropFirst(1 + digits).first
    guard next.map({ !($0.isASCII && $0.isNumber) }) ?? true else { return nil }
    return (.fraction(point: point, digits: digits, isTrimmed: digit == "9"), digits + 1)
  }
}
