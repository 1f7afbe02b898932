import FoundationEssentials
import ReeveCommands
import ReeveTestSupport
import StateStore
import Testing

/// `reeve show`: one run, compared whole in each form.
struct ShowTests {
  private static let goldens = Fixtures("Goldens")

  /// What a command says about the one run of a journal, without what is this machine's.
  private func shown(_ words: String..., exitCode: Int? = 3) async throws -> CommandResult {
    let harness = try Harness()
    defer { harness.remove() }
    let (run, process) = try await {
      let seeded = SeededJournal(harness)
      let journal = try seeded.open()
      let id =
        exitCode == nil
        ? try await seeded.makeCutOffRun(in: journal)
        : try seeded.makeRun(in: journal, exitCode: exitCode).id
      return (id, try #require(journal.run(id).start).process)
    }()
    let result = try await harness.reeve(["show"] + words)
    return CommandResult(
      code: result.code, output: result.output.settled(run, process),
      errors: result.errors.settled(run, process))
  }

  @Test func `text tells all of a run`() async throws {
    let result = try await shown("--last")
    #expect(result.code == .done)
    #expect(result.errors.isEmpty)
    try expectGolden(result.output, "run.txt", in: Self.goldens)
  }

  @Test func `JSON tells all of a run`() async throws {
    let result = try await shown("--last", "--output", "json")
    #expect(result.code == .done)
    try expectGolden(result.output, "run.json", in: Self.goldens)
    let lines = try await shown("--last", "--output", "jsonl")
    try expectGolden(lines.output, "run.jsonl", in: Self.goldens)
  }

  @Test func `a page tells all of a run`() async throws {
    let result = try await shown("--last", "--html", "-")
    #expect(result.code == .done)
    let made = /Made by reeve [^ ]+ at [^<]*UTC/
    try expectGolden(result.output.replacing(made, with: "Made"), "run.html", in: Self.goldens)
    // Whatever a text says, it is no markup, and the page loads nothing.
    #expect(!result.output.contains("<script>alert"))
    #expect(!result.output.contains("<b>"))
    for word in ["http:", "https:", "src=", "@import", "url("] {
      #expect(!result.output.contains(word), "\(word)")
    }
  }

  @Test func `a page goes to a file whole`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let seeded = SeededJournal(harness)
    let id = try { try seeded.makeRun(in: seeded.open()).id }()
    let result = try await harness.reeve("show", id.text, "--html", "report.html")
    #expect(result.code == .done)
    #expect(result.output.isEmpty)
    #expect(result.errors == "report.html: the report of run \(id)\n")
    #expect(try harness.text("\(harness.folder)/report.html").hasSuffix("</html>\n"))
    let failed = try await harness.reeve("show", "--last", "--html", "missing/report.html")
    #expect(failed.code == .failed)
    #expect(
      failed.errors
        == "error: missing/report.html: cannot be written: No such file or directory\n  Nothing was written.\n"
    )
  }

  @Test func `a run that was cut off says how to go on`() async throws {
    let result = try await shown("--last", exitCode: nil)
    #expect(result.output.hasPrefix("run RUN: interrupted, 5 changes: "))
    #expect(result.output.contains("`reeve resume RUN` goes on where it stopped"))
    #expect(result.output.contains("`reeve undo RUN` takes back 2 changes"))
  }

  @Test func `a run under way is left to its process`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let seeded = SeededJournal(harness)
    let writer = try seeded.makeRun(in: seeded.open(), exitCode: nil)
    let result = try await harness.reeve("show", "--last")
    #expect(result.output.hasPrefix("run \(writer.id): running, "))
    #expect(result.output.contains("It is under way in process "))
    #expect(!result.output.contains("reeve resume"))
    #expect(!result.output.contains("reeve undo"))
  }

  @Test func `a long run is shown in part unless all is asked for`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let seeded = SeededJournal(harness)
    try {
      let writer = try seeded.open().begin(SeededJournal.run)
      let changes = (0..<250).map { SeededJournal.port("agent-\($0)", $0) }
      try writer.settle(
        writer.intend(SeededJournal.intent("BatchModifyPortStatus", changes)), PackOutcome(.applied)
      )
      try writer.end(exitCode: 0)
    }()
    let part = try await harness.reeve("show", "--last")
    #expect(part.output.contains("agent agent-199 "))
    #expect(!part.output.contains("agent agent-200 "))
    #expect(part.output.contains("… and 50 more changes; --all shows all\n"))
    let whole = try await harness.reeve("show", "--last", "--all")
    #expect(whole.output.contains("agent agent-249 "))
    #expect(!whole.output.contains("…"))
  }

  @Test func `what a run is named by`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let none = try await harness.reeve("show", "--last")
    #expect(none.code == .noInput)
    #expect(none.errors == "error: there are no runs yet\n  `reeve run FILE` makes one.\n")

    let seeded = SeededJournal(harness)
    let ids = try {
      let journal = try seeded.open()
      return try (0..<2).map { _ in
        seeded.advance(milliseconds: 1000)
        return try seeded.makeRun(in: journal).id
      }
    }()
    for word in [ids[0].text, String(ids[0].text.suffix(4))] {
      let found = try await harness.reeve("show", word)
      #expect(found.output.hasPrefix("run \(ids[0]): "), "\(word)")
    }
    let many = try await harness.reeve("show", "r-2026")
    #expect(many.code == .noInput)
    #expect(
      many.errors
        == "error: r-2026 may be \(ids[1]) or \(ids[0])\n  `reeve runs` lists the runs.\n")
    let unknown = try await harness.reeve("show", "r-19990101-0000")
    #expect(unknown.code == .noInput)
    #expect(unknown.errors.hasPrefix("error: there is no run r-19990101-0000\n"))
    try harness.write("{}", to: "x.plan")
    let plan = try await harness.reeve("show", "x.plan")
    #expect(plan.code == .badData)
    let nothing = try await harness.reeve("show")
    #expect(nothing.code == .usage)
    let both = try await harness.reeve("show", "--last", "x")
    #expect(both.code == .usage)
  }
}
