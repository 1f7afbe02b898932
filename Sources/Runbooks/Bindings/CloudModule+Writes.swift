import HuaweiCloud
import Starlark
import StarlarkCompiler
import StateStore

// A call that changes something goes alone, between an intent and an outcome of its own, and is repeated only where
// the script says that it may be.

extension Call {
  /// What the call is, but for its body and query.
  func targetText(project: String?) -> String {
    var object = JSONObject()
    if let project { object["project"] = .string(project) }
    object["call"] = .string("\(method.rawValue) \(service.name):\(path)")
    return JSON.object(object).description
  }

  /// What it carries.
  var afterText: String {
    var object = JSONObject()
    if !query.isEmpty {
      object["query"] = .array(query.map { [.string($0.name), .string($0.value)] })
    }
    if !body.isEmpty { object["body"] = JSON(text: String(decoding: body, as: UTF8.self)) }
    return JSON.object(object).description
  }

  var json: JSON {
    ["call": JSON(text: targetText(project: nil)), "with": JSON(text: afterText)]
  }
}

extension OutsideCall {
  /// Sends a call that may change something.
  func write(_ request: Call) throws(Recorded) -> Result<JSON, ChangeFailure> {
    let mode = context.control.mode
    guard mode != .readOnly else { throw readOnly("cloud.call") }
    guard context.identifyProject(machine) else { throw Recorded() }
    if mode == .plan { return try plan(request) }
    let project = context.recorder.project
    if let known = try recorded(request) {
      if case .success = known { context.dispatcher.ledger.addCall(isReplayed: true) }
      return known
    }
    try checkPlan(request)
    let operations = WriteOperation.all(of: request.service)
    guard operations.isEmpty || context.barrier(operations, machine), context.goLive(machine) else {
      throw Recorded()
    }
    guard context.agree(to: [], and: request) else {
      context.stopped(machine)
      throw Recorded()
    }
    let change = JournalChange(
      call.changeIdentity, kind: ChangeKind.call.rawValue,
      target: request.targetText(project: project), after: request.afterText,
      place: machine.place?.inJournal)
    let pack: PackID?
    do throws(JournalError) {
      pack = try context.recorder.intend(request, change)
    } catch {
      context.stop(.unjournaled(error), machine)
      throw Recorded()
    }
    guard let result = context.send(request, machine) else { throw Recorded() }
    do throws(JournalError) {
      try context.recorder.settle(pack, answer: result)
    } catch {
      context.stop(.unjournaled(error), machine)
      throw Recorded()
    }
    switch result {
    case .success: context.dispatcher.ledger.addCall(isReplayed: false)
    case .failure where context.control.isStopped:
      context.stopped(machine)
      throw Recorded()
    case .failure: break
    }
    return result.map(\.facts)
  }

  /// What became of the call before the run was resumed; nil where it is to be sent.
  private func recorded(_ request: Call) throws(Recorded) -> Result<JSON, ChangeFailure>? {
    do throws(ReplayFailure) {
      let found = try context.recorder.recorded(
        call.changeIdentity, kind: ChangeKind.call.rawValue,
        target: { request.targetText(project: context.recorder.project) },
        after: { request.afterText })
      guard let (outcome, _) = found else { return nil }
      let facts = JSON(text: outcome.facts)
      guard outcome.result == .applied else { return .failure(ChangeFailure(json: facts)) }
      guard facts["withheld"] != true else {
        throw ReplayFailure(reason: .withheld(request.operation))
      }
      return .success(facts)
    } catch {
      context.stop(error.reason, machine)
      throw Recorded()
    }
  }

  private func checkPlan(_ request: Call) throws(Recorded) {
    guard let plan = context.dispatcher.plan else { return }
    let target = request.targetText(project: context.recorder.project)
    guard !plan.take(request, target: target) else { return }
    context.stop(.stale("it does not have \(request.operation)"), machine)
    throw Recorded()
  }

  /// Takes the call into the plan; its answer cannot be known, so that a script that uses it ends the plan.
  private func plan(_ request: Call) throws(Recorded) -> Result<JSON, ChangeFailure> {
    context.planner.release(WriteOperation.all(of: request.service))
    context.planner.add(
      call: request, target: request.targetText(project: context.recorder.project),
      after: request.afterText, place: machine.place)
    return .success(["planned": true])
  }
}

extension RunRecorder {
  /// Writes down that a call is about to leave by itself.
  @available(*, noasync)
  func intend(_ call: Call, _ change: JournalChange) throws(JournalError) -> PackID? {
    guard let writer = try writer() else { return nil }
    let pack = try writer.intend(
      PackIntent(
        operation: call.operation, request: digest(call), isIdempotent: call.isIdempotent,
        changes: [change]), without: .suspected)
    noteLeaving(pack, [change.identity])
    return pack
  }

  /// Writes down what came of a call that left by itself; an answer with a secret is not kept.
  @available(*, noasync)
  func settle(
    _ pack: PackID?, answer: Result<Answer, ChangeFailure>
  ) throws(JournalError) {
    guard let pack, let writer = try writer() else { return }
    switch answer {
    case .success(let answer):
      let facts = answer.facts.description
      let isKept = recording?.journal.redacted(facts) == facts
      try writer.settle(
        pack,
        PackOutcome(
          .applied, requestID: answer.requestID, status: answer.status,
          facts: isKept ? facts : "{\"withheld\":true}"))
    case .failure(let failure):
      // Given up by us: whether it arrived is not known.
      guard failure.kind != "cancelled" else { return }
      try writer.settle(pack, PackOutcome(failure))
    }
  }
}

/// The answer of a call that a plan does not send.
final class PlannedAnswerObject: HostObject {
  static let names = ["body", "request_id", "status"]

  var typeName: String { "Answer" }
  var attributeNames: [String] { Self.names }
  var text: String { "<Answer: planned>" }

  func attribute(_ name: String, machine: Machine) -> Value? {
    guard Self.names.contains(name), let context = RunContext.of(machine) else { return nil }
    context.endPlan("it uses the answer of a call that is not sent yet", machine)
    return .failed
  }
}
