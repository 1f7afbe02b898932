/// Enterprise Project Management Service: the values of `enterprise_project_id`.
public enum EPS {
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
