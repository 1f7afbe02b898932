/// What happened to a run as a whole.
package enum RunEvent: Sendable, Hashable {
  /// Another process goes on with it.
  case resumed(RunProcess)
  /// It claimed a plan, by its digest.
  case claimed(plan: String)
  /// It ended; the summary is JSON.
  case ended(exitCode: Int, summary: String)
  /// Something else that the timeline shows: a kind in one word, and a text.
  case note(kind: String, text: String)
}

extension RunEvent {
  static let resumedKind = "resumed"
  static let claimedKind = "claimed"
  static let endedKind = "ended"

  init(_ fields: inout Fields) {
    let (kind, text) = (fields.text(), fields.text())
    let code = Int(fields.integer())
    switch kind {
    case Self.resumedKind: self = .resumed(RunProcess(&fields))
    case Self.claimedKind: self = .claimed(plan: text)
    case Self.endedKind: self = .ended(exitCode: code, summary: text)
    default: self = .note(kind: kind, text: text)
    }
  }

  func values(_ redact: (String) -> String) -> [SQLValue] {
    let nobody = [SQLValue](repeating: .null, count: 4)
    switch self {
    case .resumed(let process):
      return [.text(Self.resumedKind), .null, .null] + process.values
    case .claimed(let plan):
      return [.text(Self.claimedKind), .text(plan), .null] + nobody
    case .ended(let code, let summary):
      return [.text(Self.endedKind), .text(redact(summary)), .integer(Int64(code))] + nobody
    case .note(let kind, let text):
      return [.text(kind), .text(redact(text)), .null] + nobody
    }
  }
}

extension RunProcess {
  init(_ fields: inout Fields) {
    user = fields.text()
    host = fields.text()
    number = Int(fields.integer())
    boot = fields.text()
  }

  var values: [SQLValue] { [.text(user), .text(host), .integer(Int64(number)), .text(boot)] }
}

/// How a run began.
package struct RunStart: Sendable, Hashable {
  package let id: RunID
  package let run: NewRun
  package let process: RunProcess
}

extension RunStart {
  init(_ fields: inout Fields) {
    id = RunID(fields.text())
    let mode = RunMode(rawValue: fields.text()) ?? .run
    let parent = fields.optionalText().map(RunID.init)
    run = NewRun(
      mode: mode, parent: parent, script: fields.text(), arguments: fields.text(),
      settings: fields.text(), profile: fields.optionalText(), project: fields.optionalText(),
      region: fields.optionalText(), engine: fields.text())
    process = RunProcess(&fields)
  }

  func values(_ redact: (String) -> String) -> [SQLValue] {
    [
      .text(id.text), .text(run.mode.rawValue), .optional(run.parent?.text),
      .text(redact(run.script)), .text(redact(run.arguments)), .text(redact(run.settings)),
      .optional(run.profile), .optional(run.project), .optional(run.region), .text(run.engine),
    ] + process.values
  }
}
