/// A local port of a server or a container, as its agent reported it.
public struct Port: Sendable, Hashable {
  /// What is spoken on the port.
  public enum TransportProtocol: String, Sendable, Hashable, CaseIterable {
    /// TCP.
    case tcp = "TCP"
    /// UDP.
    case udp = "UDP"
  }

  /// The agent's ID, 1 to 64 characters.
  public var agentID: String
  /// The port number; the reference allows 0 to 2,147,483,647.
  public var number: Int
  /// What is spoken on the port.
  public var transportProtocol: TransportProtocol
  /// The server's ID, at most 64 characters.
  public var hostID: String?
  /// The container's ID, at most 64 characters.
  public var containerID: String?

  /// Makes a port.
  public init(
    agentID: String, number: Int, protocol transportProtocol: TransportProtocol,
    hostID: String? = nil, containerID: String? = nil
  ) {
    self.agentID = agentID
    self.number = number
    self.transportProtocol = transportProtocol
    self.hostID = hostID
    self.containerID = containerID
  }
}
