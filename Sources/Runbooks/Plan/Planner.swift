import HuaweiCloud
import Synchronization

// While a session plans, changes come here in place of the queue. They are packed as the queue would pack them, so
// that requests are counted as they would be; what was read is shown with them applied.

/// What a script would change, while it runs.
final class Planner: Sendable {
  fileprivate struct State {
    var tickets: [ChangeTicket] = []
    var changes: [PlannedChange] = []
    /// Places in `changes`, by identity.
    var places: [ObjectIdentifier: Int] = [:]
    var queue = ChangeQueue()
    var requests: [WriteOperation: Int] = [:]
    var calls: [String: Int] = [:]
    var answers: [PlannedAnswer] = []
    var known: [String: Result<JSON, ChangeFailure>] = [:]
    var files: [String: String] = [:]
    var modules: [String: String] = [:]
    var edits: [String: PolicyEdit] = [:]
    var groups: [String: String] = [:]
    var incomplete: (reason: String, place: CallPlace?)?
    var assumed: [String] = []
    /// Services that a call of its own changes.
    var called: Set<Service> = []
    var unshown: [String] = []
    var elapsed = Duration.zero
  }

  private let project: ProjectIdentity
  private let state = Mutex(State())

  init(project: ProjectIdentity) {
    self.project = project
  }

  // MARK: Changes

  /// Takes a change; `before` is what was read of its target.
  func add(_ ticket: ChangeTicket, before: JSON?, _ planned: PlannedChange.State) {
    state.withLock { state in
      state.places[ObjectIdentifier(ticket)] = state.changes.count
      state.tickets.append(ticket)
      state.changes.append(
        PlannedChange(
          state: planned, kind: ticket.content.kind, text: ticket.content.target,
          target: ticket.content.targetText(project: project.text), before: before,
          after: ticket.content.afterText, file: ticket.place?.file, line: ticket.place?.line))
      guard planned == .change else { return }
      switch ticket.content {
      case .port: break
      case .policy(let edit): state.edits[edit.id, default: PolicyEdit(id: edit.id)].merge(edit)
      case .securityGroup(let instance, let group): state.groups[instance] = group
      }
      state.queue.enqueue(ticket)
      state.take(ticket.content.operation)
    }
  }

  /// Takes a call that goes out by itself.
  func add(call: Call, target: String, after: String, place: CallPlace?) {
    state.withLock { state in
      state.calls[call.operation, default: 0] += 1
      state.called.insert(call.service)
      state.changes.append(
        PlannedChange(
          kind: .call, text: "\(call.service.name): \(call.operation)", target: target,
          after: after, file: place?.file, line: place?.line))
    }
  }

  /// Counts what a barrier would send.
  func release(_ operations: Set<WriteOperation>) {
    state.withLock { state in
      state.queue.release(operations)
      for operation in operations { state.take(operation) }
    }
  }

  // MARK: Answers

  /// What a call was answered before; time does not pass for the service while a session plans.
  func known(_ operation: String, _ arguments: JSON) -> Result<JSON, ChangeFailure>? {
    state.withLock { $0.known["\(operation) \(arguments)"] }
  }

  /// Keeps an answer that the plan rests on; one that is shown with changes is not part of it.
  func keep(
    _ operation: String, _ arguments: JSON, _ result: Result<JSON, ChangeFailure>, isKnown: Bool
  ) {
    let text = arguments.description
    let answer =
      switch result {
      case .success(let json): PlannedAnswer(operation: operation, arguments: text, answer: json)
      case .failure(let failure):
        PlannedAnswer(operation: operation, arguments: text, failure: failure.json)
      }
    state.withLock { state in
      state.answers.append(answer)
      if isKnown { state.known["\(operation) \(text)"] = result }
    }
  }

  /// Keeps what was read to show how things are.
  func know(_ operation: String, _ arguments: JSON, _ answer: JSON) {
    state.withLock { $0.known["\(operation) \(arguments)"] = .success(answer) }
  }

  func keep(file: String, _ text: String) { state.withLock { $0.files[file] = text } }

