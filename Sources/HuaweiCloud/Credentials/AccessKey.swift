/// An access key: what signs requests.
public struct AccessKey: Sendable, Hashable {
  /// The public half, `AK`.
  public var id: String
  /// The secret half, `SK`.
  public var secret: Secret
  /// The security token that belongs to a temporary key.
  public var securityToken: Secret?

  /// Makes a key.
  public init(id: String, secret: Secret, securityToken: Secret? = nil) {
    self.id = id
    self.secret = secret
    self.securityToken = securityToken
  }
}

/// An IAM token: what stands in `X-Auth-Token`.
public struct Token: Sendable, Hashable {
  /// The token's text, up to 32,768 characters.
  public var value: Secret
  /// When IAM stops accepting it, where that is known; IAM gives 24 hours.
  public var expiresAt: Timestamp?
  /// The project it is limited to, where it is.
  public var projectID: String?

  /// Makes a token.
  public init(value: Secret, expiresAt: Timestamp? = nil, projectID: String? = nil) {
    self.value = value
    self.expiresAt = expiresAt
    self.projectID = projectID
  }
}

/// What makes a request acceptable to a service.
public enum Credentials: Sendable, Hashable {
  /// Requests are signed with a key; the account's ID goes along where it is known.
  case accessKey(AccessKey, domainID: String? = nil)
  /// Requests carry a token.
  case token(Token)

  /// Every text in it that must not be shown.
  var secrets: [Secret] {
    switch self {
    case .accessKey(let key, _):
      [key.secret, key.securityToken, Secret(key.id)].compactMap { $0 }
    case .token(let token): [token.value]
    }
  }

  /// The project that the credentials are limited to, where they are.
  var projectID: String? {
    guard case .token(let token) = self else { return nil }
    return token.projectID
  }
}
