/// Host Security Service: open ports and process whitelists of servers.
///
/// HSS documents 600 calls a minute for each operation, of which a user or an address may make 5.
public struct HSS: Sendable {
  /// What sends the calls.
  let client: CloudClient

  /// The operations, as data, in the order of the reference.
  package static let operations = [
    hosts, hostGroups, ports, portHosts, portStatistics, batchModifyPortStatus, whitelistPolicies,
    whitelistPolicyHosts, changeAppWhitelistPolicy,
  ]
}

extension CloudClient {
  /// Host Security Service.
  public var hss: HSS { HSS(client: self) }
}

/// What an operation of HSS is about: servers, or the containers on them.
public enum AssetCategory: String, Sendable, Hashable, CaseIterable {
  /// Servers.
  case host
  /// Containers.
  case container
}

/// An enterprise project: the part of an account that an asset belongs to.
public struct EnterpriseProject: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The ID, 1 to 256 characters.
  public let id: String

  /// Makes an enterprise project from its ID.
  public init(_ id: String) { self.id = id }

  /// Makes an enterprise project from its ID.
  public init(stringLiteral value: String) { self.init(value) }

  /// The default enterprise project, `"0"`.
  public static let `default`: Self = "0"
  /// Every enterprise project that the user may see, `"all_granted_eps"`.
  public static let allGranted: Self = "all_granted_eps"
}
