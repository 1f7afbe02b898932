import HuaweiCloud
import Starlark
import StateStore

// How a call that reaches outside is answered:
//
//   what was recorded of this run ─▶ what the plan rests on ─▶ what this plan was told before ─▶ the outside itself
//
// and whatever comes from outside is written down.

extension RunContext {
  /// Whether a call may begin; false after an error was recorded.
  ///
  /// A run that stopped and ran what `defer` registered comes to the same end again. After a stop the script may see
  /// outcomes that are none, of changes that were given up; no call that rests on them may be recorded, for a replay
  /// would look for it.
  func mayBegin(_ machine: Machine) -> Bool {
    guard !control.isStopped else { return stopped(machine) }
    guard let deferral = recorder.deferral, !isDeferring, scope.path.isEmpty else { return true }
    guard scope.ordinal < deferral.ordinal else { return stop(deferral.reason, machine) }
    return true
  }

  /// Whether another call may be registered by `defer`.
  func mayDefer(_ machine: Machine) -> Bool {
    guard !control.isStopped else { return stopped(machine) }
    guard let deferral = recorder.deferral, !isDeferring, scope.path.isEmpty else { return true }
    registered += 1
    guard registered <= deferral.registered else { return stop(deferral.reason, machine) }
    return true
  }

  /// Answers a call.
  ///
  /// - Parameters:
  ///   - identity: By which a replay finds the answer.
  ///   - operation: What is called.
  ///   - arguments: With what.
  ///   - service: Whose answer it is: after a call that changes it, no answer from before counts.
  ///   - shows: The changes that the answer may show: after one of them, no answer from before counts.
  ///   - isRepeatable: Whether a plan gives the same answer to the same question again.
  ///   - redaction: What the answer must not hold to be kept.
  ///   - machine: Where an error is recorded.
  ///   - live: Asks outside; nil after an error was recorded.
  /// - Returns: The answer, or nil after an error was recorded, other than a failure of the cloud.
  func answer(
    _ identity: CallIdentity, _ operation: String, _ arguments: JSON,
    of service: Service? = nil, shows: Set<WriteOperation> = [], isRepeatable: Bool = true,
    without redaction: Redaction = .suspected, _ machine: Machine,
    live: () -> Result<JSON, ChangeFailure>?
  ) -> Result<JSON, ChangeFailure>? {
    do throws(ReplayFailure) {
      switch try recorder.recorded(identity, operation, arguments, redaction) {
      case .answer(let text): return .success(JSON(text: text))
      case .failure(let text): return .failure(ChangeFailure(json: JSON(text: text)))
      case .withheld, nil: break
      }
    } catch {
      stop(error.reason, machine)
      return nil
    }
    if control.mode == .plan {
      if isRepeatable, let known = planner.known(operation, arguments) { return known }
      guard let result = live() else { return nil }
      planner.keep(operation, arguments, result, isKnown: isRepeatable)
      return result
    }
    if let plan = dispatcher.plan, dispatcher.submitted.isDisjoint(with: shows),
      service.map(plan.hasCalled) != true,
      let planned = plan.answer(operation, arguments, isRepeatable: isRepeatable)
    {
      record(identity, operation, arguments, planned, redaction)
      return planned
    }
    guard goLive(machine), let result = live() else { return nil }
    record(identity, operation, arguments, result, redaction)
    return result
  }

  func record(
    _ identity: CallIdentity, _ operation: String, _ arguments: JSON,
    _ result: Result<JSON, ChangeFailure>, _ redaction: Redaction = .suspected
  ) {
    guard recorder.isActive else { return }
    switch result {
    case .success(let json):
      recorder.record(identity, operation, arguments, .answer(json.description), redaction)
    case .failure(let failure):
      // With other credentials the run goes on.
      guard failure.kind != "authentication" else { return }
      recorder.record(
        identity, operation, arguments, .failure(failure.json.description), redaction)
    }
  }

  /// Ends the replay, because something has to go out; false after an error was recorded.
  func goLive(_ machine: Machine) -> Bool {
    guard recorder.isReplaying else { return true }
    if let deferral = recorder.deferral, !isDeferring, !scope.path.isEmpty {
      return stop(deferral.reason, machine)
    }
    if let lanes, !recorder.isPrefixOver {
      let (gathering, recorder) = (lanes, recorder)
      let awaited: Void? = pause(machine) { await gathering.replayed { recorder.isPrefixOver } }
      guard awaited != nil else { return false }
      guard recorder.isReplaying else { return true }
    }
    guard recorder.isPrefixOver || recorder.deferral != nil else {
      return stop(.diverged("it does not make all the calls that it made"), machine)
    }
    recorder.endReplay()
    dispatcher.unhold()
    lanes?.wake()
    return true
  }

  /// Records that the session stopped; always false.
  @discardableResult
  func stopped(_ machine: Machine) -> Bool {
    machine.fail(EvaluationFailure(.cancelled, "cancelled"))
    return false
  }

  /// Stops the session; always false.
  @discardableResult
  func stop(_ reason: StopReason, _ machine: Machine) -> Bool {
    control.stop(reason)
    return stopped(machine)
  }
}
