/// The kinds of entries, each with its table; the number is part of what is hashed.
enum JournalTable: UInt8, CaseIterable, Sendable {
  case start = 1
  case input = 2
  case call = 3
  case intent = 4
  case outcome = 5
  case event = 6

  /// Written out: to ask the language for the name of a case took longer than to begin a run.
  var name: String {
    switch self {
    case .start: "journal_start"
    case .input: "journal_input"
    case .call: "journal_call"
    case .intent: "journal_intent"
    case .outcome: "journal_outcome"
    case .event: "journal_event"
    }
  }

  /// What an entry consists of beside its place and its hash, in the order in which it is hashed.
  var columns: [String] {
    ["time", "uptime"] + content
  }

  private var content: [String] {
    switch self {
    case .start:
      [
        "id", "mode", "parent", "script", "arguments", "settings", "profile", "project", "region",
        "engine", "user", "host", "process", "boot",
      ]
    case .input: ["role", "name", "digest", "size", "kept"]
    case .call: ["lane", "ordinal", "operation", "arguments", "answer", "failure"]
    case .intent: ["pack", "operation", "request", "idempotent", "changes", "count"]
    case .outcome: ["pack", "result", "request_id", "status", "code", "message", "facts"]
    case .event: ["kind", "text", "code", "user", "host", "process", "boot"]
    }
  }

  /// The table of an entry's parts, and what a part consists of; intents have had none since their changes are a
  /// text.
  var parts: (name: String, columns: [String])? {
    switch self {
    case .intent:
      (
        "journal_change",
        [
          "role", "lane", "ordinal", "item", "kind", "target", "before", "after", "file", "line",
          "column",
        ]
      )
    case .outcome:
      (
        "journal_change_outcome",
        ["change", "result", "request_id", "status", "code", "message", "facts"]
      )
    case .start, .input, .call, .event: nil
    }
  }

  var insertion: String { Self.insertions[Int(rawValue) - 1] }

  var insertionOfPart: String { Self.insertionsOfParts[Int(rawValue) - 1] }

  private static let insertions = allCases.map { table in
    insertion(table.name, ["run", "sequence", "hash"] + table.columns)
  }

  private static let insertionsOfParts = allCases.map { table in
    table.parts.map { insertion($0.name, ["run", "sequence", "position"] + $0.columns) } ?? ""
  }

  private static func insertion(_ table: String, _ columns: [String]) -> String {
    let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return "INSERT INTO \(table) (\(list(columns))) VALUES (\(places))"
  }

  /// Names for a statement; some are words of SQL.
  static func list(_ columns: [String]) -> String {
    columns.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

/// An entry as the tables have it.
struct RawEntry: Sendable {
  let table: JournalTable
  /// In the order of ``JournalTable/columns``.
  var values: [SQLValue]
  var parts: [[SQLValue]] = []
}

extension RawEntry {
  /// What is hashed: the hash before it, its kind and number, and every value by its type and length,
  /// so that no two entries read the same.
  func content(after previous: [UInt8], sequence: Int64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + parts.count * 384 + textSize)
    bytes += previous
    bytes.append(table.rawValue)
    Self.append(sequence, to: &bytes)
    Self.append(values, to: &bytes)
    Self.append(Int64(parts.count), to: &bytes)
    for part in parts { Self.append(part, to: &bytes) }
    return bytes
  }

  private var textSize: Int {
    values.reduce(0) { size, value in
      if case .text(let text) = value { size + text.utf8.count } else { size }
    }
  }

  /// Values by their types and lengths.
  static func bytes(of values: [SQLValue]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(values, to: &bytes)
    return bytes
  }

  private static func append(_ values: [SQLValue], to bytes: inout [UInt8]) {
    for value in values {
      switch value {
      case .null: bytes.append(0)
      case .integer(let number):
        bytes.append(1)
        append(number, to: &bytes)
      case .text(let text):
        bytes.append(2)
        append(Int64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
      case .blob(let blob):
        bytes.append(3)
        append(Int64(blob.count), to: &bytes)
        bytes += blob
      }
    }
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    for shift in stride(from: Int64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

/// The values of a row, taken one after the other.
struct Fields {
  private var rest: ArraySlice<SQLValue>

  init(_ values: [SQLValue]) {
    rest = values[...]
  }

  mutating func optionalText() -> String? {
    guard case .text(let text)? = rest.popFirst() else { return nil }
    return text
  }

  mutating func optionalInteger() -> Int64? {
    guard case .integer(let number)? = rest.popFirst() else { return nil }
    return number
  }

  mutating func text() -> String { optionalText() ?? "" }

  mutating func integer() -> Int64 { optionalInteger() ?? 0 }

  mutating func blob() -> [UInt8] {
    guard case .blob(let bytes)? = rest.popFirst() else { return [] }
    return bytes
  }
}
