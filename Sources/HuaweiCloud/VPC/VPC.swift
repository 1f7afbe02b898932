/// Virtual Private Cloud: the security groups that instances are put into.
public struct VPC: Sendable {
  /// What sends the calls.
  let client: CloudClient

  /// Lists security groups.
  ///
  /// - Parameter filters: Filters by the reference's names: `id`, `name` and `description` take lists.
  /// - Returns: Pages of up to 2,000 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: VPC, *ListSecurityGroups*, `GET /v3/{project_id}/vpc/security-groups`.
  public func securityGroups(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.securityGroups, filters)
  }

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

extension CloudClient {
  /// Virtual Private Cloud.
  public var vpc: VPC { VPC(client: self) }
}
