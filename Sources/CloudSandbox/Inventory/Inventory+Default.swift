// The inventory without a file: 1,200 hosts as a company of middle size would have them. The first host,
// instance, policy and security group bear the identifiers of the API reference's own examples, so that
// what people paste from there works. Each host depends on the seed and its index alone.

extension Inventory {
  /// The inventory of a seed.
  package static func standard(seed: UInt64) -> Inventory { StandardInventory(seed: seed).whole }
}

private struct StandardInventory {
  private static let hostCount = 1_200

  private let seed: UInt64
  private let vpcID: String
  private let enterpriseProjects: [EnterpriseProject]
  private let groupIDs: [Role: String]

  init(seed: UInt64) {
    self.seed = seed
    var random = SplitMix(seed: seed, stream: 0xE000)
    vpcID = random.uuid()
    enterpriseProjects = [
      EnterpriseProject(id: "0", name: "default", description: "default enterprise project"),
      EnterpriseProject(id: random.uuid(), name: "payments", description: "card payments"),
      EnterpriseProject(id: random.uuid(), name: "laboratory", description: "trials"),
    ]
    groupIDs = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, random.uuid()) })
  }

  var whole: Inventory {
    var inventory = Inventory()
    inventory.enterpriseProjects = enterpriseProjects
    inventory.hostGroups = Role.allCases.map { HostGroup(id: groupIDs[$0] ?? "", name: $0.group) }
    inventory.hosts = (0..<Self.hostCount).map(host)
    inventory.securityGroups = securityGroups
    inventory.policies = policies(on: inventory.hosts)
    inventory.auditInstances = auditInstances(in: inventory.securityGroups)
    return inventory
  }

  private enum Role: String, CaseIterable {
    case web
    case shop
    case database = "db"
    case cache
    case batch
    case node
    case bastion
    case mail

    /// A value for 64 indices shares them out: mostly web and shop, few bastions.
    init(index: Int) {
      self =
        switch index * 37 % 64 {
        case 0..<20: .web
        case 20..<34: .shop
        case 34..<42: .database
        case 42..<48: .cache
        case 48..<54: .batch
        case 54..<60: .node
        case 60..<62: .bastion
        default: .mail
        }
    }

    var group: String {
      switch self {
      case .web: "web-front"
      case .shop: "shop-services"
      case .database: "databases"
      case .cache: "caches"
      case .batch: "batch-jobs"
      case .node: "container-nodes"
      case .bastion: "bastions"
      case .mail: "mail"
      }
    }

    /// Port, type, whether HSS calls it dangerous, and the program behind it.
    var services: [(Int, String, String, String)] {
      let common = [
        (22, "TCP", "danger", "/usr/sbin/sshd"), (123, "UDP", "normal", "/usr/sbin/chronyd"),
      ]
      switch self {
      case .web:
        return common + [
          (80, "TCP", "normal", "/usr/sbin/nginx"), (443, "TCP", "normal", "/usr/sbin/nginx"),
        ]
      case .shop:
        return common + [
          (8080, "TCP", "unknown", "/usr/bin/java"), (9100, "TCP", "unknown", "/usr/bin/exporter"),
        ]
      case .database: return common + [(3306, "TCP", "danger", "/usr/sbin/mysqld")]
      case .cache: return common + [(6379, "TCP", "danger", "/usr/bin/redis-server")]
      case .batch: return common + [(9100, "TCP", "unknown", "/usr/bin/exporter")]
      case .node: return common + [(10250, "TCP", "unknown", "/usr/bin/kubelet")]
      case .bastion: return common + [(443, "TCP", "normal", "/usr/sbin/nginx")]
      case .mail:
        return common + [
          (25, "TCP", "danger", "/usr/libexec/postfix/master"),
          (53, "UDP", "unknown", "/usr/sbin/named"),
          (53, "TCP", "unknown", "/usr/sbin/named"),
        ]
      }
    }
  }

  /// One host, made without the others.
  private func host(_ index: Int) -> Host {
    var random = SplitMix(seed: seed, stream: 0x1_0000 + UInt64(index))
    let role = Role(index: index)
    let hostID = random.uuid()
    let agentID = random.hexadecimal(words: 4)
    let number = String(repeating: "0", count: 4 - String(index + 1).count) + String(index + 1)
    var host = Host(
      hostID: index == 0 ? "0407b315-4a32-4dca-962e-abfead700ff6" : hostID,
      agentID: index == 0
        ? "bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886" : agentID,
      name: "\(role.rawValue)-\(number)",
      privateIP: "10.\(16 + index / 250 % 8).\(index / 50 % 5 + 1).\(index % 50 * 5 + 4)")
    host.groupID = groupIDs[role] ?? ""
    host.enterpriseProjectID =
      switch index % 25 {
      case 3: enterpriseProjects[1].id
      case 11: enterpriseProjects[2].id
      default: "0"
      }
    // Of 40 hosts one has no agent and one is out of reach; the first 1,000 that are left are enough
    // for a demonstration on 1,000 agents.
    switch index % 40 {
    case 17:
      host.agentID = ""
      host.agentStatus = "not_installed"
      host.protectStatus = "closed"
      host.version = "hss.version.null"
    case 34:
      host.agentStatus = "offline"
      host.hostStatus = "SHUTOFF"
      host.protectStatus = "protection_exception"
    default: break
    }
    if role == .web || role == .bastion {
      host.publicIP = "203.0.113.\(index % 250 + 1)"
    }
    if role == .mail {
      host.osName = "Debian"
      host.osVersion = "12"
    }
    host.assetValue = role == .database ? "important" : index % 10 == 9 ? "test" : "common"
    host.vpcID = vpcID
    host.vulnerabilities = Int(random.next() % 12)
    guard host.hasAgent else { return host }
    addPorts(of: role, to: &host, random: &random)
    return host
  }

  private func addPorts(of role: Role, to host: inout Host, random: inout SplitMix) {
    for (port, type, status, path) in role.services {
      host.ports.append(
        OpenPort(
          port: port, type: type, status: status, pid: Int(random.next() % 30_000) + 400, path: path
        ))
    }
    guard role == .node else { return }
    for index in 0..<3 {
      let container = Container(
        id: random.hexadecimal(words: 4), name: ["checkout", "search", "catalogue"][index])
      host.containers.append(container)
      host.ports.append(
        OpenPort(
          port: [8080, 8443, 9090][index], type: "TCP", status: "unknown",
          pid: Int(random.next() % 30_000) + 400, path: "/app/\(container.name)",
          containerID: container.id))
    }
  }

  private var securityGroups: [SecurityGroup] {
    var random = SplitMix(seed: seed, stream: 0xC000)
    return [
      ("audit-restricted", "audit instances, from the bastions alone"),
      ("default", "Default security group"), ("web", "public web servers"),
      ("databases", "from the services alone"), ("quarantine", "nothing in, nothing out"),
    ].enumerated().map { index, group in
      let id = random.uuid()
      return SecurityGroup(
        id: index == 0 ? "f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd" : id, name: group.0,
        description: group.1)
    }
  }

  private func policies(on hosts: [Host]) -> [WhitelistPolicy] {
    var random = SplitMix(seed: seed, stream: 0xD000)
    let online = hosts.filter { $0.agentStatus == "online" && $0.enterpriseProjectID == "0" }
    return ["web-front", "shop", "databases", "caches", "batch", "bastions"].enumerated().map {
      index, name in
      var policy = WhitelistPolicy(
        id: random.uuid(), name: name, learningDays: 7 + index, intercepts: index % 2 == 0,
        confirmsAutomatically: index % 3 != 0, detectsAutomatically: true)
      policy.specifiesDirectory = index % 2 == 1
      policy.directories = index % 2 == 1 ? ["/opt/app", "/usr/local/bin"] : []
      policy.fileExtensions = index % 2 == 1 ? ["jar", "so"] : []
      policy.hostIDs = online.dropFirst(index * 4).prefix(4).map(\.hostID)
      policy.learningStatus = index == 4 ? "learning" : "effecting"
      policy.isDefault = index == 0
      return policy
    }
  }

  private func auditInstances(in groups: [SecurityGroup]) -> [AuditInstance] {
    var random = SplitMix(seed: seed, stream: 0xF000)
    return (0..<12).map { index in
      let id = random.uuid()
      return AuditInstance(
        id: index == 0 ? "062212d8-8e30-4783-9671-43f3f1f3bb1e" : id, resourceID: random.uuid(),
        name: "audit-\(["orders", "billing", "people", "stock"][index % 4])-\(index / 4 + 1)",
        status: index % 6 == 5 ? "SHUTOFF" : "ACTIVE",
        securityGroupID: groups[1 + index % 2].id, connectIP: "10.30.1.\(index + 10)",
        vpcID: vpcID)
    }
  }
}
