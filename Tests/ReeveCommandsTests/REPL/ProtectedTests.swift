import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// The console at a protected cloud, which is the built program on a pseudo-terminal and a sandbox over HTTP.
@Suite(.enabled(if: ChildProcess.program != nil)) struct ProtectedTests {
  private static let instance = "setSecurityGroup(auditInstances(name = \"audit-orders-1\")[0], "

  private func start() async throws -> (served: SandboxHarness, terminal: TerminalChild) {
    var served = try await SandboxHarness.start(.keys)
    try served.protect()
    let terminal = try TerminalChild(["--profile", "live"], in: served.harness)
    try await terminal.wait(for: "live@cn-north-4 protected> ")
    return (served, terminal)
  }

  private func group(_ terminal: TerminalChild, _ group: String) async throws {
    terminal.forget()
    terminal.type(Self.instance + "securityGroups(name = \"\(group)\")[0])\r")
    try await terminal.wait(for: "Type 1 to send")
    #expect(terminal.text.contains("setSecurityGroup 1: 1 change to 1 instance in 1 request"))
  }

  @Test func `nothing is sent unless the count is typed`() async throws {
    let (served, terminal) = try await start()
    try await group(terminal, "quarantine")
    try await terminal.enter("y", shows: "not sent: 1 change")
    try await group(terminal, "quarantine")
    try await terminal.enter("1", shows: "changed: setSecurityGroup 1")
    #expect(terminal.text.contains("run r-"))
    await served.stop()
  }

  @Test func `the last change is taken back, and what was changed can be saved`() async throws {
    let (served, terminal) = try await start()
    try await group(terminal, "quarantine")
    try await terminal.enter("1", shows: "changed: setSecurityGroup 1")
    try await terminal.enter(":save changes.star", shows: "1 change saved to changes.star")
    let saved = try served.harness.text("\(served.harness.folder)/changes.star")
    #expect(saved.contains("setSecurityGroup(\"062212d8-8e30-4783-9671-43f3f1f3bb1e\", \"a71a23a0"))
    terminal.forget()
    terminal.type(":undo\r")
    try await terminal.wait(for: "Type 1 to send")
    #expect(terminal.text.contains("setSecurityGroup 1: 1 change to 1 instance in 1 request"))
    try await terminal.enter("live", shows: "not sent: 1 change")
    terminal.forget()
    terminal.type(":undo\r")
    try await terminal.wait(for: "Type 1 to send")
    try await terminal.enter("1", shows: "changed: setSecurityGroup 1")
    terminal.forget()
    terminal.type(":undo\r")
    try await terminal.wait(for: "no line of this session has changed anything")
    // What was saved runs as it is.
    let again = try await served.harness.reeve(
      "run", "--profile", "live", "--yes", "changes.star")
    #expect(again.code == .done, "\(again.errors)")
    #expect(again.errors.contains("changed: setSecurityGroup 1"))
    await served.stop()
  }

  @Test func `a plan and a read-only session send nothing`() async throws {
    let (served, terminal) = try await start()
    try await terminal.enter(":plan on", shows: "protected plan")
    let line = Self.instance + "\"f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd\")"
    try await terminal.enter(line, shows: "1 change in 1 request")
    try await terminal.enter(":read-only on", shows: "protected read-only")
    try await terminal.enter(line, shows: "this session is read-only")
    try await terminal.enter(":read-only off", shows: "plan: what lines would change is shown")
    try await terminal.enter(":plan off", shows: "live: lines change what they say")
    await served.stop()
  }
}
