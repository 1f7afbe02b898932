/// A date of the Gregorian calendar and a time of day, in no time zone.
struct CivilTime {
  var year = 1
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let dayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  init() {}

  /// The date and time so many seconds after 1970 began.
  init(seconds: Int) {
    let days = CivilTime.floorDivide(seconds, 86_400)
    let rest = seconds - days * 86_400
    (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
    // Counted from the first of March of a year that 400 divides, leap days come last.
    let shifted = days + 719_468
    let era = CivilTime.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Seconds since 1970 began; fields outside their usual range count on.
  var seconds: Int {
    let months = month - 1
    let carried = CivilTime.floorDivide(months, 12)
    let days = CivilTime.days(year: year + carried, month: months - carried * 12 + 1) + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// Days from 1970 to the first of a month.
  private static func days(year: Int, month: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Sunday.
  var weekday: Int {
    let days = CivilTime.floorDivide(seconds, 86_400) + 4
    return days - CivilTime.floorDivide(days, 7) * 7
  }

  /// From 1 on.
  var dayOfYear: Int {
    var newYear = CivilTime()
    newYear.year = year
    return CivilTime.floorDivide(seconds - newYear.seconds, 86_400) + 1
  }

  static func daysIn(month: Int, year: Int) -> Int {
    days(year: month == 12 ? year + 1 : year, month: month % 12 + 1)
      - days(year: year, month: month)
  }

  static func floorDivide(_ x: Int, _ y: Int) -> Int {
    let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
