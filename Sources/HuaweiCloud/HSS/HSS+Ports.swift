extension HSS {
  /// The parameters of ``batchModifyPortStatus`` by name.
  package enum PortParameters {
    package static let enterpriseProject = Parameter.enterpriseProject
    package static let category = Parameter(
      "category", .query, .choice(AssetCategory.allCases.map(\.rawValue)), isRequired: true,
      default: "host", "Servers or containers.")
    package static let operateType = Parameter(
      "operate_type", .body, .choice(PortStatusChange.Action.allCases.map(\.rawValue)),
      "Whether the ports are ignored from now on.")
    // The reference allows an empty text too, which names no agent.
    package static let agentID = Parameter(
      "agent_id", .entry, .text(1...64), isRequired: true, "The agent's ID.")
    package static let port = Parameter(
      "port", .entry, .integer(0...2_147_483_647), isRequired: true, "The local port number.")
    package static let portType = Parameter(
      "port_type", .entry, .choice(Port.TransportProtocol.allCases.map(\.rawValue)),
      isRequired: true, "What is spoken on the port.")
    package static let containerID = Parameter(
      "container_id", .entry, .text(0...64), "The container's ID.")
    package static let hostID = Parameter("host_id", .entry, .text(0...64), "The server's ID.")
  }

  /// Changes whether open ports are reported.
  package static let batchModifyPortStatus = Operation(
    "BatchModifyPortStatus", service: .hss, method: .post,
    path: "/v5/{project_id}/asset/batch-modify-port-status",
    parameters: [
      PortParameters.enterpriseProject, PortParameters.category, PortParameters.operateType,
      PortParameters.agentID, PortParameters.port, PortParameters.portType,
      PortParameters.containerID, PortParameters.hostID,
    ],
    reference: "HSS API, Modifying the Open Port Status, 2026-04-03")
}

/// One request's worth of ports, to be ignored or reported again.
public struct PortStatusChange: Sendable, Hashable {
  /// What happens to the ports.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// HSS stops reporting them.
    case ignore
    /// HSS reports them again.
    case notIgnore = "not_ignore"
  }

  /// How many ports a request holds at most.
  public static let maximumCount = 200

  /// What happens to the ports.
  public var action: Action
  /// Ports of servers, or of containers.
  public var category: AssetCategory
  /// Whose servers; the service assumes `.default`.
  public var enterpriseProject: EnterpriseProject?
  /// The ports, at most ``maximumCount``.
  public var ports: [Port]

  /// Makes a change.
  public init(
    _ action: Action, ports: [Port], category: AssetCategory = .host,
    enterpriseProject: EnterpriseProject? = nil
  ) {
    self.action = action
    self.ports = ports
    self.category = category
    self.enterpriseProject = enterpriseProject
  }

  /// The call that carries the change out.
  ///
  /// - Returns: The call, which may be sent any number of times.
  /// - Throws: ``ParameterError`` where a value is beyond the limits of the reference.
  public func call() throws(ParameterError) -> Call {
    let operation = HSS.batchModifyPortStatus
    guard (1...Self.maximumCount).contains(ports.count) else {
      throw ParameterError(
        operation: operation.name, parameter: "data_list", got: "\(ports.count) ports",
        want: "1 to \(Self.maximumCount)")
    }
    for (index, port) in ports.enumerated() { try check(port, at: index) }
    var query: [HTTPRequest.QueryItem] = [.init("category", category.rawValue)]
    if let enterpriseProject {
      try HSS.PortParameters.enterpriseProject.check(
        .string(enterpriseProject.id), operation: operation.name)
      query.append(.init("enterprise_project_id", enterpriseProject.id))
    }
    return Call(operation, query: query, body: body)
  }

  private func check(_ port: Port, at index: Int) throws(ParameterError) {
    typealias Parameters = HSS.PortParameters
    func fault(_ parameter: Parameter, _ got: String) -> ParameterError {
      parameter.fault(operation: HSS.batchModifyPortStatus.name, got: got, entry: index)
    }
    guard Parameters.agentID.allows(port.agentID) else {
      throw fault(Parameters.agentID, "\"\(port.agentID)\"")
    }
    guard Parameters.port.allows(.int(port.number)) else {
      throw fault(Parameters.port, "\(port.number)")
    }
    if let id = port.hostID, !Parameters.hostID.allows(id) {
      throw fault(Parameters.hostID, "\"\(id)\"")
    }
    if let id = port.containerID, !Parameters.containerID.allows(id) {
      throw fault(Parameters.containerID, "\"\(id)\"")
    }
  }

  private var body: [UInt8] {
    var writer = JSONWriter(capacity: 64 + ports.count * 160)
    writer.object { writer in
      writer.member("operate_type", action.rawValue)
      writer.plainName("data_list")
      writer.array(ports) { writer, port in
        writer.object { writer in
          writer.member("port", port.number)
          writer.member("port_type", port.transportProtocol.rawValue)
          if let id = port.containerID { writer.member("container_id", id) }
          if let id = port.hostID { writer.member("host_id", id) }
          writer.member("agent_id", port.agentID)
        }
      }
    }
    return writer.bytes
  }
}

