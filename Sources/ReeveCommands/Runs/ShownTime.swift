/// How times of the wall clock are shown, and how people write them.
struct ShownTime: Sendable {
  /// Whether the zone is UTC; otherwise it is the one of this process.
  private let isUTC: Bool

  init(_ streams: Streams) {
    isUTC = ["UTC", "UTC0", "Etc/UTC"].contains(streams.environment["TZ"])
  }

  /// `2026-11-21 10:00`.
  func minute(_ time: Int64) -> String {
    let shown = CalendarTime(milliseconds: time, isUTC: isUTC)
    return "\(shown.dayText) \(shown.minuteText)"
  }

  /// `2026-11-21 10:00:00 +01:00`, with `UTC` for +00:00.
  func second(_ time: Int64) -> String {
    let shown = CalendarTime(milliseconds: time, isUTC: isUTC)
    return "\(shown.dayText) \(shown.secondText) \(shown.zoneText)"
  }

  /// `2026-11-21T10:00:00.123Z`, for programs.
  static func standard(_ time: Int64) -> String {
    let shown = CalendarTime(milliseconds: time, isUTC: true)
    let milliseconds = CalendarTime.padded(Int((time % 1000 + 1000) % 1000), 3)
    return "\(shown.dayText)T\(shown.secondText).\(milliseconds)Z"
  }

  /// A time in the words of a person: a day, a day with a time, or an age such as `7d`.
  func time(written text: String, now: Int64) throws(ValueProblem) -> Int64 {
    if let age = try? Age(written: text) { return now - age.milliseconds }
    var rest = text[...]
    var isUTC = isUTC
    if rest.last == "Z" {
      rest.removeLast()
      isUTC = true
    }
    let parts = rest.split(
      separator: rest.contains("T") ? "T" : " ", omittingEmptySubsequences: false)
    if parts.count <= 2, let date = Self.numbers(parts[0], "-", [4, 2, 2]) {
      var time = CalendarTime(year: date[0], month: date[1], day: date[2])
      let clock =
        parts.count == 1
        ? [0, 0] : Self.numbers(parts[1], ":", [2, 2, 2]) ?? Self.numbers(parts[1], ":", [2, 2])
      if let clock {
        (time.hour, time.minute) = (clock[0], clock[1])
        if clock.count > 2 { time.second = clock[2] }
        if let found = time.milliseconds(isUTC: isUTC) { return found }
      }
    }
    throw ValueProblem(
      got: text,
      want: "a day such as 2026-11-21, a time such as 2026-11-21T10:00, or an age such as 7d")
  }

  private static func numbers(
    _ text: Substring, _ separator: Character, _ widths: [Int]
  ) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.count) == widths,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    return parts.compactMap { Int($0) }
  }
}

/// How long ago something was, as people write it: `90d`, `2w`, `12h`.
package struct Age: Hashable, Sendable {
  package let milliseconds: Int64

  package init(written text: String) throws(ValueProblem) {
    let problem = ValueProblem(got: text, want: "an age such as 12h, 90d or 4w")
    let units: [Character: Int64] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
    guard let last = text.last, let unit = units[last],
      text.dropLast().allSatisfy({ ("0"..."9").contains($0) }),
      let number = Int64(text.dropLast()), number > 0, number < 1_000_000
    else { throw problem }
    milliseconds = number * unit * 1000
  }
}

extension Duration {
  /// A length of time as a report shows it: `350 ms`, `1.2 s`, `12 s`, `3 min 20 s`.
  var brief: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    if milliseconds < 1000 { return "\(max(milliseconds, 0)) ms" }
    if milliseconds < 10_000 {
      return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }
    return Duration.seconds(milliseconds / 1000).shown
  }
}
