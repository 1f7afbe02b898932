extension CloudService {
  private static let knownMembers: Set<String> = [
    "policy_id", "policy_name", "policy_type", "learning_days", "specified_dir", "intercept",
    "auto_confirm", "auto_detect", "dir_list", "ext_list", "host_id_list",
  ]

  /// Replaces a policy by what the request says; optional members left out become empty.
  func changeAppWhitelistPolicy(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call, ["enterprise_project_id": .text(1...256)], paged: false,
      required: ["enterprise_project_id"])
    var (new, unknown) = try call.body { fields throws(FieldError) in
      (try WhitelistPolicy(fields: fields), fields.names(besides: Self.knownMembers))
    }
    guard let old = policy(new.id, in: assets(of: call), parameters.enterpriseProject) else {
      throw .hss("HSS.1004", "the policy does not exist: \(new.id)")
    }
    new.enterpriseProjectID = old.enterpriseProjectID
    new.learningStatus = old.learningStatus
    new.isDefault = old.isDefault
    if configuration.checksAgents {
      for host in new.hostIDs where assets(of: call).host(id: host) == nil {
        throw .hss("HSS.0011", "resource not found: host \(host)")
      }
    }
    var answer = Answer.empty(changing: [.policy(new)])
    unknown += parameters.unknown
    answer.unknown = unknown
    return answer
  }

  func listAppWhitelistPolicy(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "policy_name": .text(0...128), "policy_type": .choice(["block"]),
        "learning_status": .choice(Vocabulary.learningStatuses), "intercept": .boolean,
      ], required: ["limit"])
    let matches = policies(in: assets(of: call), parameters.enterpriseProject).filter { policy in
      parameters["policy_name"].map { policy.name.contains($0) } != false
        && parameters["learning_status"].map { policy.learningStatus == $0 } != false
        && parameters.bool("intercept").map { policy.intercepts == $0 } != false
    }
    return page(
      ArraySlice(parameters.page(matches).map(\.answer)), of: matches.count,
      unknown: parameters.unknown)
  }

  func listAppWhitelistPolicyHost(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "policy_name": .text(0...128), "policy_id": .text(0...64),
        "learning_status": .choice(Vocabulary.learningStatuses), "apply_status": .boolean,
        "asset_value": .choice(Vocabulary.assetValues), "host_name": .text(1...256),
        "private_ip": .text(1...128), "public_ip": .text(0...128),
        "os_type": .choice(["Linux", "Windows"]),
      ], required: ["limit"])
    let assets = assets(of: call)
    var matches: [JSON] = []
    for policy in policies(in: assets, parameters.enterpriseProject) {
      guard parameters["policy_name"].map({ policy.name.contains($0) }) != false,
        parameters["policy_id"].map({ policy.id == $0 }) != false,
        parameters["learning_status"].map({ policy.learningStatus == $0 }) != false
      else { continue }
      for host in policy.hostIDs.compactMap(assets.host(id:)) {
        let isApplied = host.agentStatus == "online"
        guard parameters.bool("apply_status").map({ isApplied == $0 }) != false,
          parameters["asset_value"].map({ host.assetValue == $0 }) != false,
          parameters["host_name"].map({ host.name.contains($0) }) != false,
          parameters["private_ip"].map({ host.privateIP.contains($0) }) != false,
          parameters["public_ip"].map({ host.publicIP.contains($0) }) != false,
          parameters["os_type"].map({ host.osType == $0 }) != false
        else { continue }
        matches.append(Self.answer(host, under: policy, isApplied: isApplied))
      }
    }
    return page(parameters.page(matches), of: matches.count, unknown: parameters.unknown)
  }

  private static func answer(_ host: Host, under policy: WhitelistPolicy, isApplied: Bool) -> JSON {
    [
      "host_id": .string(host.hostID), "host_name": .string(host.name),
      "public_ip": .string(host.publicIP), "private_ip": .string(host.privateIP),
      "asset_value": .string(host.assetValue), "policy_name": .string(policy.name),
      "event_num": 0, "os_type": .string(host.osType),
      "learning_status": .string(policy.learningStatus), "apply_status": .bool(isApplied),
      "intercept": .bool(policy.intercepts), "policy_id": .string(policy.id),
      "policy_type": .string(policy.type),
    ]
  }

  func showAppWhitelistPolicy(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call, ["enterprise_project_id": .text(1...256)], paged: false)
    let id = call.pathParameters[1]
    guard let policy = policy(id, in: assets(of: call), parameters.enterpriseProject) else {
      throw .hss("HSS.1004", "the policy does not exist: \(id)")
    }
    return .json([
      "policy_id": .string(policy.id), "policy_name": .string(policy.name),
      "policy_type": .string(policy.type), "intercept": .bool(policy.intercepts),
      "update_time": 1_775_203_750_000, "total_num": 48, "unconfirmed_num": 3, "trust_num": 41,
      "suspicious_num": 3, "malicious_num": 1, "unknown_num": 3,
      "auto_apply": .bool(policy.detectsAutomatically),
    ])
  }

  /// A policy as it is now.
  func policy(_ id: String, in assets: Assets, _ enterpriseProject: String?) -> WhitelistPolicy? {
    guard let index = assets.policies[id] else { return nil }
    let policy = keeper.read { $0.policies[id] } ?? assets.inventory.policies[index]
    return enterpriseProject == nil || policy.enterpriseProjectID == enterpriseProject
      ? policy : nil
  }

  private func policies(in assets: Assets, _ enterpriseProject: String?) -> [WhitelistPolicy] {
    assets.inventory.policies.compactMap { policy($0.id, in: assets, enterpriseProject) }
  }
}

extension WhitelistPolicy {
  /// The policy as the list answers it; extensions have another name than in the request.
  fileprivate var answer: JSON {
    [
      "policy_id": .string(id), "policy_name": .string(name), "policy_type": .string(type),
      "learning_status": .string(learningStatus), "learning_days": .integer(learningDays),
      "specified_dir": .bool(specifiesDirectory), "dir_list": .strings(directories),
      "file_extension_list": .strings(fileExtensions), "intercept": .bool(intercepts),
      "auto_detect": .bool(detectsAutomatically), "not_effect_host_num": 0,
      "effect_host_num": .integer(hostIDs.count), "trust_num": 41, "suspicious_num": 3,
      "malicious_num": 1, "unknown_num": 3, "abnormal_info_list": [],
      "auto_confirm": .bool(confirmsAutomatically), "default_policy": .bool(isDefault),
      "host_id_list": .strings(hostIDs),
    ]
  }
}