extension HSS {
  /// Ignores open ports, so that HSS stops reporting them.
  ///
  /// Sends at most 200 ports a request; longer lists go in consecutive requests, and those already
  /// sent stay ignored when a later one fails.
  ///
  /// - Parameters:
  ///   - ports: The ports.
  ///   - category: Ports of servers, or of containers.
  ///   - enterpriseProject: Whose servers; the service's own default is `.default` (`"0"`).
  /// - Throws: ``CloudError``: ``ServiceError`` when HSS refuses (`HSS.0001`: a parameter),
  ///   ``TransportError`` when no answer came, ``ParameterError`` before anything was sent.
  ///
  /// API reference: HSS, *Modifying the Open Port Status*,
  /// `POST /v5/{project_id}/asset/batch-modify-port-status` (page of 2026-04-03).
  public func ignore(
    _ ports: [Port], category: AssetCategory = .host, enterpriseProject: EnterpriseProject? = nil
  ) async throws(CloudError) {
    try await change(
      .init(.ignore, ports: ports, category: category, enterpriseProject: enterpriseProject))
  }

  /// Takes back ``ignore(_:category:enterpriseProject:)``: HSS reports the ports again.
  ///
  /// - Parameters:
  ///   - ports: The ports.
  ///   - category: Ports of servers, or of containers.
  ///   - enterpriseProject: Whose servers; the service's own default is `.default` (`"0"`).
  /// - Throws: ``CloudError`` as for ignoring.
  ///
  /// API reference: HSS, *Modifying the Open Port Status*,
  /// `POST /v5/{project_id}/asset/batch-modify-port-status` (page of 2026-04-03).
  public func unignore(
    _ ports: [Port], category: AssetCategory = .host, enterpriseProject: EnterpriseProject? = nil
  ) async throws(CloudError) {
    try await change(
      .init(.notIgnore, ports: ports, category: category, enterpriseProject: enterpriseProject))
  }

  /// Checks the whole list before the first request leaves.
  private func change(_ whole: PortStatusChange) async throws(CloudError) {
    let calls: [Call]
    do throws(ParameterError) {
      calls = try whole.calls()
    } catch {
      throw .parameter(error)
    }
    for call in calls { try await client.send(call) }
  }
}

extension PortStatusChange {
  /// The calls that carry the change out, however many ports it has.
  fileprivate func calls() throws(ParameterError) -> [Call] {
    var calls: [Call] = []
    for start in stride(from: 0, to: ports.count, by: Self.maximumCount) {
      var part = self
      part.ports = Array(ports[start..<min(start + Self.maximumCount, ports.count)])
      calls.append(try part.call())
    }
    return calls
  }
}
