import StateStore
import Synchronization
import Testing

struct RunListTests {
  let scratch = JournalScratch()

  @Test func `names sort as runs began`() throws {
    let journal = try scratch.journal()
    var names: [String] = []
    for step: Int64 in [0, 0, 100, 3_600_000, -7_200_000, 5, 86_400_000] {
      scratch.advance(milliseconds: step)
      names.append(try journal.begin(.example).id.text)
    }
    #expect(names.first?.hasPrefix("r-20261121-") == true)
    #expect(names.last?.hasPrefix("r-20261122-") == true)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.count == "r-20261121-7k3q".count })
    // The order of the list is that too, whatever the clock said.
    #expect(try journal.runs().map(\.id.text) == names.reversed())
  }

  @Test func `a day that is full goes on with the next`() throws {
    scratch.wall.withLock { $0 = 1_795_305_599_999 }  // the last millisecond of the day
    let journal = try scratch.journal()
    let names = try (0..<3).map { _ in try journal.begin(.example).id.text }
    #expect(names[0] == "r-20261121-zzzz")
    #expect(names[1] == "r-20261122-0000")
    #expect(names[2] == "r-20261122-0001")
  }

  @Test(
    arguments: [
      (951_827_696_789, "2000-02-29T12:34:56.789Z"), (0, "1970-01-01T00:00:00.000Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `times are written as people do`(_ time: Int64, _ text: String) throws {
    scratch.wall.withLock { $0 = time }
    let journal = try scratch.journal()
    let id = try journal.begin(.example).id
    var lines: [String] = []
    try journal.export(id) { lines.append($0) }
    #expect(lines.first?.contains("\"time\":\"\(text)\"") == true)
  }

  @Test func `runs begun at the same time have names of their own`() throws {
    let scratch = scratch
    let names = Mutex<Set<String>>([])
    onThreads(8) { _ in
      do {
        let journal = try scratch.journal()
        for _ in 0..<5 {
          let id = try journal.begin(.example).id
          names.withLock { _ = $0.insert(id.text) }
        }
      } catch {
        Issue.record(error)
      }
    }
    #expect(names.withLock(\.count) == 40)
  }

  @Test func `a list is filtered and comes in pages`() throws {
    let journal = try scratch.journal()
    var runs: [RunID] = []
    var held: [RunWriter] = []
    for index in 0..<12 {
      var run = NewRun.example
      run.profile = index.isMultiple(of: 2) ? "even" : nil
      run.mode = index < 6 ? .run : .undo
      run.script = "books/s\(index % 3).star"
      let writer = try journal.begin(run)
      runs.append(writer.id)
      switch index % 4 {
      case 0: held.append(writer)
      case 1: break
      default: try writer.end(exitCode: index)
      }
      scratch.advance(milliseconds: 1000)
    }
    func list(_ filter: RunFilter) throws -> [Int] {
      try journal.runs(filter).compactMap { runs.firstIndex(of: $0.id) }
    }
    #expect(try list(RunFilter(profile: "even")) == [10, 8, 6, 4, 2, 0])
    #expect(try list(RunFilter(mode: .undo)) == [11, 10, 9, 8, 7, 6])
    #expect(try list(RunFilter(state: .alive)) == [8, 4, 0])
    #expect(try list(RunFilter(state: .interrupted)) == [9, 5, 1])
    #expect(try list(RunFilter(state: .interrupted, limit: 2)) == [9, 5])
    #expect(try list(RunFilter(state: .finished, limit: 3)) == [11, 10, 7])
    #expect(try list(RunFilter(state: .finished, after: runs[7], limit: 3)) == [6, 3, 2])
    #expect(try list(RunFilter(script: "s1.star")) == [10, 7, 4, 1])
    #expect(try list(RunFilter(script: "books/s1.star")) == [10, 7, 4, 1])
    #expect(try list(RunFilter(script: "1.star")).isEmpty)
    #expect(try list(RunFilter(since: journal.run(runs[9]).started)) == [11, 10, 9])
    #expect(try list(RunFilter(after: runs[3], limit: 2)) == [2, 1])
    #expect(try list(RunFilter(until: journal.run(runs[2]).started)) == [1, 0])
    #expect(try list(RunFilter(hasFailed: true)) == [11, 10, 7, 6, 3, 2])
    #expect(try list(RunFilter(hasFailed: false)).isEmpty)
    #expect(try list(RunFilter(project: "p-1", limit: 1)) == [11])
    #expect(try list(RunFilter(project: "p-2")).isEmpty)
    #expect(try list(RunFilter(parent: runs[0])).isEmpty)
    #expect(try journal.run(runs[11]).exitCode == 11)
    #expect(try journal.run(runs[9]).exitCode == nil)
    _ = held
  }

  @Test func `a list is filtered by text, and counts changes`() throws {
    let journal = try scratch.journal()
    var run = NewRun.example
    run.script = "50%_off.star"
    let percent = try journal.begin(run)
    let port = try journal.begin(.example)
    let pack = try port.intend(.ports(.port("Agent-7", ordinal: 0), .port("b", ordinal: 1)))
    try port.settle(pack, PackOutcome(.divided))
    try port.intend(.ports(.port("Agent-7", ordinal: 0)))
    var undo = NewRun.example
    undo.parent = port.id
    let child = try journal.begin(undo)
    func list(_ text: String) throws -> [RunID] {
      try journal.runs(RunFilter(text: text)).map(\.id)
    }
    #expect(try list("%_OFF") == [percent.id])
    #expect(try list("0_o").isEmpty)
    #expect(try list("agent-7") == [port.id])
    #expect(try list("ignoreport") == [port.id])
    #expect(try list(child.id.text) == [child.id])
    #expect(try list("AGENTS.csv") == [child.id, port.id, percent.id])
    #expect(try journal.runs(RunFilter(parent: port.id)).map(\.id) == [child.id])
    let counts = try journal.changeCounts(of: [port.id, child.id])
    #expect(counts == [port.id: 2, child.id: 0])
  }

  @Test func `a run is found by the end of its name`() throws {
    let journal = try scratch.journal()
    let first = try journal.begin(.example).id
    #expect(try journal.resolve(first.text) == first)
    #expect(try journal.resolve(String(first.text.suffix(4))) == first)
    let digits = first.text.suffix(4)
    for text in ["r-2026", "r-20261121", String(digits.prefix(2)), String(digits.prefix(1))] {
      #expect(try journal.resolve(text) == first, "\(text)")
    }
    for text in ["", "u", String(first.text.suffix(3)), "r-19990101-0000", "r-20261121-u"] {
      #expect(throws: JournalError.unknownRun(text)) { try journal.resolve(text) }
    }
    scratch.advance(milliseconds: 86_400_000)
    let second = try journal.begin(.example).id
    let text = String(first.text.suffix(4))
    #expect(throws: JournalError.ambiguousRun(text, [second, first])) {
      try journal.resolve(text)
    }
    #expect(throws: JournalError.ambiguousRun("r-", [second, first])) { try journal.resolve("r-") }
    #expect(try journal.resolve("r-20261121") == first)
    #expect(throws: JournalError.unknownRun("r-x")) { try journal.recording(of: RunID("r-x")) }
  }

  @Test func `an older database gets a journal and keeps its rows`() throws {
    do {
      let old = try StateStore(folder: scratch.folder, migrations: Array(Migration.all.prefix(2)))
      try old.history { $0 }.append("kept", profile: "p", session: "s")
    }
    let journal = try scratch.journal()
    try journal.begin(.example).end(exitCode: 0)
    #expect(try journal.runs().count == 1)
    let store = try StateStore(folder: scratch.folder)
    #expect(try store.history { $0 }.last(1, profile: "p").map(\.text) == ["kept"])
  }
}
