import CloudSandbox
import Synchronization
import Testing

struct ControlTests {
  @Test func `control needs its token`() async throws {
    try await Client.with { client in
      for (method, path) in [
        ("GET", "/sandbox/state"), ("GET", "/sandbox/requests"), ("POST", "/sandbox/faults"),
        ("POST", "/sandbox/reset"),
      ] {
        try #expect(client.call(method, path, "{}").status == 403)
      }
    }
  }

  @Test func `faults can be added and ended`() async throws {
    try await Client.with { client in
      let body =
        #"{"faults":[{"effect":"status","status":503,"operation":"BatchModifyPortStatus"}]}"#
      try #expect(client.control("POST", "/sandbox/faults", body).status == 200)
      try #expect(client.ignore("a").status == 503)
      let none = #"{"faults":[],"replace":true}"#
      try #expect(client.control("POST", "/sandbox/faults", none).status == 200)
      try #expect(client.ignore("a").status == 200)
      let wrong = try client.control("POST", "/sandbox/faults", #"{"faults":[{"effect":"x"}]}"#)
      #expect(wrong.status == 400)
      #expect(wrong.json["error_msg"]?.string?.contains("fault.effect") == true)
    }
  }

  @Test func `the state shows what was changed`() async throws {
    try await Client.with { client in
      try client.ignore("a", port: 53, type: "UDP")
      let state = try client.control("GET", "/sandbox/state").json
      let port = try #require(state["ignored_ports"]?[0])
      #expect(port["agent_id"] == "a")
      #expect(port["port"] == 53)
      #expect(port["port_type"] == "UDP")
      #expect(state["policies"]?.array?.count == 6)
      #expect(state["audit_instances"]?.array?.count == 12)
    }
  }

  @Test func `requests are kept with their bodies, never those with secrets`() async throws {
    let lines = Mutex<[String]>([])
    var configuration = SandboxConfiguration()
    configuration.requestLog = { line in lines.withLock { $0.append(line) } }
    try await Client.with(configuration) { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      try client.ignore("a", proof: .token(token))
      let answer = try client.control("GET", "/sandbox/requests?operation=BatchModifyPortStatus")
      #expect(answer.json["counts"]?["BatchModifyPortStatus"] == 1)
      #expect(answer.json["requests"]?[0]?["body"]?.string?.contains(#""agent_id":"a""#) == true)
      #expect(client.sandbox.requestCount(of: "BatchModifyPortStatus") == 1)
      #expect(client.sandbox.requests(of: "KeystoneCreateToken").first?.body == [])
      let log = lines.withLock { $0 }
      #expect(log.count == 2)
      #expect(log.allSatisfy { (try? JSON(parsing: $0)) != nil })
      for secret in [client.credentials.password, token, client.credentials.secretKey] {
        #expect(!log.joined().contains(secret))
        #expect(!answer.text.contains(secret))
      }
    }
  }

  @Test func `only the last requests are kept, all are counted`() async throws {
    var configuration = SandboxConfiguration()
    configuration.keptRequests = 3
    try await Client.with(configuration) { client in
      for index in 0..<5 { try client.ignore("agent-\(index)") }
      let kept = client.sandbox.requests().map { String(decoding: $0.body, as: UTF8.self) }
      #expect(kept.count == 3)
      #expect(kept[0].contains("agent-2"))
      #expect(kept[2].contains("agent-4"))
      #expect(client.sandbox.requestCount(of: "BatchModifyPortStatus") == 5)
    }
  }
}
