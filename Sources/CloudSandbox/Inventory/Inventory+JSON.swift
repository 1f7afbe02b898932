// The inventory file. Members bear the API's names; only the identifiers and `host_name` are mandatory:
//
//     { "format": "reeve-inventory-1",
//       "enterprise_projects": [ {"id", "name", "description"} ],
//       "host_groups":         [ {"group_id", "group_name"} ],
//       "hosts":               [ {"host_id", "agent_id", "host_name", "private_ip", "public_ip",
//                                 "enterprise_project_id", "group_id", "os_type", "os_name", "os_version",
//                                 "host_status", "agent_status", "version", "protect_status",
//                                 "asset_value", "vpc_id", "vulnerability",
//                                 "ports":      [ {"port", "type", "status", "laddr", "pid", "path",
//                                                  "container_id"} ],
//                                 "containers": [ {"container_id", "container_name"} ]} ],
//       "policies":            [ the members of the policy's own PUT request, with "learning_status",
//                                "default_policy", "enterprise_project_id" ],
//       "audit_instances":     [ {"instance_id", "resource_id", "name", "status", "security_group_id",
//                                 "enterprise_project_id", "connect_ip", "vpc_id"} ],
//       "security_groups":     [ {"id", "name", "description", "enterprise_project_id"} ] }

extension Inventory {
  static let format = "reeve-inventory-1"

  /// Reads the text of an inventory file.
  package init(json: JSON) throws(FieldError) {
    let fields = try Fields(json)
    _ = try fields.choice("format", [Self.format])
    for project in try fields.objects("enterprise_projects") {
      enterpriseProjects.append(
        EnterpriseProject(
          id: try project.string("id", length: 1...64),
          name: try project.string("name", length: 1...255),
          description: try project.optionalString("description") ?? ""))
    }
    for group in try fields.objects("host_groups") {
      hostGroups.append(
        HostGroup(
          id: try group.string("group_id", length: 1...64),
          name: try group.string("group_name", length: 1...64)))
    }
    for host in try fields.objects("hosts") { hosts.append(try Host(fields: host)) }
    for policy in try fields.objects("policies") {
      policies.append(try WhitelistPolicy(fields: policy))
    }
    for instance in try fields.objects("audit_instances") {
      auditInstances.append(try AuditInstance(fields: instance))
    }
    for group in try fields.objects("security_groups") {
      securityGroups.append(
        SecurityGroup(
          id: try group.string("id", length: 1...64),
          name: try group.string("name", length: 1...64),
          description: try group.optionalString("description") ?? "",
          enterpriseProjectID: try group.optionalString("enterprise_project_id") ?? "0"))
    }
    try requireUnique(hosts.map(\.hostID), "hosts", "host_id")
    try requireUnique(hosts.map(\.agentID).filter { !$0.isEmpty }, "hosts", "agent_id")
    try requireUnique(policies.map(\.id), "policies", "policy_id")
    try requireUnique(auditInstances.map(\.id), "audit_instances", "instance_id")
    try requireUnique(securityGroups.map(\.id), "security_groups", "id")
  }

  private func requireUnique(_ ids: [String], _ list: String, _ name: String) throws(FieldError) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      throw FieldError(
        path: "\(list)[].\(name)", problem: .outOfRange, got: "\"\(id)\" twice",
        wanted: "each value once")
    }
  }

  /// The inventory in the form that `init(json:)` reads.
  package var json: JSON {
    [
      "format": .string(Self.format),
      "enterprise_projects": .array(
        enterpriseProjects.map {
          [
            "id": .string($0.id), "name": .string($0.name), "description": .string($0.description),
          ]
        }),
      "host_groups": .array(
        hostGroups.map { ["group_id": .string($0.id), "group_name": .string($0.name)] }),
      "hosts": .array(hosts.map(\.json)),
      "policies": .array(policies.map(\.json)),
      "audit_instances": .array(auditInstances.map(\.json)),
      "security_groups": .array(
        securityGroups.map {
          [
            "id": .string($0.id), "name": .string($0.name), "description": .string($0.description),
            "enterprise_project_id": .string($0.enterpriseProjectID),
          ]
        }),
    ]
  }
}

