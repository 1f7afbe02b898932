import Glibc
import ReeveCommands
import Testing

/// A session as a person has it: the built program on a pseudo-terminal.
@Suite(.enabled(if: ChildProcess.program != nil)) struct TerminalTests {
  private func start(
    _ harness: Harness, _ words: [String] = [], term: String = "xterm"
  ) async throws -> TerminalChild {
    let terminal = try TerminalChild(words, in: harness, term: term)
    try await terminal.wait(for: "sandbox> ")
    return terminal
  }

  @Test func `results are printed and Ctrl-D leaves`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    #expect(terminal.text.contains("no cloud is configured; working on the embedded sandbox"))
    try await terminal.enter("1 + 41", shows: "\n42\n")
    try await terminal.enter("print(\"once\")", shows: "\nonce\n")
    terminal.type("\u{4}")
    #expect(try await terminal.end() == 0)
  }

  @Test func `a block over several lines runs at its blank line`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    terminal.type("def twice(x):\r")
    try await terminal.wait(for: "the indented line") { $0.hasSuffix("    ") }
    terminal.type("return x * 2\r")
    try await terminal.wait(for: "the next line") { $0.contains("return x * 2\n") }
    try await terminal.enter("", shows: "")
    try await terminal.enter("twice(21)", shows: "\n42\n")
  }

  @Test func `an error has a caret, and the session goes on`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    try await terminal.enter(
      "ignorePort(\"a\", 22, \"TPC\")", shows: "^^^^^ did you mean \"TCP\"?")
    try await terminal.enter("undefined_name", shows: "undefined: undefined_name")
    try await terminal.enter("6 * 7", shows: "\n42\n")
  }

  @Test func `a change is sent at the end of its line`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    try await terminal.enter(
      "ignorePort(\"some-agent\", 22, \"TCP\")", shows: "changed: ignorePort 1 (1 request)")
  }

  @Test func `Tab completes names, attributes and keyword arguments`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    try await terminal.enter("own_name = 1", shows: "")
    for (typed, wanted) in [
      ("modifyW\t", "modifyWhitelistPolicy"), ("json.enc\t", "json.encode"),
      ("modifyWhitelistPolicy(p, learn\t", "learningDays = "), ("own_\t", "own_name"),
    ] {
      terminal.forget()
      terminal.type(typed)
      try await terminal.wait(for: wanted)
      terminal.forget()
      terminal.type("\u{3}")
      try await terminal.wait(for: "sandbox> ")
    }
  }

  @Test func `Ctrl-C drops a line, and cancels what runs`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness, ["repl", "--max-steps", "\(1 << 60)"])
    terminal.type("dropped")
    try await terminal.wait(for: "dropped")
    terminal.forget()
    terminal.type("\u{3}")
    try await terminal.wait(for: "sandbox> ")
    terminal.type("[print(\"begun\") for i in range(1 << 60) if i % 100000000 == 0]\r")
    try await terminal.wait(for: "\nbegun\n")
    terminal.forget()
    terminal.type("\u{3}")
    try await terminal.wait(for: "sandbox> ")
    #expect(terminal.text.contains("stopped: cancelled"))
    try await terminal.enter("6 * 7", shows: "\n42\n")
  }

  @Test func `what was typed is there in the next session`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let first = try await start(harness)
    try await first.enter("remembered = 41 + 1", shows: "")
    first.type("exit\r")
    #expect(try await first.end() == 0)
    let second = try await start(harness)
    second.forget()
    // `exit` itself is not kept.
    second.type("\u{1b}[A")
    try await second.wait(for: "remembered = 41 + 1")
  }

  @Test func `the startup file is run for each profile`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure("")
    try harness.write(
      "def twice(x):\n    return x * 2\n", to: "\(harness.home)/config/reeve/startup.star")
    let terminal = try await start(harness)
    try await terminal.enter("twice(21)", shows: "\n42\n")
    try await terminal.enter(":profile sandbox", shows: "now at sandbox")
    try await terminal.enter("twice(4)", shows: "\n8\n")
  }

  @Test func `a dumb terminal has a plain prompt`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness, term: "dumb")
    terminal.type("for i in [1, 2]:\n")
    try await terminal.wait(for: "... ")
    terminal.type("    print(i * 21)\n\n")
    try await terminal.wait(for: "the results and a prompt") {
      $0.contains("42\n") && $0.hasSuffix("sandbox> ")
    }
    #expect(!terminal.raw.contains("\u{1b}["))
    terminal.type("\u{3}")
    try await terminal.wait(for: "the next prompt") { $0.hasSuffix("\nsandbox> ") }
    terminal.type("\u{4}")
    #expect(try await terminal.end() == 0)
  }

  @Test func `a dumb terminal shows its prompt again after a stop`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness, term: "dumb")
    terminal.forget()
    terminal.child.send(SIGSTOP)
    terminal.child.send(SIGCONT)
    try await terminal.wait(for: "the prompt again") { $0.hasSuffix("sandbox> ") }
    terminal.forget()
    terminal.type("for i in [1]:\n")
    try await terminal.wait(for: "... ")
    terminal.forget()
    terminal.child.send(SIGSTOP)
    terminal.child.send(SIGCONT)
    try await terminal.wait(for: "the prompt of the block again") { $0.hasSuffix("... ") }
    terminal.type("    print(i * 21)\n\n")
    try await terminal.wait(for: "21\n")
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal ends the session`(_ signal: Int32) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    terminal.child.send(signal)
    #expect(try await terminal.end() == 128 + signal)
  }

  @Test func `what is typed while something runs stays hidden after a stop`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    terminal.type("print(\"be\" + \"gun\"); waitUntil(lambda: False, 3600, every = 600)\r")
    try await terminal.wait(for: "begun")
    terminal.child.send(SIGSTOP)
    // A shell shows what is typed at it.
    terminal.showKeys()
    terminal.child.send(SIGCONT)
    try await terminal.waitForHiddenKeys()
    terminal.type("\u{3}")
    try await terminal.wait(for: "sandbox> ")
    #expect(!terminal.text.contains("^C"))
  }

  private static let protected = """
    profile = "live"
    [profiles.live]
    region = "cn-north-4"
    project_id = "0605767fa600d5542f7ec0136d4fb0c5"
    protected = true
    credentials = { token = "t" }
    """

  @Test func `a protected profile is asked about`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure(Self.protected)
    try harness.write("print(\"ran\")\n", to: "x.star")
    let refused = try TerminalChild(["run", "x.star"], in: harness)
    try await refused.wait(
      for: "live@cn-north-4 is protected. Type \"live\" to run x.star there: ")
    refused.type("yes\n")
    #expect(try await refused.end() == 4)
    #expect(refused.text.contains("not confirmed; nothing was run"))
    let confirmed = try TerminalChild(["run", "x.star"], in: harness)
    try await confirmed.wait(for: "to run x.star there: ")
    confirmed.type("live\n")
    #expect(try await confirmed.end() == 0)
    #expect(confirmed.text.contains("\nran\n"))
  }

  @Test func `the prompt of a protected profile is red`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure(Self.protected)
    let terminal = try TerminalChild(in: harness)
    try await terminal.wait(for: "live@cn-north-4 protected> ")
    #expect(terminal.raw.contains("\u{1b}[1;31m"))
  }
}

extension String {
  /// How often a text occurs.
  func components(of text: String) -> Int { ranges(of: text).count }
}
