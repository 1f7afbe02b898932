// Reads of process whitelist policies.
extension HSS {
  /// Whitelist policies, with every member that a change of one needs.
  package static let whitelistPolicies = Operation(
    "ListAppWhitelistPolicy", service: .hss, path: "/v5/{project_id}/app/policy",
    parameters: [
      .enterpriseProject,
      Parameter("policy_name", .query, .text(nil), "The policy's name."),
      Parameter("policy_type", .query, .choice(["block"]), "The policy's type."),
      Parameter(
        "learning_status", .query,
        .choice(["effecting", "learned", "learning", "pause", "abnormal"]), "How far learning is."),
      Parameter("intercept", .query, .boolean, "Whether blocking is enabled."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListAppWhitelistPolicy")

  /// The servers to which whitelist policies apply.
  package static let whitelistPolicyHosts = Operation(
    "ListAppWhitelistPolicyHost", service: .hss, path: "/v5/{project_id}/app/host",
    parameters: [
      .enterpriseProject,
      Parameter("policy_name", .query, .text(nil), "The policy's name."),
      Parameter(
        "learning_status", .query,
        .choice(["effecting", "learned", "learning", "pause", "abnormal"]), "How far learning is."),
      Parameter("apply_status", .query, .boolean, "Whether the policy is applied."),
      Parameter(
        "asset_value", .query, .choice(["important", "common", "test"]),
        "How important the server is."),
      Parameter("host_name", .query, .text(1...256), "The server's name."),
      Parameter("private_ip", .query, .text(1...128), "The private address."),
      Parameter("os_type", .query, .choice(["Linux", "Windows"]), "The operating system."),
      Parameter("policy_id", .query, .text(nil), "The policy's ID."),
      Parameter("public_ip", .query, .text(nil), "The public address."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListAppWhitelistPolicyHost")
}
