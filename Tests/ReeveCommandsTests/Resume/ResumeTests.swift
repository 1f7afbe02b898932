import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// `reeve resume`, after the program was killed.
struct ResumeTests {
  private static let script = """
    for n in range(400):
        ignorePort("agent-%d" % n, 22, "TCP")
    print("failed:", len(flush()))

    """

  /// Runs the script in a process of its own, which is killed while its second request has no answer.
  private func killed(_ stage: SandboxHarness) async throws {
    try stage.harness.write(Self.script, to: "x.star")
    stage.sandbox.inject(
      SandboxFault(.hang(applied: true), operation: "BatchModifyPortStatus", nth: 2, count: 1))
    let child = try ChildProcess(
      ["run", "x.star"], environment: stage.harness.environment, folder: stage.harness.folder)
    while stage.sandbox.requestCount(of: "BatchModifyPortStatus") < 2 {
      try await Task.sleep(for: .milliseconds(10))
    }
    // One that is alive cannot be taken from its process.
    let alive = try await stage.harness.reeve("resume", "--last")
    #expect(alive.code == .tryAgain)
    #expect(alive.errors.contains("is under way in process"))
    child.send(SIGKILL)
    #expect(try await child.wait() == 1_000 + SIGKILL)
  }

  @Test func `a run that was killed goes on`() async throws {
    let stage = try await SandboxHarness.start()
    try await killed(stage)
    let sent = stage.sandbox.requestCount(of: "BatchModifyPortStatus")
    let result = try await stage.harness.reeve("resume", "--last")
    #expect(result.code == .done)
    #expect(result.output == "failed: 0\n")
    #expect(result.errors == "changed: ignorePort 400; 200 of them earlier (1 request)\n")
    #expect(stage.sandbox.requestCount(of: "BatchModifyPortStatus") == sent + 1)
    #expect(stage.sandbox.ignoredPorts.count == 400)
    let again = try await stage.harness.reeve("resume", "--last")
    #expect(again.code == .done)
    #expect(again.errors.contains("has ended with exit code 0; nothing is left to do"))
    await stage.stop()
  }

  @Test func `a script that was changed is refused with what differs`() async throws {
    let stage = try await SandboxHarness.start()
    try await killed(stage)
    let sent = stage.sandbox.requests().count
    try stage.harness.write(Self.script.replacing("22", with: "23"), to: "x.star")
    let result = try await stage.harness.reeve("resume", "--last")
    #expect(result.code == .badData)
    #expect(result.errors.contains("-    ignorePort(\"agent-%d\" % n, 22, \"TCP\")\n"))
    #expect(result.errors.contains("+    ignorePort(\"agent-%d\" % n, 23, \"TCP\")\n"))
    #expect(stage.sandbox.requests().count == sent)
    await stage.stop()
  }
}
