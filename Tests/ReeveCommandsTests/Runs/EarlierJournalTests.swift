import ReeveCommands
import ReeveTestSupport
import StateStore
import Testing

/// A journal that an earlier version wrote, with a row for each change: one run that ended, and one that was killed
/// between its two requests.
struct EarlierJournalTests {
  private func harness(editedBy edit: String = "") throws -> Harness {
    let dump = try Fixtures("Goldens").text("schema-3.sql")
    let harness = try Harness()
    // Three migrations had made it.
    _ = try StateStore(
      folder: "\(harness.home)/state/reeve",
      migrations: [
        Migration(name: "dump", script: dump), Migration(name: "edit", script: edit),
        Migration(name: "", script: ""),
      ])
    return harness
  }

  private static let (ended, killed) = ("r-20261129-xwcf", "r-20261129-xwcy")

  @Test func `it is read, checked and found by what its changes are about`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let verified = try await harness.reeve("runs", "verify")
    #expect(verified.output == "2 runs checked, 18 entries: the journal is as it was written\n")
    #expect(try await harness.reeve("runs", "--text", "AGENT-2").output.run == Self.ended)
    let shown = try await harness.reeve("show", Self.ended)
    #expect(shown.output.contains("done, 5 changes: 5 applied"))
    #expect(shown.output.contains("learning_days: 7 → 21; dir_list: none → /opt/x"))
    try harness.write("unignorePort(\"agent-2\", 22, \"TCP\")\n", to: "x.star")
    let plan = try await harness.reeve("plan", "--profile", "sandbox", "x.star")
    #expect(
      plan.output.contains(
        "agent-2: ignored (last set by \(Self.ended), unverified) → reported"))
  }

  @Test func `its run goes on, and what it made is taken back`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let resumed = try await harness.reeve(
      "resume", "--rate", "dbss=unlimited", Self.killed)
    #expect(resumed.code == .done, "\(resumed.errors)")
    #expect(resumed.output == "True\nTrue\n")
    #expect(resumed.errors.contains("changed: setSecurityGroup 2; 1 of them earlier"))
    let undone = try await harness.reeve("undo", "--assume-before", "--force", Self.ended)
    #expect(undone.code == .done, "\(undone.errors)")
    #expect(undone.output.contains("unignorePort: 2 changes"))
    #expect(try await harness.reeve("runs", "verify").code == .done)
    let pruned = try await harness.reeve("runs", "prune", "--older-than", "1h")
    #expect(pruned.code == .done)
    #expect(try await harness.reeve("runs", "verify").code == .done)
  }

  @Test func `a deadline that was kept in whole seconds still counts`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("waitUntil(lambda: False, 60, every = 0.1)\n", to: "x.star")
    let flags = ["--profile", "sandbox", "--deadline", "500ms"]
    let first = try await harness.reeve(["run"] + flags + ["x.star"])
    #expect(first.code == .limitHit)
    let journal = try SeededJournal(harness).open()
    var run = try #require(try journal.runs().first?.start?.run)
    run.settings = run.settings.replacing("\"deadline_ms\":500", with: "\"deadline\":1")
    let id = try journal.begin(
      run,
      inputs: [
        RunInput(
          .script, name: "x.star", content: Array(try harness.text("\(harness.folder)/x.star").utf8)
        )
      ]
    ).id
    let resumed = try await harness.reeve("resume", id.text)
    #expect(resumed.code == .limitHit)
    #expect(resumed.errors.contains("the deadline of 1 s passed"), "\(resumed.errors)")
  }

  @Test(arguments: [
    "UPDATE journal_change SET target = replace(target, 'agent-2', 'agent-3')",
    "DELETE FROM journal_change WHERE position = 1", "UPDATE journal_head SET last = last - 1",
  ])
  func `an edit of it is found, and not acted on`(_ sql: String) async throws {
    let harness = try harness(editedBy: sql)
    defer { harness.remove() }
    #expect(try await harness.reeve("runs", "verify").code == .badData)
    let undone = try await harness.reeve("undo", "--assume-before", Self.ended)
    #expect(undone.code == .badData)
    #expect(undone.errors.contains("the journal of run \(Self.ended) was edited: entry"))
  }
}
