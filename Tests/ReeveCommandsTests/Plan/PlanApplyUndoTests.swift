import CloudSandbox
import HuaweiCloud
import ReeveCommands
import ReeveTestSupport
import Testing

/// A runbook of each kind from plan to undo, by command lines, with what they print compared whole.
struct PlanApplyUndoTests {
  private static let goldens = Fixtures("Goldens")

  /// What the commands print one after the other, each after its words; `APPLIED` stands for the run of `apply`.
  private func transcript(_ script: String, _ commands: [[String]]) async throws -> String {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(script, to: "x.star")
    var text = ""
    var applied = ""
    for words in commands {
      let result = try await harness.reeve(words.map { $0 == "APPLIED" ? applied : $0 })
      if words[0] == "apply" { applied = result.run ?? "" }
      text += "$ reeve \(words.joined(separator: " ")) → \(result.code.rawValue)\n"
      text += result.output + result.errors + "\n"
    }
    return text.withoutCircumstances
      .replacing("reeve: no cloud is configured; working on the embedded sandbox\n", with: "")
  }

  @Test func `ids in a plan do not steer the terminal`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort(\"a\\x1b[2J\\u202eb\\n\", 22, \"TCP\")\n", to: "x.star")
    let plan = try await harness.reeve("plan", "x.star")
    #expect(plan.output.contains("port 22/TCP of agent a\\x1b[2J\\u202eb\\n: unknown → ignored\n"))
  }

  private static let commands = [
    ["plan", "-o", "x.plan", "--detailed-exitcode", "x.star"], ["show", "x.plan"],
    ["apply", "x.plan"], ["show", "APPLIED"], ["plan", "-o", "y.plan", "x.star"],
    ["show", "y.plan"], ["undo", "--last"], ["undo", "--last", "--assume-before"],
    ["show", "--last"], ["show", "APPLIED"], ["plan", "--detailed-exitcode", "x.star"],
  ]

  @Test(arguments: [
    ("ports", "ignorePort([\"agent-1\", \"agent-2\"], 22, \"TCP\")\nprint(\"done\")\n"),
    (
      "policies",
      """
      policy = whitelistPolicies()[0]
      modifyWhitelistPolicy(policy, learningDays = 21, dirs = ["/opt/x"])
      print(whitelistPolicies()[0].learning_days)

      """
    ),
    (
      "security-groups",
      """
      instance = auditInstances(status = "ACTIVE")[0]
      print(setSecurityGroup(instance, securityGroups()[1]).ok)

      """
    ),
    (
      "calls",
      """
      agent = hosts()[0].agent_id
      ignorePort(agent, 22, "TCP")
      cloud.call("hss", "POST", "/v5/{project_id}/asset/batch-modify-port-status",
          query = {"category": "host"}, idempotent = True,
          body = {"operate_type": "ignore", "data_list": [
              {"agent_id": agent, "port": 23, "port_type": "TCP"}]})
      modifyWhitelistPolicy("no-such-policy", learningDays = 9)

      """
    ),
  ])
  func `each kind goes from plan to undo`(_ kind: String, _ script: String) async throws {
    try expectGolden(
      try await transcript(script, Self.commands), "\(kind).txt", in: Self.goldens)
  }

  @Test func `one change is taken back by its number`() async throws {
    let text = try await transcript(
      "for n in range(3): ignorePort(\"agent-%d\" % n, 22, \"TCP\")\n",
      [
        ["plan", "-q", "-o", "x.plan", "x.star"], ["apply", "x.plan"], ["show", "APPLIED"],
        ["undo", "--change", "4", "APPLIED"],
        ["undo", "--change", "2", "--assume-before", "APPLIED"], ["show", "--last"],
      ])
    try expectGolden(text, "one-change.txt", in: Self.goldens)
  }

  @Test func `an undo is taken back like any run`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort(\"ABCDEFGHIJ0123456789\", 22, \"TCP\")\n", to: "x.star")
    let first = try #require(try await harness.reeve("run", "x.star").run)
    let undo = try await harness.reeve("undo", "--assume-before", first)
    #expect(undo.code == .done)
    // An ID that looks like a key is an ID all the same.
    #expect(undo.output.contains("port 22/TCP of agent ABCDEFGHIJ0123456789: ignored"))
    let second = try #require(undo.run)
    let shown = try await harness.reeve("show", second)
    #expect(shown.output.contains("  what        undo of \(first)\n"))
    let again = try await harness.reeve("undo", second)
    #expect(again.code == .done, "\(again.errors)")
    #expect(again.output.hasPrefix("undo of run \(second)\n"))
    let third = try await harness.reeve("show", try #require(again.run))
    #expect(third.output.contains("  what        undo of \(second)\n"))
    #expect(third.output.contains("reported → ignored") || third.output.contains("→ ignored"))
  }

  @Test func `a target is the same however one logs in`() async throws {
    var stage = try await SandboxHarness.start()
    try stage.harness.write("ignorePort(\"agent-1\", 22, \"TCP\")\n", to: "x.star")
    var run = try #require(try await stage.harness.reeve("run", "x.star").run)
    let credentials = stage.sandbox.credentials()
    for name in stage.harness.environment.keys where name.hasPrefix("OS_") {
      stage.harness.environment[name] = nil
    }
    stage.harness.environment["HUAWEICLOUD_SDK_AK"] = credentials.accessKey
    stage.harness.environment["HUAWEICLOUD_SDK_SK"] = credentials.secretKey
    stage.harness.environment["REEVE_REGION"] = credentials.region
    for project in [nil, credentials.projectID] {
      stage.harness.environment["HUAWEICLOUD_SDK_PROJECT_ID"] = project
      let plan = try await stage.harness.reeve("plan", "-o", "x.plan", "x.star")
      #expect(plan.output.contains("ignored (last set by \(run), unverified)"), "\(plan.output)")
      let applied = try await stage.harness.reeve("apply", "x.plan")
      #expect(applied.code == .done, "\(applied.errors)")
      let undo = try await stage.harness.reeve("undo", try #require(applied.run))
      #expect(
        undo.output.contains("run \(run) had set it so before"), "\(undo.output)\(undo.errors)")
      run = try #require(applied.run)
    }
    await stage.stop()
  }

  @Test func `an undo tells what stays, and why`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort(\"agent-1\", 22, \"TCP\")\n", to: "x.star")
    let first = try #require(try await harness.reeve("run", "x.star").run)
    let second = try #require(try await harness.reeve("run", "x.star").run)
    let undo = try await harness.reeve("undo", second)
    #expect(undo.code == .done)
    #expect(
      undo.output == """
        undo of run \(second)
        nothing to change
        stays as it is: change 1, port 22/TCP of agent agent-1: run \(first) had set it so before

        """)
  }

  @Test func `a plan is used once, whole, unchanged and where it was made`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort(\"agent-1\", 22, \"TCP\")\n", to: "x.star")
    #expect(try await harness.reeve("plan", "-q", "-o", "x.plan", "x.star").code == .done)
    let text = try harness.text("\(harness.folder)/x.plan")
    try harness.write(text.replacing("agent-1", with: "agent-2"), to: "y.plan")
    let changed = try await harness.reeve("apply", "y.plan")
    #expect(changed.code == .badData)
    #expect(changed.errors.contains("y.plan is not what `reeve plan` wrote"))
    try harness.write("ignorePort(\"agent-1\", 23, \"TCP\")\n", to: "x.star")
    let stale = try await harness.reeve("apply", "x.plan")
    #expect(stale.code == .planIsStale)
    #expect(stale.errors.contains("+ignorePort(\"agent-1\", 23, \"TCP\")"))
    try harness.write("ignorePort(\"agent-1\", 22, \"TCP\")\n", to: "x.star")
    #expect(try await harness.reeve("apply", "--profile", "other", "x.plan").code == .usage)
    #expect(try await harness.reeve("apply", "x.plan").code == .done)
    let again = try await harness.reeve("apply", "x.plan")
    #expect(again.code == .planIsStale)
    #expect(again.errors.contains("the plan was applied already, by run r-"))
    try harness.write(
      """
      answer = cloud.call("hss", "POST", "/v5/{project_id}/x", body = {})
      print(answer.status)

      """, to: "call.star")
    let incomplete = try await harness.reeve("plan", "-o", "call.plan", "call.star")
    #expect(incomplete.code == .done)
    #expect(
      incomplete.output.contains(
        "incomplete from call.star:2 on: it uses the answer of a call that is not sent yet"))
    #expect(try await harness.reeve("apply", "call.plan").code == .planIsStale)
  }

  @Test func `what somebody changed since makes a plan stale, and a longer list does not`()
    async throws
  {
    let stage = try await SandboxHarness.start()
    let harness = stage.harness
    try harness.write(
      """
      instance = auditInstances()[0]
      setSecurityGroup(instance, securityGroups()[1])

      """, to: "x.star")
    #expect(try await harness.reeve("plan", "-o", "x.plan", "x.star").code == .done)
    let instance = stage.sandbox.inventory.auditInstances[0].id
    try await stage.sandbox.change(.securityGroup("elsewhere", instanceID: instance))
    let result = try await harness.reeve("apply", "x.plan")
    #expect(result.code == .planIsStale)
    #expect(result.errors.contains("and is {\"security_group_id\":\"elsewhere\"}"))
    #expect(stage.sandbox.requestCount(of: "UpdateAuditSecurityGroupNew") == 0)
    await stage.stop()
  }
}
