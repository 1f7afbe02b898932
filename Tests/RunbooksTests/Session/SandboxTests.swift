import CloudSandbox
import HuaweiCloud
import HuaweiCloudHTTP
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

/// Whole runs against the simulated service over HTTP.
struct SandboxTests {
  /// Starts a sandbox and gives a session on it.
  private func withSandbox(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    settings set: (inout SessionSettings) -> Void = { _ in },
    secretKey: String? = nil,
    _ body: (Sandbox, Session, Recorder) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configure(&configuration)
    let sandbox = try Sandbox(configuration)
    let address = try sandbox.start()
    let keys = sandbox.credentials()
    let endpoint = try Endpoint(address.baseURL)
    let services: [Service] = [.hss, .dbss, .vpc, .eps, .iam]
    let client = CloudClient(
      transport: try HTTPTransport(),
      credentials: FixedCredentials(
        .accessKey(
          AccessKey(id: keys.accessKey, secret: Secret(secretKey ?? keys.secretKey)))),
      endpoints: Endpoints(
        region: keys.region,
        overrides: Dictionary(uniqueKeysWithValues: services.map { ($0, endpoint) })),
      projectID: keys.projectID)
    var settings = SessionSettings()
    settings.rates = [:]
    set(&settings)
    let events = Recorder()
    let session = Session(
      cloud: CloudAccess(client: client), settings: settings, events: events)
    try await body(sandbox, session, events)
    await sandbox.stop()
  }

  @Test func `a thousand agents of a list are quiet after five requests`() async throws {
    var files = FakeFiles([:])
    let inventory = try Sandbox().agents(1000)
    files.files["/runbooks/agents.csv"] = Array(
      ("agent_id\n" + inventory.joined(separator: "\n")).utf8)
    try await withSandbox(
      settings: { [files] settings in
        settings.files = files
        settings.scriptFolder = "/runbooks"
        settings.rates = SessionSettings.documentedRates
        settings.arguments = ScriptArguments(["--inventory=agents.csv"])
      }
    ) { sandbox, session, _ in
      let outcome = await session.run(
        SourceText(
          name: "quiet-ssh.star",
          text: """
            for row in csv.read(args.inventory):
                ignorePort(row.agent_id, 22, "TCP")
            """))
      #expect(outcome.trouble == nil)
      #expect(outcome.facts.isEmpty)
      #expect(sandbox.requestCount(of: "BatchModifyPortStatus") == 5)
      #expect(sandbox.ignoredPorts.count == 1000)
      #expect(
        outcome.summary == ["changed: ignorePort 1000 (5 requests)"])
    }
  }

  @Test func `what is read can be changed, and reads show it`() async throws {
    try await withSandbox { sandbox, session, events in
      let outcome = await session.run(
        SourceText(
          name: "groups.star",
          text: """
            group = securityGroups()[1]
            moved = [i for i in auditInstances(status = "ACTIVE") if i.security_group_id != group.id]
            setSecurityGroup(moved, group)
            now = auditInstances(security_group_id = group.id)
            print(all([i.instance_id in [n.instance_id for n in now] for i in moved]), len(moved) > 0)
            policy = whitelistPolicies()[0]
            modifyWhitelistPolicy(policy, learningDays = 21, dirs = ["/opt/app"])
            after = whitelistPolicies(policy_id = policy.policy_id)[0]
            print(after.learning_days, after.dir_list, after.policy_name == policy.policy_name)
            """))
      #expect(outcome.trouble == nil)
      #expect(outcome.facts.isEmpty)
      #expect(events.output == "True True\n21 [\"/opt/app\"] True\n")
    }
  }

  @Test func `hosts of the service are read in pages and changed in packs`() async throws {
    try await withSandbox { sandbox, session, _ in
      let outcome = await session.run(
        SourceText(
          name: "online.star",
          text: "ignorePort([h for h in hosts(agent_status = \"online\")], 3389, \"TCP\")"))
      #expect(outcome.trouble == nil)
      let count = outcome.counts.applied[.ignorePort] ?? 0
      #expect(count > 200 && sandbox.ignoredPorts.count == count)
      #expect(sandbox.requestCount(of: "BatchModifyPortStatus") == (count + 199) / 200)
    }
  }

  @Test func `a wrong key is tried once`() async throws {
    try await withSandbox(secretKey: "wrong") { sandbox, session, _ in
      let outcome = await session.run(
        SourceText(name: "x.star", text: "ignorePort(\"a\", 22, \"TCP\")\nlen(hosts())"))
      #expect(outcome.facts.contains(.notAuthorised))
      #expect(sandbox.requests().count == 1)
    }
  }

  @Test func `the service's quota is never passed`() async throws {
    try await withSandbox { configuration in
      configuration.quota = SandboxQuota(scaledBy: 120)
    } settings: { settings in
      settings.rates = [.hss: .calls(5, per: .milliseconds(550))]
    } _: { sandbox, session, _ in
      let outcome = await session.run(
        SourceText(
          name: "many.star",
          text: "for n in range(2400): ignorePort(\"agent-%d\" % n, 22, \"TCP\")"))
      #expect(outcome.facts.isEmpty)
      #expect(sandbox.requests(of: "BatchModifyPortStatus").allSatisfy { $0.status == 200 })
      #expect(sandbox.requestCount(of: "BatchModifyPortStatus") == 12)
    }
  }

  @Test func `a quota that others use up is waited for`() async throws {
    try await withSandbox { configuration in
      configuration.quota = SandboxQuota(scaledBy: 120)
    } _: { sandbox, session, _ in
      let outcome = await session.run(
        SourceText(
          name: "many.star",
          text: "for n in range(1600): ignorePort(\"agent-%d\" % n, 22, \"TCP\")"))
      #expect(outcome.facts.isEmpty)
      #expect(sandbox.ignoredPorts.count == 1600)
      #expect(sandbox.requests(of: "BatchModifyPortStatus").contains { $0.status == 429 })
    }
  }
}
