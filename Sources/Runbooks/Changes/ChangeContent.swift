package import HuaweiCloud

/// What a change sets, complete but for what is read right before it is sent.
///
/// Thousands of ports wait at once, so what is large and rare is kept apart.
package enum ChangeContent: Sendable, Hashable {
  case port(PortChange)
  indirect case policy(PolicyEdit)
  case securityGroup(instance: String, group: String)
}

/// The members of a whitelist policy that are to change; nil keeps one, an empty list clears it.
package struct PolicyEdit: Sendable, Hashable {
  package var id: String
  package var enterpriseProject: EnterpriseProject
  package var name: String?
  package var type: String?
  package var learningDays: Int?
  package var specifiedDir: Bool?
  package var intercept: Bool?
  package var autoConfirm: Bool?
  package var autoDetect: Bool?
  package var dirs: [String]?
  package var extensions: [String]?
  package var hosts: [String]?

  package init(id: String, enterpriseProject: EnterpriseProject = .default) {
    self.id = id
    self.enterpriseProject = enterpriseProject
  }

  /// The policy with the members changed.
  package func applied(to policy: WhitelistPolicy) -> WhitelistPolicy {
    var result = policy
    if let name { result.name = name }
    if let type { result.type = type }
    if let learningDays { result.learningDays = learningDays }
    if let specifiedDir { result.specifiedDir = specifiedDir }
    if let intercept { result.intercept = intercept }
    if let autoConfirm { result.autoConfirm = autoConfirm }
    if let autoDetect { result.autoDetect = autoDetect }
    if let dirs { result.dirs = dirs }
    if let extensions { result.extensions = extensions }
    if let hosts { result.hosts = hosts }
    return result
  }

  /// An item of the list of policies; what it lacks of what a change must send comes from this edit.
  package func completing(_ item: JSON) -> JSON {
    guard case .object(var members) = item else { return item }
    let own: [(String, JSON?)] = [
      ("policy_name", name.map(JSON.string)), ("policy_type", type.map(JSON.string)),
      ("learning_days", learningDays.map(JSON.int)), ("intercept", intercept.map(JSON.bool)),
      ("auto_confirm", autoConfirm.map(JSON.bool)), ("auto_detect", autoDetect.map(JSON.bool)),
      ("host_id_list", hosts.map { .array($0.map(JSON.string)) }),
    ]
    for (name, value) in own where members[name] == nil { members[name] = value }
    return .object(members)
  }
}

/// The operations that changes go out by; each is paced and ordered on its own.
package enum WriteOperation: Sendable, Hashable, CaseIterable {
  case portStatus
  case whitelistPolicy
  case securityGroup

  package var operation: HuaweiCloud.Operation {
    switch self {
    case .portStatus: HSS.batchModifyPortStatus
    case .whitelistPolicy: HSS.changeAppWhitelistPolicy
    case .securityGroup: DBSS.updateAuditSecurityGroup
    }
  }

  /// The operations of a service.
  package static func all(of service: Service) -> Set<WriteOperation> {
    Set(allCases.filter { $0.operation.service == service })
  }
}

extension ChangeContent {
  package var operation: WriteOperation {
    switch self {
    case .port: .portStatus
    case .policy: .whitelistPolicy
    case .securityGroup: .securityGroup
    }
  }

  package var kind: ChangeKind {
    switch self {
    case .port(let change): change.action == .ignore ? .ignorePort : .unignorePort
    case .policy: .modifyWhitelistPolicy
    case .securityGroup: .setSecurityGroup
    }
  }

  /// What it is about, for people.
  package var target: String {
    switch self {
    case .port(let change):
      let spoken = change.transportProtocol.rawValue
      let text = "port \(change.number)/\(spoken) of agent \(change.agentID)"
      return change.containerID.map { "\(text), container \($0)" } ?? text
    case .policy(let edit): return "whitelist policy \(edit.id)"
    case .securityGroup(let instance, let group):
      return "audit instance \(instance) to security group \(group)"
    }
  }
}
