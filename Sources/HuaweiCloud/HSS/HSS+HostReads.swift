// Reads of servers and their groups.
extension HSS {
  /// Servers, with the IDs of their agents.
  package static let hosts = Operation(
    "ListHostStatus", service: .hss, path: "/v5/{project_id}/host-management/hosts",
    parameters: [
      .enterpriseProject,
      Parameter(
        "version", .query,
        .choice([
          "hss.version.null", "hss.version.basic", "hss.version.advanced", "hss.version.enterprise",
          "hss.version.premium", "hss.version.wtp", "hss.version.container.enterprise",
        ]), "The edition that protects the server."),
      Parameter(
        "agent_status", .query,
        .choice(["installed", "online", "offline", "install_failed", "installing", "not_installed"]
        ), "The state of the agent."),
      Parameter(
        "detect_result", .query, .choice(["undetected", "clean", "risk", "scanning"]),
        "What the last check found."),
      Parameter("host_name", .query, .text(1...256), "The server's name."),
      Parameter("host_id", .query, .text(1...64), "The server's ID."),
      Parameter(
        "host_status", .query, .choice(["ACTIVE", "SHUTOFF", "BUILDING", "ERROR"]),
        "The state of the server itself."),
      Parameter("os_type", .query, .choice(["Linux", "Windows"]), "The operating system."),
      Parameter("private_ip", .query, .text(1...128), "The private address."),
      Parameter("public_ip", .query, .text(nil), "The public address."),
      Parameter("ip_addr", .query, .text(1...128), "The public or private address."),
      Parameter(
        "protect_status", .query, .choice(["closed", "opened", "protection_exception"]),
        "Whether the server is protected."),
      Parameter("group_id", .query, .text(nil), "The ID of a server group."),
      Parameter("group_name", .query, .text(1...64), "The name of a server group."),
      Parameter("vpc_id", .query, .text(1...128), "The ID of a VPC."),
      Parameter(
        "host_name_list", .query, .texts(count: 1...100, each: 1...64), "Names of servers."),
      Parameter("host_id_list", .query, .texts(count: 1...100, each: 1...36), "IDs of servers."),
      Parameter(
        "public_ip_list", .query, .texts(count: 1...100, each: 1...39), "Public addresses."),
      Parameter(
        "private_ip_list", .query, .texts(count: 1...100, each: 1...39), "Private addresses."),
      Parameter("has_intrusion", .query, .boolean, "Whether intrusions were found."),
      Parameter("has_vul", .query, .boolean, "Whether vulnerabilities were found."),
      Parameter("has_baseline", .query, .boolean, "Whether baseline risks were found."),
      Parameter("sort_key", .query, .text(nil), "What to sort by."),
      Parameter("sort_dir", .query, .choice(["asc", "desc"]), "Which way to sort."),
      Parameter("policy_group_id", .query, .text(0...128), "The ID of a policy group."),
      Parameter("policy_group_name", .query, .text(1...256), "The name of a policy group."),
      Parameter(
        "charging_mode", .query, .choice(["packet_cycle", "on_demand"]),
        "How the protection is paid."),
      Parameter("refresh", .query, .boolean, "Whether the list of servers is read again first."),
      Parameter(
        "get_common_login_locations", .query, .boolean,
        "Whether common login locations are answered too."),
      Parameter("above_version", .query, .boolean, "Whether later editions count too."),
      Parameter("outside_host", .query, .boolean, "Whether the server is outside Huawei Cloud."),
      Parameter(
        "asset_value", .query, .choice(["important", "common", "test"]),
        "How important the server is."),
      Parameter("label", .query, .text(1...64), "A label of the server."),
      Parameter("server_group", .query, .text(1...64), "The name of a server group."),
      Parameter("agent_upgradable", .query, .boolean, "Whether the agent can be upgraded."),
      Parameter(
        "install_mode", .query, .boolean, "Whether the agent was installed by the service."),
      Parameter("binding_key", .query, .boolean, "Whether a key is bound."),
      Parameter("protect_interrupt", .query, .boolean, "Whether protection is interrupted."),
      Parameter("incluster", .query, .boolean, "Whether the server is in a cluster."),
      Parameter("protect_degradation", .query, .boolean, "Whether protection is degraded."),
      Parameter("cluster_id", .query, .text(1...64), "The ID of a cluster."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListHostStatus")

  /// Groups of servers.
  package static let hostGroups = Operation(
    "ListHostGroups", service: .hss, path: "/v5/{project_id}/host-management/groups",
    parameters: [
      .enterpriseProject,
      Parameter("group_name", .query, .text(1...64), "The name of a server group."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListHostGroups")
}

extension Operation.Paging {
  /// How every list of HSS is read.
  static let pagesOfHSS = Self.offset(
    limit: 200, maximumOffset: 2_000_000, lists: ["data_list"], total: "total_num")
}

extension Parameter {
  /// Whose assets an operation of HSS is about.
  static let enterpriseProject = Parameter(
    "enterprise_project_id", .query, .text(1...256), default: "0",
    "Whose assets; `all_granted_eps` for all enterprise projects.")
}
