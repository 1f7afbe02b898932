import Starlark
import StarlarkSyntax
import Synchronization

// What a runbook adds to parallelMap of the language: calls in a lane have identities of their own, its changes travel
// with those of the others, and what an item defers runs when the item ends.

extension RunContext: ParallelHost {
  /// A plan has one order.
  func lanes(atMost limit: Int) -> Int { control.mode == .plan ? 1 : limit }

  func beginParallelCall(lanes: Int) -> any ParallelCall {
    ParallelMapCall(by: self, lanes: lanes)
  }
}

/// A call of `parallelMap` under way in a runbook.
final class ParallelMapCall: ParallelCall, @unchecked Sendable {
  // While lanes run, the caller's context is only read; with one lane, that is the caller's own.
  private let caller: RunContext
  private let outer: CallScope
  private let number: Int
  private let lanes: LaneGathering?
  private let changes = LaneChanges()
  private let isAlone: Bool
  /// What items have left for the end of the run, because the session was stopped.
  private let leftOver = Mutex<[Int: LeftOver]>([:])

  private struct LeftOver: @unchecked Sendable {
    // The lane has let go of it.
    let calls: [DeferredCall]
  }

  init(by caller: RunContext, lanes: Int) {
    self.caller = caller
    number = caller.scope.nextCall().ordinal
    outer = caller.scope
    self.lanes = lanes > 1 ? LaneGathering(lanes: lanes, caller) : nil
    isAlone =
      caller.lanes == nil
      ? caller.dispatcher.isSettled(Set(WriteOperation.allCases))
      : outer.isAlone && outer.tickets.allSatisfy(\.isSettled)
  }

  // MARK: Lanes

  func openLane(_ evaluator: Evaluator) -> AnyObject {
    guard let lanes else { return caller }
    guard let roots = Roots(evaluator) else { fatalError("the environment has no roots") }
    return RunContext(
      settings: caller.settings, events: caller.events, gateway: caller.gateway,
      dispatcher: caller.dispatcher, control: caller.control, roots: roots,
      recorder: caller.recorder, planner: caller.planner, project: caller.project, lanes: lanes)
  }

  func begin(item: Int, _ evaluator: Evaluator) {
    RunContext.of(evaluator.machine)?.scope = CallScope(
      HostCall.Lane(call: number, item: item), in: outer, changes, isAlone: isAlone)
  }

  func end(item: Int, _ evaluator: Evaluator) {
    guard let context = RunContext.of(evaluator.machine) else { return }
    let left = context.runDeferred(evaluator)
    if !left.isEmpty {
      let left = LeftOver(calls: left)
      leftOver.withLock { $0[item] = left }
    }
    if lanes == nil { context.scope = outer }
  }

  func closeLane(_ evaluator: Evaluator) {
    lanes?.end()
  }

  // MARK: The caller

  func adopt(_ lane: AnyObject) {
    guard let lane = lane as? RunContext else { return }
    lane.roots.move(to: caller.roots)
    lane.barriers.join(caller.barriers)
    caller.deferredErrors += lane.deferredErrors
  }

  func end() {
    for (_, left) in leftOver.withLock({ $0.sorted { $0.key < $1.key } }) {
      caller.scope.deferred += left.calls
    }
  }
}

extension RunContext {
  /// Most steps for what an item, or the run, defers.
  static let deferredSteps = 1_000_000
  /// Most time for what an item, or the run, defers.
  static let deferredTime = Duration.seconds(10)
  /// How errors speak of it.
  static let deferredSubject = "what `defer` registered"

  /// Runs what an item has deferred, the last first; answers what the session was stopped before, for its end.
  fileprivate func runDeferred(_ evaluator: Evaluator) -> [DeferredCall] {
    guard !scope.deferred.isEmpty, control.stopReason == nil else { return scope.deferred }
    let ending = Cancellation()
    let watchdog = Self.watch(ending, settings.clock)
    defer { watchdog.cancel() }
    return control.cancellation.withObserver {
      ending.cancel()
    } _: {
      evaluator.withSteps(Self.deferredSteps, for: Self.deferredSubject, cancellation: ending) {
        while let call = scope.deferred.popLast() {
          let error = run(call, evaluator)
          if error != nil, control.stopReason != nil { return scope.deferred + [call] }
          call.roots.release(call.root)
          if let error { deferredErrors += [error] + giveUp(after: error, evaluator) }
        }
        return []
      }
    }
  }

  private static func watch(_ ending: Cancellation, _ clock: SessionClock) -> Task<Void, Never> {
    Task {
      if await clock.sleep(deferredTime) { ending.cancel() }
    }
  }

  /// Drops the calls that are left once their steps or their time are used up; an error that says so, if there are any.
  func giveUp(after error: EvaluationError, _ evaluator: Evaluator) -> [EvaluationError] {
    let left = scope.deferred
    guard !left.isEmpty, error.kind == .cancelled || !evaluator.hasSteps else { return [] }
    scope.deferred = []
    for call in left { call.roots.release(call.root) }
    let calls = left.count == 1 ? "1 more call" : "\(left.count) more calls"
    let diagnostic = Diagnostic(
      .evaluation, "\(calls) that `defer` registered did not run",
      in: SourceText(name: "", bytes: []), at: .none)
    return [EvaluationError(kind: error.kind, diagnostic: diagnostic, traceback: [])]
  }

  /// Runs one deferred call; its error, or nil.
  func run(_ call: DeferredCall, _ evaluator: Evaluator) -> EvaluationError? {
    let parts = TupleObject(call.roots[call.root].object)
    let arguments = TupleObject(parts[1].object)
    do throws(EvaluationError) {
      _ = try evaluator.call(
        parts[0], (0..<arguments.count).map { arguments[$0] }, named: Self.named(parts[2]))
      return nil
    } catch {
      return error
    }
  }
}
