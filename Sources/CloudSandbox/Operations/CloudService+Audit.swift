extension CloudService {
  func updateAuditSecurityGroup(_ call: Call) throws(Refusal) -> Answer {
    let (id, groups, unknown) = try call.body { fields throws(FieldError) in
      (
        try fields.string("instance_id"), try fields.strings("securitygroup_ids"),
        fields.names(besides: ["instance_id", "securitygroup_ids"])
      )
    }
    guard (32...64).contains(id.utf8.count) else {
      throw .dbss(400, "10020021", "Invalid instance ID: want 32 to 64 characters.")
    }
    guard groups.count == 1 else {
      throw .invalidParameter(
        .dbss, "securitygroup_ids: got \(groups.count) ids, want exactly one")
    }
    let assets = assets(of: call)
    guard assets.auditInstances[id] != nil else {
      throw .dbss(404, "10021004", "The instance does not exist: \(id)")
    }
    guard assets.securityGroups[groups[0]] != nil else {
      throw .invalidParameter(.dbss, "securitygroup_ids: no security group \(groups[0])")
    }
    var answer = Answer.json(
      ["result": "success"], changing: [.securityGroup(groups[0], instanceID: id)])
    answer.unknown = unknown
    return answer
  }

  func listAuditInstances(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call, ["limit": .integer(1...1_000), "offset": .integer(0...Int.max)], paged: false)
    let instances = assets(of: call).inventory.auditInstances
    let isProduct = configuration.auditListing == .servers
    let answers = parameters.page(
      instances, limit: parameters.integer("limit", default: 100),
      offset: parameters.integer("offset", default: 0)
    ).map { self.answer($0, identifiedBy: isProduct ? "id" : "instance_id") }
    var answer = Answer.json([
      isProduct ? "servers" : "instances": .array(answers), "total": .integer(instances.count),
    ])
    answer.unknown = parameters.unknown
    return answer
  }

  private func answer(_ instance: AuditInstance, identifiedBy name: String) -> JSON {
    [
      name: .string(instance.id), "resource_id": .string(instance.resourceID),
      "name": .string(instance.name), "status": .string(instance.status), "task": "NO_TASK",
      "security_group_id": .string(securityGroup(ofInstance: instance)),
      "enterprise_project_id": .string(instance.enterpriseProjectID),
      "connect_ip": .string(instance.connectIP), "connectIpv6": "", "comment": "",
      "vpc_id": .string(instance.vpcID), "subnet_id": "", "port_id": "", "charge_model": "Period",
      "cpu": 4, "ram": 16, "database_limit": 3, "config_num": 1, "effect": 1, "remain_days": "90",
      "keep_days": "180", "region": .string(account.projects[0].name), "zone": "az1",
      "specification": "professional", "version": "24.10.0", "timezone": "+08:00",
      "created": "2025-01-01T00:00:00Z", "expired": "2027-01-01T00:00:00Z",
      "binding_db_type": "RDS", "supported_feature": [], "failed_reason": "", "new_version": "",
      "resource_spec_code": "dbss.professional", "upgrade_log": "",
    ]
  }

  func securityGroup(ofInstance instance: AuditInstance) -> String {
    keeper.read { $0.securityGroups[instance.id] } ?? instance.securityGroupID
  }
}
