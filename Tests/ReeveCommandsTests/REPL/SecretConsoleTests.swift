import CloudSandbox
import ReeveCommands
import Testing

/// Secrets at the console, which is the built program on a pseudo-terminal and a sandbox over HTTP.
@Suite(.enabled(if: ChildProcess.program != nil)) struct SecretConsoleTests {
  @Test func `a secret that the service shows again is in no table, transcript or saved runbook`()
    async throws
  {
    var served = try await SandboxHarness.start(.keys)
    served.harness.environment["REEVE_SECRET_POLICY"] = "correct horse battery staple"
    let terminal = try TerminalChild(["--rate", "hss=unlimited"], in: served.harness)
    try await terminal.wait(for: "> ")
    try await terminal.enter("k = secret(\"policy\"); k", shows: "secret(\"policy\")")
    try await terminal.enter("p = whitelistPolicies()[0]; p.policy_type", shows: "block")
    try await terminal.enter(
      "b = {\"policy_id\": p.policy_id, \"policy_name\": k, \"policy_type\": \"block\", \"learning_days\": 7, "
        + "\"specified_dir\": False, \"intercept\": False, \"auto_confirm\": False, \"auto_detect\": False, "
        + "\"dir_list\": [], \"ext_list\": [], \"host_id_list\": []}; len(b)", shows: "11")
    try await terminal.enter(
      "cloud.call(\"hss\", \"PUT\", \"/v5/{project_id}/app/policy\", {\"enterprise_project_id\": \"0\"}, b).status",
      shows: "200")
    try await terminal.enter("whitelistPolicies()", shows: "WhitelistPolicys;")
    #expect(terminal.text.contains("‹redacted›") && !terminal.text.contains("correct h"))
    try await terminal.enter(":transcript talk.txt", shows: "written to talk.txt")
    try await terminal.enter(":save made.star", shows: "1 change saved to made.star")
    let folder = served.harness.folder
    let saved = try served.harness.text("\(folder)/made.star")
    #expect(saved.contains("\"policy_name\": secret(\"policy\")"), "\(saved)")
    let talk = try served.harness.text("\(folder)/talk.txt")
    #expect(talk.contains("‹redacted›") && !talk.contains("correct h"))
    await served.stop()
  }
}
