extension CloudService {
  private static let knownMembers: Set<String> = ["operate_type", "data_list"]
  private static let knownEntryMembers: Set<String> = [
    "agent_id", "port", "port_type", "container_id", "host_id",
  ]

  /// Sets or takes back that ports are ignored; the answer has no body.
  func batchModifyPortStatus(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "enterprise_project_id": .text(1...256), "category": .choice(Vocabulary.categories),
      ], paged: false, required: ["category"])
    let body = try call.body()
    let operation = try call.reading { () throws(FieldError) in
      try body.optionalChoice("operate_type", ["ignore", "not_ignore"])
    }
    let entries = try call.reading { () throws(FieldError) in try body.objects("data_list") }
    guard entries.count <= 200 else {
      throw .invalidParameter(.hss, "data_list: got \(entries.count) elements, want 0...200")
    }
    var unknown = parameters.unknown + body.names(besides: Self.knownMembers)
    var targets: [PortTarget] = []
    targets.reserveCapacity(entries.count)
    let category = parameters["category"] ?? "host"
    for entry in entries {
      unknown += entry.names(besides: Self.knownEntryMembers)
      targets.append(
        try call.reading { () throws(FieldError) in
          try target(of: entry, category: category)
        })
    }
    guard let operation else {
      throw .invalidParameter(.hss, "operate_type is missing, want ignore or not_ignore")
    }
    if configuration.checksAgents {
      try check(targets, enterpriseProject: parameters.enterpriseProject, in: assets(of: call))
    }
    var answer = Answer.empty(
      changing: targets.isEmpty ? [] : [.ports(targets, ignored: operation == "ignore")])
    answer.unknown = unknown
    return answer
  }

  private func target(of entry: Fields, category: String) throws(FieldError) -> PortTarget {
    _ = try entry.optionalString("host_id", length: 0...64)
    return PortTarget(
      category: category, agentID: try entry.string("agent_id", length: 0...64),
      port: try entry.integer("port", in: 0...2_147_483_647),
      type: try entry.choice("port_type", Vocabulary.portTypes),
      containerID: try entry.optionalString("container_id", length: 0...64) ?? "")
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
