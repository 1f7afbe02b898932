import CloudSandbox
import Testing

struct PortStatusTests {
  @Test func `ignoring and taking it back have no body`() async throws {
    try await Client.with { client in
      let agent = client.credentials.agentID
      let answer = try client.ignore(agent)
      #expect(answer.status == 200)
      #expect(answer.body.isEmpty)
      #expect(client.sandbox.isIgnored(PortTarget(agentID: agent, port: 22, type: "TCP")))
      #expect(!client.sandbox.isIgnored(PortTarget(agentID: agent, port: 22, type: "UDP")))
      try client.call(
        "POST", client.portsPath,
        """
        {"operate_type":"not_ignore",
        "data_list":[{"agent_id":"\(agent)","port":22,"port_type":"TCP","host_id":"x"}]}
        """)
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  @Test func `containers are told apart`() async throws {
    try await Client.with { client in
      let path = client.portsPath.replacing("category=host", with: "category=container")
      let answer = try client.call(
        "POST", path,
        """
        {"operate_type":"ignore","data_list":[
        {"agent_id":"a","port":80,"port_type":"TCP","container_id":"c"}]}
        """)
      #expect(answer.status == 200)
      #expect(
        client.sandbox.ignoredPorts == [
          PortTarget(
            category: "container", agentID: "a", port: 80, type: "TCP", containerID: "c")
        ])
    }
  }

  @Test(arguments: [
    (#"{"operate_type":"drop","data_list":[]}"#, "HSS.0001", "operate_type"),
    (#"{"operate_type":"ignore","data_list":{}}"#, "HSS.0002", "data_list"),
    (#"{"operate_type":"ignore","data_list":[1]}"#, "HSS.0002", "data_list[0]"),
    (entry(#""port":22,"port_type":"TCP""#), "HSS.0001", "data_list[0].agent_id"),
    (entry(#""agent_id":"a","port_type":"TCP""#), "HSS.0001", "data_list[0].port"),
    (entry(#""agent_id":"a","port":"22","port_type":"TCP""#), "HSS.0002", "data_list[0].port"),
    (entry(#""agent_id":"a","port":2.5,"port_type":"TCP""#), "HSS.0002", "data_list[0].port"),
    (entry(#""agent_id":"a","port":-1,"port_type":"TCP""#), "HSS.0001", "data_list[0].port"),
    (
      entry(#""agent_id":"a","port":2147483648,"port_type":"TCP""#), "HSS.0001", "data_list[0].port"
    ),
    (entry(#""agent_id":"a","port":22,"port_type":"tcp""#), "HSS.0001", "data_list[0].port_type"),
    (entry(#""agent_id":"a","port":22"#), "HSS.0001", "data_list[0].port_type"),
    (
      entry(#""agent_id":"a","port":2,"port_type":"TCP","host_id":1"#), "HSS.0002",
      "data_list[0].host_id"
    ),
    ("[]", "HSS.0002", "body"), ("{", "HSS.0002", "JSON"), ("", "HSS.0002", "JSON"),
  ])
  func `a wrong body is refused whole, and says where`(
    _ body: String, _ code: String, _ place: String
  ) async throws {
    try await Client.with { client in
      let answer = try client.call("POST", client.portsPath, body)
      #expect(answer.status == 400)
      #expect(answer.code == code)
      #expect(answer.json["error_msg"]?.string?.contains(place) == true)
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  @Test(arguments: [
    #"{"operate_type":"ignore"}"#, #"{"operate_type":"ignore","data_list":[]}"#, "{}",
    #"{"data_list":[{"agent_id":"a","port":22,"port_type":"TCP"}]}"#,
    #"{"operate_type":null,"data_list":null}"#,
  ])
  func `what the reference does not demand may be left out, and then nothing changes`(
    _ body: String
  ) async throws {
    try await Client.with { client in
      let answer = try client.call("POST", client.portsPath, body)
      #expect(answer.status == 200)
      #expect(client.sandbox.ignoredPorts.isEmpty)
    }
  }

  private static func entry(_ members: String) -> String {
    #"{"operate_type":"ignore","data_list":[{\#(members)}]}"#
  }

  @Test func `the agent's id has at most 64 characters`() async throws {
    try await Client.with { client in
      try #expect(client.ignore(String(repeating: "a", count: 64)).status == 200)
      try #expect(client.ignore(String(repeating: "é", count: 64)).status == 200)
      try #expect(client.ignore(String(repeating: "a", count: 65)).code == "HSS.0001")
      try #expect(client.ignore("").status == 200)
    }
  }

  @Test(arguments: [(0, 200), (200, 200), (201, 400)])
  func `a pack has at most 200 entries`(_ count: Int, _ status: Int) async throws {
    try await Client.with { client in
      let entries = (0..<count).map { #"{"agent_id":"\#($0)","port":22,"port_type":"TCP"}"# }
      let answer = try client.call(
        "POST", client.portsPath,
        #"{"operate_type":"ignore","data_list":[\#(entries.joined(separator: ","))]}"#)
      #expect(answer.status == status)
      #expect(client.sandbox.ignoredPorts.count == (status == 200 ? count : 0))
    }
  }

  @Test(arguments: ["", "?category=vm", "?enterprise_project_id=0"])
  func `the category is mandatory`(_ query: String) async throws {
    try await Client.with { client in
      let path = "/v5/\(client.credentials.projectID)/asset/batch-modify-port-status\(query)"
      let answer = try client.call("POST", path, #"{"operate_type":"ignore","data_list":[]}"#)
      #expect(answer.code == "HSS.0001")
      #expect(answer.json["error_msg"]?.string?.contains("category") == true)
    }
  }

  @Test func `unknown members are taken and logged`() async throws {
    try await Client.with { client in
      let answer = try client.call(
        "POST", client.portsPath + "&colour=red",
        Self.entry(#""agent_id":"a","port":22,"port_type":"TCP","protocol":"x""#))
      #expect(answer.status == 200)
      #expect(
        client.sandbox.requests().last?.unknown == ["colour", "data_list[0].protocol"])
    }
  }

  @Test func `a strict sandbox knows its agents`() async throws {
    var configuration = SandboxConfiguration()
    configuration.checksAgents = true
    try await Client.with(configuration) { client in
      let hosts = client.sandbox.inventory.hosts
      let offline = try #require(
        hosts.first { $0.agentStatus == "offline" && $0.enterpriseProjectID == "0" })
      let elsewhere = try #require(hosts.first { $0.enterpriseProjectID != "0" })
      let known = client.credentials.agentID
      try #expect(client.ignore(known, String(repeating: "0", count: 64)).code == "HSS.0011")
      try #expect(client.ignore(known, offline.agentID).code == "HSS.1007")
      try #expect(client.ignore(known, elsewhere.agentID).code == "HSS.0011")
      #expect(client.sandbox.ignoredPorts.isEmpty)
      try #expect(client.ignore(known).status == 200)
    }
  }
}
