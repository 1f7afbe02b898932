/// How a sandbox behaves; the defaults are those of a service without load and without faults.
package struct SandboxConfiguration: Sendable {
  /// How the list of audit instances is worded: the vendor's SDK and the product's page differ.
  package enum AuditListing: String, Sendable {
    /// `instances[].instance_id`, as the SDK models it.
    case instances
    /// `servers[].id`, as the product's page shows it.
    case servers
  }

  package var host = "127.0.0.1"
  /// 0 takes any free port.
  package var port = 0
  /// Nil keeps the state in memory alone.
  package var stateFile: String?
  /// Nil gives the standard inventory of the seed.
  package var inventoryFile: String?
  package var seed: UInt64 = 1
  /// Nil counts nothing.
  package var quota: SandboxQuota?
  /// Refuses agents that do not exist, are in another enterprise project, or are out of reach.
  package var checksAgents = false
  /// Operations that IAM does not allow the user of ``SandboxCredentials``.
  package var deniedOperations: Set<String> = []
  /// The operations that may be among those.
  package static let deniableOperations = Operation.allCases.filter {
    $0.service != .sandbox && $0 != .createToken && $0 != .createTemporaryKey
  }.map(\.rawValue)
  package var latencyMilliseconds = 0
  package var jitterMilliseconds = 0
  package var faults: [SandboxFault] = []
  package var auditListing = AuditListing.instances
  package var tokenLifetimeSeconds = 86_400
  /// How many requests are kept for inspection, with their bodies.
  package var keptRequests = 1_000
  /// Receives one line of JSON for each request, never a secret.
  package var requestLog: (@Sendable (String) -> Void)?
  package var clock: @Sendable () -> Moment = { .now }

  package init() {}
}

/// At most so many calls in any window, for each user and operation.
package struct SandboxQuota: Sendable {
  package var calls = 5
  package var windowSeconds = 60.0
  /// The services that count; HSS is the one that documents its figure.
  package var services: Set<String> = ["hss"]

  package init() {}

  /// The documented quota with its window shortened, so that a test need not wait for a minute.
  package init(scaledBy factor: Double) { windowSeconds = 60 / factor }
}
