import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// `reeve resume`, after the program was killed.
struct ResumeTests {
  /// Writes a runbook of two requests, and what it loads.
  private func write(_ stage: SandboxHarness) throws {
    try stage.harness.write("PORTS = [22]\n", to: "lib.star")
    try stage.harness.write(
      """
      load("lib.star", "PORTS")
      for n in range(400):
          ignorePort("agent-%d" % n, 22 if n else PORTS[0], "TCP")
      print("failed:", len(flush()))

      """, to: "x.star")
  }

  /// Runs a runbook in a process of its own, which is killed while its second request, however often it is sent, has no
  /// answer.
  private func killed(_ stage: SandboxHarness, flags: [String] = []) async throws {
    try write(stage)
    stage.sandbox.inject(
      SandboxFault(.hang(applied: true), operation: "BatchModifyPortStatus", nth: 2))
    let child = try ChildProcess(
      ["run"] + flags + ["x.star"], environment: stage.harness.environment,
      folder: stage.harness.folder)
    while stage.sandbox.requestCount(of: "BatchModifyPortStatus") < 2 {
      try await Task.sleep(for: .milliseconds(10))
    }
    // One that is alive cannot be taken from its process.
    let alive = try await stage.harness.reeve("resume", "--last")
    #expect(alive.code == .tryAgain)
    #expect(alive.errors.contains("is under way in process"))
    child.send(SIGKILL)
    #expect(try await child.wait() == 1_000 + SIGKILL)
    stage.sandbox.clearFaults()
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

  @Test(arguments: ["x.star", "lib.star"])
  func `a file that was changed is refused with what differs`(_ name: String) async throws {
    let stage = try await SandboxHarness.start()
    try await killed(stage)
    let sent = stage.sandbox.requests().count
    let text = try stage.harness.text("\(stage.harness.folder)/\(name)")
    try stage.harness.write(text.replacing("22", with: "23"), to: name)
    let result = try await stage.harness.reeve("resume", "--last")
    #expect(result.code == .badData)
    let old = try #require(text.split(separator: "\n").first { $0.contains("22") })
    #expect(result.errors.contains("\(name) is not what run"))
    #expect(result.errors.contains("  -\(old)\n"))
    #expect(result.errors.contains("  +\(old.replacing("22", with: "23"))\n"))
    #expect(stage.sandbox.requests().count == sent)
    await stage.stop()
  }

  @Test func `rows that were changed are refused too, and rows that are gone are not needed`()
    async throws
  {
    let stage = try await SandboxHarness.start()
    let harness = stage.harness
    try harness.write("agent_id\nagent-1\nagent-2\n", to: "rows.csv")
    try harness.write(
      """
      for row in csv.read("rows.csv"): ignorePort(row.agent_id, 22, "TCP")
      flush()
      ignorePort("agent-3", 22, "TCP")

      """, to: "x.star")
    stage.sandbox.inject(
      SandboxFault(.hang(applied: false), operation: "BatchModifyPortStatus", nth: 2))
    let child = try ChildProcess(
      ["run", "x.star"], environment: harness.environment, folder: harness.folder)
    while stage.sandbox.requestCount(of: "BatchModifyPortStatus") < 2 {
      try await Task.sleep(for: .milliseconds(10))
    }
    child.send(SIGKILL)
    _ = try await child.wait()
    stage.sandbox.clearFaults()
    try harness.write("agent_id\nagent-1\nagent-4\n", to: "rows.csv")
    let refused = try await harness.reeve("resume", "--last")
    #expect(refused.code == .badData)
    #expect(refused.errors.contains("rows.csv is not what run"))
    #expect(refused.errors.contains("  -agent-2\n  +agent-4\n"))
    #expect(unsafe unlink("\(harness.folder)/rows.csv") == 0)
    let resumed = try await harness.reeve("resume", "--last")
    #expect(resumed.code == .done, "\(resumed.errors)")
    #expect(stage.sandbox.ignoredPorts.count == 3)
    await stage.stop()
  }

  @Test func `what another run set since is not overwritten without force`() async throws {
    let stage = try await SandboxHarness.start()
    try await killed(stage)
    let first = try #require(try await stage.harness.reeve("runs").output.run)
    // Requests that leave together may arrive in either order: one of the two was confirmed.
    try stage.harness.write(
      "unignorePort([\"agent-0\", \"agent-399\"], 22, \"TCP\")\n", to: "y.star")
    let other = try await stage.harness.reeve("run", "y.star")
    #expect(other.code == .done)
    let second = try #require(other.run)
    let sent = stage.sandbox.requests().count
    let refused = try await stage.harness.reeve("resume", first)
    #expect(refused.code == .unconfirmed)
    #expect(refused.errors.contains("1 change of unknown outcome would overwrite"))
    #expect(refused.errors.contains("run \(second)\n"))
    #expect(stage.sandbox.requests().count == sent)
    let forced = try await stage.harness.reeve("resume", "--force", first)
    #expect(forced.code == .done)
    #expect(stage.sandbox.ignoredPorts.count == 399)
    await stage.stop()
  }

  @Test func `of two that go on with a run at once one does`() async throws {
    let stage = try await SandboxHarness.start()
    try await killed(stage)
    let sent = stage.sandbox.requestCount(of: "BatchModifyPortStatus")
    let children = try (0..<3).map { _ in
      try ChildProcess(
        ["resume", "--last"], environment: stage.harness.environment, folder: stage.harness.folder)
    }
    var codes: [Int32] = []
    for child in children { codes.append(try await child.wait()) }
    // Whoever comes too late is told so, or finds nothing left to do.
    #expect(codes.contains(0))
    #expect(codes.allSatisfy { $0 == 0 || $0 == ExitCode.tryAgain.rawValue }, "\(codes)")
    #expect(stage.sandbox.requestCount(of: "BatchModifyPortStatus") == sent + 1)
    #expect(stage.sandbox.ignoredPorts.count == 400)
    #expect(try await stage.harness.reeve("runs", "verify").code == .done)
    await stage.stop()
  }

  /// What ends a run before its second request may leave.
  enum Stop: Sendable {
    case signal, deadline
  }

  @Test(arguments: [Stop.signal, .deadline])
  func `a run that was stopped goes on`(_ stop: Stop) async throws {
    let stage = try await SandboxHarness.start()
    try write(stage)
    let flags = ["--rate", "hss=1/h"] + (stop == .deadline ? ["--deadline", "3s"] : [])
    let child = try ChildProcess(
      ["run"] + flags + ["x.star"], environment: stage.harness.environment,
      folder: stage.harness.folder)
    if stop == .signal {
      while stage.sandbox.requestCount(of: "BatchModifyPortStatus") < 1 {
        try await Task.sleep(for: .milliseconds(10))
      }
      child.send(SIGINT)
    }
    let code = stop == .signal ? 130 : ExitCode.limitHit.rawValue
    #expect(try await child.wait() == code)
    let result = try await stage.harness.reeve(
      "resume", "--rate", "hss=unlimited", "--deadline", "300s", "--last")
    #expect(result.code == .done, "\(result.errors)")
    #expect(result.output == "failed: 0\n")
    #expect(stage.sandbox.requestCount(of: "BatchModifyPortStatus") == 2)
    #expect(stage.sandbox.ignoredPorts.count == 400)
    await stage.stop()
  }

  @Test func `the flags of the run need not be given again`() async throws {
    var stage = try await SandboxHarness.start()
    let endpoints = ["hss", "dbss", "iam", "vpc", "eps"].flatMap {
      ["--endpoint", "\($0)=\(stage.address.baseURL)"]
    }
    for name in stage.harness.environment.keys where name.hasPrefix("REEVE_ENDPOINT_") {
      stage.harness.environment[name] = nil
    }
    try await killed(
      stage,
      flags: endpoints + ["--region", "cn-north-4", "--rate", "hss=unlimited", "--timeout", "200s"])
    let moved = try await stage.harness.reeve("resume", "--region", "cn-north-1", "--last")
    #expect(moved.code == .configuration)
    #expect(moved.errors.contains("is of region cn-north-4, and this is cn-north-1"))
    let spoken = try await stage.harness.reeve("resume", "--options", "set", "--last")
    #expect(spoken.code == .usage)
    let result = try await stage.harness.reeve("resume", "--last")
    #expect(result.code == .done, "\(result.errors)")
    let undone = try await stage.harness.reeve("undo", "--assume-before", "--last")
    #expect(undone.code == .done, "\(undone.errors)")
    #expect(stage.sandbox.ignoredPorts.isEmpty)
    await stage.stop()
  }
}
