import CloudSandbox
import HuaweiCloud
import ReeveCommands
import Testing

/// A runbook of each kind from plan to undo, by command lines, with what they print compared whole.
struct PlanApplyUndoTests {
  /// What the commands print one after the other, each after its words.
  private func transcript(
    _ script: String, _ commands: [[String]], _ change: (inout Harness) throws -> Void = { _ in }
  ) async throws -> String {
    var harness = try Harness()
    defer { harness.remove() }
    try change(&harness)
    try harness.write(script, to: "x.star")
    var text = ""
    for words in commands {
      let result = try await harness.reeve(words)
      text += "$ reeve \(words.joined(separator: " ")) → \(result.code.rawValue)\n"
      text += result.output + result.errors
    }
    return text.withRunsNamed
      .replacing("reeve: no cloud is configured; working on the embedded sandbox\n", with: "")
  }

  private static let commands = [
    ["plan", "-o", "x.plan", "--detailed-exitcode", "x.star"], ["apply", "x.plan"],
    ["plan", "x.star"], ["undo", "--last"], ["undo", "--last", "--assume-before"],
    ["plan", "--detailed-exitcode", "x.star"],
  ]

  @Test func `ports`() async throws {
    let text = try await transcript(
      "ignorePort([\"agent-1\", \"agent-2\"], 22, \"TCP\")\nprint(\"done\")\n", Self.commands)
    #expect(
      text == """
        $ reeve plan -o x.plan --detailed-exitcode x.star → 2
        HSS
          ignorePort: 2 changes
            port 22/TCP of agent agent-1: unknown → ignored
            port 22/TCP of agent agent-2: unknown → ignored

        2 changes in 1 request
        done
        $ reeve apply x.plan → 0
        done
        changed: ignorePort 2 (1 request)
        $ reeve plan x.star → 0
        HSS
          ignorePort: 2 changes
            port 22/TCP of agent agent-1: ignored (last set by RUN, unverified) → ignored
            port 22/TCP of agent agent-2: ignored (last set by RUN, unverified) → ignored

        2 changes in 1 request
        done
        $ reeve undo --last → 4
        undo of run RUN
        nothing to change
        error: what was before 2 changes is not known, such as port 22/TCP of agent agent-2; nothing was changed
          Add --assume-before to take the opposite of what the run set.
        $ reeve undo --last --assume-before → 0
        undo of run RUN
        HSS
          unignorePort: 2 changes
            port 22/TCP of agent agent-2: ignored (last set by RUN, unverified) → reported
            port 22/TCP of agent agent-1: ignored (last set by RUN, unverified) → reported

        2 changes in 1 request
        whether ports are still as the run left them cannot be checked
        changed: unignorePort 2 (1 request)
        $ reeve plan --detailed-exitcode x.star → 2
        HSS
          ignorePort: 2 changes
            port 22/TCP of agent agent-1: reported (last set by RUN, unverified) → ignored
            port 22/TCP of agent agent-2: reported (last set by RUN, unverified) → ignored

        2 changes in 1 request
        done

        """)
  }

  @Test func `policies`() async throws {
    let text = try await transcript(
      """
      policy = whitelistPolicies()[0]
      modifyWhitelistPolicy(policy, learningDays = 21, dirs = ["/opt/x"])
      print(whitelistPolicies()[0].learning_days)

      """, Self.commands)
    let policy = "e8776b33-82da-42ee-a0f4-83c35463ab63"
    #expect(
      text == """
        $ reeve plan -o x.plan --detailed-exitcode x.star → 2
        HSS
          modifyWhitelistPolicy: 1 change
            whitelist policy \(policy): learning_days 7 → 21; dir_list +"/opt/x"

        1 change in 1 request
        21
        $ reeve apply x.plan → 0
        21
        changed: modifyWhitelistPolicy 1 (3 requests)
        $ reeve plan x.star → 0
        HSS
          modifyWhitelistPolicy: 0 changes, 1 so already

        nothing to change
        21
        $ reeve undo --last → 0
        undo of run RUN
        HSS
          modifyWhitelistPolicy: 1 change
            whitelist policy \(policy): learning_days 21 → 7; dir_list -"/opt/x"

        1 change in 1 request
        changed: modifyWhitelistPolicy 1 (2 requests)
        $ reeve undo --last --assume-before → 0
        undo of run RUN
        HSS
          modifyWhitelistPolicy: 0 changes, 1 so already

        nothing to change
        $ reeve plan --detailed-exitcode x.star → 2
        HSS
          modifyWhitelistPolicy: 1 change
            whitelist policy \(policy): learning_days 7 → 21; dir_list +"/opt/x"

        1 change in 1 request
        21

        """)
  }

  @Test func `security groups`() async throws {
    let text = try await transcript(
      """
      instance = auditInstances(status = "ACTIVE")[0]
      print(setSecurityGroup(instance, securityGroups()[1]).ok)

      """, Self.commands)
    let change = "audit instance 062212d8-8e30-4783-9671-43f3f1f3bb1e"
    let (old, new) = (
      "afa37019-986b-4041-a031-a2fbf6b6c9aa", "a71a23a0-c6e4-405d-a4a0-4a97926f9a63"
    )
    #expect(
      text == """
        $ reeve plan -o x.plan --detailed-exitcode x.star → 2
        DBSS
          setSecurityGroup: 1 change
            \(change): \(old) → \(new)

        1 change in 1 request
        True
        $ reeve apply x.plan → 0
        True
        changed: setSecurityGroup 1 (2 requests)
        $ reeve plan x.star → 0
        DBSS
          setSecurityGroup: 0 changes, 1 so already

        nothing to change
        True
        $ reeve undo --last → 0
        undo of run RUN
        DBSS
          setSecurityGroup: 1 change
            \(change): \(new) → \(old)

        1 change in 1 request
        changed: setSecurityGroup 1 (2 requests)
        $ reeve undo --last --assume-before → 0
        undo of run RUN
        DBSS
          setSecurityGroup: 0 changes, 1 so already

        nothing to change
        $ reeve plan --detailed-exitcode x.star → 2
        DBSS
          setSecurityGroup: 1 change
            \(change): \(old) → \(new)

        1 change in 1 request
        True

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
