import CloudSandbox

/// What one change does to the simulated account.
struct Effect {
  /// What is changed: each has a history of its own.
  enum Target: Hashable {
    case port(CloudSandbox.PortTarget)
    case policy(String)
    case instance(String)
  }

  /// What a target can be.
  enum Value: Equatable {
    case ignored(Bool)
    case policy(CloudSandbox.WhitelistPolicy)
    case group(String)
  }

  /// The members of a policy that a change names.
  struct Edit {
    var name: String
    var days: Int?
    var directories: [String]?
    var fileExtensions: [String]?
    var intercepts: Bool?
    var hostIDs: [String]?
  }

  enum Change {
    case ignore(Bool)
    case edit(Edit)
    case move(to: String)
  }

  let target: Target
  let change: Change
  /// Tells this change from all others on the wire, or from all but its equals.
  let mark: String

  /// What the target is after the change.
  func applied(to value: Value) -> Value {
    switch (change, value) {
    case (.ignore(let isIgnored), _): return .ignored(isIgnored)
    case (.move(let group), _): return .group(group)
    case (.edit(let edit), .policy(var policy)):
      policy.name = edit.name
      if let days = edit.days { policy.learningDays = days }
      if let directories = edit.directories { policy.directories = directories }
      if let fileExtensions = edit.fileExtensions { policy.fileExtensions = fileExtensions }
      if let intercepts = edit.intercepts { policy.intercepts = intercepts }
      if let hostIDs = edit.hostIDs { policy.hostIDs = hostIDs }
      return .policy(policy)
    case (.edit, _): return value
    }
  }
}

extension Sandbox {
  /// What a target is now.
  func value(of target: Effect.Target) -> Effect.Value? {
    switch target {
    case .port(let port): .ignored(isIgnored(port))
    case .policy(let id): policy(id).map(Effect.Value.policy)
    case .instance(let id): securityGroup(ofInstance: id).map(Effect.Value.group)
    }
  }
}
