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

  /// What is shown; the file has more.
  var shown: JSON { .object(members) }

  private var members: JSONObject {
    var object: JSONObject = [
      "format": .string(Self.format), "version": .int(Self.version),
      "reeve": .string(Reeve.version), "created": .string(created),
      "script": .string(scriptName),
    ]
    object["profile"] = profile.map(JSON.string)
    object["project"] = project.map(JSON.string)
    object["region"] = region.map(JSON.string)
    object["summary"] = summary
    if let reason = plan.incomplete {
      var incomplete: JSONObject = ["reason": .string(reason)]
      if let place = plan.incompletePlace {
        incomplete["file"] = .string(place.file)
        incomplete["line"] = .int(place.line)
      }
      object["incomplete"] = .object(incomplete)
    }
    object["assumed"] = .array(plan.assumed.map(JSON.string))
    object["unshown"] = .array(plan.unshown.map(JSON.string))
    object["changes"] = .array(plan.changes.map(json))
    return object
  }

  private var summary: JSON {
    var kinds = JSONObject()
    for kind in ChangeKind.allCases {
      let count = plan.changes.count { $0.kind == kind && $0.state == .change }
      if count > 0 { kinds[kind.rawValue] = .int(count) }
    }
    var requests = JSONObject()
    for (operation, count) in plan.requests.sorted(by: { $0.key < $1.key }) {
      requests[operation] = .int(count)
    }
    return [
      "changes": .int(plan.effective.count), "kinds": .object(kinds),
      "unchanged": .int(plan.changes.count { $0.state == .unchanged }),
      "requests": .object(requests), "seconds": .int(Int(plan.time.components.seconds)),
    ]
  }

  private func json(_ change: PlannedChange) -> JSON {
    var object: JSONObject = [
      "action": .string(change.state.rawValue), "kind": .string(change.kind.rawValue),
      "text": .string(change.text), "target": JSON(text: change.target),
    ]
    if let before = change.before {
      object["before"] = before
    } else if let last = lastSet[change.target] {
      object["last_set"] = [
        "run": .string(last.run.text), "after": JSON(text: last.after), "verified": false,
      ]
    }
    object["after"] = JSON(text: change.after)
    if let file = change.file { object["file"] = .string(file) }
    if let line = change.line { object["line"] = .int(line) }
    return .object(object)
  }

  // MARK: The file

  /// The bytes of the file.
  func encoded(without isSecret: (String) -> Bool) -> [UInt8] {
    var object = members
    object["settings"] = script.json
    object["text"] = .string(String(decoding: text, as: UTF8.self))
    object["modules"] = Self.json(plan.modules)
    object["files"] = Self.json(plan.files)
    // What holds a secret is asked for again.
    object["answers"] = .array(
      plan.answers.compactMap { answer in
        guard !isSecret(answer.answer?.description ?? "") else { return nil }
        var object: JSONObject = [
          "operation": .string(answer.operation), "arguments": .string(answer.arguments),
        ]
        object["answer"] = answer.answer
        object["failure"] = answer.failure
        return .object(object)
      })
    // The digest comes last, so that what it is of is encoded once.
    var bytes = JSON.object(object).encoded()
    let digest = Self.digest(of: bytes)
    bytes.removeLast()
    bytes += Array(",\"digest\":\"\(digest)\"}\n".utf8)
    return bytes
  }

  private static func json(_ texts: [String: String]) -> JSON {
    var object = JSONObject()
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) { object[path] = .string(text) }
    return .object(object)
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
    guard digest == Self.digest(of: JSON.object(object).encoded()) else {
      throw Failure(
        .badData, "\(name) is not what `reeve plan` wrote", advice: "Make a new plan.")
    }
    self.digest = digest
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
      target: json["target"]?.description ?? "", before: json["before"],
      after: json["after"]?.description ?? "", file: json["file"]?.string,
      line: json["line"]?.int)
  }
}
