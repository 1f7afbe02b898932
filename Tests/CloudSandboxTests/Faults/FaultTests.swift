import CloudSandbox
import Testing

struct FaultTests {
  private let operation = "BatchModifyPortStatus"

  private func with(_ faults: SandboxFault..., test: (Client) async throws -> Void) async throws {
    var configuration = SandboxConfiguration()
    configuration.faults = faults
    try await Client.with(configuration, test)
  }

  @Test(arguments: [
    (429, "APIGW.0308"), (500, "APIGW.0601"), (503, "APIGW.0613"), (504, "APIGW.0201"),
  ])
  func `an injected status changes nothing`(_ status: Int, _ code: String) async throws {
    let fault = SandboxFault(
      .status(status, retryAfterSeconds: 7), operation: operation, count: 1)
    try await with(fault) { client in
      let answer = try client.ignore("a")
      #expect(answer.status == status)
      #expect(answer.code == code)
      #expect(answer.header("Retry-After") == "7")
      #expect(client.sandbox.ignoredPorts.isEmpty)
      #expect(client.sandbox.requests().last?.applied == false)
      try #expect(client.ignore("a").status == 200)
      #expect(client.sandbox.requests().last?.applied == true)
    }
  }

  @Test func `a status after applying hides that it was done`() async throws {
    try await with(SandboxFault(.status(503, applied: true), operation: operation)) { client in
      try #expect(client.ignore("a").status == 503)
      #expect(client.sandbox.ignoredPorts.count == 1)
      #expect(client.sandbox.requests().last?.applied == true)
    }
  }

  @Test func `rules choose the call`() async throws {
    try await with(SandboxFault(.status(500), operation: operation, nth: 2, count: 2)) { client in
      let statuses = try (0..<5).map { try client.ignore("agent-\($0)").status }
      #expect(statuses == [200, 500, 500, 200, 200])
      try #expect(client.get("app/policy?limit=10").status == 200)
    }
  }

  @Test func `chance is the seed's`() async throws {
    var fault = SandboxFault(.status(500))
    fault.probability = 0.5
    fault.seed = 7
    var runs: [[Int]] = []
    for _ in 0..<2 {
      try await with(fault) { client in
        runs.append(try (0..<20).map { _ in try client.get("app/policy?limit=10").status })
      }
    }
    #expect(runs[0] == runs[1])
    #expect(Set(runs[0]) == [200, 500])
  }

  @Test(arguments: [true, false])
  func `a reset before the answer`(_ applied: Bool) async throws {
    try await with(SandboxFault(.reset(.before, applied: applied))) { client in
      #expect(throws: RawFailure.reset) { try client.ignore("a") }
      #expect(client.sandbox.ignoredPorts.count == (applied ? 1 : 0))
    }
  }

