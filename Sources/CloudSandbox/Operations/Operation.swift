/// The services that the sandbox plays.
enum Service: String, Sendable {
  case hss
  case dbss
  case iam
  case vpc
  case eps
  /// The sandbox's own control requests.
  case sandbox
}

/// The operations, by the API reference's names.
enum Operation: String, Sendable, CaseIterable {
  case batchModifyPortStatus = "BatchModifyPortStatus"
  case changeAppWhitelistPolicy = "ChangeAppWhitelistPolicy"
  case updateAuditSecurityGroup = "UpdateAuditSecurityGroupNew"
  case listHostStatus = "ListHostStatus"
  case listHostGroups = "ListHostGroups"
  case listPorts = "ListPorts"
  case listPortHost = "ListPortHost"
  case listPortStatistics = "ListPortStatistics"
  case listAppWhitelistPolicy = "ListAppWhitelistPolicy"
  case listAppWhitelistPolicyHost = "ListAppWhitelistPolicyHost"
  case showAppWhitelistPolicy = "ShowAppWhitelistPolicy"
  case listAuditInstances = "ListAuditInstancesNew"
  case listSecurityGroups = "ListSecurityGroups"
  case listEnterpriseProject = "ListEnterpriseProject"
  case createToken = "KeystoneCreateToken"
  case listProjects = "KeystoneListProjects"
  case listAuthProjects = "KeystoneListAuthProjects"
  case listAuthDomains = "KeystoneListAuthDomains"
  case createTemporaryKey = "CreateTemporaryAccessKey"
  case sandboxState = "SandboxState"
  case sandboxRequests = "SandboxRequests"
  case sandboxFaults = "SandboxFaults"
  case sandboxReset = "SandboxReset"

  var service: Service {
    switch self {
    case .updateAuditSecurityGroup, .listAuditInstances: .dbss
    case .listSecurityGroups: .vpc
    case .listEnterpriseProject: .eps
    case .createToken, .listProjects, .listAuthProjects, .listAuthDomains, .createTemporaryKey:
      .iam
    case .sandboxState, .sandboxRequests, .sandboxFaults, .sandboxReset: .sandbox
    default: .hss
    }
  }

  var isWrite: Bool {
    switch self {
    case .batchModifyPortStatus, .changeAppWhitelistPolicy, .updateAuditSecurityGroup: true
    default: false
    }
  }

  /// Bodies with passwords and tokens are never shown.
  var hasSecretBody: Bool { self == .createToken || self == .createTemporaryKey }

  /// The action's name in an IAM policy.
  var action: String { "\(service.rawValue):\(rawValue)" }

  var method: String {
    switch self {
    case .batchModifyPortStatus, .updateAuditSecurityGroup, .createToken, .createTemporaryKey,
      .sandboxFaults, .sandboxReset:
      "POST"
    case .changeAppWhitelistPolicy: "PUT"
    default: "GET"
    }
  }

  /// The path, with `*` for a parameter.
  var path: String {
    switch self {
    case .batchModifyPortStatus: "/v5/*/asset/batch-modify-port-status"
    case .changeAppWhitelistPolicy, .listAppWhitelistPolicy: "/v5/*/app/policy"
    case .updateAuditSecurityGroup: "/v1/*/audit/security-group"
    case .listHostStatus: "/v5/*/host-management/hosts"
    case .listHostGroups: "/v5/*/host-management/groups"
    case .listPorts: "/v5/*/asset/ports"
    case .listPortHost: "/v5/*/asset/ports/detail"
    case .listPortStatistics: "/v5/*/asset/port/statistics"
    case .listAppWhitelistPolicyHost: "/v5/*/app/host"
    case .showAppWhitelistPolicy: "/v5/*/app/*/detail"
    case .listAuditInstances: "/v1/*/audit/instances"
    case .listSecurityGroups: "/v3/*/vpc/security-groups"
    case .listEnterpriseProject: "/v1.0/enterprise-projects"
    case .createToken: "/v3/auth/tokens"
    case .listProjects: "/v3/projects"
    case .listAuthProjects: "/v3/auth/projects"
    case .listAuthDomains: "/v3/auth/domains"
    case .createTemporaryKey: "/v3.0/OS-CREDENTIAL/securitytokens"
    case .sandboxState: "/sandbox/state"
    case .sandboxRequests: "/sandbox/requests"
    case .sandboxFaults: "/sandbox/faults"
    case .sandboxReset: "/sandbox/reset"
    }
  }

  /// Whether the first parameter of the path is the project.
  var isInProject: Bool { path.contains("*") }
}
