/// What a caller needs to use a sandbox: keys, and ids that exist in it.
package struct SandboxCredentials: Sendable, Equatable {
  /// The users of the simulated account.
  package enum User: String, Sendable {
    /// May call everything.
    case `operator`
    /// May call no operation that writes.
    case reader
  }

  package let accessKey: String
  package let secretKey: String
  package let user: String
  package let password: String
  package let domain: String
  package let domainID: String
  package let projectID: String
  package let projectName: String
  package let region: String
  package let agency: String
  package let controlToken: String
  package let agentID: String
  package let hostID: String
  package let policyID: String
  package let instanceID: String
  package let securityGroupID: String

  init(account: Account, user name: User, inventory: Inventory) {
    let login = SandboxLogin(account: account, user: name)
    let user = account.user(named: name.rawValue) ?? account.users[0]
    accessKey = login.accessKey
    secretKey = login.secretKey
    self.user = user.name
    password = user.password
    domain = account.domainName
    domainID = login.domainID
    projectID = login.projectID
    projectName = account.projects[0].name
    region = login.region
    agency = Account.agency
    controlToken = account.controlToken
    let host = inventory.hosts.first { $0.agentStatus == "online" }
    agentID = host?.agentID ?? ""
    hostID = host?.hostID ?? ""
    policyID = inventory.policies.first?.id ?? ""
    instanceID = inventory.auditInstances.first?.id ?? ""
    securityGroupID = inventory.securityGroups.first?.id ?? ""
  }

  /// One line of JSON, with the port where the sandbox listens if that is known.
  package func line(at address: SandboxAddress? = nil) -> String {
    var members: [JSON.Member] = [
      .init("ak", .string(accessKey)), .init("sk", .string(secretKey)),
      .init("user", .string(user)), .init("password", .string(password)),
      .init("domain", .string(domain)), .init("domain_id", .string(domainID)),
      .init("project_id", .string(projectID)), .init("project_name", .string(projectName)),
      .init("region", .string(region)), .init("agency", .string(agency)),
      .init("control_token", .string(controlToken)), .init("agent_id", .string(agentID)),
      .init("host_id", .string(hostID)), .init("policy_id", .string(policyID)),
      .init("instance_id", .string(instanceID)),
      .init("security_group_id", .string(securityGroupID)),
    ]
    if let address {
      members.append(.init("port", .integer(address.port)))
      members.append(.init("endpoint", .string(address.baseURL)))
    }
    return JSON.object(members).text
  }
}

/// What a client of a sandbox signs with; unlike ids that exist in it, it takes no inventory.
package struct SandboxLogin: Sendable, Equatable {
  package let accessKey: String
  package let secretKey: String
  package let domainID: String
  package let projectID: String
  package let region: String

  init(account: Account, user name: SandboxCredentials.User) {
    let user = account.user(named: name.rawValue) ?? account.users[0]
    let project = account.projects[0]
    accessKey = user.accessKey
    secretKey = user.secretKey
    domainID = account.domainID
    projectID = project.id
    region = project.name
  }
}

/// Where a sandbox listens.
package struct SandboxAddress: Sendable, Equatable {
  package let host: String
  package let port: Int

  /// The one base URL of all services; their paths do not collide.
  package var baseURL: String {
    host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
  }

  /// The endpoint of a service (`hss`, `dbss`, `iam`, `vpc`, `eps`).
  package func endpoint(of service: String) -> String { baseURL }
}