extension Host {
  init(fields: Fields) throws(FieldError) {
    hostID = try fields.string("host_id", length: 1...64)
    agentID = try fields.string("agent_id", length: 0...64)
    name = try fields.string("host_name", length: 1...256)
    privateIP = try fields.optionalString("private_ip", length: 1...128) ?? ""
    publicIP = try fields.optionalString("public_ip", length: 0...128) ?? ""
    enterpriseProjectID = try fields.optionalString("enterprise_project_id") ?? "0"
    groupID = try fields.optionalString("group_id") ?? ""
    osType = try fields.optionalChoice("os_type", ["Linux", "Windows"]) ?? osType
    osName = try fields.optionalString("os_name") ?? osName
    osVersion = try fields.optionalString("os_version") ?? osVersion
    hostStatus =
      try fields.optionalChoice("host_status", ["ACTIVE", "SHUTOFF", "BUILDING", "ERROR"])
      ?? hostStatus
    agentStatus =
      try fields.optionalChoice("agent_status", Vocabulary.agentStatuses)
      ?? (agentID.isEmpty ? "not_installed" : "online")
    version = try fields.optionalChoice("version", Vocabulary.versions) ?? version
    protectStatus =
      try fields.optionalChoice("protect_status", Vocabulary.protectStatuses) ?? protectStatus
    assetValue = try fields.optionalChoice("asset_value", Vocabulary.assetValues) ?? assetValue
    vpcID = try fields.optionalString("vpc_id") ?? ""
    vulnerabilities = try fields.optionalInteger("vulnerability", in: 0...1_000_000) ?? 0
    for port in try fields.objects("ports") {
      ports.append(
        OpenPort(
          port: try port.integer("port", in: 0...65_535),
          type: try port.choice("type", Vocabulary.portTypes),
          status: try port.optionalChoice("status", Vocabulary.portStatuses) ?? "unknown",
          address: try port.optionalString("laddr") ?? "0.0.0.0",
          pid: try port.optionalInteger("pid", in: 1...65_535) ?? 1,
          path: try port.optionalString("path", length: 0...512) ?? "",
          containerID: try port.optionalString("container_id", length: 0...128) ?? ""))
    }
    for container in try fields.objects("containers") {
      containers.append(
        Container(
          id: try container.string("container_id", length: 1...128),
          name: try container.optionalString("container_name", length: 1...256) ?? ""))
    }
  }

  var json: JSON {
    [
      "host_id": .string(hostID), "agent_id": .string(agentID), "host_name": .string(name),
      "private_ip": .string(privateIP), "public_ip": .string(publicIP),
      "enterprise_project_id": .string(enterpriseProjectID), "group_id": .string(groupID),
      "os_type": .string(osType), "os_name": .string(osName), "os_version": .string(osVersion),
      "host_status": .string(hostStatus), "agent_status": .string(agentStatus),
      "version": .string(version), "protect_status": .string(protectStatus),
      "asset_value": .string(assetValue), "vpc_id": .string(vpcID),
      "vulnerability": .integer(vulnerabilities),
      "ports": .array(
        ports.map {
          [
            "port": .integer($0.port), "type": .string($0.type), "status": .string($0.status),
            "laddr": .string($0.address), "pid": .integer($0.pid), "path": .string($0.path),
            "container_id": .string($0.containerID),
          ]
        }),
      "containers": .array(
        containers.map { ["container_id": .string($0.id), "container_name": .string($0.name)] }),
    ]
  }
}

extension WhitelistPolicy {
  /// Reads the members of a policy's own PUT request, and those that only files and answers have.
  init(fields: Fields) throws(FieldError) {
    id = try fields.string("policy_id", length: 1...64)
    name = try fields.string("policy_name", length: 1...128)
    type = try fields.choice("policy_type", ["block"])
    learningDays = try fields.integer("learning_days", in: 3...30)
    specifiesDirectory = try fields.optionalBool("specified_dir") ?? false
    intercepts = try fields.bool("intercept")
    confirmsAutomatically = try fields.bool("auto_confirm")
    detectsAutomatically = try fields.bool("auto_detect")
    directories = try fields.optionalStrings("dir_list") ?? []
    fileExtensions = try fields.optionalStrings("ext_list") ?? []
    hostIDs = try fields.strings("host_id_list")
    enterpriseProjectID = try fields.optionalString("enterprise_project_id") ?? "0"
    learningStatus =
      try fields.optionalChoice("learning_status", Vocabulary.learningStatuses) ?? "effecting"
    isDefault = try fields.optionalBool("default_policy") ?? false
  }

  /// The members of the PUT request, and those that only files have.
  package var json: JSON {
    [
      "policy_id": .string(id), "policy_name": .string(name), "policy_type": .string(type),
      "learning_days": .integer(learningDays), "specified_dir": .bool(specifiesDirectory),
      "intercept": .bool(intercepts), "auto_confirm": .bool(confirmsAutomatically),
      "auto_detect": .bool(detectsAutomatically), "dir_list": .strings(directories),
      "ext_list": .strings(fileExtensions), "host_id_list": .strings(hostIDs),
      "enterprise_project_id": .string(enterpriseProjectID),
      "learning_status": .string(learningStatus), "default_policy": .bool(isDefault),
    ]
  }
}

extension AuditInstance {
  init(fields: Fields) throws(FieldError) {
    id = try fields.string("instance_id", length: 32...64)
    resourceID = try fields.optionalString("resource_id") ?? ""
    name = try fields.optionalString("name") ?? ""
    status = try fields.optionalChoice("status", Vocabulary.instanceStatuses) ?? "ACTIVE"
    securityGroupID = try fields.optionalString("security_group_id") ?? ""
    enterpriseProjectID = try fields.optionalString("enterprise_project_id") ?? "0"
    connectIP = try fields.optionalString("connect_ip") ?? ""
    vpcID = try fields.optionalString("vpc_id") ?? ""
  }

  var json: JSON {
    [
      "instance_id": .string(id), "resource_id": .string(resourceID), "name": .string(name),
      "status": .string(status), "security_group_id": .string(securityGroupID),
      "enterprise_project_id": .string(enterpriseProjectID), "connect_ip": .string(connectIP),
      "vpc_id": .string(vpcID),
    ]
  }
}
