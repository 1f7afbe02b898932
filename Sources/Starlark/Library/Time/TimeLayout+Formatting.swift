extension TimeLayout {
  /// A time as a layout writes it.
  static func format(_ time: Instant, _ layout: String) -> String {
    let period = time.zone.period(at: time.seconds)
    let civil = CivilTime(seconds: time.seconds + period.offset)
    var text = ""
    for element in elements(of: layout) {
      switch element {
      case .text(let plain): text += plain
      case .longMonth: text += CivilTime.monthNames[civil.month - 1]
      case .shortMonth: text += CivilTime.monthNames[civil.month - 1].prefix(3)
      case .month(let width): text += padded(civil.month, width)
      case .longDay: text += CivilTime.dayNames[civil.weekday]
      case .shortDay: text += CivilTime.dayNames[civil.weekday].prefix(3)
      case .day(let width): text += padded(civil.day, width)
      case .dayOfYear(let isZeroPadded): text += padded(civil.dayOfYear, isZeroPadded ? 3 : -3)
      case .hour: text += padded(civil.hour, 2)
      case .hourOfTwelve(let width): text += padded((civil.hour + 11) % 12 + 1, width)
      case .minute(let width): text += padded(civil.minute, width)
      case .second(let width): text += padded(civil.second, width)
      case .longYear: text += padded(civil.year, 4)
      case .shortYear: text += padded(abs(civil.year) % 100, 2)
      case .half(let isUppercase):
        text += isUppercase ? (civil.hour < 12 ? "AM" : "PM") : (civil.hour < 12 ? "am" : "pm")
      case .zoneName:
        text += period.name.isEmpty ? offset(period.offset, parts: 2, "") : period.name
      case .zoneOffset(let parts, let hasColons, let usesZ):
        text +=
          usesZ && period.offset == 0
          ? "Z" : offset(period.offset, parts: parts, hasColons ? ":" : "")
      case .fraction(let point, let digits, let isTrimmed):
        text += fraction(time.nanoseconds, point, digits, isTrimmed)
      }
    }
    return text
  }

  /// A number with zeros before it, or with spaces for a negative width.
  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    let fill = String(repeating: width < 0 ? " " : "0", count: max(0, abs(width) - digits.count))
    return (number < 0 ? "-" : "") + fill + digits
  }

  private static func offset(_ seconds: Int, parts: Int, _ separator: String) -> String {
    let magnitude = abs(seconds)
    let numbers = [magnitude / 3_600, magnitude / 60 % 60, magnitude % 60]
    return (seconds < 0 ? "-" : "+")
      + numbers[..<parts].map { padded($0, 2) }.joined(separator: separator)
  }

  private static func fraction(
    _ nanoseconds: Int, _ point: Character, _ digits: Int, _ isTrimmed: Bool
  ) -> String {
    var text = padded(nanoseconds, 9).prefix(digits)
    if isTrimmed {
      while text.last == "0" { text.removeLast() }
      if text.isEmpty { return "" }
    }
    return String(point) + text + String(repeating: "0", count: max(0, isTrimmed ? 0 : digits - 9))
  }
}
