import Glibc
import ReeveCommands
import StateStore
import Testing

/// What a console keeps, and what it leaves behind.
@Suite(.enabled(if: ChildProcess.program != nil)) struct KeptTests {
  private func start(_ harness: Harness) async throws -> TerminalChild {
    let terminal = try TerminalChild(in: harness)
    try await terminal.wait(for: "sandbox> ")
    return terminal
  }

  @Test func `what one session types another one finds`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let first = try await start(harness)
    let second = try await start(harness)
    try await first.enter("from_the_first = 1", shows: "")
    try await second.enter("2", shows: "\n2\n")
    second.forget()
    second.type("from\u{1b}[A")
    try await second.wait(for: "from_the_first = 1")
  }

  @Test func `inputs have their time and outcome, and no secret`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    try await terminal.enter("password = \"hunter22\"", shows: "")
    try await terminal.enter("1 // 0", shows: "division by zero")
    try await terminal.enter(" unseen = 1", shows: "")
    terminal.type("\u{4}")
    _ = try await terminal.end()
    let history = try StateStore(folder: "\(harness.home)/state/reeve").history { $0 }
    let entries = try history.last(10, profile: "sandbox")
    #expect(entries.map(\.text) == ["password = \"‹redacted›\"", "1 // 0"])
    #expect(entries.map(\.outcome) == [.succeeded, .failed])
    #expect(entries.allSatisfy { $0.time > 1_700_000_000_000 })
  }

  @Test func `a transcript has no secret that was typed`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    try await terminal.enter("password = \"hunter22\"", shows: "")
    try await terminal.enter(":transcript t.txt", shows: "this session is written to t.txt")
    try await terminal.enter("token = \"hunter23\"", shows: "")
    let written = try harness.text("\(harness.folder)/t.txt")
    #expect(written.contains("password = \"‹redacted›\""))
    #expect(written.contains("token = \"‹redacted›\""))
    #expect(!written.contains("hunter2"))
  }

  @Test func `a terminal that is gone ends the program`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    terminal.type("1 + 1")
    try await terminal.wait(for: "1 + 1")
    terminal.hangUp()
    let code = try await terminal.child.wait()
    #expect([0, 128 + SIGHUP].contains(code), "\(code)")
  }

  @Test func `a terminal that is gone ends an evaluation`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let terminal = try await start(harness)
    // Steps would run out where the test waits long for its turn.
    terminal.type("print(\"be\" + \"gun\"); waitUntil(lambda: False, 3600, every = 600)\r")
    try await terminal.wait(for: "begun")
    terminal.hangUp()
    let code = try await terminal.child.wait()
    #expect(code == 128 + SIGHUP, "\(code)")
  }
}
