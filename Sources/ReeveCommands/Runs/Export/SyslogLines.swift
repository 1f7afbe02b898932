internal import HuaweiCloud
internal import StateStore

// A line of RFC 5424 for each fact of an audit: facility 4 (security), the process that wrote it, and an object of
// JSON after the mark by which log servers know one.

struct SyslogLines {
  private enum Severity: Int {
    case error = 3
    case warning = 4
    case notice = 5
    case information = 6
  }

  private static let facility = 4

  private let id: RunID
  private var process: RunProcess?
  private var common = JSONObject()
  private var intents: [PackID: PackIntent] = [:]

  init(_ id: RunID) { self.id = id }

  /// The lines for the next entry of the run.
  mutating func lines(for entry: JournalEntry) -> [String] {
    switch entry.body {
    case .start(let start):
      process = start.process
      common["profile"] = start.run.profile.map { .string($0) }
      common["project"] = start.run.project.map { .string($0) }
      common["region"] = start.run.region.map { .string($0) }
      var object: JSONObject = [
        "mode": .string(start.run.mode.rawValue), "script": .string(start.run.script),
        "arguments": JSON(journaled: start.run.arguments),
        "user": .string(start.process.user),
      ]
      object["parent"] = start.run.parent.map { .string($0.text) }
      return [line(entry, "start", .notice, object)]
    case .input(let input):
      let object: JSONObject = [
        "role": .string(input.role?.rawValue ?? "other"), "name": .string(input.name),
        "digest": .string(Journal.hexadecimal(input.digest)), "size": .int(input.size),
      ]
      return [line(entry, "input", .information, object)]
    // What is read changes nothing.
    case .call: return []
    case .intent(let pack, let intent):
      intents[pack] = intent
      let object: JSONObject = [
        "request": .int(Int(pack.number)), "operation": .string(intent.operation),
        "changes": .int(intent.changes.count),
      ]
      return [line(entry, "request", .information, object)]
    case .outcome(let recorded): return lines(for: recorded, entry)
    case .event(let event): return [line(for: event, entry)]
    }
  }

  private func lines(for recorded: RecordedOutcome, _ entry: JournalEntry) -> [String] {
    guard let intent = intents[recorded.pack] else { return [] }
    if intent.changes.isEmpty {
      return [
        line(
          entry, "outcome", severity(recorded.outcome),
          outcome(recorded.pack, intent, recorded.outcome))
      ]
    }
    return intent.changes.enumerated().map { position, change in
      let single = recorded.changes[position] ?? recorded.outcome
      var object = outcome(recorded.pack, intent, single)
      object["kind"] = .string(change.kind)
      object["role"] = .string(change.role.rawValue)
      object["target"] = JSON(journaled: change.target)
      object["before"] = change.before.map { JSON(journaled: $0) }
      object["after"] = change.after.map { JSON(journaled: $0) }
      object["file"] = change.place.map { .string($0.file) }
      object["line"] = change.place.map { .int($0.line) }
      return line(entry, "change", severity(single), object)
    }
  }

  private func severity(_ outcome: PackOutcome) -> Severity {
    switch outcome.result {
    case .applied: .notice
    case .refused: .warning
    case .unknown: .error
    case .unsent, .divided: .information
    }
  }

  private func outcome(_ pack: PackID, _ intent: PackIntent, _ outcome: PackOutcome) -> JSONObject {
    var object: JSONObject = [
      "request": .int(Int(pack.number)), "operation": .string(intent.operation),
      "result": .string(outcome.result.rawValue),
    ]
    object["request_id"] = outcome.requestID.map { .string($0) }
    object["status"] = outcome.status.map { .int($0) }
    object["code"] = outcome.code.map { .string($0) }
    object["message"] = outcome.message.map { .string($0) }
    return object
  }

  private mutating func line(for event: RunEvent, _ entry: JournalEntry) -> String {
    switch event {
    case .resumed(let process):
      self.process = process
      return line(entry, "resumed", .notice, ["user": .string(process.user)])
    case .claimed(let plan): return line(entry, "claimed", .notice, ["plan": .string(plan)])
    case .ended(let exitCode, let summary):
      return line(
        entry, "end", exitCode == 0 ? .notice : .warning,
        ["exit": .int(exitCode), "summary": JSON(journaled: summary)])
    case .note(let kind, let text):
      return line(entry, "note", .information, ["event": .string(kind), "text": .string(text)])
    }
  }

  private func line(
    _ entry: JournalEntry, _ type: String, _ severity: Severity, _ members: JSONObject
  ) -> String {
    var object: JSONObject = ["run": .string(id.text), "seq": .int(entry.sequence)]
    for (name, value) in common { object[name] = value }
    for (name, value) in members { object[name] = value }
    let head = [
      "<\(Self.facility * 8 + severity.rawValue)>1", ShownTime.standard(entry.time),
      Self.word(process?.host, limit: 255), "reeve", process.map { "\($0.number)" } ?? "-", type,
      "-",
    ]
    return head.joined(separator: " ") + " @cee:\(JSON.object(object))"
  }

  /// A field of the head: printable ASCII without blanks.
  private static func word(_ text: String?, limit: Int) -> String {
    let scalars = (text ?? "").unicodeScalars.filter { (0x21...0x7e).contains($0.value) }
    guard !scalars.isEmpty else { return "-" }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: scalars.prefix(limit))
    return String(word)
  }
}
