// The journal as JSON lines, for other programs. One object a line, one line an entry, in order. Members that
// are nil are left out; later versions may add members. Version 1:
//
//   all      "v":1 "run" "seq" "time" (UTC, milliseconds) "uptime" (nanoseconds) "type" "hash" (hexadecimal)
//   start    "mode" "parent" "script" "arguments" "settings" "profile" "project" "region" "engine"
//            "user" "host" "process" "boot"
//   input    "role" "name" "digest" "size" "kept"
//   call     "lane" "ordinal" "operation" "arguments", then "answer", "failure" or "withheld":true
//   intent   "pack" "operation" "request" "idempotent" "changes": objects with "role" "lane" "ordinal" "item"
//            "kind" "target" "before" "after" "file" "line" "column"
//   outcome  "pack" "result" "request_id" "status" "code" "message" "facts" "changes": objects with
//            "change" and the same
//   event    "event": "resumed" ("user" "host" "process" "boot"), "claimed" ("plan"), "ended" ("exit"
//            "summary"), or another word ("text")

extension Journal {
  /// The format's version.
  package static let exportVersion = 1

  /// Calls `line` with each entry of a run as an object of JSON, without a line break.
  package func export(
    _ id: RunID, _ line: (String) throws(JournalError) -> Void
  ) throws(JournalError) {
    try forEachEntry(of: id) { entry throws(JournalError) in
      try line(try access { () throws(StateStoreError) in try text(of: entry, id) })
    }
  }

  private func text(of entry: JournalEntry, _ id: RunID) throws(StateStoreError) -> String {
    try store.read { connection throws(StateStoreError) in
      var object = JSONLine { text throws(StateStoreError) in
        try Self.minified(text, connection)
      }
      object.add("v", Self.exportVersion)
      object.add("run", id.text)
      object.add("seq", entry.sequence)
      object.add("time", CivilTime(milliseconds: entry.time).text)
      object.add("uptime", Int(entry.uptime))
      try object.add(entry.body)
      object.add("hash", Self.hexadecimal(entry.hash))
      return object.text
    }
  }

  /// A text of JSON on one line; nil where it is none.
  private static func minified(
    _ text: String, _ connection: Connection
  ) throws(StateStoreError) -> String? {
    // SQLite would stop at it.
    guard !text.utf8.contains(0) else { return nil }
    return try connection.lookUp(
      "SELECT CASE WHEN json_valid(?1) THEN json(?1) END", [.text(text)]
    ) { $0.optionalText(0) }.first ?? nil
  }

  /// Bytes as people compare them.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// An object of JSON as it is written.
private struct JSONLine {
  private var members: [String] = []
  private let minified: (String) throws(StateStoreError) -> String?

  init(minified: @escaping (String) throws(StateStoreError) -> String?) {
    self.minified = minified
  }

  var text: String { "{\(members.joined(separator: ","))}" }

  mutating func add(_ name: String, _ value: Int?) {
    if let value { members.append("\"\(name)\":\(value)") }
  }

  mutating func add(_ name: String, _ value: Bool) {
    members.append("\"\(name)\":\(value)")
  }

  mutating func add(_ name: String, _ value: String?) {
    if let value { members.append("\"\(name)\":\(Self.quoted(value))") }
  }

  /// Adds a text that should be JSON itself; as a string where it is not.
  mutating func add(json name: String, _ value: String?) throws(StateStoreError) {
    guard let value else { return }
    members.append("\"\(name)\":\(try minified(value) ?? Self.quoted(value))")
  }

  mutating func add<Element>(
    _ name: String, _ list: [Element],
    _ fill: (inout JSONLine, Element) throws(StateStoreError) -> Void
  ) throws(StateStoreError) {
    var texts: [String] = []
    for element in list {
      var object = JSONLine(minified: minified)
      try fill(&object, element)
      texts.append(object.text)
    }
    members.append("\"\(name)\":[\(texts.joined(separator: ","))]")
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONLine {
  mutating func add(_ body: JournalEntry.Body) throws(StateStoreError) {
    switch body {
    case .start(let start): try add(start)
    case .input(let input):
      add("type", "input")
      add("role", input.role?.rawValue)
      add("name", input.name)
      add("digest", Journal.hexadecimal(input.digest))
      add("size", input.size)
      add("kept", input.isKept)
    case .call(let call): try add(call)
    case .intent(let pack, let intent):
      add("type", "intent")
      add("pack", Int(pack.number))
      add("operation", intent.operation)
      add("request", intent.request)
      add("idempotent", intent.isIdempotent)
      try add("changes", intent.changes) { object, change throws(StateStoreError) in
        try object.add(change)
      }
    case .outcome(let recorded):
      add("type", "outcome")
      add("pack", Int(recorded.pack.number))
      try add(recorded.outcome)
      try add("changes", recorded.changes.sorted { $0.key < $1.key }) {
        object, single throws(StateStoreError) in
        object.add("change", single.key)
        try object.add(single.value)
      }
    case .event(let event): try add(event)
    }
  }

  private mutating func add(_ start: RunStart) throws(StateStoreError) {
    add("type", "start")
    add("mode", start.run.mode.rawValue)
    add("parent", start.run.parent?.text)
    add("script", start.run.script)
    try add(json: "arguments", start.run.arguments)
    try add(json: "settings", start.run.settings)
    add("profile", start.run.profile)
    add("project", start.run.project)
    add("region", start.run.region)
    add("engine", start.run.engine)
    add(start.process)
  }

  private mutating func add(_ process: RunProcess) {
    add("user", process.user)
    add("host", process.host)
    add("process", process.number)
    add("boot", process.boot)
  }

  private mutating func add(_ call: RecordedCall) throws(StateStoreError) {
    add("type", "call")
    add("lane", call.identity.lane)
    add("ordinal", call.identity.ordinal)
    add("operation", call.operation)
    try add(json: "arguments", call.arguments)
    switch call.result {
    case .answer(let text): try add(json: "answer", text)
    case .failure(let text): try add(json: "failure", text)
    case .withheld: add("withheld", true)
    }
  }

  private mutating func add(_ change: JournalChange) throws(StateStoreError) {
    add("role", change.role.rawValue)
    add("lane", change.identity.call.lane)
    add("ordinal", change.identity.call.ordinal)
    add("item", change.identity.item)
    add("kind", change.kind)
    try add(json: "target", change.target)
    try add(json: "before", change.before)
    try add(json: "after", change.after)
    add("file", change.place?.file)
    add("line", change.place?.line)
    add("column", change.place?.column)
  }

  private mutating func add(_ outcome: PackOutcome) throws(StateStoreError) {
    add("result", outcome.result.rawValue)
    add("request_id", outcome.requestID)
    add("status", outcome.status)
    add("code", outcome.code)
    add("message", outcome.message)
    try add(json: "facts", outcome.facts)
  }

  private mutating func add(_ event: RunEvent) throws(StateStoreError) {
    add("type", "event")
    switch event {
    case .resumed(let process):
      add("event", "resumed")
      add(process)
    case .claimed(let plan):
      add("event", "claimed")
      add("plan", plan)
    case .ended(let exitCode, let summary):
      add("event", "ended")
      add("exit", exitCode)
      try add(json: "summary", summary)
    case .note(let kind, let text):
      add("event", kind)
      add("text", text)
    }
  }
}
