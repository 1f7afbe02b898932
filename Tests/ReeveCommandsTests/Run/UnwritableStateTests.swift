import CloudSandbox
import ReeveCommands
import ReeveTestSupport
import Testing

/// What commands do where their state cannot be written.
@Suite(.enabled(if: SmallDisk.isAvailable && ChildProcess.program != nil, "only root mounts"))
struct UnwritableStateTests {
  /// A stage whose state is on a disk, where another process made a run that is over.
  private func stage(_ disk: SmallDisk) async throws -> SandboxHarness {
    var stage = try await SandboxHarness.start()
    stage.harness.environment["XDG_STATE_HOME"] = disk.path
    try stage.harness.write("ignorePort(\"agent-1\", 22, \"TCP\")\n", to: "x.star")
    let first = try await ChildProcess.run(["run", "x.star"], in: stage.harness)
    #expect(first.code == 0, "\(first.errors)")
    return stage
  }

  @Test func `nothing is sent where the state folder is read-only`() async throws {
    let disk = try SmallDisk(megabytes: 4)
    let stage = try await stage(disk)
    let sent = stage.sandbox.requests().count
    try disk.remountReadOnly()
    for words in [
      ["run", "x.star"], ["plan", "x.star"], ["undo", "--last"], ["runs"],
      ["run", "--profile", "sandbox", "x.star"],
    ] {
      let result = try await stage.harness.reeve(words)
      #expect(result.code == .configuration, "\(words)")
      #expect(result.errors.contains("state.db: cannot be written"), "\(result.errors)")
      #expect(result.errors.contains("set XDG_STATE_HOME to a folder that is"), "\(words)")
    }
    #expect(stage.sandbox.requests().count == sent)
    await stage.stop()
  }

  @Test func `nothing is sent where the disk is full`() async throws {
    let disk = try SmallDisk(megabytes: 4)
    let stage = try await stage(disk)
    let sent = stage.sandbox.requestCount(of: "BatchModifyPortStatus")
    try disk.fill()
    let result = try await stage.harness.reeve("run", "x.star")
    #expect(result.code == .tryAgain)
    #expect(result.errors.contains("the disk is full"), "\(result.errors)")
    #expect(result.errors.contains("Free some space"), "\(result.errors)")
    #expect(stage.sandbox.requestCount(of: "BatchModifyPortStatus") == sent)
    disk.makeRoom()
    #expect(try await stage.harness.reeve("run", "x.star").code == .done)
    #expect(try await stage.harness.reeve("runs", "verify").code == .done)
    await stage.stop()
  }
}
