/// Enterprise Project Management Service: the values of `enterprise_project_id`.
public struct EPS: Sendable {
  /// What sends the calls.
  let client: CloudClient

  /// Lists enterprise projects.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `name`.
  /// - Returns: Pages of up to 1,000 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: EPS, *ListEnterpriseProject*, `GET /v1.0/enterprise-projects`.
  public func enterpriseProjects(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.enterpriseProjects, filters)
  }

  /// Enterprise projects.
  package static let enterpriseProjects = Operation(
    "ListEnterpriseProject", service: .eps, path: "/v1.0/enterprise-projects",
    parameters: [
      Parameter("id", .query, .text(nil), "The enterprise project's ID."),
      Parameter("name", .query, .text(nil), "The enterprise project's name."),
      Parameter("sort_dir", .query, .text(nil), "Which way to sort."),
      Parameter("sort_key", .query, .text(nil), "What to sort by."),
      Parameter("status", .query, .integer(1...2), "1 for enabled, 2 for disabled."),
      Parameter("type", .query, .text(nil), "`prod` or `poc`."),
    ],
    paging: .offset(
      limit: 1000, maximumOffset: nil, lists: ["enterprise_projects"], total: "total_count"),
    reference: "EPS API, ListEnterpriseProject")
}

extension CloudClient {
  /// Enterprise Project Management Service.
  public var eps: EPS { EPS(client: self) }
}
