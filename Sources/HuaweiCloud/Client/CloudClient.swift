/// Sends calls: finds the endpoint and the project, gets credentials, signs, and judges the answer.
///
/// A client repeats nothing, save one call after a token that had expired was renewed. Pacing and
/// retries belong to whoever knows what may be repeated: ``Call/isIdempotent``,
/// ``CloudError/isRetryable``, ``CloudError/mayHaveBeenApplied`` and ``CloudError/retryAfter`` say so.
/// It may be used from any number of tasks at once.
public struct CloudClient: Sendable {
  var exchange: Exchange
  let provider: any CredentialProvider
  /// Names what IAM locks after some refusals, without telling it; nil for what it does not lock.
  package var lockName: String?
  let project: ProjectFinder

  /// Makes a client from parts.
  ///
  /// - Parameters:
  ///   - transport: Carries requests.
  ///   - credentials: Gives credentials.
  ///   - endpoints: Where the services answer.
  ///   - projectID: The project; by default the token's, else the one that bears the region's name.
  ///   - projectName: The name to look for in place of the region's.
  ///   - algorithm: How requests are signed.
  ///   - userAgent: What the client calls itself.
  ///   - now: The clock, of which signatures speak.
  public init(
    transport: any Transport, credentials: any CredentialProvider, endpoints: Endpoints,
    projectID: String? = nil, projectName: String? = nil, algorithm: SigningAlgorithm = .sdk,
    userAgent: String = "reeve", now: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    exchange = Exchange(
      transport: transport, endpoints: endpoints, algorithm: algorithm, userAgent: userAgent,
      now: now)
    provider = credentials
    project = ProjectFinder(
      projectID: projectID, name: projectName ?? endpoints.region, exchange: exchange)
  }

  /// Where the services answer.
  public var endpoints: Endpoints { exchange.endpoints }

  /// The same client, whose calls go through another transport; logins do not.
  package func through(_ wrap: (any Transport) -> any Transport) -> CloudClient {
    var client = self
    client.exchange.transport = wrap(exchange.transport)
    return client
  }

  /// Sends a call once.
  ///
  /// - Parameter call: What is asked.
  /// - Returns: The answer, its success established.
  /// - Throws: ``CloudError`` when the service refused, no answer came, or the call could not be
  ///   sent.
  @discardableResult
  public func send(_ call: Call) async throws(CloudError) -> Answer {
    let credentials = try await provider.credentials()
    do throws(CloudError) {
      let answer = try await send(call, as: credentials)
      await provider.accepted(credentials)
      return answer
    } catch {
      guard error.isAuthentication else { throw error }
      guard let renewed = try await provider.renewed(insteadOf: credentials) else { throw error }
      let answer = try await send(call, as: renewed)
      await provider.accepted(renewed)
      return answer
    }
  }

  private func send(_ call: Call, as credentials: Credentials) async throws(CloudError) -> Answer {
    let projectID = call.needsProject ? try await project.id(as: credentials) : nil
    return try await exchange.send(call, as: credentials, projectID: projectID)
  }

  /// The project that calls go to.
  ///
  /// - Returns: Its ID.
  /// - Throws: ``CloudError`` when it has to be looked up and that fails.
  public func projectID() async throws(CloudError) -> String {
    try await project.id(as: try await provider.credentials())
  }
}

/// Finds the project's ID: set, in the token, or by its name, which is asked of IAM once.
actor ProjectFinder {
  private var known: String?
  private let name: String?
  private let exchange: Exchange
  private let flights = SingleFlight<String>()

  init(projectID: String?, name: String?, exchange: Exchange) {
    known = projectID
    self.name = name
    self.exchange = exchange
  }

  func id(as credentials: Credentials) async throws(CloudError) -> String {
    if let id = known ?? credentials.projectID { return id }
    guard let name else { throw .configuration(.noProjectName) }
    let exchange = exchange
    return try await flights.value { () async throws(CloudError) in
      let id = try await IAM.projectID(named: name, through: exchange, as: credentials)
      await self.remember(id)
      return id
    }
  }

  private func remember(_ id: String) { known = id }
}
