// The lists of HSS. A list sends nothing before its first page is asked for.
extension HSS {
  /// Lists servers, with the IDs of their agents.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `agent_status`; all servers of
  ///   the default enterprise project by default.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListHostStatus*, `GET /v5/{project_id}/host-management/hosts`.
  public func hosts(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.hosts, filters)
  }

  /// Lists groups of servers, each with the IDs of its servers.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `group_name`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListHostGroups*, `GET /v5/{project_id}/host-management/groups`.
  public func hostGroups(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.hostGroups, filters)
  }

  /// Lists the open ports of one server; no item tells whether a port is ignored.
  ///
  /// - Parameters:
  ///   - hostID: The server's ID, at most 128 characters.
  ///   - filters: Further filters by the reference's names, such as `category`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListPorts*, `GET /v5/{project_id}/asset/ports`.
  public func ports(
    ofHost hostID: String, _ filters: [String: JSON] = [:]
  ) throws(CloudError) -> Pages {
    try client.pages(of: Self.ports, filters.merging(["host_id": .string(hostID)]) { $1 })
  }

  /// Lists the servers on which a port is open: the cheap way to the targets of a port change.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `port` (1 to 65535) and `type`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListPortHost*, `GET /v5/{project_id}/asset/ports/detail`.
  public func portHosts(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.portHosts, filters)
  }

  /// Lists the open ports of all servers with how many servers have each; types include `TCP6` and
  /// `UDP6`, which a port change does not take.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `status`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListPortStatistics*, `GET /v5/{project_id}/asset/port/statistics`.
  public func portStatistics(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.portStatistics, filters)
  }

  /// Lists whitelist policies, with every member that ``modify(_:enterpriseProject:)`` sends.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `policy_name`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListAppWhitelistPolicy*, `GET /v5/{project_id}/app/policy`.
  public func whitelistPolicies(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.whitelistPolicies, filters)
  }

  /// Lists the servers to which whitelist policies apply.
  ///
  /// - Parameter filters: Filters by the reference's names, such as `policy_id`.
  /// - Returns: Pages of up to 200 items.
  /// - Throws: ``CloudError`` where a filter is unknown or beyond its limits.
  ///
  /// API reference: HSS, *ListAppWhitelistPolicyHost*, `GET /v5/{project_id}/app/host`.
  public func whitelistPolicyHosts(_ filters: [String: JSON] = [:]) throws(CloudError) -> Pages {
    try client.pages(of: Self.whitelistPolicyHosts, filters)
  }
}
