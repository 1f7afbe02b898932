internal import HuaweiCloud
internal import Runbooks
internal import StateStore

// A plan as JSON: what `--output json` prints, and, with what it rests on and a digest over all, the file that
// `reeve apply` takes. The format is documented in the article "PlanFormat" of Runbooks.

/// A plan with all that it takes to carry it out.
struct PlanDocument: Sendable {
  static let format = "reeve-plan"
  static let version = 1

  var created: String
  var scriptName: String
  var text: [UInt8]
  var script: ScriptSettings
  var profile: String?
  var project: String?
  var region: String?
  var plan: PlannedChanges
  /// What the journal knows of targets that cannot be read.
  var lastSet: [String: LastSetting] = [:]
  /// SHA-256 of the rest, in hexadecimal; only of a plan that was read from a file.
  var digest = ""
  /// The file that it was read from; empty where it was not.
  fileprivate(set) var file: [UInt8] = []

  /// What is shown, as JSON; the file has more.
  ///
  /// - Parameter event: The name of the event that it is, among others.
  /// - Returns: One object in a line.
  func shown(asEvent event: String? = nil) -> String {
    var writer = JSONWriter(capacity: size)
    writer.object { writer in
      if let event { writer.member("event", event) }
      write(to: &writer)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// About how many bytes it takes.
  private var size: Int { plan.changes.count * 512 + text.count + 4_096 }

  /// Writes the members that are shown.
  private func write(to writer: inout JSONWriter) {
    writer.member("format", Self.format)
    writer.member("version", Self.version)
    writer.member("reeve", Reeve.version)
    writer.member("created", created)
    writer.member("script", scriptName)
    if let profile { writer.member("profile", profile) }
    if let project { writer.member("project", project) }
    if let region { writer.member("region", region) }
    writer.plainName("summary")
    writer.value(summary)
    if let reason = plan.incomplete {
      writer.plainName("incomplete")
      writer.object { writer in
        writer.member("reason", reason)
        guard let place = plan.incompletePlace else { return }
        writer.member("file", place.file)
        writer.member("line", place.line)
      }
    }
    writer.member("assumed", plan.assumed)
    writer.member("unshown", plan.unshown)
    writer.plainName("changes")
    // What the journal has is read as JSON again; of ports it is mostly one text.
    var last: (text: String?, json: JSON) = (nil, .null)
    writer.array(plan.changes.indices) { writer, place in
      write(plan.changes[place], to: &writer) { text in
        if last.text != text { last = (text, JSON(text: text)) }
        return last.json
      }
    }
  }

  private var summary: JSON {
    var kinds = JSONObject()
    for kind in ChangeKind.allCases {
      let count = plan.places { $0 == kind && $1 == .change }.count
      if count > 0 { kinds[kind.rawValue] = .int(count) }
    }
    var requests = JSONObject()
    for (operation, count) in plan.requests.sorted(by: { $0.key < $1.key }) {
      requests[operation] = .int(count)
    }
    return [
      "changes": .int(plan.effectiveCount), "kinds": .object(kinds),
      "unchanged": .int(plan.places { $1 == .unchanged }.count),
      "requests": .object(requests), "seconds": .int(Int(plan.time.components.seconds)),
    ]
  }

  /// Writes a change; target and what is set are JSON of our own already, and there may be a hundred thousand of them.
  private func write(
    _ change: PlannedChange, to writer: inout JSONWriter, reading read: (String?) -> JSON
  ) {
    writer.object { writer in
      writer.member("action", change.state.rawValue)
      writer.member("kind", change.kind.rawValue)
      writer.member("text", change.text)
      writer.plainName("target")
      writer.encoded(change.target)
      if let before = change.before {
        writer.plainName("before")
        writer.value(before)
      } else if let last = lastSet[change.target] {
        writer.plainName("last_set")
        writer.object { writer in
          writer.member("run", last.run.text)
          writer.plainName("after")
          writer.value(read(last.after))
          writer.member("verified", false)
        }
      }
      writer.plainName("after")
      writer.encoded(change.after)
      if let file = change.file { writer.member("file", file) }
      if let line = change.line { writer.member("line", line) }
    }
  }

  // MARK: The file

  /// The bytes of the file.
  ///
  /// - Parameter redactor: Knows what must not be in it.
  /// - Returns: The object in a line. What holds a secret is left out, and asked for again.
  func encoded(hiding redactor: Redactor) -> [UInt8] {
    if !file.isEmpty, redactor.redactKnown(file) == file { return file }
    let hidden = Set(plan.files.filter { redactor.redactKnown($0.value) != $0.value }.keys)
    var writer = JSONWriter(capacity: size)
    writer.object { writer in
      write(to: &writer)
      writer.plainName("settings")
      writer.value(script.json)
      writer.member("text", String(decoding: text, as: UTF8.self))
      writer.plainName("modules")
      Self.write(plan.modules, to: &writer)
      writer.plainName("files")
      Self.write(plan.files.filter { !hidden.contains($0.key) }, to: &writer)
      writer.plainName("answers")
      writer.array(plan.answers) { writer, answer in
        guard !hidden.contains(answer.answer?["file"]?.string ?? "") else { return }
        Self.write(answer, hiding: redactor, to: &writer)
      }
    }
    // The digest comes last, so that what it is of is encoded once.
    var bytes = writer.bytes
    let digest = Self.digest(of: bytes)
    bytes.removeLast()
    bytes += Array("\(Self.digestName)\(digest)\"}\n".utf8)
    return bytes
  }

  private static let digestName = ",\"digest\":\""

  private static func write(
    _ answer: PlannedAnswer, hiding redactor: Redactor, to writer: inout JSONWriter
  ) {
    let text = answer.answer?.description
    if let text, redactor.redact(text) != text { return }
    writer.object { writer in
      writer.member("operation", answer.operation)
      writer.member("arguments", answer.arguments)
      if let text {
        writer.plainName("answer")
        writer.encoded(text)
      }
      if let failure = answer.failure {
        writer.plainName("failure")
        writer.value(failure)
      }
    }
  }

  private static func write(_ texts: [String: String], to writer: inout JSONWriter) {
    writer.object { writer in
      for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
        writer.name(path)
        writer.value(.string(text))
      }
    }
  }

  /// The digest that a file should have; nil where it is not as it was written.
  private static func digest(ofFile bytes: [UInt8]) -> String? {
    let length = digestName.utf8.count + digest(of: []).utf8.count + "\"}\n".utf8.count
    guard bytes.count > length,
      bytes.suffix(length).starts(with: digestName.utf8)
    else { return nil }
    return digest(of: bytes.dropLast(length) + [UInt8(ascii: "}")])
  }

  private static func digest(of bytes: [UInt8]) -> String {
    "sha256:" + Journal.hexadecimal(ContentDigest.sha256(bytes))
  }
}

extension PlanDocument {
  /// Reads the bytes of a file.
  ///
  /// - Throws: ``Failure`` where it is no plan, one of another version, or was changed.
  init(_ bytes: [UInt8], name: String) throws(Failure) {
    guard let json = try? JSON(parsing: bytes), var object = json.object,
      object["format"]?.string == Self.format
    else {
      throw Failure(.badData, "\(name) is no plan", advice: "`reeve plan -o FILE` makes one.")
    }
    guard object["version"]?.int == Self.version, object["reeve"]?.string == Reeve.version else {
      throw Failure(
        .planIsStale,
        "\(name) was made by reeve \(object["reeve"]?.string ?? "?"), and this is \(Reeve.version)",
        advice: "Make a new plan.")
    }
    let digest = object["digest"]?.string ?? ""
    object["digest"] = nil
    // Somebody may have laid it out anew.
    guard
      digest == Self.digest(ofFile: bytes)
        || digest == Self.digest(of: JSON.object(object).encoded())
    else {
      throw Failure(
        .badData, "\(name) is not what `reeve plan` wrote", advice: "Make a new plan.")
    }
    self.digest = digest
    file = bytes
    created = object["created"]?.string ?? ""
    scriptName = object["script"]?.string ?? "-"
    text = Array((object["text"]?.string ?? "").utf8)
    script = ScriptSettings(json: object["settings"] ?? .null)
    profile = object["profile"]?.string
    project = object["project"]?.string
    region = object["region"]?.string
    plan = PlannedChanges()
    for json in object["changes"]?.array ?? [] {
      guard let change = Self.change(json) else { continue }
      plan.changes.append(change)
      guard let last = json["last_set"], let run = last["run"]?.string else { continue }
      lastSet[change.target] = LastSetting(run: RunID(run), after: last["after"]?.description)
    }
    plan.assumed = object["assumed"]?.array?.compactMap(\.string) ?? []
    plan.unshown = object["unshown"]?.array?.compactMap(\.string) ?? []
    plan.incomplete = object["incomplete"]?["reason"]?.string
    plan.time = .seconds(object["summary"]?["seconds"]?.int ?? 0)
    for (operation, count) in object["summary"]?["requests"]?.object ?? JSONObject() {
      plan.requests[operation] = count.int
    }
    for (path, text) in object["modules"]?.object ?? JSONObject() {
      plan.modules[path] = text.string
    }
    for (path, text) in object["files"]?.object ?? JSONObject() { plan.files[path] = text.string }
    plan.answers = (object["answers"]?.array ?? []).map { answer in
      PlannedAnswer(
        operation: answer["operation"]?.string ?? "", arguments: answer["arguments"]?.string ?? "",
        answer: answer["answer"], failure: answer["failure"])
    }
  }

  private static func change(_ json: JSON) -> PlannedChange? {
    guard let kind = json["kind"]?.string.flatMap(ChangeKind.init(rawValue:)),
      let state = json["action"]?.string.flatMap(PlannedChange.State.init(rawValue:))
    else { return nil }
    return PlannedChange(
      state: state, kind: kind, text: json["text"]?.string ?? "",
      target: json["target"]?.description ?? "null", before: json["before"],
      after: json["after"]?.description ?? "null", file: json["file"]?.string,
      line: json["line"]?.int)
  }
}
