import HuaweiCloud
import Synchronization
import Testing

/// A clock and a login under the test's control.
final class LoginDouble: Sendable {
  struct State {
    var time = 1_000_000
    var logins = 0
    var failure: CloudError?
    var kept: [String: Token] = [:]
  }

  let state = Mutex(State())

  var logins: Int { state.withLock { $0.logins } }

  func pass(seconds: Int) { state.withLock { $0.time += seconds } }

  func fail(with error: CloudError?) { state.withLock { $0.failure = error } }

  func credentials(store: (any TokenStore)? = nil) -> LoginCredentials {
    LoginCredentials(
      store: store, storeKey: "k",
      now: { Timestamp(secondsSinceEpoch: self.state.withLock { $0.time }) }
    ) { () async throws(CloudError) in
      await Task.yield()
      let result: Result<Token, CloudError> = self.state.withLock { state in
        state.logins += 1
        if let failure = state.failure { return .failure(failure) }
        return .success(
          Token(
            value: Secret("token \(state.logins)"),
            expiresAt: Timestamp(secondsSinceEpoch: state.time + 86_400)))
      }
      return try result.get()
    }
  }
}

extension LoginDouble: TokenStore {
  func token(for key: String) -> Token? { state.withLock { $0.kept[key] } }

  func keep(_ token: Token, for key: String) { state.withLock { $0.kept[key] = token } }
}

extension Credentials {
  /// The text of a token.
  var tokenText: String? {
    guard case .token(let token) = self else { return nil }
    return token.value.reveal()
  }
}

@Suite struct LoginCredentialsTests {
  let double = LoginDouble()

  static let lost = CloudError.transport(
    TransportError(
      .connectionLost,
      request: HTTPRequest(operation: "Login", method: .post, host: "iam", path: "/")))

  @Test func `parallel requests share one login`() async throws {
    let credentials = double.credentials()
    try await withThrowingTaskGroup(of: Credentials.self) { group in
      for _ in 0..<100 { group.addTask { try await credentials.credentials() } }
      for try await got in group { #expect(got.tokenText == "token 1") }
    }
    #expect(double.logins == 1)
  }

  @Test(arguments: [(85_799, 1), (85_801, 2), (90_000, 2)])
  func `a token is renewed ten minutes ahead of its end`(seconds: Int, logins: Int) async throws {
    let credentials = double.credentials()
    _ = try await credentials.credentials()
    double.pass(seconds: seconds)
    #expect(try await credentials.credentials().tokenText == "token \(logins)")
    #expect(double.logins == logins)
  }

  @Test func `a passing failure to renew leaves the old token in use until its end`() async throws {
    let credentials = double.credentials()
    _ = try await credentials.credentials()
    double.fail(with: Self.lost)
    double.pass(seconds: 86_000)
    #expect(try await credentials.credentials().tokenText == "token 1")
    double.pass(seconds: 1000)
    await #expect(throws: CloudError.self) { try await credentials.credentials() }
    double.fail(with: nil)
    #expect(try await credentials.credentials().tokenText == "token 4")
  }

  @Test(arguments: [0, 100])
  func `a refused token is replaced once, by one login for all`(age: Int) async throws {
    let credentials = double.credentials()
    let old = try await credentials.credentials()
    double.pass(seconds: age)
    try await withThrowingTaskGroup(of: Credentials?.self) { group in
      for _ in 0..<50 { group.addTask { try await credentials.renewed(insteadOf: old) } }
      for try await got in group { #expect(got?.tokenText == "token 2") }
    }
    #expect(double.logins == 2)
  }

  @Test func `a token refused right after its issue is replaced once`() async throws {
    let credentials = double.credentials()
    let fresh = try await credentials.credentials()
    double.pass(seconds: 30)
    let second = try #require(try await credentials.renewed(insteadOf: fresh))
    #expect(second.tokenText == "token 2")
    double.pass(seconds: 59)
    #expect(try await credentials.renewed(insteadOf: second) == nil)
    #expect(double.logins == 2)
    double.pass(seconds: 61)
    #expect(try await credentials.renewed(insteadOf: second)?.tokenText == "token 3")
  }

  @Test func `a token that was accepted before is replaced however young it is`() async throws {
    let credentials = double.credentials()
    var token = try await credentials.credentials()
    for number in 2...5 {
      await credentials.accepted(token)
      double.pass(seconds: 1)
      token = try #require(try await credentials.renewed(insteadOf: token))
      #expect(token.tokenText == "token \(number)")
    }
    #expect(double.logins == 5)
  }

  @Test func `a refused login is not tried again`() async throws {
    let transport = FakeTransport(
      .json(401, #"{"error":{"code":401,"message":"wrong","title":"Unauthorized"}}"#))
    let client = CloudClient(
      CloudConfiguration(
        source: "test",
        login: .password(
          PasswordLogin(
            user: .name("u", .name("d")), password: Secret("hunter22"),
            scope: .projectName("cn-north-4"))),
        endpoints: Endpoints(region: "cn-north-4")), transport: transport)
    for _ in 0..<5 {
      let error = await #expect(throws: CloudError.self) { try await client.projectID() }
      #expect(error?.isAuthentication == true)
      #expect(error?.code == "401")
    }
    #expect(transport.requests.count == 1)
  }

  @Test func `a token outlives the process in a store`() async throws {
    _ = try await double.credentials(store: double).credentials()
    #expect(try await double.credentials(store: double).credentials().tokenText == "token 1")
    double.pass(seconds: 85_900)
    #expect(try await double.credentials(store: double).credentials().tokenText == "token 2")
  }

  @Test func `a stored token that the service refuses is replaced`() async throws {
    _ = try await double.credentials(store: double).credentials()
    let second = double.credentials(store: double)
    let stale = try await second.credentials()
    #expect(try await second.renewed(insteadOf: stale)?.tokenText == "token 2")
  }

  @Test func `a login that nobody waits for any more is cancelled`() async throws {
    let started = AsyncStream<Void>.makeStream()
    let credentials = LoginCredentials { () async throws(CloudError) in
      started.continuation.yield()
      try? await Task.sleep(for: .seconds(600))
      throw Self.lost
    }
    let waiting = Task { try await credentials.credentials() }
    for await _ in started.stream { break }
    waiting.cancel()
    await #expect(throws: CloudError.self) { try await waiting.value }
  }

  @Test func `one who gives up does not take the login from the others`() async throws {
    let credentials = double.credentials()
    let quitter = Task { try? await credentials.credentials() }
    quitter.cancel()
    #expect(try await credentials.credentials().tokenText?.hasPrefix("token ") == true)
    _ = await quitter.value
  }
}
