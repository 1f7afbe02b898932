internal import HuaweiCloud
internal import StateStore

// The JSON of `reeve show RUN`. What is unknown is left out. Version 1:
//
//   version          1
//   kind             "run"
//   run              the members that `reeve runs --output json` gives, and "took" in seconds
//   inputs           objects with role, name, digest (SHA-256), size, kept
//   summary          what the run said at its end
//   counts           changes by outcome: applied, superseded, failed, failed_may_be_in_effect, unknown, unsent
//   changes          objects with number (from 1, as `reeve undo --change` takes it), kind, role, target, before, after, file, line, column, outcome, request_id,
//                    status, code, message, requests (numbers of those in the timeline)
//   timeline         objects with type, time, after (seconds since the beginning), and
//     call           operation, arguments, lane, ordinal, result: answered, failed or withheld
//     request        number, operation, idempotent, changes, took, result, request_id, status, code, message
//     resumed        user, host, process
//     claimed        plan
//     ended          exit_code
//     note           event, text
//   undone_by        ids of runs
//   next             objects with text and, where there is one, command
//
// As JSON lines each object stands on its own, with its type: run, input, change, then the timeline.

extension RunReport {
  var json: JSON {
    var counts = JSONObject()
    for (outcome, count) in self.counts { counts[outcome.rawValue] = .int(count) }
    var object: JSONObject = [
      "version": .int(Self.version), "kind": "run", "run": .object(members),
      "inputs": .array(inputs.map { .object($0.members) }), "counts": .object(counts),
      "changes": .array(changes.map { .object($0.members) }),
      "timeline": .array(timeline.map { .object($0.members) }),
      "undone_by": .array(children.map { .string($0.id.text) }),
      "next": .array(
        followUps.map { step in
          var object: JSONObject = ["text": .string(step.text)]
          object["command"] = step.command.map { .string($0) }
          return .object(object)
        }),
    ]
    object["summary"] = run.summary.map { JSON(journaled: $0) }
    return .object(object)
  }

  var jsonLines: [JSON] {
    func line(_ type: String, _ members: JSONObject) -> JSON {
      var object: JSONObject = ["version": .int(Self.version), "type": .string(type)]
      for (name, value) in members { object[name] = value }
      return .object(object)
    }
    return [line("run", members)] + inputs.map { line("input", $0.members) }
      + changes.map { line("change", $0.members) }
      + timeline.map { line($0.type, $0.members) }
  }

  private var members: JSONObject {
    var object = run.members(changes: changes.count)
    object["took"] = .double(lasted.inSeconds)
    return object
  }
}

extension RecordedInput {
  fileprivate var members: JSONObject {
    [
      "role": .string(role?.rawValue ?? "other"), "name": .string(name),
      "digest": .string(Journal.hexadecimal(digest)), "size": .int(size), "kept": .bool(isKept),
    ]
  }
}

extension ReportedChange {
  fileprivate var members: JSONObject {
    var object: JSONObject = [
      "number": .int(number), "kind": .string(change.kind), "role": .string(change.role.rawValue),
      "target": JSON(journaled: change.target),
    ]
    object["before"] = change.before.map { JSON(journaled: $0) }
    object["after"] = change.after.map { JSON(journaled: $0) }
    if let place = change.place {
      object["file"] = .string(place.file)
      object["line"] = .int(place.line)
      object["column"] = .int(place.column)
    }
    object["outcome"] = .string(outcome.rawValue)
    object["request_id"] = requestID.map { .string($0) }
    object["status"] = status.map { .int($0) }
    object["code"] = code.map { .string($0) }
    object["message"] = message.map { .string($0) }
    object["requests"] = .array(requests.map { .int(Int($0.number)) })
    return object
  }
}

extension RunMoment {
  fileprivate var type: String {
    switch event {
    case .call: "call"
    case .request: "request"
    case .event(.resumed): "resumed"
    case .event(.claimed): "claimed"
    case .event(.ended): "ended"
    case .event(.note): "note"
    }
  }

  fileprivate var members: JSONObject {
    var object: JSONObject = [
      "type": .string(type), "time": .string(ShownTime.standard(time)),
      "after": .double(offset.inSeconds),
    ]
    switch event {
    case .call(let call):
      object["operation"] = .string(call.operation)
      object["arguments"] = JSON(journaled: call.arguments)
      object["lane"] = .string(call.identity.lane)
      object["ordinal"] = .int(call.identity.ordinal)
      object["result"] =
        switch call.result {
        case .answer: "answered"
        case .failure: "failed"
        case .withheld: "withheld"
        }
    case .request(let request): request.fill(&object)
    case .event(.resumed(let process)):
      object["user"] = .string(process.user)
      object["host"] = .string(process.host)
      object["process"] = .int(process.number)
    case .event(.claimed(let plan)): object["plan"] = .string(plan)
    case .event(.ended(let exitCode, _)): object["exit_code"] = .int(exitCode)
    case .event(.note(let kind, let text)):
      object["event"] = .string(kind)
      object["text"] = .string(text)
    }
    return object
  }
}

extension RunRequest {
  fileprivate func fill(_ object: inout JSONObject) {
    object["number"] = .int(Int(id.number))
    object["operation"] = .string(intent.operation)
    object["idempotent"] = .bool(intent.isIdempotent)
    object["changes"] = .int(intent.changes.count)
    object["took"] = duration.map { .double($0.inSeconds) }
    object["result"] = .string(outcome?.result.rawValue ?? "open")
    object["request_id"] = requestID.map { .string($0) }
    object["status"] = outcome?.status.map { .int($0) }
    object["code"] = outcome?.code.map { .string($0) }
    object["message"] = outcome?.message.map { .string($0) }
  }
}

extension Duration {
  /// To the millisecond.
  fileprivate var inSeconds: Double {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return Double(milliseconds) / 1000
  }
}
