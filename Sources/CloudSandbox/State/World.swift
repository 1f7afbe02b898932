// What callers have changed, over an inventory that stays as it is. Every change sets something to a
// value, none adds to one: changes of several processes can so be repeated in the order of the file.

/// What a port change applies to.
package struct PortTarget: Sendable, Hashable {
  package var category: String
  package var agentID: String
  package var port: Int
  package var type: String
  package var containerID: String

  package init(
    category: String = "host", agentID: String, port: Int, type: String, containerID: String = ""
  ) {
    self.category = category
    self.agentID = agentID
    self.port = port
    self.type = type
    self.containerID = containerID
  }
}

/// One change of the simulated account.
package enum StateChange: Sendable, Equatable {
  case ports([PortTarget], ignored: Bool)
  case policy(WhitelistPolicy)
  case securityGroup(String, instanceID: String)
  /// Tokens issued up to this microsecond are void.
  case tokensExpired(Int)
  /// The access key is refused until this microsecond.
  case keyLocked(String, until: Int)
  case reset
}

struct World: Sendable, Equatable {
  private(set) var ignoredPorts: Set<PortTarget> = []
  private(set) var policies: [String: WhitelistPolicy] = [:]
  private(set) var securityGroups: [String: String] = [:]
  private(set) var tokensExpired = 0
  private(set) var lockedKeys: [String: Int] = [:]

  mutating func apply(_ change: StateChange) {
    switch change {
    case .ports(let targets, ignored: true): ignoredPorts.formUnion(targets)
    case .ports(let targets, ignored: false): ignoredPorts.subtract(targets)
    case .policy(let policy): policies[policy.id] = policy
    case .securityGroup(let group, let instance): securityGroups[instance] = group
    case .tokensExpired(let moment): tokensExpired = max(tokensExpired, moment)
    case .keyLocked(let key, let until): lockedKeys[key] = until
    case .reset: self = World()
    }
  }

  mutating func apply(_ changes: [StateChange]) {
    for change in changes { apply(change) }
  }

  /// The fewest changes that make this world from an empty one.
  var snapshot: [StateChange] {
    var changes: [StateChange] = []
    let ports = ignoredPorts.sorted {
      ($0.agentID, $0.port, $0.type, $0.category, $0.containerID)
        < ($1.agentID, $1.port, $1.type, $1.category, $1.containerID)
    }
    for start in stride(from: 0, to: ports.count, by: 500) {
      changes.append(.ports(Array(ports[start..<min(start + 500, ports.count)]), ignored: true))
    }
    changes += policies.values.sorted { $0.id < $1.id }.map(StateChange.policy)
    changes += securityGroups.sorted { $0.key < $1.key }.map {
      .securityGroup($0.value, instanceID: $0.key)
    }
    if tokensExpired > 0 { changes.append(.tokensExpired(tokensExpired)) }
    changes += lockedKeys.sorted { $0.key < $1.key }.map { .keyLocked($0.key, until: $0.value) }
    return changes
  }
}
