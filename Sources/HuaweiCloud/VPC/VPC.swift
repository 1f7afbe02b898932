/// Virtual Private Cloud: the security groups that instances are put into.
public enum VPC {
  /// Security groups.
  package static let securityGroups = Operation(
    "ListSecurityGroups", service: .vpc, path: "/v3/{project_id}/vpc/security-groups",
    parameters: [
      Parameter("id", .query, .texts(count: nil, each: nil), "IDs of security groups."),
      Parameter("name", .query, .texts(count: nil, each: nil), "Names of security groups."),
      Parameter(
        "description", .query, .texts(count: nil, each: nil), "Descriptions of security groups."),
      Parameter(
        "enterprise_project_id", .query, .text(nil),
        "The enterprise project of the security groups."),
    ],
    paging: .marker(
      limit: 2000, list: "security_groups", next: ["page_info", "next_marker"]),
    reference: "VPC API v3, ListSecurityGroups")
}
