/// Credentials, project and endpoints from one source.
public struct CloudConfiguration: Sendable, Hashable {
  /// Where everything comes from, for people: `HUAWEICLOUD_SDK_AK`, or a file's path.
  public var source: String
  /// How credentials come about.
  public var login: Login
  /// Where the services answer.
  public var endpoints: Endpoints
  /// The project, where the source names it.
  public var projectID: String?
  /// The project's name, where it is not the region's.
  public var projectName: String?
  /// The enterprise project that the source names.
  public var enterpriseProject: EnterpriseProject?
  /// How requests are signed.
  public var algorithm = SigningAlgorithm.sdk

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - source: Where everything comes from, for people.
  ///   - login: How credentials come about.
  ///   - endpoints: Where the services answer.
  ///   - projectID: The project; by default the token's, else the one that bears the region's name.
  ///   - projectName: The name to look for in place of the region's.
  ///   - enterpriseProject: The enterprise project.
  public init(
    source: String, login: Login, endpoints: Endpoints, projectID: String? = nil,
    projectName: String? = nil, enterpriseProject: EnterpriseProject? = nil
  ) {
    self.source = source
    self.login = login
    self.endpoints = endpoints
    self.projectID = projectID
    self.projectName = projectName
    self.enterpriseProject = enterpriseProject
  }
}

extension CloudClient {
  /// Makes a client as a configuration says.
  ///
  /// - Parameters:
  ///   - configuration: Credentials, project and endpoints.
  ///   - transport: Carries requests.
  ///   - tokens: Where tokens outlive this process.
  ///   - userAgent: What the client calls itself.
  ///   - now: The clock, of which signatures speak.
  public init(
    _ configuration: CloudConfiguration, transport: any Transport,
    tokens: (any TokenStore)? = nil, userAgent: String = "reeve",
    now: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    let exchange = Exchange(
      transport: transport, endpoints: configuration.endpoints,
      algorithm: configuration.algorithm, userAgent: userAgent, now: now)
    self.init(
      transport: transport,
      credentials: configuration.login.provider(through: exchange, tokens: tokens),
      endpoints: configuration.endpoints, projectID: configuration.projectID,
      projectName: configuration.projectName, algorithm: configuration.algorithm,
      userAgent: userAgent, now: now)
    self.exchange.secrets = configuration.login.secrets
    lockName = configuration.login.lockName
  }
}

extension Login {
  /// The provider of these credentials.
  func provider(
    through exchange: Exchange, tokens: (any TokenStore)?
  ) -> any CredentialProvider {
    switch self {
    case .accessKey(let key, let domainID):
      return FixedCredentials(.accessKey(key, domainID: domainID))
    case .token(let value): return FixedCredentials(.token(Token(value: value)))
    case .password(let login):
      return LoginCredentials(
        store: tokens, storeKey: storeKey(exchange), now: exchange.now
      ) { () async throws(CloudError) in
        try await IAM.token(IAM.call(for: login), through: exchange, password: login.password)
      }
    case .agency(let agency, let own):
      let source = own.provider(through: exchange, tokens: tokens)
      return LoginCredentials(
        store: tokens, storeKey: storeKey(exchange), now: exchange.now
      ) { () async throws(CloudError) in
        try await IAM.token(
          IAM.call(for: agency), through: exchange, as: try await source.credentials())
      }
    }
  }

  /// A name for the key or the user, which IAM locks after some refusals.
  var lockName: String? {
    switch self {
    case .accessKey(let key, _): Digest.sha256(Array("key \(key.id)".utf8))
    case .password(let login): Digest.sha256(Array("user \(login.user)".utf8))
    case .agency(_, let own): own.lockName
    case .token: nil
    }
  }

  /// A name that differs for each place, account, user and scope, and holds no secret.
  private func storeKey(_ exchange: Exchange) -> String {
    let place = (try? exchange.endpoints.endpoint(of: .iam)).map { "\($0)" } ?? ""
    return "\(place) \(self)"
  }
}
