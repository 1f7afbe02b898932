/// Tokens fetched by a login, kept until shortly before they expire.
///
/// Parallel requests share one login. A token is renewed ten minutes ahead of its end; where that
/// fails for a passing reason, the old one serves on. A login that IAM refused is not tried again.
public actor LoginCredentials: CredentialProvider {
  /// How long before its end a token is replaced, in seconds.
  static let renewalMargin = 600
  /// A token younger than this many seconds that no service has accepted is replaced once; where that one is refused
  /// as well, another would be too.
  static let minimumAge = 60

  private let login: @Sendable () async throws(CloudError) -> Token
  private let store: (any TokenStore)?
  private let storeKey: String
  private let now: @Sendable () -> Timestamp
  private let flights = SingleFlight<Token>()

  private var current: Token?
  private var fetchedAt: Timestamp?
  /// The token that a service accepted last.
  private var proven: Credentials?
  /// The token that was refused last, whose replacement may be on its way.
  private var replaced: Credentials?
  /// When a young token was replaced.
  private var replacedAt: Timestamp?
  private var refusal: CloudError?
  private var hasReadStore = false

  /// Makes a provider that logs in when it has to.
  ///
  /// - Parameters:
  ///   - store: Where tokens outlive this process; `nil` keeps them in memory only.
  ///   - storeKey: Under which name: it must differ for each account, user and scope.
  ///   - now: The clock.
  ///   - login: Fetches a token.
  public init(
    store: (any TokenStore)? = nil, storeKey: String = "",
    now: @escaping @Sendable () -> Timestamp = Timestamp.now,
    login: @escaping @Sendable () async throws(CloudError) -> Token
  ) {
    self.login = login
    self.store = store
    self.storeKey = storeKey
    self.now = now
  }

  /// The token to use now.
  ///
  /// - Returns: A token that is valid for some time yet.
  /// - Throws: ``CloudError`` when a login was needed and failed.
  public func credentials() async throws(CloudError) -> Credentials {
    readStoreOnce()
    guard let token = current else { return .token(try await fetch()) }
    guard let end = token.expiresAt, end < now().advanced(bySeconds: Self.renewalMargin) else {
      return .token(token)
    }
    do throws(CloudError) {
      return .token(try await fetch())
    } catch {
      guard error.isRetryable, now() < end else { throw error }
      return .token(token)
    }
  }

  /// The token that replaces a refused one.
  ///
  /// - Parameter refused: The token that the service did not accept.
  /// - Returns: Another token; `nil` when the refused one had only just replaced another.
  /// - Throws: ``CloudError`` when the login failed.
  public func renewed(insteadOf refused: Credentials) async throws(CloudError) -> Credentials? {
    if let current, Credentials.token(current) != refused { return .token(current) }
    // Requests that were under way with the same token are refused together, and wait together.
    guard refused != replaced else { return .token(try await fetch()) }
    if isYoung(fetchedAt), refused != proven {
      guard !isYoung(replacedAt) else { return nil }
      replacedAt = now()
    }
    replaced = refused
    current = nil
    return .token(try await fetch())
  }

  /// Notes that a token is good, so that its refusal later means that it ended.
  ///
  /// - Parameter credentials: The token.
  public func accepted(_ credentials: Credentials) async {
    if proven != credentials { proven = credentials }
  }

  private func isYoung(_ time: Timestamp?) -> Bool {
    time.map { now() < $0.advanced(bySeconds: Self.minimumAge) } ?? false
  }

  private func readStoreOnce() {
    guard !hasReadStore else { return }
    hasReadStore = true
    guard let kept = store?.token(for: storeKey) else { return }
    if let end = kept.expiresAt, now().advanced(bySeconds: Self.renewalMargin) < end {
      current = kept
    }
  }

  /// Looks at the refusal and joins the login in one step, and the login's outcome is stored before
  /// its flight ends: so no login is made that another has already made unnecessary.
  private func fetch() async throws(CloudError) -> Token {
    if let refusal { throw refusal }
    return try await flights.value { () async throws(CloudError) in
      do throws(CloudError) {
        let token = try await self.login()
        await self.accept(token)
        return token
      } catch {
        await self.refuse(error)
        throw error
      }
    }
  }

  private func accept(_ token: Token) {
    current = token
    fetchedAt = now()
    store?.keep(token, for: storeKey)
  }

  private func refuse(_ error: CloudError) {
    if error.isAuthentication { refusal = error }
  }
}
