/// The body of `BatchModifyPortStatus`.
private struct PortStatusRequest {
  private static let members: Set<String> = ["operate_type", "data_list"]
  private static let entryMembers: Set<String> = [
    "agent_id", "port", "port_type", "container_id", "host_id",
  ]

  /// Nil where the request does not say what is to become of the ports.
  let isIgnored: Bool?
  let targets: [PortTarget]
  let unknown: [String]

  init(_ body: Fields, category: String) throws(FieldError) {
    isIgnored = try body.optionalChoice("operate_type", ["ignore", "not_ignore"])
      .map { $0 == "ignore" }
    let entries = try body.objects("data_list")
    guard entries.count <= 200 else {
      throw body.outOfRange("data_list", "\(entries.count) elements", "0...200 elements")
    }
    var targets: [PortTarget] = []
    targets.reserveCapacity(entries.count)
    var unknown = body.names(besides: Self.members)
    for entry in entries {
      _ = try entry.optionalString("host_id", length: 0...64)
      targets.append(
        PortTarget(
          category: category, agentID: try entry.string("agent_id", length: 0...64),
          port: try entry.integer("port", in: 0...2_147_483_647),
          type: try entry.choice("port_type", Vocabulary.portTypes),
          containerID: try entry.optionalString("container_id", length: 0...64) ?? ""))
      unknown += entry.names(besides: Self.entryMembers)
    }
    self.targets = targets
    self.unknown = unknown
  }
}

extension CloudService {
  /// Sets or takes back that ports are ignored; the answer has no body.
  func batchModifyPortStatus(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "enterprise_project_id": .text(1...256), "category": .choice(Vocabulary.categories),
      ], paged: false, required: ["category"])
    let request = try call.body { fields throws(FieldError) in
      try PortStatusRequest(fields, category: parameters["category"] ?? "host")
    }
    if configuration.checksAgents {
      try check(
        request.targets, enterpriseProject: parameters.enterpriseProject, in: assets(of: call))
    }
    var answer = Answer.empty()
    if let isIgnored = request.isIgnored, !request.targets.isEmpty {
      answer.changes = [.ports(request.targets, ignored: isIgnored)]
    }
    answer.unknown = parameters.unknown + request.unknown
    return answer
  }

  /// One entry that does not fit refuses the whole request.
  private func check(_ targets: [PortTarget], enterpriseProject: String?, in assets: Assets)
    throws(Refusal)
  {
    for target in targets {
      guard let host = assets.host(agentID: target.agentID),
        enterpriseProject == nil || host.enterpriseProjectID == enterpriseProject
      else { throw .hss("HSS.0011", "resource not found: agent \(target.agentID)") }
      guard host.agentStatus != "offline" else {
        throw .hss("HSS.1007", "agent is offline: \(target.agentID)")
      }
    }
  }
}
