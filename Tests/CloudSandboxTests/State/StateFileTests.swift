import CloudSandbox
import Testing

struct StateFileTests {
  private func configuration(_ folder: String) -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.stateFile = "\(folder)/state"
    return configuration
  }

  private let target = PortTarget(agentID: "a", port: 22, type: "TCP")

  @Test func `what was changed is there after a restart`() async throws {
    try await Fixture.inFolder { folder in
      var policy: WhitelistPolicy?
      try await Client.with(configuration(folder)) { client in
        try client.ignore("a")
        policy = client.sandbox.policy(client.credentials.policyID)
        policy?.name = "kept"
        policy?.hostIDs = []
        if let policy { try await client.sandbox.change(.policy(policy)) }
        let ids = client.credentials
        try await client.sandbox.change(
          .securityGroup(ids.securityGroupID, instanceID: ids.instanceID))
      }
      try await Client.with(configuration(folder)) { client in
        #expect(client.sandbox.ignoredPorts == [target])
        #expect(client.sandbox.policy(client.credentials.policyID) == policy)
        #expect(
          client.sandbox.securityGroup(ofInstance: client.credentials.instanceID)
            == client.credentials.securityGroupID)
      }
    }
  }

  @Test(arguments: [true, false])
  func `a line of ports is read back`(ignored: Bool) throws {
    let odd = PortTarget(
      category: "container", agentID: "a\"\\\n\u{1}é", port: 0, type: "UDP", containerID: "c\t")
    for targets in [[], [target], [target, odd]] {
      let change = StateChange.ports(targets, ignored: ignored)
      var line: [UInt8] = []
      change.writeLine(to: &line)
      #expect(line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
      #expect(try StateChange(json: JSON(parsing: Array(line.dropLast()))) == change)
    }
  }

  @Test func `a change is on disk before its answer`() async throws {
    try await Fixture.inFolder { folder in
      try await Client.with(configuration(folder)) { client in
        for index in 0..<20 {
          try client.ignore("agent-\(index)")
          let text = String(decoding: Fixture.contents(of: "\(folder)/state"), as: UTF8.self)
          #expect(text.contains("agent-\(index)\""))
          #expect(text.hasSuffix("\n"))
        }
      }
    }
  }

  @Test func `two sandboxes on one file see each other's changes`() async throws {
    try await Fixture.inFolder { folder in
      try await Client.with(configuration(folder)) { first in
        try await Client.with(configuration(folder)) { second in
          for index in 0..<30 {
            try (index % 2 == 0 ? first : second).ignore("agent-\(index)")
          }
          try second.get("app/policy?limit=10")
          try first.get("app/policy?limit=10")
          #expect(first.sandbox.ignoredPorts.count == 30)
          #expect(second.sandbox.ignoredPorts == first.sandbox.ignoredPorts)
        }
      }
    }
  }

  @Test func `tokens of one process open the other`() async throws {
    try await Client.with { first in
      let token = try #require(try first.token().header("X-Subject-Token"))
      try await Client.with { second in
        try #expect(second.get("app/policy?limit=10", proof: .token(token)).status == 200)
      }
    }
  }

  @Test func `a last line cut short is dropped, and written over`() async throws {
    try await Fixture.inFolder { folder in
      Fixture.write(
        """
        {"reeve_sandbox":1,"seed":"1"}
        {"ignore":[["host","a",22,"TCP",""]]}
        {"ignore":[["host","b",2
        """, to: "\(folder)/state")
      try await Client.with(configuration(folder)) { client in
        #expect(client.sandbox.ignoredPorts == [target])
        try client.ignore("c")
      }
      try await Client.with(configuration(folder)) { client in
        #expect(client.sandbox.ignoredPorts.map(\.agentID).sorted() == ["a", "c"])
      }
    }
  }

  @Test(arguments: [
    ("{\"reeve_sandbox\":1,\"seed\":\"1\"}\n{\"ignore\":7}\n", 2),
    ("{\"reeve_sandbox\":1,\"seed\":\"1\"}\n{}\n", 2), ("nonsense\n", 1),
    ("{\"reeve_sandbox\":1,\"seed\":\"1\"}\n\u{0}\u{0}\n", 2),
  ])
  func `a damaged file is named, with its line and the way out`(_ text: String, _ line: Int)
    async throws
  {
    try await Fixture.inFolder { folder in
      Fixture.write(text, to: "\(folder)/state")
      #expect {
        try Sandbox(configuration(folder))
      } throws: { error in
        error as? SandboxError == .corruptState(path: "\(folder)/state", line: line)
          && "\(error)".contains("delete the file")
      }
    }
  }

  @Test func `the file of another seed is refused`() async throws {
    try await Fixture.inFolder { folder in
      try await Client.with(configuration(folder)) { try $0.ignore("a") }
      var other = configuration(folder)
      other.seed = 2
      #expect(throws: SandboxError.otherSeed(path: "\(folder)/state", seed: "1")) {
        try Sandbox(other)
      }
    }
  }

  @Test func `a file grown large is replaced by a shorter one`() async throws {
    try await Fixture.inFolder { folder in
      let targets = (0..<4_000).map {
        PortTarget(agentID: "agent-\($0)", port: 22, type: "TCP")
      }
      try await Client.with(configuration(folder)) { client in
        try await Client.with(configuration(folder)) { other in
          for _ in 0..<20 {
            try await client.sandbox.change(.ports(targets, ignored: true))
            try await client.sandbox.change(.ports(targets, ignored: false))
          }
          try await client.sandbox.change(.ports([target], ignored: true))
          #expect(Fixture.contents(of: "\(folder)/state").count < 2 << 20)
          try other.ignore("b")
          try client.get("app/policy?limit=10")
          #expect(client.sandbox.ignoredPorts.map(\.agentID).sorted() == ["a", "b"])
          #expect(other.sandbox.ignoredPorts == client.sandbox.ignoredPorts)
        }
      }
    }
  }

  @Test func `a reset is a change like the others`() async throws {
    try await Fixture.inFolder { folder in
      try await Client.with(configuration(folder)) { client in
        try client.ignore("a")
        try #expect(client.control("POST", "/sandbox/reset").status == 200)
        try client.ignore("b")
      }
      try await Client.with(configuration(folder)) { client in
        #expect(client.sandbox.ignoredPorts.map(\.agentID) == ["b"])
      }
    }
  }
}
