import Glibc
import StarlarkCompiler

/// Tells scripts the time; the host of an evaluation may conform to it.
package protocol ClockReading: AnyObject {
  /// The time since 1970 began; nil after an error was recorded.
  func now(machine: Machine) -> (seconds: Int, nanoseconds: Int)?
}

/// The module `time`, whose times are of UTC unless a location is named.
enum TimeModule {
  static let constants: [(name: String, nanoseconds: Int)] = [
    ("hour", 3_600_000_000_000), ("microsecond", 1_000), ("millisecond", 1_000_000),
    ("minute", 60_000_000_000), ("nanosecond", 1), ("second", 1_000_000_000),
  ]

  /// Most bytes of a text that is read as a time or duration.
  private static let longestText = 1024

  private static let time = TypeDescriptor.named("time.time")
  private static let duration = TypeDescriptor.named("time.duration")

  static let functions = [
    NativeFunction(
      Signature(
        "time.from_timestamp",
        [.positional("seconds", .int), .optional("nanoseconds", .int, default: "0")], result: time,
        documentation: "The time so many seconds and nanoseconds after 1970 began, UTC."),
      body: fromTimestamp),
    NativeFunction(
      Signature(
        "time.is_valid_timezone", [.positional("location", .string)], result: .bool,
        documentation: "Whether a name such as Europe/Berlin is that of a time zone.")
    ) { machine, arguments in
      guard
        let name = Arguments.string(machine, "time.is_valid_timezone", "location", arguments[0])
      else { return .failed }
      return Value(name.count <= longestText && TimeZoneRules.named(name.text) != nil)
    },
    NativeFunction(
      Signature("time.now", result: time, documentation: "The time it is."), isImpure: true
    ) { machine, _ in
      if let clock = machine.evaluator.host as? any ClockReading {
        guard let now = clock.now(machine: machine) else { return .failed }
        return make(machine, now.seconds, now.nanoseconds)
      }
      var now = timespec()
      unsafe clock_gettime(CLOCK_REALTIME, &now)
      return make(machine, now.tv_sec, now.tv_nsec)
    },
    NativeFunction(
      Signature(
        "time.parse_duration", [.positional("text", .union([.string, duration]))], result: duration,
        documentation: "The span of time that a text such as 1h30m or 250ms denotes.")
    ) { machine, arguments in
      if machine.hostObject(arguments[0]) is DurationObject { return arguments[0] }
      guard let text = Arguments.string(machine, "time.parse_duration", "text", arguments[0]),
        machine.charge(text.count)
      else { return .failed }
      guard text.count <= longestText, let span = Durations.parse(text.text) else {
        return machine.fail(
          EvaluationFailure(
            .data,
            "time.parse_duration: invalid duration \(machine.shortText(arguments[0])), "
              + "want numbers with units, such as 1h30m or 250ms"))
      }
      return machine.heap.host(DurationObject(span))
    },
    NativeFunction(
      Signature(
        "time.parse_time",
        [
          .init("x", type: .string), .init("format", type: .string, defaultText: "RFC 3339"),
          .init("location", type: .string, defaultText: "\"UTC\""),
        ], result: time,
        documentation:
          "The time that a text denotes; the format shows how 2006-01-02 15:04:05 -0700 MST would "
          + "be written."),
      body: parseTime),
    NativeFunction(
      Signature(
        "time.time",
        ["year", "month", "day"].map { .named($0, .int, default: "1") }
          + ["hour", "minute", "second", "nanosecond"].map { .named($0, .int, default: "0") }
          + [.named("location", .string, default: "\"UTC\"")], result: time,
        documentation: "The time that clocks of a location show so."),
      body: makeTime),
  ]

  static let methods = [
    NativeFunction(
      Signature(
        "time.time.format", [.positional("format", .string)], result: .string,
        documentation:
          "The time as text; the format shows how 2006-01-02 15:04:05 -0700 MST would be written.")
    ) { machine, arguments in
      guard let time = machine.hostObject(arguments[-2]) as? TimeObject,
        let format = Arguments.string(machine, "time.format", "format", arguments[0]),
        isShort(machine, "time.format", "format", format)
      else { return .failed }
      return machine.heap.string(TimeLayout.format(time.instant, format.text))
    },
    NativeFunction(
      Signature(
        "time.time.in_location", [.positional("location", .string)], result: time,
        documentation: "The same time as clocks of a location show it.")
    ) { machine, arguments in
      guard let time = machine.hostObject(arguments[-2]) as? TimeObject,
        let zone = zone(machine, "time.in_location", arguments[0])
      else { return .failed }
      var instant = time.instant
      instant.zone = zone
      return machine.heap.host(TimeObject(instant))
    },
  ]

