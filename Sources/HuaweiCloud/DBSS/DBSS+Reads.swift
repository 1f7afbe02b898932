// Reads of database audit instances.
extension DBSS {
  /// Lists database audit instances, with their security groups.
  ///
  /// The service offers no filter.
  ///
  /// - Returns: Pages of up to 1,000 items; each has an `instance_id` and an `id`, whatever the region calls it.
  /// - Throws: ``CloudError``, never before the first page is asked for.
  ///
  /// API reference: DBSS, *ListAuditInstancesNew*, `GET /v1/{project_id}/audit/instances`.
  public func auditInstances() throws(CloudError) -> Pages {
    try client.pages(of: Self.auditInstances)
  }

  /// Database audit instances, with their security groups.
  ///
  /// Some regions answer `servers` with an `id` where others answer `instances` with an
  /// `instance_id`: an item always has both. Its `resource_id` is something else.
  package static let auditInstances = Operation(
    "ListAuditInstancesNew", service: .dbss, path: "/v1/{project_id}/audit/instances",
    parameters: [],
    paging: .offset(
      limit: 1000, maximumOffset: nil, lists: ["instances", "servers"], total: "total"),
    memberAliases: ["instance_id": "id", "id": "instance_id"],
    reference: "DBSS API, ListAuditInstancesNew")
}
