import Glibc

/// Moments as microseconds since 1970, and the forms in which the services write them.
package struct Moment: Sendable, Comparable {
  package var microseconds: Int

  package init(microseconds: Int) { self.microseconds = microseconds }

  package init(seconds: Int) { microseconds = seconds * 1_000_000 }

  package static var now: Moment {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Moment(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.microseconds < right.microseconds
  }

  package func adding(seconds: Int) -> Moment {
    Moment(microseconds: microseconds + seconds * 1_000_000)
  }

  var seconds: Int { microseconds / 1_000_000 }
  var milliseconds: Int { microseconds / 1_000 }

  /// `2026-04-03T08:09:10.000000Z`, as IAM writes it.
  package var withMicroseconds: String {
    let fraction = String(microseconds % 1_000_000)
    return
      "\(fields(date: "-", time: ":")).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)Z"
  }

  /// `2026-04-03T08:09:10Z`.
  var withSeconds: String { fields(date: "-", time: ":") + "Z" }

  /// `20260403T080910Z`, the form of `X-Sdk-Date`.
  package var compact: String { fields(date: "", time: "") + "Z" }

  private func fields(date: String, time: String) -> String {
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    // The civil calendar counted in eras of 400 years that start on 1 March.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let calendar = "\(year)\(date)\(two(month))\(date)\(two(day))"
    let clock = "\(two(second / 3_600))\(time)\(two(second / 60 % 60))\(time)\(two(second % 60))"
    return calendar + "T" + clock
  }

  /// Reads the form of `X-Sdk-Date`, nil if the text is none.
  package init?(compact text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    self.init(seconds: days * 86_400 + hour * 3_600 + minute * 60 + second)
  }
}
