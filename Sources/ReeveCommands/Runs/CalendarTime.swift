internal import Glibc

/// A time as calendars have it.
struct CalendarTime: Hashable, Sendable {
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  /// Seconds east of UTC.
  var offset = 0
}

extension CalendarTime {
  /// A time of the wall clock, in UTC or in the zone of this process.
  init(milliseconds: Int64, isUTC: Bool) {
    // Toward the past, before 1970 too.
    var seconds = time_t(milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0))
    var facts = unsafe tm()
    _ = unsafe isUTC ? gmtime_r(&seconds, &facts) : localtime_r(&seconds, &facts)
    unsafe self.init(facts)
  }

  private init(_ facts: tm) {
    unsafe self.init(
      year: Int(facts.tm_year) + 1900, month: Int(facts.tm_mon) + 1, day: Int(facts.tm_mday),
      hour: Int(facts.tm_hour), minute: Int(facts.tm_min), second: Int(facts.tm_sec),
      offset: facts.tm_gmtoff)
  }

  /// Milliseconds since 1970; nil where no calendar has the time, such as on the 30th of February.
  func milliseconds(isUTC: Bool) -> Int64? {
    var facts = unsafe tm()
    unsafe facts.tm_year = Int32(year - 1900)
    unsafe facts.tm_mon = Int32(month - 1)
    unsafe facts.tm_mday = Int32(day)
    unsafe facts.tm_hour = Int32(hour)
    unsafe facts.tm_min = Int32(minute)
    unsafe facts.tm_sec = Int32(second)
    unsafe facts.tm_isdst = -1
    let seconds = unsafe isUTC ? timegm(&facts) : mktime(&facts)
    // The system makes the 1st of March of it; an hour that a summer time skips becomes the next one.
    let made = unsafe CalendarTime(facts)
    guard (made.year, made.month, made.day) == (year, month, day), hour < 24, minute < 60,
      second < 60
    else { return nil }
    return Int64(seconds) * 1000
  }

  /// `2026-11-21`.
  var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

  /// `10:00`.
  var minuteText: String { "\(Self.padded(hour)):\(Self.padded(minute))" }

  /// `10:00:00`.
  var secondText: String { "\(minuteText):\(Self.padded(second))" }

  /// `+01:00`, and `UTC` for none.
  var zoneText: String {
    let minutes = abs(offset) / 60
    guard minutes > 0 else { return "UTC" }
    return "\(offset < 0 ? "-" : "+")\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
  }

  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
