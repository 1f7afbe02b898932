// The changes of a request as one text, in a form that people read in the database too: a line for each, its fields
// parted by tabs.
//
//   sent	\e	17	0	ignorePort	{"agent_id":…}	\N	{"status":"ignored"}	a.star	3	5
//   "	"	18	"	"	{"agent_id":…}	"	"	"	"	"
//
// role, lane, ordinal, item, kind, target, before, after, file, line, column. `"` is what the line above has there, `\N`
// nothing, `\e` an empty text; a tab, a line break and a backslash within a field are `\t`, `\n` and `\\`.

enum ChangeList {
  private static let tab = UInt8(ascii: "\t")
  private static let lineBreak = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")
  private static let ditto = UInt8(ascii: "\"")

  // MARK: Writing

  /// The text of changes, whose targets and states are changed by `redact`.
  static func text(of changes: [JournalChange], redact: (String) -> String) -> String {
    var writer = Writer(bytes: [])
    writer.bytes.reserveCapacity(changes.count * 224)
    var above: JournalChange?
    for change in changes {
      writer.add(change.role, above?.role) { $0.rawValue }
      writer.add(change.identity.call.lane, above?.identity.call.lane) { $0 }
      writer.add(change.identity.call.ordinal, above?.identity.call.ordinal) { String($0) }
      writer.add(change.identity.item, above?.identity.item) { String($0) }
      writer.add(change.kind, above?.kind) { $0 }
      writer.add(change.target, above?.target, redact)
      writer.add(change.before, above.map(\.before)) { $0.map(redact) }
      writer.add(change.after, above.map(\.after)) { $0.map(redact) }
      writer.add(change.place?.file, above.map { $0.place?.file }) { $0 }
      writer.add(change.place?.line, above.map { $0.place?.line }) { $0.map(String.init) }
      writer.add(change.place?.column, above.map { $0.place?.column }, isLast: true) {
        $0.map(String.init)
      }
      above = change
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private struct Writer {
    var bytes: [UInt8]

    /// Adds a field; `above` is nil in the first line.
    mutating func add<Value: Equatable>(
      _ value: Value, _ above: Value?, isLast: Bool = false, _ text: (Value) -> String?
    ) {
      if let above, above == value {
        bytes.append(ditto)
      } else {
        add(text(value))
      }
      bytes.append(isLast ? lineBreak : tab)
    }

    private mutating func add(_ text: String?) {
      guard let text else { return bytes.append(contentsOf: "\\N".utf8) }
      guard !text.isEmpty else { return bytes.append(contentsOf: "\\e".utf8) }
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      // Looked for in the array, where it costs a tenth of what it costs in a text.
      var isPlain = text != "\""
      for index in start..<bytes.count
      where bytes[index] == tab || bytes[index] == lineBreak || bytes[index] == backslash {
        isPlain = false
      }
      guard !isPlain else { return }
      bytes.removeSubrange(start...)
      bytes += ChangeList.escaped(text, isField: true)
    }
  }

  /// A text as a field has it, or part of a field.
  static func escaped(_ text: String, isField: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    if isField, text == "\"" { return [backslash, ditto] }
    for byte in text.utf8 {
      switch byte {
      case tab: bytes += [backslash, UInt8(ascii: "t")]
      case lineBreak: bytes += [backslash, UInt8(ascii: "n")]
      case backslash: bytes += [backslash, backslash]
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  // MARK: Reading

  /// The changes of a text; of one that is damaged whatever can be read.
  static func changes(in text: String) -> [JournalChange] {
    var changes: [JournalChange] = []
    var above = JournalChange(ChangeIdentity(CallIdentity(ordinal: 0)), kind: "", target: "")
    for line in Array(text.utf8).split(separator: lineBreak) {
      var reader = Reader(rest: line)
      reader.read { above.role = JournalChange.Role(rawValue: $0 ?? "") ?? .sent }
      reader.read { above.identity.call.lane = $0 ?? "" }
      reader.read { above.identity.call.ordinal = number($0) }
      reader.read { above.identity.item = number($0) }
      reader.read { above.kind = $0 ?? "" }
      reader.read { above.target = $0 ?? "" }
      reader.read { above.before = $0 }
      reader.read { above.after = $0 }
      reader.read { file in
        let (line, column) = (above.place?.line ?? 0, above.place?.column ?? 0)
        above.place = file.map { JournalChange.Place(file: $0, line: line, column: column) }
      }
      reader.read { above.place?.line = number($0) }
      reader.read { above.place?.column = number($0) }
      changes.append(above)
    }
    return changes
  }

  private static func number(_ text: String?) -> Int { text.flatMap { Int($0) } ?? 0 }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// Hands over the next field; not where it is that of the line above, or missing.
    mutating func read(_ take: (String?) -> Void) {
      guard let first = rest.first else { return }
      let end = rest.firstIndex(of: tab) ?? rest.endIndex
      let field = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if field.count == 1, first == ditto { return }
      take(Self.text(field))
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
      guard field.contains(backslash) else { return String(decoding: field, as: UTF8.self) }
      var bytes: [UInt8] = []
      var rest = field
      while let byte = rest.popFirst() {
        guard byte == backslash, let next = rest.popFirst() else {
          bytes.append(byte)
          continue
        }
        switch next {
        case UInt8(ascii: "N"): return nil
        case UInt8(ascii: "e"): return ""
        case UInt8(ascii: "t"): bytes.append(tab)
        case UInt8(ascii: "n"): bytes.append(lineBreak)
        default: bytes.append(next)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
