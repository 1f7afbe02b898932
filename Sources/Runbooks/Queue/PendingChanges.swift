import HuaweiCloud
import Synchronization

/// What is about to be sent, for a person who decides whether it is.
package struct PendingChanges: Sendable, Hashable {
  /// How many changes of each kind; what collapses or is superseded is not among them.
  package var counts: [ChangeKind: Int] = [:]
  /// How many agents, policies and audit instances they are about.
  package var agents = 0
  package var policies = 0
  package var instances = 0
  /// A call that goes out by itself, by method and path.
  package var call: String?
  /// How many requests they take.
  package var requests = 0
  /// How long the service's quota makes them take.
  package var time = Duration.zero

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }
}

extension ChangeQueue {
  /// What some operations would send if they were released now.
  func pending(_ operations: Set<WriteOperation>) -> PendingChanges {
    var pending = PendingChanges()
    var agents: Set<String> = []
    var policies: Set<String> = []
    var instances: Set<String> = []
    for entry in unsent where operations.contains(entry.ticket.content.operation) {
      pending.counts[entry.ticket.content.kind, default: 0] += 1
      switch entry.ticket.content {
      case .port(let change): agents.insert(change.agentID)
      case .policy(let edit): policies.insert(edit.id)
      case .securityGroup(let instance, _): instances.insert(instance)
      }
    }
    (pending.agents, pending.policies, pending.instances) =
      (agents.count, policies.count, instances.count)
    pending.requests = operations.reduce(0) { $0 + requestCount($1) }
    return pending
  }
}

extension Dispatcher {
  /// What some operations would send if they were released now.
  func pending(_ operations: Set<WriteOperation>) -> PendingChanges {
    var pending = state.withLock { $0.queue.pending(operations) }
    var requests: [WriteOperation: Int] = [:]
    state.withLock { state in
      for operation in operations { requests[operation] = state.queue.requestCount(operation) }
    }
    pending.time = quotaTime(requests)
    return pending
  }

  /// How long the quota of the services makes requests take; each operation has its own.
  func quotaTime(_ requests: [WriteOperation: Int]) -> Duration {
    requests.map { operation, count -> Duration in
      guard count > 0,
        case .calls(let limit, let window) = gateway.pacer.rate(of: operation.operation.service)
      else { return .zero }
      // A policy is read before each change of it, and the runbook has to have read it too.
      let calls = operation == .whitelistPolicy ? count + 1 : count
      return window * ((calls - 1) / limit)
    }.max() ?? .zero
  }
}