  @Test func `a reset in the middle and after the answer`() async throws {
    try await with(SandboxFault(.reset(.middle))) { client in
      let connection = try client.send("GET", "/v3/auth/projects")
      try #expect(connection.receive().status == 200)
      #expect(throws: RawFailure.reset) {
        try client.get("app/policy?limit=10")
      }
    }
    try await with(SandboxFault(.reset(.after))) { client in
      let path = "/v5/\(client.credentials.projectID)/app/policy?limit=10"
      let connection = try client.send("GET", path)
      try #expect(connection.receive().json["total_num"] == 6)
      #expect(throws: RawFailure.reset) { try connection.isClosed() }
    }
  }

  @Test func `nobody is told of a change that another fault kept from being made`() async throws {
    try await with(
      SandboxFault(.reset(.middle, applied: false)), SandboxFault(.reset(.after))
    ) { client in
      #expect(throws: RawFailure.reset) { try client.ignore("a") }
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  @Test func `a truncated answer ends early, even without a body`() async throws {
    try await with(SandboxFault(.truncate)) { client in
      #expect {
        try client.get("app/policy?limit=10")
      } throws: { error in
        guard case .truncated(let count) = error as? RawFailure else { return false }
        return count > 0
      }
      #expect(throws: RawFailure.truncated(0)) { try client.ignore("a") }
      #expect(client.sandbox.ignoredPorts.count == 1)
    }
  }

  @Test func `a slow answer comes whole`() async throws {
    try await with(SandboxFault(.slow(bytesPerSecond: 2_000))) { client in
      try #expect(client.ignore("a").status == 200)
    }
  }

  @Test func `a hanging call never answers`() async throws {
    try await with(SandboxFault(.hang(), count: 1)) { client in
      let connection = try RawConnection(client.address, patienceSeconds: 1)
      client.send("POST", client.portsPath, #"{"operate_type":"ignore"}"#, on: connection)
      #expect(throws: RawFailure.silence) { try connection.receive() }
      #expect(client.sandbox.ignoredPorts.isEmpty)
      try #expect(client.ignore("a").status == 200)
    }
  }

  @Test func `tokens expire at once, new ones do not`() async throws {
    try await with(SandboxFault(.expireTokens, operation: operation, count: 1)) { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      try #expect(client.ignore("a", proof: .token(token)).code == "APIGW.0307")
      try #expect(client.ignore("a", proof: .token(token)).code == "APIGW.0307")
      let new = try #require(try client.token().header("X-Subject-Token"))
      try #expect(client.ignore("a", proof: .token(new)).status == 200)
    }
  }

  @Test func `a key is locked out`() async throws {
    try await with(SandboxFault(.lockKey, operation: operation, count: 1)) { client in
      try #expect(client.ignore("a").status == 401)
      try #expect(client.get("app/policy?limit=10").status == 401)
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  @Test func `one bad entry refuses its pack, the others pass`() async throws {
    try await with(SandboxFault(.refuseAgent("bad"))) { client in
      try #expect(client.ignore("a", "bad", "b").code == "HSS.0011")
      #expect(client.sandbox.ignoredPorts.isEmpty)
      try #expect(client.ignore("a", "b").status == 200)
    }
  }

  @Test func `failed is a success that changed nothing`() async throws {
    try await with(SandboxFault(.resultFailed, operation: "UpdateAuditSecurityGroupNew")) {
      client in
      let ids = client.credentials
      let before = client.sandbox.securityGroup(ofInstance: ids.instanceID)
      let answer = try client.call(
        "POST", "/v1/\(ids.projectID)/audit/security-group",
        #"{"instance_id":"\#(ids.instanceID)","securitygroup_ids":["\#(ids.securityGroupID)"]}"#)
      #expect(answer.status == 200)
      #expect(answer.json["result"] == "failed")
      #expect(client.sandbox.securityGroup(ofInstance: ids.instanceID) == before)
    }
  }

  @Test(arguments: [
    (
      #"{"effect":"latency","milliseconds":5,"jitter_milliseconds":2}"#,
      SandboxFault.Effect.latency(milliseconds: 5, jitterMilliseconds: 2)
    ),
    (
      #"{"effect":"status","status":503,"applied":true,"retry_after":2}"#,
      .status(503, applied: true, retryAfterSeconds: 2)
    ),
    (#"{"effect":"reset","moment":"middle"}"#, .reset(.middle)),
    (#"{"effect":"truncate"}"#, .truncate),
    (#"{"effect":"slow"}"#, .slow(bytesPerSecond: 10)),
    (#"{"effect":"hang","applied":true}"#, .hang(applied: true)),
    (#"{"effect":"expire_tokens"}"#, .expireTokens), (#"{"effect":"lock_key"}"#, .lockKey),
    (#"{"effect":"refuse_agent","agent_id":"x"}"#, .refuseAgent("x")),
    (#"{"effect":"result_failed"}"#, .resultFailed),
  ])
  func `a fault is read from JSON`(_ text: String, _ effect: SandboxFault.Effect) throws {
    try #expect(SandboxFault(json: JSON(parsing: text)) == SandboxFault(effect))
  }

  @Test(arguments: [
    #"{"effect":"fire"}"#, #"{"effect":"status"}"#, #"{"effect":"status","status":200}"#,
    #"{"effect":"hang","operation":"Nothing"}"#, #"{"effect":"hang","probability":2}"#,
    #"{"effect":"hang","nth":0}"#, "[]", #"{"effect":"latency"}"#,
  ])
  func `another text is no fault`(_ text: String) {
    #expect(throws: FieldError.self) { try SandboxFault(json: JSON(parsing: text)) }
  }
}
