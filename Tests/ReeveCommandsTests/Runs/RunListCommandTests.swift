import ReeveCommands
import StateStore
import Testing

/// `reeve runs`: which runs are listed, and how.
struct RunListCommandTests {
  /// Runs of each state, the oldest first; the writer keeps the last one alive.
  private func seed(_ harness: Harness) throws -> (ids: [RunID], alive: RunWriter) {
    let seeded = SeededJournal(harness)
    let journal = try seeded.open()
    var ids: [RunID] = []
    for (index, code) in [0, 3, nil].enumerated() {
      var run = SeededJournal.run
      run.script = "books/办公室-\(index).star"
      run.profile = index == 0 ? "lab" : "prod"
      run.mode = index == 1 ? .apply : .run
      let writer = try journal.begin(run)
      ids.append(writer.id)
      seeded.advance(milliseconds: 90_000)
      if let code { try writer.end(exitCode: code) }
    }
    let alive = try seeded.makeRun(in: journal, exitCode: nil)
    ids.append(alive.id)
    return (ids, alive)
  }

  @Test func `the newest run comes first, in columns`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (ids, alive) = try seed(harness)
    let result = try await harness.reeve("runs")
    #expect(result.code == .done)
    #expect(
      result.output == """
        RUN              STARTED                 TOOK  MODE   STATE        CHANGES  PROFILE  RUNBOOK
        \(ids[3])  2026-11-21 10:04              run    running            5  prod     books/quiet-ssh.star
        \(ids[2])  2026-11-21 10:03        0 ms  run    interrupted        0  prod     books/办公室-2.star
        \(ids[1])  2026-11-21 10:01  1 min 30 s  apply  failed (3)         0  prod     books/办公室-1.star
        \(ids[0])  2026-11-21 10:00  1 min 30 s  run    done               0  lab      books/办公室-0.star

        """)
    #expect(
      result.errors
        == "1 run stopped before its end: `reeve resume \(ids[2])` goes on with it\n")
    _ = alive
  }

  @Test(arguments: [
    (["--state", "running"], [3]), (["--state", "interrupted"], [2]), (["--state", "failed"], [1]),
    (["--state", "done"], [0]), (["--state", "pruned"], []), (["--mode", "apply"], [1]),
    (["--profile", "lab"], [0]), (["--project", "p-1"], [3, 2, 1, 0]), (["--project", "p"], []),
    (["--script", "办公室-1.star"], [1]), (["--since", "2026-11-21T10:01"], [3, 2, 1]),
    (["--since", "2026-11-21 10:01:30Z"], [3, 2, 1]),
    (["--since", "2026-11-21", "--until", "2026-11-21T10:01"], [0]),
    (["--until", "2026-11-21"], []),
    (["--text", "INST-1"], [3]), (["--text", "办公室"], [2, 1, 0]), (["-l", "2"], [3, 2]),
  ])
  func `runs are chosen`(_ words: [String], _ expected: [Int]) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (ids, alive) = try seed(harness)
    let result = try await harness.reeve(["runs", "--output", "jsonl"] + words)
    #expect(result.code == .done)
    let found = result.output.split(separator: "\n").map { line in
      ids.firstIndex { line.contains("\"id\":\"\($0)\"") } ?? -1
    }
    #expect(found == expected)
    _ = alive
  }

  @Test func `an age counts back from now`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let id = try {
      let seeded = SeededJournal(harness, at: Journal.systemWallClock() - 3_600_000)
      return try seeded.open().begin(SeededJournal.run).id
    }()
    for (age, isFound) in [("2h", true), ("30m", false), ("1d", true)] {
      let result = try await harness.reeve("runs", "--since", age)
      #expect(result.output.contains(id.text) == isFound, "\(age)")
    }
  }

  @Test(arguments: ["yesterday", "2026-02-30", "2026-11-21T25:00", "0d", "7x", "2026-1-1", ""])
  func `a time that is none is refused`(_ text: String) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("runs", "--since", text)
    #expect(result.code == .usage)
    #expect(result.errors.contains("got \"\(text)\", want a day such as 2026-11-21"))
  }

  @Test func `JSON has what the table has, and more`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let seeded = SeededJournal(harness)
    let (run, process) = try {
      let journal = try seeded.open()
      let writer = try seeded.makeRun(in: journal)
      return (writer.id, try #require(journal.run(writer.id).start).process)
    }()
    let result = try await harness.reeve("runs", "--output", "json")
    #expect(
      result.output.settled(run, process)
        == #"{"version":1,"runs":[{"id":"RUN","state":"failed","started":"2026-11-21T10:00:00.000Z","#
        + #""last_entry":"2026-11-21T10:00:02.090Z","resumable":false,"exit_code":3,"changes":5,"#
        + #""mode":"run","script":"books/quiet-ssh.star","arguments":{"window":"night","#
        + #""positional":["agent-1","agent-2"]},"profile":"prod","project":"p-1","#
        + #""region":"cn-north-4","engine":"0.1.0","user":"USER","host":"HOST","process":0}]}"#
        + "\n")
  }

  @Test func `where there is nothing, it says why`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let empty = try await harness.reeve("runs")
    #expect(empty.output.isEmpty)
    #expect(empty.errors == "there are no runs yet; `reeve run FILE` makes one\n")
    let filtered = try await harness.reeve("runs", "--profile", "x")
    #expect(filtered.errors == "no run is like that; `reeve runs` without flags lists all\n")
    let json = try await harness.reeve("runs", "--output", "json")
    #expect(json.output == "{\"version\":1,\"runs\":[]}\n")
  }

  @Test func `a list that was cut says so`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (_, alive) = try seed(harness)
    let result = try await harness.reeve("runs", "--limit", "2")
    #expect(result.errors.hasSuffix("there may be more; --limit 4 lists up to 4\n"))
    _ = alive
  }
}
