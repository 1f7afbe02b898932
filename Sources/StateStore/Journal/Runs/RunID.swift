/// Names a run: `r-20261121-7k3q`, the day in UTC and the time of day, so that names sort as runs began.
package struct RunID: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package var description: String { text }
}

extension RunID {
  /// Digits without those that look like others, in the order of ASCII.
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")
  /// How many digits tell the runs of a day apart.
  static let slotDigits = 4
  /// How many names a day has: four digits.
  private static let slots: Int64 = 1 << 20

  /// The name for a run that begins now; `taken` answers the greatest name with a prefix.
  static func next(at time: Int64, taken: (_ prefix: String) throws(StateStoreError) -> String?)
    throws(StateStoreError) -> RunID
  {
    var date = CivilTime(milliseconds: time)
    while true {
      let prefix = "r-\(date.compactDay)-"
      var slot = date.millisecondOfDay * slots / CivilTime.day
      if let taken = try taken(prefix) {
        // Never before a name that exists, though the clock was put back.
        slot = max(slot, value(of: taken.dropFirst(prefix.count)) + 1)
      }
      if slot < slots { return RunID(prefix + text(of: slot)) }
      date = CivilTime(milliseconds: date.nextDay)
    }
  }

  private static func text(of slot: Int64) -> String {
    String([15, 10, 5, 0].map { digits[Int(slot >> $0) & 31] })
  }

  private static func value(of text: Substring) -> Int64 {
    text.reduce(0) { $0 << 5 | Int64(digits.firstIndex(of: $1) ?? 0) }
  }
}

/// A time of the wall clock as people write it, in UTC.
struct CivilTime: Sendable {
  /// Milliseconds of a day.
  static let day: Int64 = 86_400_000

  private let days: Int64
  let millisecondOfDay: Int64

  init(milliseconds: Int64) {
    let rest = milliseconds % Self.day
    millisecondOfDay = rest < 0 ? rest + Self.day : rest
    days = (milliseconds - millisecondOfDay) / Self.day
  }

  /// The beginning of the day after, in milliseconds since 1970.
  var nextDay: Int64 { (days + 1) * Self.day }

  var compactDay: String { dayText(separator: "") }

  /// `2026-11-21T10:00:00.123Z`.
  var text: String {
    let seconds = millisecondOfDay / 1000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, 2) }
    return dayText(separator: "-") + "T" + clock.joined(separator: ":")
      + ".\(Self.padded(millisecondOfDay % 1000, 3))Z"
  }

  /// Counts in eras of 400 years whose years begin with March, so that the leap day comes last.
  private func dayText(separator: String) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return [Self.padded(year, 4), Self.padded(month, 2), Self.padded(day, 2)]
      .joined(separator: separator)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
