package import HuaweiCloud

// Changes as the journal and plans have them. The target says what two changes share that are about the same
// thing; `after` has all else that a repetition or an inverse needs.

extension ChangeContent {
  /// What the change is about, as JSON; equal texts mean the same thing.
  func targetText(project: String?) -> String {
    var writer = JSONWriter(capacity: 192)
    writer.object { writer in
      if let project { writer.member("project", project) }
      switch self {
      case .port(let change):
        writer.member("agent_id", change.agentID)
        writer.member("port", change.number)
        writer.member("port_type", change.transportProtocol.rawValue)
        if let container = change.containerID { writer.member("container_id", container) }
      case .policy(let edit): writer.member("policy_id", edit.id)
      case .securityGroup(let instance, _): writer.member("instance_id", instance)
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What it sets, as JSON.
  var afterText: String {
    var writer = JSONWriter(capacity: 96)
    writer.object { writer in
      switch self {
      case .port(let change):
        writer.member("status", change.action == .ignore ? "ignored" : "reported")
        writer.member("category", change.category.rawValue)
        if let host = change.hostID { writer.member("host_id", host) }
        if let project = change.enterpriseProject {
          writer.member("enterprise_project_id", project.id)
        }
      case .policy(let edit):
        writer.member("enterprise_project_id", edit.enterpriseProject.id)
        for (name, value) in edit.members {
          writer.name(name)
          writer.value(value)
        }
      case .securityGroup(_, let group): writer.member("security_group_id", group)
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What it is about, without its project.
  package var targetJSON: JSON { JSON(text: targetText(project: nil)) }

  /// What it sets.
  package var afterJSON: JSON { JSON(text: afterText) }

  /// The change that sets the same target to what it was; nil where that cannot be set.
  package func setting(_ before: JSON) -> ChangeContent? {
    switch self {
    case .port(var change):
      guard let status = before["status"]?.string else { return nil }
      change.action = status == "ignored" ? .ignore : .notIgnore
      return .port(change)
    case .policy(let edit):
      var back = PolicyEdit(id: edit.id, enterpriseProject: edit.enterpriseProject)
      var values = before
      // What the service does not tell of a list it takes as none.
      for (name, value) in before.object ?? JSONObject() where value == .null {
        guard name.hasSuffix("_list"), case .object(var object) = values else { continue }
        object[name] = .array([])
        values = .object(object)
      }
      back.set(values)
      return back.members.isEmpty ? nil : .policy(back)
    case .securityGroup(let instance, _):
      guard let group = before["security_group_id"]?.string, !group.isEmpty else { return nil }
      return .securityGroup(instance: instance, group: group)
    }
  }

  /// Reads a change back; nil where it is none that Reeve makes by itself.
  package init?(kind: String, target: JSON, after: JSON) {
    switch ChangeKind(rawValue: kind) {
    case .ignorePort, .unignorePort:
      guard let agent = target["agent_id"]?.string, let number = target["port"]?.int,
        let spoken = target["port_type"]?.string.flatMap(Port.TransportProtocol.init(rawValue:))
      else { return nil }
      self = .port(
        PortChange(
          kind == ChangeKind.ignorePort.rawValue ? .ignore : .notIgnore,
          Port(
            agentID: agent, number: number, protocol: spoken, hostID: after["host_id"]?.string,
            containerID: target["container_id"]?.string),
          category: after["category"]?.string.flatMap(AssetCategory.init(rawValue:)) ?? .host,
          enterpriseProject: after["enterprise_project_id"]?.string.map { EnterpriseProject($0) }))
    case .modifyWhitelistPolicy:
      guard let id = target["policy_id"]?.string else { return nil }
      var edit = PolicyEdit(
        id: id,
        enterpriseProject: after["enterprise_project_id"]?.string.map { EnterpriseProject($0) }
          ?? .default)
      edit.set(after)
      self = .policy(edit)
    case .setSecurityGroup:
      guard let instance = target["instance_id"]?.string,
        let group = after["security_group_id"]?.string
      else { return nil }
      self = .securityGroup(instance: instance, group: group)
    case .call, nil: return nil
    }
  }
}

extension PolicyEdit {
  /// The members that change, by their names in the list of policies.
  var members: [(name: String, value: JSON)] {
    let all: [(String, JSON?)] = [
      ("policy_name", name.map(JSON.string)), ("policy_type", type.map(JSON.string)),
      ("learning_days", learningDays.map(JSON.int)),
      ("specified_dir", specifiedDir.map(JSON.bool)), ("intercept", intercept.map(JSON.bool)),
      ("auto_confirm", autoConfirm.map(JSON.bool)), ("auto_detect", autoDetect.map(JSON.bool)),
      ("dir_list", dirs.map(Self.list)), ("file_extension_list", extensions.map(Self.list)),
      ("host_id_list", hosts.map(Self.list)),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// Takes over the members that an object has.
  mutating func set(_ values: JSON) {
    func texts(_ name: String) -> [String]? { values[name]?.array?.compactMap(\.string) }
    name = values["policy_name"]?.string
    type = values["policy_type"]?.string
    learningDays = values["learning_days"]?.int
    specifiedDir = values["specified_dir"]?.bool
    intercept = values["intercept"]?.bool
    autoConfirm = values["auto_confirm"]?.bool
    autoDetect = values["auto_detect"]?.bool
    dirs = texts("dir_list")
    extensions = texts("file_extension_list")
    hosts = texts("host_id_list")
  }

  /// The members that this edit changes as a policy has them now.
  func members(of policy: WhitelistPolicy) -> JSON {
    let whole = PolicyEdit(policy)
    let values = Dictionary(uniqueKeysWithValues: whole.members.map { ($0.name, $0.value) })
    var object = JSONObject()
    for (name, _) in members { object[name] = values[name] ?? .null }
    return .object(object)
  }

  /// An edit that sets all members as a policy has them.
  private init(_ policy: WhitelistPolicy) {
    self.init(id: policy.id)
    (name, type, learningDays) = (policy.name, policy.type, policy.learningDays)
    (specifiedDir, intercept) = (policy.specifiedDir, policy.intercept)
    (autoConfirm, autoDetect) = (policy.autoConfirm, policy.autoDetect)
    (dirs, extensions, hosts) = (policy.dirs, policy.extensions, policy.hosts)
  }

  /// Whether a policy is so already; lists count as sets.
  func isSatisfied(by policy: WhitelistPolicy) -> Bool {
    PolicyEdit.agree(members(of: policy), .object(JSONObject(members)))
  }

  /// Whether two objects have the same members with the same values; lists count as sets.
  package static func agree(_ left: JSON, _ right: JSON) -> Bool {
    guard let one = left.object, let other = right.object else { return left == right }
    return Set(one.names) == Set(other.names)
      && one.names.allSatisfy { name in
        switch (one[name], other[name]) {
        case (.array(let items)?, .array(let others)?): Set(items) == Set(others)
        case (.null?, .array(let items)?), (.array(let items)?, .null?): items.isEmpty
        case (let value, let another): value == another
        }
      }
  }
}

extension JSONObject {
  init(_ members: [(name: String, value: JSON)]) {
    self.init()
    for (name, value) in members { self[name] = value }
  }
}

extension JSON {
  /// The value of a text that is JSON; null otherwise.
  package init(text: String?) {
    self = text.flatMap { try? JSON(parsing: Array($0.utf8)) } ?? .null
  }
}
