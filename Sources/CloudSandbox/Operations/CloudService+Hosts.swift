extension CloudService {
  func listHostStatus(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "version": .choice(Vocabulary.versions), "agent_status": .choice(Vocabulary.agentStatuses),
        "detect_result": .choice(["undetected", "clean", "risk", "scanning"]),
        "host_name": .text(1...256), "host_id": .text(1...64),
        "host_status": .choice(["ACTIVE", "SHUTOFF", "BUILDING", "ERROR"]),
        "os_type": .choice(["Linux", "Windows"]), "private_ip": .text(1...128),
        "public_ip": .text(0...128), "ip_addr": .text(1...128),
        "protect_status": .choice(Vocabulary.protectStatuses), "group_id": .text(0...128),
        "group_name": .text(1...64), "vpc_id": .text(1...128),
        "host_name_list": .texts(each: 1...64),
        "host_id_list": .texts(each: 1...36), "public_ip_list": .texts(each: 1...39),
        "private_ip_list": .texts(each: 1...39), "has_intrusion": .boolean, "has_vul": .boolean,
        "has_baseline": .boolean, "sort_key": .text(0...128), "sort_dir": .choice(["asc", "desc"]),
        "policy_group_id": .text(0...128), "policy_group_name": .text(1...256),
        "charging_mode": .choice(["packet_cycle", "on_demand"]), "refresh": .boolean,
        "get_common_login_locations": .boolean, "above_version": .boolean,
        "outside_host": .boolean, "asset_value": .choice(Vocabulary.assetValues),
        "label": .text(1...64), "server_group": .text(1...64), "agent_upgradable": .boolean,
        "install_mode": .boolean, "binding_key": .boolean, "protect_interrupt": .boolean,
        "incluster": .boolean, "protect_degradation": .boolean, "cluster_id": .text(1...64),
      ])
    let assets = assets(of: call)
    var matches = assets.hosts(in: parameters.enterpriseProject).filter {
      Self.matches($0, parameters, assets)
    }
    if parameters["sort_key"] == "host_name" {
      matches.sort { $0.name < $1.name }
    }
    if parameters["sort_dir"] == "desc" { matches.reverse() }
    return page(
      ArraySlice(parameters.page(matches).map { Self.answer($0, assets) }), of: matches.count,
      unknown: parameters.unknown)
  }

  private static func matches(_ host: Host, _ parameters: Parameters, _ assets: Assets) -> Bool {
    func equals(_ name: String, _ value: String) -> Bool {
      parameters[name].map { $0 == value } ?? true
    }
    func contains(_ name: String, _ values: String...) -> Bool {
      parameters[name].map { wanted in values.contains { $0.contains(wanted) } } ?? true
    }
    func isListed(_ name: String, _ value: String) -> Bool {
      parameters.list(name)?.contains(value) ?? true
    }
    func flag(_ name: String, _ value: Bool) -> Bool {
      parameters.bool(name).map { $0 == value } ?? true
    }
    return equals("version", host.version) && equals("agent_status", host.agentStatus)
      && equals("host_id", host.hostID) && equals("host_status", host.hostStatus)
      && equals("os_type", host.osType) && equals("protect_status", host.protectStatus)
      && equals("group_id", host.groupID) && equals("vpc_id", host.vpcID)
      && equals("asset_value", host.assetValue) && equals("detect_result", host.detectResult)
      && equals("charging_mode", "packet_cycle") && equals("policy_group_id", "")
      && equals("policy_group_name", "") && equals("label", "") && equals("cluster_id", "")
      && contains("host_name", host.name) && contains("private_ip", host.privateIP)
      && contains("public_ip", host.publicIP)
      && contains("ip_addr", host.privateIP, host.publicIP)
      && contains("group_name", assets.groupNames[host.groupID] ?? "")
      && contains("server_group", assets.groupNames[host.groupID] ?? "")
      && isListed("host_id_list", host.hostID) && isListed("host_name_list", host.name)
      && isListed("private_ip_list", host.privateIP) && isListed("public_ip_list", host.publicIP)
      && flag("has_vul", host.vulnerabilities > 0) && flag("has_intrusion", false)
      && flag("has_baseline", false) && flag("outside_host", false)
      && flag("agent_upgradable", false) && flag("incluster", !host.containers.isEmpty)
      && flag("protect_interrupt", false) && flag("protect_degradation", false)
  }

  private static func answer(_ host: Host, _ assets: Assets) -> JSON {
    let installed = host.hasAgent
    return [
      "host_name": .string(host.name), "host_id": .string(host.hostID),
      "agent_id": .string(host.agentID), "private_ip": .string(host.privateIP),
      "public_ip": .string(host.publicIP),
      "enterprise_project_id": .string(host.enterpriseProjectID),
      "enterprise_project_name": .string(
        assets.enterpriseProjectNames[host.enterpriseProjectID] ?? ""),
      "os_name": .string(host.osName), "os_version": .string(host.osVersion),
      "kernel_version": "5.10.0", "host_status": .string(host.hostStatus),
      "agent_status": .string(host.agentStatus),
      "install_result_code": installed ? "install_succeed" : "network_access_timeout",
      "version": .string(host.version), "protect_status": .string(host.protectStatus),
      "os_image": "", "os_type": .string(host.osType), "os_bit": "64",
      "detect_result": .string(host.detectResult), "expire_time": -1,
      "charging_mode": "packet_cycle", "resource_id": "", "outside_host": false,
      "group_id": .string(host.groupID),
      "group_name": .string(assets.groupNames[host.groupID] ?? ""),
      "policy_group_id": "", "policy_group_name": "", "asset": 0,
      "vulnerability": .integer(host.vulnerabilities), "baseline": 0, "intrusion": 0,
      "asset_value": .string(host.assetValue), "labels": [],
      "agent_create_time": .integer(installed ? 1_735_689_600_000 : 0),
      "agent_update_time": .integer(installed ? 1_767_225_600_000 : 0),
      "agent_version": installed ? "3.2.16" : "", "upgrade_status": "not_upgrade",
      "upgradable": false, "open_time": .integer(installed ? 1_735_689_600_000 : 0),
      "protect_interrupt": false, "protect_degradation": false, "host_sources": "ecs",
      "install_progress": .integer(installed ? 100 : 0), "vpc_id": .string(host.vpcID),
      "cluster_name": "", "cluster_id": "", "ransom_protection_status": "closed",
      "wtp_protect_status": "closed", "two_factor_auth": false, "mode": "", "container_type": 0,
      "common_login_area_codes": [], "node_runtime_info": [], "data_center_tag": "",
      "service_provider_name": "", "cpu_limit": "", "mem_limit": "",
    ]
  }

  func listHostGroups(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(of: call, ["group_name": .text(1...64)])
    let assets = assets(of: call)
    let hosts = assets.hosts(in: parameters.enterpriseProject)
    let matches = assets.inventory.hostGroups.filter { group in
      parameters["group_name"].map { group.name.contains($0) } != false
    }
    let answers = parameters.page(matches).map { group -> JSON in
      let members = hosts.filter { $0.groupID == group.id }
      return [
        "group_id": .string(group.id), "group_name": .string(group.name),
        "host_num": .integer(members.count),
        "risk_host_num": .integer(members.count { $0.vulnerabilities > 0 }),
        "unprotect_host_num": .integer(members.count { $0.protectStatus != "opened" }),
        "host_id_list": .strings(members.map(\.hostID)), "is_outside": false,
      ]
    }
    return page(ArraySlice(answers), of: matches.count, unknown: parameters.unknown)
  }
}

extension Host {
  fileprivate var detectResult: String {
    !hasAgent ? "undetected" : vulnerabilities > 0 ? "risk" : "clean"
  }
}
