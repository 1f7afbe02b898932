/// A rule of POSIX for years to come: `EST5EDT,M3.2.0,M11.1.0`.
struct TimeZoneRule {
  private let standard: TimeZoneRules.Period
  private var daylight: TimeZoneRules.Period?
  private var start = Day()
  private var end = Day()

  var periods: [TimeZoneRules.Period] { [standard] + (daylight.map { [$0] } ?? []) }

  /// A day of a year and a time of that day.
  private struct Day {
    enum Kind {
      /// From 1 on, the 29th of February never counted.
      case julian(Int)
      /// From 0 on.
      case ordinal(Int)
      case weekday(month: Int, week: Int, day: Int)
    }

    var kind = Kind.ordinal(0)
    var seconds = 7_200

    /// Seconds from 1970 to the time, as clocks show it.
    func seconds(in year: Int) -> Int {
      var civil = CivilTime()
      civil.year = year
      switch kind {
      case .ordinal(let day): civil.day += day
      case .julian(let day):
        let isLeap = CivilTime.daysIn(month: 2, year: year) == 29
        civil.day += day - 1 + (isLeap && day >= 60 ? 1 : 0)
      case .weekday(let month, let week, let day):
        civil.month = month
        civil.day += (day - civil.weekday + 7) % 7 + (week - 1) * 7
        if civil.day > CivilTime.daysIn(month: month, year: year) { civil.day -= 7 }
      }
      return civil.seconds + seconds
    }
  }

  /// What holds at a time in seconds since 1970.
  func period(at seconds: Int) -> TimeZoneRules.Period {
    guard let daylight else { return standard }
    let year = CivilTime(seconds: seconds + standard.offset).year
    let begins = start.seconds(in: year) - standard.offset
    let ends = end.seconds(in: year) - daylight.offset
    let isDaylight =
      begins < ends
      ? seconds >= begins && seconds < ends : !(seconds >= ends && seconds < begins)
    return isDaylight ? daylight : standard
  }

  // MARK: Reading

  init?(_ text: String) {
    var rest = text[...]
    guard let name = TimeZoneRule.name(&rest), let offset = TimeZoneRule.time(&rest) else {
      return nil
    }
    standard = TimeZoneRules.Period(offset: -offset, name: name)
    guard !rest.isEmpty else { return }
    guard let summerName = TimeZoneRule.name(&rest) else { return nil }
    var summerOffset = standard.offset + 3_600
    if rest.first != "," {
      guard let offset = TimeZoneRule.time(&rest) else { return nil }
      summerOffset = -offset
    }
    daylight = TimeZoneRules.Period(offset: summerOffset, name: summerName)
    guard let start = TimeZoneRule.day(&rest), let end = TimeZoneRule.day(&rest) else { return nil }
    (self.start, self.end) = (start, end)
  }

  /// Letters, or other characters in `<` and `>`.
  private static func name(_ rest: inout Substring) -> String? {
    if rest.first == "<" {
      guard let close = rest.firstIndex(of: ">") else { return nil }
      defer { rest = rest[rest.index(after: close)...] }
      return String(rest[rest.index(after: rest.startIndex)..<close])
    }
    let name = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? nil : String(name)
  }

  private static func number(_ rest: inout Substring) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.count <= 6 ? Int(digits) : nil
  }

  /// Reads `5`, `-3:30` or `+2:00:00`, as seconds.
  private static func time(_ rest: inout Substring) -> Int? {
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    guard let hours = number(&rest) else { return nil }
    var seconds = hours * 3_600
    for unit in [60, 1] where rest.first == ":" {
      rest.removeFirst()
      guard let part = number(&rest) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// Reads `,M3.2.0/2`, `,J60` or `,59`.
  private static func day(_ rest: inout Substring) -> Day? {
    guard rest.first == "," else { return nil }
    rest.removeFirst()
    var day = Day()
    if rest.first == "M" {
      rest.removeFirst()
      var parts: [Int] = []
      for index in 0..<3 {
        if index > 0 {
          guard rest.first == "." else { return nil }
          rest.removeFirst()
        }
        guard let part = number(&rest) else { return nil }
        parts.append(part)
      }
      guard 1...12 ~= parts[0], 1...5 ~= parts[1], 0...6 ~= parts[2] else { return nil }
      day.kind = .weekday(month: parts[0], week: parts[1], day: parts[2])
    } else {
      let isJulian = rest.first == "J"
      if isJulian { rest.removeFirst() }
      guard let number = number(&rest), 0...365 ~= number else { return nil }
      day.kind = isJulian ? .julian(number) : .ordinal(number)
    }
    if rest.first == "/" {
      rest.removeFirst()
      guard let seconds = time(&rest) else { return nil }
      day.seconds = seconds
    }
    return day
  }
}
