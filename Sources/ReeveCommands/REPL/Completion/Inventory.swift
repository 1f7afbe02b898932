// Ids and names of what the service has, for completion. They are read in the background once they are needed, and
// learnt from what the person's own calls bring; a key only ever looks at what is there.

internal import HuaweiCloud
internal import Runbooks
internal import Synchronization

final class Inventory: Sendable {
  /// A list of the service and what is taken from it.
  struct Kind: Sendable, Hashable {
    /// The built-in that reads it.
    let list: String
    /// The type of its items.
    let item: String
    /// The member that is wanted, and the one that says which it is.
    let id: String
    let name: String
    /// What the entries are called.
    let plural: String
  }

  private struct Shelf {
    var index = InventoryIndex()
    /// What came since the index was made.
    var pending: [InventoryIndex.Entry] = []
    var known: Set<String> = []
    var isReading = false
    var isMerging = false
    var lastRead: ContinuousClock.Instant?
  }

  private let reader: ListReader
  /// Takes out of a name what nobody may see.
  private let hide: @Sendable (String) -> String
  /// How long what was read is good enough.
  private let lifetime: Duration
  private let shelves = Mutex<[Kind: Shelf]>([:])
  private let shapes = Mutex<[String: [(name: String, type: String)]]>([:])

  init(
    cloud: CloudAccess, settings: SessionSettings,
    hiding hide: @escaping @Sendable (String) -> String
  ) {
    self.hide = hide
    reader = ListReader(cloud: cloud, settings: settings)
    lifetime = settings.rates.isEmpty ? .seconds(60) : .seconds(900)
  }

  /// What is known of a kind; reading begins where nothing recent is.
  func matches(_ kind: Kind, _ text: String, most: Int) -> InventoryIndex.Matches {
    prepare(kind)
    // The index is a value: searching needs no lock.
    let index = shelves.withLock { $0[kind]?.index }
    return index?.matches(text, most: most) ?? InventoryIndex.Matches()
  }

  /// Whether more of a kind may come soon.
  func isReading(_ kind: Kind) -> Bool {
    shelves.withLock { shelves in
      guard let shelf = shelves[kind] else { return false }
      return shelf.isReading || shelf.isMerging
    }
  }

  /// The members of a type's items with their types, once one has come.
  func members(of item: String) -> [(name: String, type: String)] {
    shapes.withLock { $0[item] ?? [] }
  }

  /// Begins to read a kind, unless it was read lately.
  func prepare(_ kind: Kind) {
    let now = ContinuousClock.now
    let begins = shelves.withLock { shelves in
      var shelf = shelves[kind] ?? Shelf()
      guard !shelf.isReading, shelf.lastRead.map({ now - $0 > lifetime }) ?? true else {
        return false
      }
      shelf.isReading = true
      shelf.lastRead = now
      shelves[kind] = shelf
      return true
    }
    guard begins else { return merge(kind) }
    // What nobody waits for does not hinder what somebody does.
    Task.detached(priority: .background) { [self] in
      _ = await reader.read(kind.list) { received($0, of: kind.item) }
      shelves.withLock { $0[kind]?.isReading = false }
      merge(kind)
    }
  }

  /// Learns from objects that came from the service.
  func received(_ items: [JSON], of item: String) {
    if let first = items.first, case .object(let members) = first {
      shapes.withLock { shapes in
        if shapes[item] == nil { shapes[item] = members.map { ($0.name, $0.value.typeName) } }
      }
    }
    for kind in Self.kinds where kind.item == item {
      let isDue = shelves.withLock { shelves in
        var shelf = shelves.removeValue(forKey: kind) ?? Shelf()
        defer { shelves[kind] = shelf }
        for item in items {
          guard case .string(let id)? = item[kind.id], !id.isEmpty,
            shelf.known.insert(id).inserted
          else { continue }
          guard case .string(let name)? = item[kind.name] else { continue }
          shelf.pending.append(InventoryIndex.Entry(id: id, name: hide(name)))
        }
        // Each merge goes over all, so it waits until there is as much to add.
        return shelf.pending.count > shelf.index.count / 2
      }
      if isDue { merge(kind) }
    }
  }

  /// Puts what came into the index, on a copy and beside everything else.
  private func merge(_ kind: Kind) {
    let begun = shelves.withLock { shelves -> (InventoryIndex, [InventoryIndex.Entry])? in
      guard let shelf = shelves[kind], !shelf.isMerging, !shelf.pending.isEmpty else { return nil }
      shelves[kind]?.isMerging = true
      shelves[kind]?.pending = []
      return (shelf.index, shelf.pending)
    }
    guard let (old, pending) = begun else { return }
    Task.detached(priority: .background) { [self] in
      var index = old
      index.add(pending)
      shelves.withLock { [index] shelves in
        shelves[kind]?.index = index
        shelves[kind]?.isMerging = false
      }
    }
  }
}

extension Inventory {
  static let agents = Kind(
    list: "hosts", item: "Host", id: "agent_id", name: "host_name", plural: "agents")
  static let hosts = Kind(
    list: "hosts", item: "Host", id: "host_id", name: "host_name", plural: "hosts")
  static let hostGroups = Kind(
    list: "hostGroups", item: "HostGroup", id: "group_id", name: "group_name",
    plural: "host groups")
  static let policies = Kind(
    list: "whitelistPolicies", item: "WhitelistPolicy", id: "policy_id", name: "policy_name",
    plural: "policies")
  static let instances = Kind(
    list: "auditInstances", item: "AuditInstance", id: "instance_id", name: "name",
    plural: "instances")
  static let securityGroups = Kind(
    list: "securityGroups", item: "SecurityGroup", id: "id", name: "name",
    plural: "security groups")
  static let enterpriseProjects = Kind(
    list: "enterpriseProjects", item: "EnterpriseProject", id: "id", name: "name",
    plural: "enterprise projects")
  static let kinds = [
    agents, hosts, hostGroups, policies, instances, securityGroups, enterpriseProjects,
  ]

  /// What a parameter takes the ids of.
  static func kind(of parameter: String) -> Kind? {
    switch parameter {
    case "agent", "agent_id": agents
    case "host", "hosts", "host_id": hosts
    case "group_id": hostGroups
    case "policy", "policy_id": policies
    case "instance", "instance_id": instances
    case "securityGroup", "security_group_id": securityGroups
    case "enterpriseProject", "enterprise_project_id": enterpriseProjects
    default: nil
    }
  }
}

extension JSON {
  /// The type of the value that a script gets for it.
  fileprivate var typeName: String {
    switch self {
    case .null: "None"
    case .bool: "bool"
    case .int, .bigInt: "int"
    case .double: "float"
    case .string: "str"
    case .array: "list"
    case .object: "struct"
    }
  }
}
