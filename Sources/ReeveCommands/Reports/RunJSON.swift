// What is told about a run, for programs: objects whose `event` says what they are.

internal import HuaweiCloud
internal import Runbooks
internal import Starlark
internal import StarlarkSyntax
internal import StateStore

enum RunJSON {
  static func progress(_ progress: RunProgress) -> JSON {
    var object: JSONObject = [
      "event": "progress", "changes_done": .int(progress.changesDone),
      "changes_total": .int(progress.changesTotal),
      "requests_done": .int(progress.requestsDone),
      "requests_total": .int(progress.requestsTotal),
    ]
    if let estimate = progress.estimate {
      object["seconds_left"] = .int(Int(estimate.components.seconds))
    }
    return .object(object)
  }

  static func diagnostic(_ diagnostic: Diagnostic) -> JSON {
    var object: JSONObject = [
      "event": .string(diagnostic.severity == .error ? "error" : "warning"),
      "message": .string(diagnostic.message),
    ]
    if let hint = diagnostic.hint { object["hint"] = .string(hint) }
    place(diagnostic.source, diagnostic.span, in: &object)
    return .object(object)
  }

  static func error(_ error: EvaluationError) -> JSON {
    guard case .object(var object) = diagnostic(error.diagnostic) else { return .null }
    object["kind"] = .string("\(error.kind)")
    object["stack"] = .array(
      error.traceback.map { frame in
        let position = frame.source.position(of: frame.span.start)
        return [
          "function": .string(frame.name), "file": .string(frame.source.name),
          "line": .int(position.line), "column": .int(position.column),
        ]
      })
    return .object(object)
  }

  static func change(_ record: ChangeRecord) -> JSON {
    var object: JSONObject = [
      "event": "change", "kind": .string(record.kind.rawValue), "target": .string(record.target),
      "outcome": .string(word(for: record.outcome)),
    ]
    if let place = record.place { self.place(place.source, place.span, in: &object) }
    if let id = record.requestID { object["request_id"] = .string(id) }
    if case .failed(let failure) = record.outcome {
      object["error"] = .string(failure.message)
      object["error_kind"] = .string(failure.kind)
      if let code = failure.code { object["error_code"] = .string(code) }
      object["may_have_been_applied"] = .bool(failure.mayHaveBeenApplied)
    }
    return .object(object)
  }

  /// The whole of a run.
  static func summary(_ outcome: RunOutcome, code: ExitCode, withDetails: Bool) -> JSON {
    let counts = outcome.counts
    var applied = JSONObject()
    for kind in ChangeKind.allCases {
      if let count = counts.applied[kind], count > 0 { applied[kind.rawValue] = .int(count) }
    }
    var requests = JSONObject()
    for (operation, count) in outcome.requests.sorted(by: { $0.key < $1.key }) {
      requests[operation] = .int(count)
    }
    var object: JSONObject = [
      "event": "summary", "exit_code": .int(Int(code.rawValue)), "applied": .object(applied),
      "superseded": .int(counts.superseded),
      "failed": .int(counts.failed),
      "unsent": .int(counts.unsent), "requests": .object(requests),
    ]
    if counts.unchanged > 0 { object["unchanged"] = .int(counts.unchanged) }
    if let run = outcome.run { object["run"] = .string(run.text) }
    if outcome.replayedChanges > 0 { object["replayed"] = .int(outcome.replayedChanges) }
    if withDetails {
      object["errors"] = .array(errors(outcome))
      object["changes"] = .array(
        outcome.records.filter { $0.outcome != .applied }.map(change))
    }
    return .object(object)
  }

  static func errors(_ outcome: RunOutcome) -> [JSON] {
    outcome.diagnostics.map(diagnostic)
      + ([outcome.error].compactMap { $0 } + outcome.deferredErrors).map(error)
  }

  private static func word(for outcome: ChangeOutcome) -> String {
    switch outcome {
    case .applied: "applied"
    case .superseded: "superseded"
    case .unchanged: "unchanged"
    case .failed: "failed"
    case .unsent: "unsent"
    }
  }

  private static func place(_ source: SourceText, _ span: Span, in object: inout JSONObject) {
    guard !source.bytes.isEmpty else { return }
    let position = source.position(of: span.start)
    object["file"] = .string(source.name)
    object["line"] = .int(position.line)
    object["column"] = .int(position.column)
  }
}
