import CloudSandbox
import Synchronization
import Testing

/// A time that only the test moves.
final class TestClock: Sendable {
  private let moment = Mutex(Moment.now)

  var now: Moment { moment.withLock { $0 } }

  func advance(seconds: Int) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

struct AuthenticationTests {
  private func configuration(_ clock: TestClock) -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.clock = { clock.now }
    return configuration
  }

  @Test func `a signature and a token open the same door`() async throws {
    try await Client.with { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      try #expect(client.get("host-management/groups").status == 200)
      try #expect(client.get("host-management/groups", proof: .token(token)).status == 200)
    }
  }

  @Test func `without proof the gateway refuses, with a request id`() async throws {
    try await Client.with { client in
      let answer = try client.get("host-management/groups", proof: .none)
      #expect(answer.status == 401)
      #expect(answer.code == "APIGW.0301")
      #expect(answer.header("X-Request-Id") == answer.json["request_id"]?.string)
      #expect(answer.header("X-Request-Id")?.isEmpty == false)
    }
  }

  @Test func `a wrong secret is told the canonical request`() async throws {
    try await Client.with { client in
      var signer = Signer(client.credentials)
      signer.secretKey = "wrong"
      let answer = try client.get("host-management/groups", proof: .signer(signer))
      #expect(answer.status == 401)
      #expect(answer.code == "APIGW.0301")
      let message = answer.json["error_msg"]?.string ?? ""
      #expect(message.contains("canonicalRequest: GET\n/v5/\(client.credentials.projectID)/"))
    }
  }

  @Test func `five failures lock the key for five minutes`() async throws {
    let clock = TestClock()
    try await Client.with(configuration(clock)) { client in
      var wrong = Signer(client.credentials)
      wrong.secretKey = "wrong"
      wrong.date = clock.now
      var right = Signer(client.credentials)
      right.date = clock.now
      for _ in 1...4 { try client.get("app/policy?limit=10", proof: .signer(wrong)) }
      try #expect(client.get("app/policy?limit=10", proof: .signer(right)).status == 200)
      for _ in 1...5 { try client.get("app/policy?limit=10", proof: .signer(wrong)) }
      let locked = try client.get("app/policy?limit=10", proof: .signer(right))
      #expect(locked.status == 401)
      #expect(locked.json["error_msg"]?.string?.contains("locked") == true)
      clock.advance(seconds: 301)
      right.date = clock.now
      try #expect(client.get("app/policy?limit=10", proof: .signer(right)).status == 200)
    }
  }

  @Test(arguments: [(-899, 200), (899, 200), (-901, 401), (901, 401)])
  func `the clock may be wrong by 15 minutes`(_ seconds: Int, _ status: Int) async throws {
    try await Client.with { client in
      var signer = Signer(client.credentials)
      signer.date = Moment.now.adding(seconds: seconds)
      try #expect(client.get("app/policy?limit=10", proof: .signer(signer)).status == status)
    }
  }

  @Test func `a token ends after its time`() async throws {
    let clock = TestClock()
    try await Client.with(configuration(clock)) { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      clock.advance(seconds: 86_399)
      try #expect(client.get("app/policy?limit=10", proof: .token(token)).status == 200)
      clock.advance(seconds: 1)
      let answer = try client.get("app/policy?limit=10", proof: .token(token))
      #expect(answer.status == 401)
      #expect(answer.code == "APIGW.0307")
    }
  }

  @Test func `a token altered in one place is none`() async throws {
    try await Client.with { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      let middle = token.index(token.startIndex, offsetBy: 40)
      let altered = String(
        token[..<middle] + (token[middle] == "0" ? "1" : "0") + token[token.index(after: middle)...]
      )
      try #expect(client.get("app/policy?limit=10", proof: .token(altered)).code == "APIGW.0301")
    }
  }

  @Test func `a token for the domain or another project does not open the project`() async throws {
    try await Client.with { client in
      let domain = #"{"domain":{"name":"\#(client.credentials.domain)"}}"#
      for scope in [domain, #"{"project":{"name":"cn-east-3"}}"#] {
        let token = try #require(try client.token(scope: scope).header("X-Subject-Token"))
        let answer = try client.get("app/policy?limit=10", proof: .token(token))
        #expect(answer.status == 403)
        #expect(answer.code == "APIGW.0302")
      }
    }
  }

  @Test func `a project of nobody is forbidden`() async throws {
    try await Client.with { client in
      let answer = try client.call(
        "GET", "/v5/00000000000000000000000000000000/app/policy?limit=10")
      #expect(answer.status == 403)
    }
  }

  @Test func `a reader reads and writes nothing`() async throws {
    try await Client.with(as: .reader) { client in
      try #expect(client.get("app/policy?limit=10").status == 200)
      let answer = try client.ignore(client.credentials.agentID)
      #expect(answer.status == 403)
      #expect(answer.code == "HSS.0013")
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  @Test func `an operation denied by policy is refused`() async throws {
    var configuration = SandboxConfiguration()
    configuration.deniedOperations = ["ListPorts"]
    try await Client.with(configuration) { client in
      let path = "asset/ports?host_id=\(client.credentials.hostID)"
      try #expect(client.get(path).status == 403)
      try #expect(client.get("app/policy?limit=10").status == 200)
    }
  }

  @Test func `temporary keys work with their token alone`() async throws {
    try await Client.with { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      let body = #"{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":900}}}}"#
      let answer = try client.call(
        "POST", "/v3.0/OS-CREDENTIAL/securitytokens", body, proof: .token(token))
      #expect(answer.status == 201)
      let key = try #require(answer.json["credential"])
      var signer = Signer(
        accessKey: key["access"]?.string ?? "", secretKey: key["secret"]?.string ?? "",
        securityToken: key["securitytoken"]?.string)
      try #expect(client.ignore(client.credentials.agentID, proof: .signer(signer)).status == 200)
      signer.securityToken = nil
      try #expect(client.ignore(client.credentials.agentID, proof: .signer(signer)).status == 401)
    }
  }
}
