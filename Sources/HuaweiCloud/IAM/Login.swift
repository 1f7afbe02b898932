/// What a token is good for.
public enum TokenScope: Sendable, Hashable {
  /// One project, by its name: the region's, such as `cn-north-4`, or `cn-north-4_team`.
  case projectName(String)
  /// One project, by its ID.
  case projectID(String)
  /// An account's global services, by the account's name.
  case domainName(String)
  /// An account's global services, by the account's ID.
  case domainID(String)
}

/// An account, which IAM calls a domain.
public enum Domain: Sendable, Hashable {
  /// By its ID.
  case id(String)
  /// By its name.
  case name(String)
}

/// A user with a password.
public struct PasswordLogin: Sendable, Hashable {
  /// Who logs in.
  public enum User: Sendable, Hashable {
    /// A user by ID.
    case id(String)
    /// A user by name, within an account.
    case name(String, Domain)
  }

  /// Who logs in.
  public var user: User
  /// The password.
  public var password: Secret
  /// What the token is good for.
  public var scope: TokenScope

  /// Makes a login.
  public init(user: User, password: Secret, scope: TokenScope) {
    self.user = user
    self.password = password
    self.scope = scope
  }
}

/// The right to act for another account, which that account granted.
public struct Agency: Sendable, Hashable {
  /// The agency's name.
  public var name: String
  /// The account that granted it.
  public var domain: Domain
  /// What the token is good for.
  public var scope: TokenScope

  /// Makes an agency.
  public init(name: String, domain: Domain, scope: TokenScope) {
    self.name = name
    self.domain = domain
    self.scope = scope
  }
}

/// How credentials come about.
public indirect enum Login: Sendable, Hashable {
  /// A key signs every request.
  case accessKey(AccessKey, domainID: String?)
  /// A token that somebody fetched; it cannot be renewed.
  case token(Secret)
  /// A token is fetched with a password.
  case password(PasswordLogin)
  /// A token for another account is fetched with credentials of one's own.
  case agency(Agency, through: Login)
}
