import Synchronization

/// Finds out who calls, as the gateway does before any service sees the request.
final class Authenticator: Sendable {
  static let failuresUntilLock = 5
  static let lockSeconds = 300
  static let tolerance = 15 * 60 * 1_000_000

  private let account: Account
  private let keeper: StateKeeper
  private let clock: @Sendable () -> Moment
  private let failures = Mutex<[String: Int]>([:])

  init(account: Account, keeper: StateKeeper, clock: @escaping @Sendable () -> Moment) {
    self.account = account
    self.keeper = keeper
    self.clock = clock
  }

  func principal(of request: SandboxRequest) throws(Refusal) -> Principal {
    if let token = request.header("x-auth-token"), !token.isEmpty {
      return try principal(ofToken: token)
    }
    guard let header = request.header("authorization") else {
      throw .notAuthenticated("neither X-Auth-Token nor a signature")
    }
    guard let authorization = SignedAuthorization(header: header) else {
      throw .notAuthenticated("the Authorization header is not in the form of a signature")
    }
    let now = clock().microseconds
    let lockedUntil = keeper.read { $0.lockedKeys[authorization.accessKey] ?? 0 }
    guard lockedUntil <= now else {
      throw .notAuthenticated("the access key is locked after too many failures")
    }
    do {
      let principal = try principal(of: request, authorization)
      failures.withLock { $0[authorization.accessKey] = nil }
      return principal
    } catch {
      countFailure(of: authorization.accessKey, now: now)
      throw error
    }
  }

  /// The principal of a token, whoever presents it.
  func principal(ofToken token: String) throws(Refusal) -> Principal {
    guard let grant = account.open(token), let user = account.user(id: grant.userID) else {
      throw .notAuthenticated("decrypt token fail")
    }
    guard grant.accessKey.isEmpty, isValid(grant) else { throw .tokenMustBeUpdated }
    return Principal(user: user, grant: grant)
  }

  private func isValid(_ grant: Grant) -> Bool {
    clock().microseconds < grant.expires && keeper.read { $0.tokensExpired < grant.issued }
  }

  private func principal(of request: SandboxRequest, _ authorization: SignedAuthorization)
    throws(Refusal) -> Principal
  {
    guard let date = request.header("x-sdk-date"), let moment = Moment(compact: date),
      authorization.signedHeaders.contains("x-sdk-date")
    else {
      throw .notAuthenticated("x-sdk-date is missing, unsigned, or not like 20260403T080910Z")
    }
    guard abs(moment.microseconds - clock().microseconds) <= Self.tolerance else {
      throw .notAuthenticated("x-sdk-date is more than 15 minutes from the gateway's time")
    }
    let (principal, secret) = try holder(of: authorization.accessKey, request)
    let canonical = SignatureCheck.canonicalRequest(
      of: request, signedHeaders: authorization.signedHeaders)
    guard
      SignatureCheck.isValid(
        authorization, date: date, canonicalRequest: canonical, secretKey: secret)
    else { throw .notAuthenticated("verify aksk signature fail, canonicalRequest: \(canonical)") }
    return principal
  }

  private func holder(of accessKey: String, _ request: SandboxRequest) throws(Refusal)
    -> (Principal, secret: String)
  {
    guard let session = request.header("x-security-token") else {
      guard let user = account.user(accessKey: accessKey) else {
        throw .notAuthenticated("ak \(accessKey) not exist")
      }
      return (Principal(user: user, grant: nil), user.secretKey)
    }
    guard let grant = account.open(session), grant.accessKey == accessKey,
      let user = account.user(id: grant.userID)
    else { throw .notAuthenticated("the security token does not belong to the access key") }
    guard isValid(grant) else { throw .notAuthenticated("the security token expired") }
    return (Principal(user: user, grant: grant), account.secret(ofTemporaryKey: accessKey))
  }

  private func countFailure(of accessKey: String, now: Int) {
    let count = failures.withLock { failures in
      // Callers choose these names: no more of them are kept than a test needs.
      if failures.count > 1_000 { failures = [:] }
      failures[accessKey, default: 0] += 1
      return failures[accessKey, default: 0]
    }
    guard count >= Self.failuresUntilLock else { return }
    failures.withLock { $0[accessKey] = nil }
    lock(accessKey, now: now)
  }

  /// Refuses a key for five minutes.
  func lock(_ accessKey: String, now: Int) {
    let until = now + Self.lockSeconds * 1_000_000
    keeper.apply([.keyLocked(accessKey, until: until)]) { _ in }
  }
}
