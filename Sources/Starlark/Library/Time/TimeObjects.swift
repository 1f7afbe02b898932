/// A moment, and where its clock hangs.
struct Instant: Sendable {
  /// Since 1970 began, UTC.
  var seconds: Int
  var nanoseconds: Int
  var zone: TimeZoneRules

  /// Seconds that are years from -9999 to 9999 or so.
  static let range = -400_000_000_000...400_000_000_000

  /// The moment so many nanoseconds later; nil if it is out of range.
  func adding(_ duration: Int) -> Instant? {
    let total = nanoseconds + duration % 1_000_000_000
    let carry = CivilTime.floorDivide(total, 1_000_000_000)
    let (sum, overflow) = seconds.addingReportingOverflow(duration / 1_000_000_000 + carry)
    guard !overflow, Instant.range.contains(sum) else { return nil }
    return Instant(seconds: sum, nanoseconds: total - carry * 1_000_000_000, zone: zone)
  }

  /// The nanoseconds since another moment; nil if they are too many.
  func since(_ other: Instant) -> Int? {
    let (product, overflow) = (seconds - other.seconds).multipliedReportingOverflow(
      by: 1_000_000_000)
    let (sum, carry) = product.addingReportingOverflow(nanoseconds - other.nanoseconds)
    return overflow || carry ? nil : sum
  }
}

/// A moment as scripts hold it.
final class TimeObject: HostOperand {
  let instant: Instant

  init(_ instant: Instant) {
    self.instant = instant
  }

  /// What `time.time` without arguments would be: the first moment of the year 1.
  private static let zeroSeconds = -62_135_596_800

  var typeName: String { "time.time" }
  var isTrue: Bool { instant.seconds != TimeObject.zeroSeconds || instant.nanoseconds != 0 }
  var text: String { TimeLayout.format(instant, "2006-01-02 15:04:05.999999999 -0700 MST") }

  private static let fields = [
    "year", "month", "day", "hour", "minute", "second", "nanosecond", "unix", "unix_nano",
  ]

  var attributeNames: [String] { TimeObject.fields + TimeModule.methods.map(\.name) }

  func attribute(_ name: String, machine: Machine) -> Value? {
    let heap = machine.heap
    if let method = TimeModule.methods.first(where: { $0.name == name }) {
      return heap.boundMethod(heap.host(self), method)
    }
    let offset = instant.zone.period(at: instant.seconds).offset
    let civil = CivilTime(seconds: instant.seconds + offset)
    switch name {
    case "year": return heap.int(civil.year)
    case "month": return heap.int(civil.month)
    case "day": return heap.int(civil.day)
    case "hour": return heap.int(civil.hour)
    case "minute": return heap.int(civil.minute)
    case "second": return heap.int(civil.second)
    case "nanosecond": return heap.int(instant.nanoseconds)
    case "unix": return heap.int(instant.seconds)
    case "unix_nano":
      let whole = Integers.multiply(
        machine, heap.int(instant.seconds), Value(small: 1_000_000_000))
      return Integers.add(machine, whole, heap.int(instant.nanoseconds))
    default: return nil
    }
  }

  // MARK: Operators

  var hash: UInt32 {
    Hashing.combine(
      Hashing.word(UInt64(bitPattern: Int64(instant.seconds))),
      Hashing.word(UInt64(instant.nanoseconds)))
  }

  func isEqual(to other: any HostObject) -> Bool { order(to: other) == 0 }

  func order(to other: any HostObject) -> Int? {
    guard let other = (other as? TimeObject)?.instant else { return nil }
    let (x, y) = ((instant.seconds, instant.nanoseconds), (other.seconds, other.nanoseconds))
    return x < y ? -1 : x == y ? 0 : 1
  }

  func combine(_ operation: HostOperator, _ other: Value, isLeft: Bool, machine: Machine) -> Value?
  {
    let object = machine.hostObject(other)
    if let span = (object as? DurationObject)?.nanoseconds {
      guard operation == .add || (operation == .subtract && isLeft) else { return nil }
      let (negated, overflow) = 0.subtractingReportingOverflow(span)
      guard !overflow, let sum = instant.adding(operation == .add ? span : negated) else {
        return machine.fail("time out of range")
      }
      return machine.heap.host(TimeObject(sum))
    }
    guard operation == .subtract, isLeft, let time = object as? TimeObject else { return nil }
    guard let span = instant.since(time.instant) else {
      return machine.fail("duration out of range")
    }
    return machine.heap.host(DurationObject(span))
  }
}

/// A span of time as scripts hold it.
final class DurationObject: HostOperand {
  let nanoseconds: Int

  init(_ nanoseconds: Int) {
    self.nanoseconds = nanoseconds
  }

  var typeName: String { "time.duration" }
  var isTrue: Bool { nanoseconds != 0 }
  var text: String { Durations.text(nanoseconds) }
  var attributeNames: [String] {
    ["hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"]
  }

  func attribute(_ name: String, machine: Machine) -> Value? {
    switch name {
    case "hours": machine.heap.double(Double(nanoseconds) / 3.6e12)
    case "minutes": machine.heap.double(Double(nanoseconds) / 6e10)
    case "seconds": machine.heap.double(Double(nanoseconds) / 1e9)
    case "milliseconds": machine.heap.int(nanoseconds / 1_000_000)
    case "microseconds": machine.heap.int(nanoseconds / 1_000)
    case "nanoseconds": machine.heap.int(nanoseconds)
    default: nil
    }
  }

  // MARK: Operators

  var hash: UInt32 { Hashing.word(UInt64(bitPattern: Int64(nanoseconds))) }

  func isEqual(to other: any HostObject) -> Bool { order(to: other) == 0 }

  func order(to other: any HostObject) -> Int? {
    guard let other = other as? DurationObject else { return nil }
    return nanoseconds < other.nanoseconds ? -1 : nanoseconds == other.nanoseconds ? 0 : 1
  }

  func combine(_ operation: HostOperator, _ other: Value, isLeft: Bool, machine: Machine) -> Value?
  {
    if let span = (machine.hostObject(other) as? DurationObject)?.nanoseconds {
      return isLeft ? combine(operation, span, machine) : nil
    }
    if operation == .multiply, other.isSmallInt {
      return result(nanoseconds.multipliedReportingOverflow(by: other.smallInt), machine)
    }
    guard operation == .divide, isLeft, Numbers.isNumber(other) else { return nil }
    guard let divisor = machine.toDouble(other) else { return .failed }
    guard divisor != 0 else { return machine.fail("time.duration division by zero") }
    if other.isSmallInt { return machine.heap.host(DurationObject(nanoseconds / other.smallInt)) }
    guard let quotient = Int(exactly: (Double(nanoseconds) / divisor).rounded(.towardZero)) else {
      return machine.fail("duration out of range")
    }
    return machine.heap.host(DurationObject(quotient))
  }

  private func combine(_ operation: HostOperator, _ span: Int, _ machine: Machine) -> Value? {
    switch operation {
    case .add: return result(nanoseconds.addingReportingOverflow(span), machine)
    case .subtract: return result(nanoseconds.subtractingReportingOverflow(span), machine)
    case .divide, .floorDivide:
      guard span != 0 else { return machine.fail("time.duration division by zero") }
      return operation == .divide
        ? machine.heap.double(Double(nanoseconds) / Double(span))
        : machine.heap.int(nanoseconds / span)
    default: return nil
    }
  }

  private func result(_ sum: (partialValue: Int, overflow: Bool), _ machine: Machine) -> Value {
    sum.overflow
      ? machine.fail("duration out of range") : machine.heap.host(DurationObject(sum.partialValue))
  }
}
