import HuaweiCloud
import Synchronization

// What an apply may do: the changes of the plan, each once, whatever call of the script makes them, for waits take
// more or fewer calls than they were assumed to.

/// The changes and answers of a plan, as they are used up.
final class PlannedSet: Sendable {
  private struct Key: Hashable {
    let kind: ChangeKind
    let target: String
    let after: String
  }

  private struct State {
    var left: [Key: [PlannedChange]] = [:]
    var answers: [String: [PlannedAnswer]] = [:]
    /// Services that a call of its own has changed.
    var called: Set<Service> = []
  }

  let plan: PlannedChanges
  private let state: Mutex<State>

  init(_ plan: PlannedChanges) {
    self.plan = plan
    var state = State()
    // The first one is taken from the end.
    for change in plan.changes.reversed() {
      state.left[Key(kind: change.kind, target: change.target, after: change.after), default: []]
        .append(change)
    }
    for answer in plan.answers.reversed() {
      state.answers["\(answer.operation) \(answer.arguments)", default: []].append(answer)
    }
    self.state = Mutex(state)
  }

  /// Takes a change out of the plan; nil where the plan does not have it, or not once more.
  func take(_ kind: ChangeKind, target: String, after: String) -> PlannedChange? {
    state.withLock { state in
      state.left[Key(kind: kind, target: target, after: after)]?.popLast()
    }
  }

  /// Takes a call of its own out of the plan; false where the plan does not have it, or not once more.
  func take(_ call: Call, target: String) -> Bool {
    guard take(.call, target: target, after: call.afterText) != nil else { return false }
    state.withLock { _ = $0.called.insert(call.service) }
    return true
  }

  /// Whether a call of its own has changed a service, so that what was read of it for the plan is no longer so.
  func hasCalled(_ service: Service) -> Bool { state.withLock { $0.called.contains(service) } }

  /// What a call was answered when the plan was made; one that is repeatable has the same answer every time.
  func answer(
    _ operation: String, _ arguments: JSON, isRepeatable: Bool
  ) -> Result<JSON, ChangeFailure>? {
    let key = "\(operation) \(arguments)"
    let found = state.withLock { state -> PlannedAnswer? in
      isRepeatable ? state.answers[key]?.last : state.answers[key]?.popLast()
    }
    guard let found else { return nil }
    if let failure = found.failure { return .failure(ChangeFailure(json: failure)) }
    return found.answer.map { .success($0) }
  }

  /// Changes of the plan that the script has not made.
  var left: [PlannedChange] {
    state.withLock { state in state.left.values.flatMap { $0 } }.filter { $0.state == .change }
  }
}
