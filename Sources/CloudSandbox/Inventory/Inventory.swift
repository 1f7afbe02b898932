// What exists in the simulated account: it never changes while the sandbox runs. What callers change
// (ignored ports, policies, groups of instances) lies over it, in `World`.

/// The assets of one project.
package struct Inventory: Sendable, Equatable {
  package var enterpriseProjects: [EnterpriseProject] = []
  package var hostGroups: [HostGroup] = []
  package var hosts: [Host] = []
  package var policies: [WhitelistPolicy] = []
  package var auditInstances: [AuditInstance] = []
  package var securityGroups: [SecurityGroup] = []

  package init() {}
}

package struct EnterpriseProject: Sendable, Equatable {
  package var id: String
  package var name: String
  package var description = ""
}

package struct HostGroup: Sendable, Equatable {
  package var id: String
  package var name: String
}

package struct OpenPort: Sendable, Equatable {
  package var port: Int
  package var type: String
  package var status: String
  package var address = "0.0.0.0"
  package var pid: Int
  package var path: String
  package var containerID = ""
}

package struct Container: Sendable, Equatable {
  package var id: String
  package var name: String
}

package struct Host: Sendable, Equatable {
  package var hostID: String
  /// Empty where no agent is installed.
  package var agentID: String
  package var name: String
  package var privateIP: String
  package var publicIP = ""
  package var enterpriseProjectID = "0"
  package var groupID = ""
  package var osType = "Linux"
  package var osName = "Huawei Cloud EulerOS"
  package var osVersion = "2.0"
  package var hostStatus = "ACTIVE"
  package var agentStatus = "online"
  package var version = "hss.version.enterprise"
  package var protectStatus = "opened"
  package var assetValue = "common"
  package var vpcID = ""
  package var vulnerabilities = 0
  package var ports: [OpenPort] = []
  package var containers: [Container] = []

  package var hasAgent: Bool { !agentID.isEmpty }
}

/// A process whitelist policy, with the members that a change replaces.
package struct WhitelistPolicy: Sendable, Equatable {
  package var id: String
  package var name: String
  package var type = "block"
  package var learningDays: Int
  package var specifiesDirectory = false
  package var intercepts: Bool
  package var confirmsAutomatically: Bool
  package var detectsAutomatically: Bool
  package var directories: [String] = []
  package var fileExtensions: [String] = []
  package var hostIDs: [String] = []
  package var enterpriseProjectID = "0"
  package var learningStatus = "effecting"
  package var isDefault = false
}

package struct AuditInstance: Sendable, Equatable {
  package var id: String
  package var resourceID: String
  package var name: String
  package var status = "ACTIVE"
  package var securityGroupID: String
  package var enterpriseProjectID = "0"
  package var connectIP: String
  package var vpcID = ""
}

package struct SecurityGroup: Sendable, Equatable {
  package var id: String
  package var name: String
  package var description = ""
  package var enterpriseProjectID = "0"
}
