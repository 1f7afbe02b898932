import Glibc
import Synchronization

/// The offsets from UTC that hold somewhere at different times.
final class TimeZoneRules: Sendable {
  /// What holds for a while.
  struct Period: Hashable, Sendable {
    /// Seconds east of UTC.
    var offset: Int
    /// The abbreviation, empty if there is none.
    var name: String
  }

  let name: String
  private let transitions: [(start: Int, period: Int)]
  private let periods: [Period]
  /// What goes on after the last transition.
  private let rule: TimeZoneRule?

  static let utc = TimeZoneRules(fixed: Period(offset: 0, name: "UTC"), name: "UTC")

  init(fixed period: Period, name: String = "") {
    self.name = name
    transitions = []
    periods = [period]
    rule = nil
  }

  /// Reads a TZif file (RFC 9636); nil if it is none.
  init?(name: String, file bytes: [UInt8]) {
    var reader = TZifReader(bytes)
    guard let content = reader.read() else { return nil }
    self.name = name
    transitions = content.transitions
    periods = content.periods
    rule = TimeZoneRule(content.footer)
  }

  /// What holds at a time in seconds since 1970.
  func period(at seconds: Int) -> Period {
    guard let last = transitions.last else { return rule?.period(at: seconds) ?? periods[0] }
    if seconds >= last.start, let rule { return rule.period(at: seconds) }
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].start <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? periods[0] : periods[transitions[low - 1].period]
  }

  /// The time that clocks show as a date and time; of two, the first as a rule.
  func seconds(of civil: CivilTime) -> Int {
    let shown = civil.seconds
    let guess = shown - period(at: shown).offset
    return shown - period(at: guess).offset
  }

  /// The offset that an abbreviation stands for, if it is of this zone.
  func offset(named wanted: String) -> Int? {
    let names = periods + (rule?.periods ?? [])
    return names.first { $0.name == wanted }?.offset
  }

  // MARK: Names

  private static let known = Mutex<[String: TimeZoneRules?]>([:])

  /// The rules of a place such as `Europe/Berlin`; nil if it is unknown.
  static func named(_ name: String) -> TimeZoneRules? {
    if name.isEmpty || name == "UTC" { return utc }
    if let found = known.withLock({ $0[name] }) { return found }
    let rules = load(name)
    known.withLock { known in
      if known.count >= 1_000 { known.removeAll() }
      known[name] = rules
    }
    return rules
  }

  private static func load(_ name: String) -> TimeZoneRules? {
    let isPlain =
      name.utf8.count <= 100 && !name.hasPrefix("/") && !name.contains("..")
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    guard isPlain else { return nil }
    for folder in ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"] {
      if let bytes = read("\(folder)/\(name)"), let rules = TimeZoneRules(name: name, file: bytes) {
        return rules
      }
    }
    return nil
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "rbe") else { return nil }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    guard count > 0, count < bytes.count else { return nil }
    return Array(bytes[..<count])
  }
}

/// Takes a TZif file apart.
private struct TZifReader {
  struct Content {
    var transitions: [(start: Int, period: Int)] = []
    var periods: [TimeZoneRules.Period] = []
    var footer = ""
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func read() -> Content? {
    guard let first = header() else { return nil }
    guard first.version >= 2 else { return body(first, width: 4) }
    // The second block has what the first has, with wider numbers.
    offset += first.size(width: 4)
    guard let second = header(), var content = body(second, width: 8) else { return nil }
    let rest = bytes[min(offset, bytes.count)...]
    content.footer = String(
      decoding: rest.drop { $0 == 0x0A }.prefix { $0 != 0x0A }, as: UTF8.self)
    return content
  }

  private struct Header {
    var version: Int
    var isUTCCount: Int
    var isStandardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var nameCount: Int

    func size(width: Int) -> Int {
      timeCount * (width + 1) + typeCount * 6 + nameCount + leapCount * (width + 4)
        + isStandardCount + isUTCCount
    }
  }

  private mutating func header() -> Header? {
    guard bytes.count >= offset + 44, Array(bytes[offset..<offset + 4]) == Array("TZif".utf8) else {
      return nil
    }
    let version = bytes[offset + 4] == 0 ? 1 : Int(bytes[offset + 4]) - 0x30
    offset += 20
    let counts = (0..<6).map { _ in number(width: 4) }
    guard counts.allSatisfy({ 0...100_000 ~= $0 }) else { return nil }
    return Header(
      version: version, isUTCCount: counts[0], isStandardCount: counts[1], leapCount: counts[2],
      timeCount: counts[3], typeCount: counts[4], nameCount: counts[5])
  }

  /// A signed number, the highest byte first.
  private mutating func number(width: Int) -> Int {
    var value = Int(Int8(bitPattern: bytes[offset]))
    for index in 1..<width { value = value << 8 | Int(bytes[offset + index]) }
    offset += width
    return value
  }

  private mutating func body(_ header: Header, width: Int) -> Content? {
    guard bytes.count >= offset + header.size(width: width), header.typeCount > 0 else {
      return nil
    }
    let end = offset + header.size(width: width)
    let starts = (0..<header.timeCount).map { _ in number(width: width) }
    let kinds = (0..<header.timeCount).map { Int(bytes[offset + $0]) }
    offset += header.timeCount
    let types = (0..<header.typeCount).map { _ in
      let seconds = number(width: 4)
      offset += 2
      return (seconds: seconds, name: Int(bytes[offset - 1]))
    }
    let names = Array(bytes[offset..<offset + header.nameCount])
    offset = end
    guard kinds.allSatisfy({ $0 < types.count }), types.allSatisfy({ $0.name <= names.count })
    else {
      return nil
    }
    return Content(
      transitions: zip(starts, kinds).map { (start: $0, period: $1) },
      periods: types.map { type in
        let name = names[type.name...].prefix { $0 != 0 }
        return .init(offset: type.seconds, name: String(decoding: name, as: UTF8.self))
      })
  }
}
