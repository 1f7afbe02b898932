import Synchronization

/// An inventory and where in it things are, by their ids.
final class Assets: Sendable {
  let inventory: Inventory
  let hostsByID: [String: Int]
  let hostsByAgent: [String: Int]
  let policies: [String: Int]
  let auditInstances: [String: Int]
  let securityGroups: [String: Int]
  let enterpriseProjectNames: [String: String]
  let groupNames: [String: String]

  init(_ inventory: Inventory) {
    func index(_ ids: some Sequence<String>) -> [String: Int] {
      Dictionary(ids.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }
    self.inventory = inventory
    hostsByID = index(inventory.hosts.map(\.hostID))
    hostsByAgent = index(inventory.hosts.map(\.agentID))
    policies = index(inventory.policies.map(\.id))
    auditInstances = index(inventory.auditInstances.map(\.id))
    securityGroups = index(inventory.securityGroups.map(\.id))
    enterpriseProjectNames = Dictionary(
      inventory.enterpriseProjects.map { ($0.id, $0.name) }
    ) { first, _ in first }
    groupNames = Dictionary(inventory.hostGroups.map { ($0.id, $0.name) }) { first, _ in first }
  }

  static let none = Assets(Inventory())

  func host(id: String) -> Host? { hostsByID[id].map { inventory.hosts[$0] } }

  func host(agentID: String) -> Host? {
    agentID.isEmpty ? nil : hostsByAgent[agentID].map { inventory.hosts[$0] }
  }

  /// The hosts of one enterprise project, or of all.
  func hosts(in enterpriseProject: String?) -> [Host] {
    guard let enterpriseProject else { return inventory.hosts }
    return inventory.hosts.filter { $0.enterpriseProjectID == enterpriseProject }
  }
}

/// Assets that are made when they are first needed: a sandbox within another program must start at once.
final class LazyAssets: Sendable {
  private let made = Mutex<Assets?>(nil)
  private let make: @Sendable () -> Inventory

  init(_ make: @escaping @Sendable () -> Inventory) { self.make = make }

  var value: Assets {
    made.withLock { made in
      if let made { return made }
      let assets = Assets(make())
      made = assets
      return assets
    }
  }
}
