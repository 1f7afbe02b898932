// A simulated Huawei Cloud on loopback. It is started by tests, by `reeve sandbox`, and within any other
// command where no cloud is configured; there it only opens a socket, until a first request comes.

import Synchronization

package final class Sandbox: Sendable {
  private let engine: Engine
  private let server = Mutex<HTTPServer?>(nil)

  /// Reads the state and the inventory that the configuration names.
  package init(_ configuration: SandboxConfiguration = SandboxConfiguration())
    throws(SandboxError)
  {
    engine = try Engine(configuration)
  }

  /// Starts to listen and says where; requests wait until it serves.
  ///
  /// A command that may never send a request so has an address to send it to, without the threads of a server.
  @discardableResult
  package func listen() throws(SandboxError) -> SandboxAddress {
    try server.withLock { server throws(SandboxError) in
      guard server == nil else { throw .alreadyStarted }
      let configuration = engine.configuration
      let listening = try HTTPServer(host: configuration.host, port: configuration.port)
      server = listening
      return listening.address
    }
  }

  /// Answers the requests that came and come; has no effect where it does so already.
  package func serve() {
    server.withLock { $0 }?.serve(engine)
  }

  /// Listens and serves.
  @discardableResult
  package func start() throws(SandboxError) -> SandboxAddress {
    let address = try listen()
    serve()
    return address
  }

  /// Closes all connections and writes what is still to be written.
  package func stop() async {
    let running = server.withLock { server in
      let running = server
      server = nil
      return running
    }
    await running?.stop()
    await engine.keeper.stop()
  }

  /// What a client signs with.
  package func login(for user: SandboxCredentials.User = .operator) -> SandboxLogin {
    SandboxLogin(account: engine.account, user: user)
  }

  /// What a client of a sandbox of this configuration signs with, whether or not there is one.
  package static func login(
    of configuration: SandboxConfiguration, for user: SandboxCredentials.User = .operator
  ) -> SandboxLogin {
    SandboxLogin(account: Account(seed: configuration.seed), user: user)
  }

  /// Keys and ids that exist in this sandbox.
  package func credentials(for user: SandboxCredentials.User = .operator) -> SandboxCredentials {
    SandboxCredentials(account: engine.account, user: user, inventory: inventory)
  }

  package var inventory: Inventory { engine.assets.value.inventory }

  /// Agents that are online, in the default enterprise project, always in the same order: enough of
  /// them for a list of 1,000.
  package func agents(_ count: Int) -> [String] {
    inventory.hosts.lazy.filter { $0.agentStatus == "online" && $0.enterpriseProjectID == "0" }
      .prefix(count).map(\.agentID)
  }
}

// MARK: - What happened, for tests

extension Sandbox {
  package func isIgnored(_ target: PortTarget) -> Bool {
    engine.keeper.read { $0.ignoredPorts.contains(target) }
  }

  package var ignoredPorts: Set<PortTarget> { engine.keeper.read { $0.ignoredPorts } }

  /// A policy as it is now.
  package func policy(_ id: String) -> WhitelistPolicy? {
    engine.keeper.read { $0.policies[id] } ?? inventory.policies.first { $0.id == id }
  }

  /// The security group of an audit instance as it is now.
  package func securityGroup(ofInstance id: String) -> String? {
    engine.keeper.read { $0.securityGroups[id] }
      ?? inventory.auditInstances.first { $0.id == id }?.securityGroupID
  }

  /// The last requests, of one operation or of all, the oldest first.
  package func requests(of operation: String? = nil) -> [RequestRecord] {
    engine.log.records.filter { operation == nil || $0.operation == operation }
  }

  /// How many requests an operation has had.
  package func requestCount(of operation: String) -> Int { engine.log.count(of: operation) }

  package func inject(_ faults: SandboxFault...) {
    engine.faults.withLock { $0.add(faults) }
  }

  package func clearFaults() { engine.faults.withLock { $0 = FaultInjector([]) } }

  /// Sets something without a request, as another operator would.
  package func change(_ changes: StateChange...) async throws(SandboxError) {
    let failure = await withCheckedContinuation { continuation in
      engine.keeper.apply(changes) { continuation.resume(returning: $0) }
    }
    if let failure { throw failure }
  }
}
