internal import Glibc

/// A point in time in whole seconds, as signatures and tokens carry it.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var secondsSinceEpoch: Int

  /// Makes a point in time.
  public init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// The time by the clock of this machine.
  public static func now() -> Self { Self(secondsSinceEpoch: time(nil)) }

  /// Whether the left comes before the right.
  public static func < (left: Self, right: Self) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }

  /// The time so many seconds later.
  public func advanced(bySeconds seconds: Int) -> Self {
    Self(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// Such as `2026-04-03T08:09:10Z`.
  public var description: String {
    let (year, month, day) = civilDate
    let second = secondOfDay
    return "\(year)-\(two(month))-\(two(day))T"
      + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// Such as `20260403T080910Z`, the form of `X-Sdk-Date`.
  package var compact: String { description.filter { $0 != "-" && $0 != ":" } }

  /// Such as `20260403`.
  package var compactDate: String { String(compact.prefix(8)) }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private var secondOfDay: Int {
    secondsSinceEpoch - Self.floorDivide(secondsSinceEpoch, 86_400) * 86_400
  }

  private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }

  // Counts years from March, so that the leap day is the last of its year.
  private var civilDate: (year: Int, month: Int, day: Int) {
    let days = Self.floorDivide(secondsSinceEpoch, 86_400) + 719_468
    let era = Self.floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// A date and a time of day in UTC.
  init(year: Int, month: Int, day: Int, second: Int) {
    let marchYear = month <= 2 ? year - 1 : year
    let era = Self.floorDivide(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    secondsSinceEpoch = (era * 146_097 + dayOfEra - 719_468) * 86_400 + second
  }
}

extension Timestamp {
  /// Reads `2026-04-03T08:09:10Z`, with or without a fraction, or `20260403T080910Z`.
  public init?(parsing text: String) {
    let digits = text.prefix { $0 != "." && $0 != "Z" }.filter { $0 != "-" && $0 != ":" }
    guard text.hasSuffix("Z"), digits.utf8.count == 15, digits.dropFirst(8).first == "T" else {
      return nil
    }
    func number(_ start: Int, _ length: Int) -> Int? {
      let part = digits.dropFirst(start).prefix(length)
      return part.allSatisfy(\.isASCII) ? Int(part) : nil
    }
    guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
      let hour = number(9, 2), let minute = number(11, 2), let second = number(13, 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    self.init(year: year, month: month, day: day, second: hour * 3600 + minute * 60 + second)
  }

  /// Reads the date of an HTTP header field, such as `Fri, 03 Apr 2026 08:09:10 GMT`.
  package init?(httpDate text: String) {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3 else { return nil }
    self.init(
      year: year, month: month + 1, day: day, second: clock[0] * 3600 + clock[1] * 60 + clock[2])
  }
}
