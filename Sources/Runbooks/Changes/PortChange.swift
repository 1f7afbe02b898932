package import HuaweiCloud

/// One port that is to be ignored or reported again.
///
/// Tens of thousands wait at once, so it takes little: what few of them have is kept apart, and is one for those that
/// have the same.
package struct PortChange: Sendable, Hashable {
  package var action: PortStatusChange.Action
  package let category: AssetCategory
  package let transportProtocol: Port.TransportProtocol
  private let shortNumber: Int32
  package let agentID: String
  private let details: Details?

  /// What most changes go without.
  private final class Details: Sendable, Hashable {
    let hostID: String?
    let containerID: String?
    let enterpriseProject: EnterpriseProject?

    init(_ hostID: String?, _ containerID: String?, _ enterpriseProject: EnterpriseProject?) {
      self.hostID = hostID
      self.containerID = containerID
      self.enterpriseProject = enterpriseProject
    }

    static func == (left: Details, right: Details) -> Bool {
      left === right
        || (left.hostID == right.hostID && left.containerID == right.containerID
          && left.enterpriseProject == right.enterpriseProject)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(hostID)
      hasher.combine(containerID)
      hasher.combine(enterpriseProject)
    }
  }

  /// Makes a change.
  ///
  /// - Parameters:
  ///   - action: What happens to the port.
  ///   - port: The port; its number is one that the reference allows.
  ///   - category: A port of a server, or of a container.
  ///   - enterpriseProject: Whose server.
  ///   - other: A change from which to share what is the same.
  package init(
    _ action: PortStatusChange.Action, _ port: Port, category: AssetCategory = .host,
    enterpriseProject: EnterpriseProject? = nil, sharing other: PortChange? = nil
  ) {
    self.action = action
    self.category = category
    transportProtocol = port.transportProtocol
    shortNumber = Int32(clamping: port.number)
    agentID = port.agentID
    guard port.hostID != nil || port.containerID != nil || enterpriseProject != nil else {
      details = nil
      return
    }
    let own = Details(port.hostID, port.containerID, enterpriseProject)
    details = other?.details == own ? other?.details : own
  }

  package var number: Int { Int(shortNumber) }
  package var hostID: String? { details?.hostID }
  package var containerID: String? { details?.containerID }
  package var enterpriseProject: EnterpriseProject? { details?.enterpriseProject }

  /// The port as a request has it.
  package var port: Port {
    Port(
      agentID: agentID, number: number, protocol: transportProtocol, hostID: hostID,
      containerID: containerID)
  }
}
