extension TimeLayout {
  /// Why a text is no time of a layout.
  struct Failure: Error {
    let message: String
  }

  /// The time that a text denotes, in a zone unless the text names its own.
  static func parse(
    _ text: String, _ layout: String, zone: TimeZoneRules
  ) throws(Failure) -> Instant {
    var parser = Parser(rest: text[...])
    let elements = elements(of: layout)
    for (index, element) in elements.enumerated() {
      try parser.read(element, next: index + 1 < elements.count ? elements[index + 1] : nil)
    }
    guard parser.rest.isEmpty else { throw Failure(message: "extra text \"\(parser.rest)\"") }
    return try parser.time(zone: zone)
  }

  /// Reads the elements of a layout off a text.
  private struct Parser {
    var rest: Substring
    private var civil = CivilTime()
    private var dayOfYear: Int?
    private var nanoseconds = 0
    private var isAfternoon: Bool?
    private var offset: Int?
    private var zoneName: String?

    init(rest: Substring) {
      self.rest = rest
    }

    mutating func read(_ element: Element, next: Element?) throws(Failure) {
      switch element {
      case .text(let plain):
        guard rest.hasPrefix(plain) else {
          throw Failure(message: "got \"\(rest)\", want \"\(plain)\"")
        }
        rest = rest.dropFirst(plain.count)
      case .longMonth: civil.month = try name(of: CivilTime.monthNames) + 1
      case .shortMonth:
        civil.month = try name(of: CivilTime.monthNames.map { String($0.prefix(3)) }) + 1
      case .longDay: _ = try name(of: CivilTime.dayNames)
      case .shortDay: _ = try name(of: CivilTime.dayNames.map { String($0.prefix(3)) })
      case .month(let width): civil.month = try number("month", width, 1...12)
      case .day(let width):
        if width < 0, rest.first == " " { rest.removeFirst() }
        civil.day = try number("day", width < 0 ? 1 : width, 1...31)
      case .dayOfYear:
        rest = rest.drop { $0 == " " }
        dayOfYear = try number("day of the year", 1, 1...366, most: 3)
      case .hour: civil.hour = try number("hour", 2, 0...23)
      case .hourOfTwelve(let width): civil.hour = try number("hour", width, 1...12)
      case .minute(let width): civil.minute = try number("minute", width, 0...59)
      case .second(let width):
        civil.second = try number("second", width, 0...59)
        // A fraction may follow even where the layout has none.
        if case .fraction = next { break }
        if let point = rest.first, point == "." || point == ",",
          rest.dropFirst().first?.wholeNumberValue != nil
        {
          try fraction(least: 1)
        }
      case .longYear: civil.year = try number("year", 4, 0...9_999)
      case .shortYear:
        let year = try number("year", 2, 0...99)
        civil.year = year >= 69 ? 1_900 + year : 2_000 + year
      case .half(let isUppercase):
        isAfternoon = try name(of: isUppercase ? ["AM", "PM"] : ["am", "pm"]) == 1
      case .zoneName: try readZoneName()
      case .zoneOffset(let parts, let hasColons, let usesZ):
        if usesZ, rest.first == "Z" {
          rest.removeFirst()
          offset = 0
        } else {
          offset = try readOffset(parts, hasColons)
        }
      case .fraction(_, let digits, let isTrimmed):
        if isTrimmed, rest.first != ".", rest.first != "," { break }
        try fraction(least: isTrimmed ? 1 : digits)
      }
    }

    private mutating func name(of names: [String]) throws(Failure) -> Int {
      let lowercase = rest.prefix(12).lowercased()
      guard let index = names.firstIndex(where: { lowercase.hasPrefix($0.lowercased()) }) else {
        throw Failure(message: "got \"\(rest)\", want one of \(names.joined(separator: ", "))")
      }
      rest = rest.dropFirst(names[index].count)
      return index
    }

    private mutating func number(
      _ what: String, _ width: Int, _ range: ClosedRange<Int>, most: Int? = nil
    ) throws(Failure) -> Int {
      let limit = most ?? max(width, 2)
      let digits = rest.prefix(limit).prefix { $0.isASCII && $0.isNumber }
      guard digits.count >= width, let value = Int(digits) else {
        throw Failure(message: "got \"\(rest)\", want a \(what)")
      }
      guard range.contains(value) else { throw Failure(message: "\(what) out of range: \(value)") }
      rest = rest.dropFirst(digits.count)
      return value
    }

    private mutating func fraction(least: Int) throws(Failure) {
      guard rest.first == "." || rest.first == "," else {
        throw Failure(message: "got \"\(rest)\", want a fraction of a second")
      }
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard digits.count >= least else {
        throw Failure(message: "got \"\(rest)\", want \(least) digits of a second's fraction")
      }
      let padded = digits.prefix(9) + String(repeating: "0", count: max(0, 9 - digits.count))
      nanoseconds = Int(padded) ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }

    private mutating func readOffset(_ parts: Int, _ hasColons: Bool) throws(Failure) -> Int {
      guard let sign = rest.first, sign == "+" || sign == "-" else {
        throw Failure(message: "got \"\(rest)\", want an offset from UTC")
      }
      rest.removeFirst()
      var seconds = 0
      for (index, unit) in [3_600, 60, 1].prefix(parts).enumerated() {
        if hasColons && index > 0 {
          guard rest.first == ":" else {
            throw Failure(message: "got \"\(rest)\", want `:` within an offset")
          }
          rest.removeFirst()
        }
        seconds += unit * (try number("offset", 2, 0...(index == 0 ? 24 : 59)))
      }
      return sign == "-" ? -seconds : seconds
    }

    private mutating func readZoneName() throws(Failure) {
      let name = rest.prefix { $0.isASCII && $0.isUppercase }
      guard 3...5 ~= name.count else {
        throw Failure(message: "got \"\(rest)\", want the abbreviation of a time zone")
      }
      zoneName = String(name)
      rest = rest.dropFirst(name.count)
    }

    func time(zone: TimeZoneRules) throws(Failure) -> Instant {
      var civil = civil
      if let isAfternoon { civil.hour = civil.hour % 12 + (isAfternoon ? 12 : 0) }
      if let dayOfYear { (civil.month, civil.day) = (1, dayOfYear) }
      guard dayOfYear != nil || civil.day <= CivilTime.daysIn(month: civil.month, year: civil.year)
      else { throw Failure(message: "day out of range: \(civil.day)") }
      if let offset {
        let seconds = civil.seconds - offset
        let own = zone.period(at: seconds).offset == offset
        let place =
          own
          ? zone
          : offset == 0
            ? TimeZoneRules.utc : TimeZoneRules(fixed: .init(offset: offset, name: zoneName ?? ""))
        return Instant(seconds: seconds, nanoseconds: nanoseconds, zone: place)
      }
      if let zoneName, zoneName != "UTC" {
        guard let offset = zone.offset(named: zoneName) else {
          throw Failure(message: "unknown time zone abbreviation \(zoneName)")
        }
        return Instant(seconds: civil.seconds - offset, nanoseconds: nanoseconds, zone: zone)
      }
      let place = zoneName == "UTC" ? TimeZoneRules.utc : zone
      return Instant(seconds: place.seconds(of: civil), nanoseconds: nanoseconds, zone: place)
    }
  }
}
