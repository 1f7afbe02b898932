import CloudSandbox
import ReeveCommands
import ReeveTestSupport
import Testing

/// The runbooks that come with Reeve, against a sandbox that counts.
@Suite struct RunbookTests {
  private static let folder = "\(repository)/scripts/runbooks"

  private func run(
    _ name: String, _ words: [String] = [], on server: SandboxHarness
  ) async throws -> CommandResult {
    // The hosts of a large account are more pages than the rate of a minute.
    try await server.harness.reeve(
      ["run", "--rate", "hss=unlimited", "\(Self.folder)/\(name).star"] + words)
  }

  @Test func `1,000 agents are 5 requests of 200`() async throws {
    let server = try await SandboxHarness.start()
    let result = try await run("quiet-ssh", on: server)
    #expect(result.code == .done, "\(result.errors)")
    #expect(result.output == "port 22/TCP is ignored on the agents of agents.csv\n")
    #expect(result.errors == "changed: ignorePort 1000 (5 requests)\n")
    let requests = server.sandbox.requests(of: "BatchModifyPortStatus")
    #expect(requests.count == 5)
    for request in requests {
      let body = try JSON(parsing: request.body)
      #expect(body["operate_type"]?.string == "ignore")
      #expect(body["data_list"]?.array?.count == 200)
      #expect(request.query == "category=host")
    }
    #expect(server.sandbox.ignoredPorts.count == 1_000)
    await server.stop()
  }

  @Test func `5 requests are within the rate of the service`() async throws {
    let server = try await SandboxHarness.start(.keys) { $0.quota = SandboxQuota() }
    let result = try await server.harness.reeve("run", "\(Self.folder)/quiet-ssh.star")
    #expect(result.code == .done, "\(result.errors)")
    #expect(server.sandbox.requestCount(of: "BatchModifyPortStatus") == 5)
    await server.stop()
  }

  @Test func `the list of agents is of agents that exist`() throws {
    let sandbox = try Sandbox()
    let hosts = Dictionary(
      sandbox.inventory.hosts.map { ($0.agentID, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = sandbox.agents(1_000).compactMap { hosts[$0] }.map {
      "\($0.agentID),\($0.name),\($0.privateIP)\n"
    }
    let fixtures = Fixtures("runbooks", beside: "\(repository)/scripts/runbooks")
    try expectGolden(
      "agent_id,host_name,private_ip\n" + rows.joined(), "agents.csv", in: fixtures)
  }

  @Test func `another port of another list`() async throws {
    let server = try await SandboxHarness.start()
    try server.harness.write("agent_id\none\ntwo\n", to: "mine.csv")
    let result = try await run(
      "quiet-ssh", ["--inventory=mine.csv", "--port=53", "--protocol=UDP"], on: server)
    #expect(result.output == "port 53/UDP is ignored on the agents of mine.csv\n")
    #expect(server.sandbox.ignoredPorts.count == 2)
    await server.stop()
  }

  @Test func `agents that are refused are told`() async throws {
    let server = try await SandboxHarness.start(.password) { $0.checksAgents = true }
    let agent = server.sandbox.credentials().agentID
    try server.harness.write("agent_id\n\(agent)\nnowhere\n", to: "mine.csv")
    let result = try await run("quiet-ssh", ["--inventory=mine.csv"], on: server)
    #expect(result.code == .failed)
    #expect(result.output.contains("refused: "))
    #expect(result.errors.contains("fail: 1 agents still report port 22/TCP"), "\(result.errors)")
    #expect(server.sandbox.ignoredPorts.count == 1)
    await server.stop()
  }

  @Test func `a policy is tightened and the rest of it kept`() async throws {
    let server = try await SandboxHarness.start()
    let before = try #require(server.sandbox.inventory.policies.first { $0.name == "shop" })
    let result = try await run("harden-whitelist", ["--policy=shop", "--dirs=/srv"], on: server)
    #expect(result.code == .done, "\(result.errors)")
    let after = try #require(server.sandbox.policy(before.id))
    #expect(after.learningDays == 21)
    #expect(after.intercepts)
    #expect(!after.confirmsAutomatically)
    #expect(after.directories == before.directories + ["/srv"])
    #expect(after.fileExtensions == before.fileExtensions)
    #expect(after.hostIDs == before.hostIDs)
    #expect(after.name == before.name)
    #expect(result.output.hasPrefix("shop: learns for 21 days, was 8\n"))
    await server.stop()
  }

  @Test func `a policy that is not there is told with those that are`() async throws {
    let server = try await SandboxHarness.start()
    let result = try await run("harden-whitelist", ["--policy=none"], on: server)
    #expect(result.code == .failed)
    #expect(result.errors.contains("no single policy is called \"none\"; there are web-front, "))
    await server.stop()
  }

  @Test func `audit instances move once`() async throws {
    let server = try await SandboxHarness.start()
    let first = try await run("move-audit", on: server)
    #expect(first.code == .done, "\(first.errors)")
    #expect(first.output.hasSuffix("10 moved to audit-restricted, 0 were there already\n"))
    let group = try #require(
      server.sandbox.inventory.securityGroups.first { $0.name == "audit-restricted" })
    for instance in server.sandbox.inventory.auditInstances {
      let now = server.sandbox.securityGroup(ofInstance: instance.id)
      #expect((now == group.id) == (instance.status == "ACTIVE"))
    }
    let second = try await run("move-audit", on: server)
    #expect(second.output == "0 moved to audit-restricted, 10 were there already\n")
    #expect(server.sandbox.requestCount(of: "UpdateAuditSecurityGroupNew") == 10)
    await server.stop()
  }

  @Test func `an instance that is refused does not keep the others from moving`() async throws {
    let server = try await SandboxHarness.start()
    server.sandbox.inject(
      SandboxFault(.resultFailed, operation: "UpdateAuditSecurityGroupNew", nth: 3, count: 1))
    let result = try await run("move-audit", on: server)
    #expect(result.code == .failed)
    #expect(result.output.components(of: "not moved: ") == 1)
    #expect(result.output.contains("9 moved to audit-restricted"))
    await server.stop()
  }

  @Test func `a report changes nothing`() async throws {
    let server = try await SandboxHarness.start()
    let result = try await run("exposure-report", ["--limit=3"], on: server)
    #expect(result.code == .done, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasSuffix("servers with a public address have dangerous ports open"))
    #expect(result.errors.isEmpty)
    #expect(
      server.sandbox.requests().allSatisfy {
        $0.method == "GET" || $0.operation == "" || $0.path == "/v3/auth/tokens"
      })
    let json = try await run("exposure-report", ["--format=json"], on: server)
    let rows = try JSON(parsing: json.output).array ?? []
    #expect(
      rows.count
        == server.sandbox.inventory.hosts.count {
          !$0.publicIP.isEmpty && $0.agentStatus == "online" && $0.enterpriseProjectID == "0"
        })
    await server.stop()
  }

  @Test(arguments: ["quiet-ssh", "harden-whitelist", "move-audit", "exposure-report"])
  func `a runbook is a program of its own`(_ name: String) throws {
    let path = "\(Self.folder)/\(name).star"
    let text = try Fixtures("runbooks", beside: "\(repository)/scripts/runbooks").text(
      "\(name).star")
    #expect(text.hasPrefix("#!/usr/bin/env -S reeve run\n# "))
    #expect(isExecutable(path))
  }
}
