import CloudSandbox
import Testing

struct QuotaTests {
  @Test func `the sixth call within a minute is refused, for each operation`() async throws {
    let clock = TestClock()
    var configuration = SandboxConfiguration()
    configuration.clock = { clock.now }
    configuration.quota = SandboxQuota()
    try await Client.with(configuration) { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      for _ in 1...5 {
        try #expect(client.ignore("a", proof: .token(token)).status == 200)
        clock.advance(seconds: 10)
      }
      let refused = try client.ignore("a", proof: .token(token))
      #expect(refused.status == 429)
      #expect(refused.code == "APIGW.0308")
      #expect(refused.header("Retry-After") == "10")
      try #expect(client.get("app/policy?limit=10", proof: .token(token)).status == 200)
      clock.advance(seconds: 10)
      try #expect(client.ignore("a", proof: .token(token)).status == 200)
      try #expect(client.ignore("a", proof: .token(token)).status == 429)
    }
  }

  @Test func `services without a documented figure are not counted`() async throws {
    var configuration = SandboxConfiguration()
    configuration.quota = SandboxQuota()
    try await Client.with(configuration) { client in
      for _ in 1...8 {
        let path = "/v1/\(client.credentials.projectID)/audit/instances"
        try #expect(client.call("GET", path).status == 200)
      }
    }
  }
}
