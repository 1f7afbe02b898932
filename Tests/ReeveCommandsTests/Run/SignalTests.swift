import Glibc
import ReeveCommands
import Testing

/// The built program under signals and with streams that go away.
@Suite(.enabled(if: ChildProcess.program != nil)) struct SignalTests {
  /// Starts a runbook that says that it has begun, and waits for that.
  private func start(
    _ script: String, in harness: Harness, flags: [String] = []
  ) async throws -> (child: ChildProcess, output: Int32, errors: String) {
    try harness.write(script, to: "x.star")
    let (reading, writing) = ChildProcess.pipe()
    let path = "\(harness.home)/errors"
    let errors = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let child = try ChildProcess(
      ["run"] + flags + ["x.star"], environment: harness.environment, folder: harness.folder,
      output: writing, errors: errors)
    close(writing)
    close(errors)
    var ready = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&ready, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    return (child, reading, path)
  }

  private static let endless = """
    print("begun")
    for i in range(1 << 40):
        pass
    """

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a signal cancels the run`(_ signal: Int32, _ code: Int32) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (child, output, errors) = try await start(
      Self.endless, in: harness, flags: ["--max-steps", "1000000000000"])
    defer { close(output) }
    child.send(signal)
    #expect(try await child.wait() == code)
    let text = try harness.text(errors)
    #expect(text.contains("cancelled"), "\(text)")
  }

  @Test func `what was not sent is told`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    // One call in a minute: the second pack has to wait.
    let (child, output, errors) = try await start(
      """
      for i in range(200):
          ignorePort("agent", i + 1, "TCP")
      flush()
      for i in range(200):
          ignorePort("agent", i + 201, "TCP")
      print("begun")
      flush()
      """, in: harness, flags: ["--rate", "hss=1/h"])
    defer { close(output) }
    child.send(SIGINT)
    #expect(try await child.wait() == 130)
    let text = try harness.text(errors)
    #expect(text.contains("changed: ignorePort 200; not sent: 200 (1 request)"), "\(text)")
    #expect(text.contains("not sent: 200 changes: cancelled"), "\(text)")
  }

  @Test func `a reader that goes away ends the run quietly`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (child, output, errors) = try await start(
      """
      for i in range(1 << 30):
          print("line", i)
      """, in: harness)
    close(output)
    #expect(try await child.wait() == 141)
    let text = try harness.text(errors)
    #expect(text == "reeve: no cloud is configured; working on the embedded sandbox\n")
  }

  @Test func `a full disk under standard output is told`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("print(1)\n", to: "x.star")
    let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let path = "\(harness.home)/errors"
    let errors = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(errors) }
    let child = try ChildProcess(
      ["run", "-q", "x.star"], environment: harness.environment, folder: harness.folder,
      output: full, errors: errors)
    #expect(try await child.wait() == 1)
    #expect(
      try harness.text(path)
        == "error: standard output cannot be written: No space left on device\n")
  }

  @Test func `piped input is a runbook without prompts`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let ended = try await ChildProcess.run([], in: harness, input: "print(6 * 7)\n")
    #expect(ended.code == 0)
    #expect(ended.output == "42\n")
    #expect(ended.errors == "reeve: no cloud is configured; working on the embedded sandbox\n")
  }
}