  private static func make(_ machine: Machine, _ seconds: Int, _ nanoseconds: Int) -> Value {
    machine.heap.host(
      TimeObject(Instant(seconds: seconds, nanoseconds: nanoseconds, zone: .utc)))
  }

  /// Whether a text is one that may stand for a time; an error is recorded if not.
  private static func isShort(
    _ machine: Machine, _ function: String, _ what: String, _ string: StringObject
  ) -> Bool {
    guard string.count <= longestText else {
      machine.fail(
        EvaluationFailure(
          .data,
          "\(function): \(what) too long: \(string.count) bytes, at most \(longestText) are read"))
      return false
    }
    return machine.charge(string.count)
  }

  /// The rules of a location; nil after an error was recorded.
  private static func zone(_ machine: Machine, _ function: String, _ value: Value) -> TimeZoneRules?
  {
    if value.isUnbound { return .utc }
    guard let name = Arguments.string(machine, function, "location", value) else { return nil }
    if name.count <= longestText, let zone = TimeZoneRules.named(name.text) { return zone }
    machine.fail(
      EvaluationFailure(
        .data, "\(function): unknown time zone \(machine.shortText(value))",
        hint: "names are those of the tz database, such as Europe/Berlin"))
    return nil
  }

  private static func fromTimestamp(_ machine: Machine, _ arguments: Values) -> Value {
    guard let seconds = Arguments.int(machine, "time.from_timestamp", "seconds", arguments[0]),
      let nanoseconds = arguments[1].isUnbound
        ? 0 : Arguments.int(machine, "time.from_timestamp", "nanoseconds", arguments[1])
    else { return .failed }
    let start = Instant(seconds: seconds, nanoseconds: 0, zone: .utc)
    guard Instant.range.contains(seconds), let instant = start.adding(nanoseconds) else {
      return machine.fail(
        EvaluationFailure(.data, "time.from_timestamp: time out of range: \(seconds) seconds"))
    }
    return machine.heap.host(TimeObject(instant))
  }

  private static func parseTime(_ machine: Machine, _ arguments: Values) -> Value {
    guard let text = Arguments.string(machine, "time.parse_time", "x", arguments[0]),
      isShort(machine, "time.parse_time", "text", text)
    else { return .failed }
    var format = "2006-01-02T15:04:05Z07:00"
    if !arguments[1].isUnbound {
      guard let given = Arguments.string(machine, "time.parse_time", "format", arguments[1]),
        isShort(machine, "time.parse_time", "format", given)
      else { return .failed }
      format = given.text
    }
    guard let zone = zone(machine, "time.parse_time", arguments[2]) else { return .failed }
    do throws(TimeLayout.Failure) {
      let instant = try TimeLayout.parse(text.text, format, zone: zone)
      return machine.heap.host(TimeObject(instant))
    } catch {
      return machine.fail(
        EvaluationFailure(
          .data,
          "time.parse_time: cannot parse \(machine.shortText(arguments[0])) as \"\(format)\": "
            + error.message))
    }
  }

  private static func makeTime(_ machine: Machine, _ arguments: Values) -> Value {
    let names = ["year", "month", "day", "hour", "minute", "second", "nanosecond"]
    var numbers = [1, 1, 1, 0, 0, 0, 0]
    for (index, name) in names.enumerated() where !arguments[index].isUnbound {
      guard let number = Arguments.int(machine, "time.time", name, arguments[index]) else {
        return .failed
      }
      guard number.magnitude <= (name == "year" ? 9_999 : 1_000_000_000) else {
        return machine.fail("time.time: parameter `\(name)`: \(number) out of range")
      }
      numbers[index] = number
    }
    guard let zone = zone(machine, "time.time", arguments[7]) else { return .failed }
    var civil = CivilTime()
    (civil.year, civil.month, civil.day) = (numbers[0], numbers[1], numbers[2])
    (civil.hour, civil.minute, civil.second) = (numbers[3], numbers[4], numbers[5])
    let start = Instant(seconds: zone.seconds(of: civil), nanoseconds: 0, zone: zone)
    guard Instant.range.contains(start.seconds), let instant = start.adding(numbers[6]) else {
      return machine.fail("time.time: time out of range")
    }
    return machine.heap.host(TimeObject(instant))
  }
}