  func file(_ path: String) -> String? { state.withLock { $0.files[path] } }

  func keep(module: String, _ text: String) { state.withLock { $0.modules[module] = text } }

  /// Whether a call of its own changes a service.
  func hasCalled(_ service: Service) -> Bool { state.withLock { $0.called.contains(service) } }

  /// Whether changes so far set something that a list or an answer shows.
  func sets(_ operations: Set<WriteOperation>) -> Bool {
    state.withLock { state in
      (operations.contains(.whitelistPolicy) && !state.edits.isEmpty)
        || (operations.contains(.securityGroup) && !state.groups.isEmpty)
    }
  }

  /// Whether changes so far set one of these members of a policy.
  func setsPolicies(_ members: Set<String>) -> Bool {
    state.withLock { state in
      state.edits.values.contains { $0.members.contains { members.contains($0.name) } }
    }
  }

  /// Whether changes so far set one of these members of one policy.
  func sets(_ members: Set<String>, ofPolicy id: String) -> Bool {
    state.withLock { $0.edits[id]?.members.contains { members.contains($0.name) } ?? false }
  }

  /// Notes a read that does not show the changes so far.
  func miss(_ text: String) {
    state.withLock { if !$0.unshown.contains(text) { $0.unshown.append(text) } }
  }

  /// An item of a list as it would be after the changes so far.
  func shown(_ item: JSON) -> JSON {
    guard var object = item.object else { return item }
    return state.withLock { state in
      if let id = object["policy_id"]?.string, let edit = state.edits[id] {
        for (name, value) in edit.members { object[name] = value }
      } else if let id = object["instance_id"]?.string, let group = state.groups[id] {
        object["security_group_id"] = .string(group)
      }
      return .object(object)
    }
  }

  // MARK: What cannot be planned

  /// Notes where the plan ends; the first place counts.
  func end(_ reason: String, at place: CallPlace?) {
    state.withLock { $0.incomplete = $0.incomplete ?? (reason, place) }
  }

  /// Lets time pass without waiting.
  func sleep(_ duration: Duration) { state.withLock { $0.elapsed += duration } }

  var elapsed: Duration { state.withLock { $0.elapsed } }

  func assume(_ text: String) {
    state.withLock { if !$0.assumed.contains(text) { $0.assumed.append(text) } }
  }

  // MARK: Result

  /// All of it, and a new beginning.
  func take(_ time: ([WriteOperation: Int]) -> Duration) -> PlannedChanges {
    release(Set(WriteOperation.allCases))
    let state = state.withLock { state in
      defer { state = State() }
      return state
    }
    var plan = PlannedChanges()
    plan.changes = state.changes
    for (operation, count) in state.requests where count > 0 {
      plan.requests[operation.operation.name] = count
    }
    plan.requests.merge(state.calls) { $0 + $1 }
    plan.time = time(state.requests)
    (plan.incomplete, plan.incompletePlace) = (state.incomplete?.reason, state.incomplete?.place)
    (plan.assumed, plan.unshown) = (state.assumed, state.unshown)
    plan.answers = state.answers
    (plan.files, plan.modules) = (state.files, state.modules)
    return plan
  }
}

extension Planner.State {
  /// Takes what would leave now.
  fileprivate mutating func take(_ operation: WriteOperation) {
    while let pack = queue.take(operation) {
      requests[operation, default: 0] += 1
      for entry in pack.entries {
        for ticket in entry.collapsed { mark(ticket, .duplicate) }
        for ticket in entry.superseded { mark(ticket, .superseded) }
      }
      queue.settle(pack.entries, operation)
    }
  }

  private mutating func mark(_ ticket: ChangeTicket, _ planned: PlannedChange.State) {
    guard let place = places[ObjectIdentifier(ticket)] else { return }
    changes[place].state = planned
  }
}

extension PolicyEdit {
  /// Takes over what a later edit changes.
  mutating func merge(_ later: PolicyEdit) {
    let members = JSON.object(JSONObject(members + later.members))
    set(members)
  }
}
