import StateStore
import Testing

struct ChangeListTests {
  let scratch = JournalScratch()

  static let odd = [
    "", "\"", "\\", "\\N", "\\e", "a\tb", "a\nb\r", "\u{0}", "é→", "\"\"", " ", "\\\"", "\t", "\n",
  ]

  /// Changes whose fields are odd texts, in the same place as in the line above and in others.
  private static var changes: [JournalChange] {
    var changes: [JournalChange] = []
    for (number, text) in odd.enumerated() {
      for place in [nil, JournalChange.Place(file: text, line: number, column: 7)] {
        changes.append(
          JournalChange(
            ChangeIdentity(CallIdentity(lane: text, ordinal: number / 2), item: number % 3),
            role: JournalChange.Role.allCases[number % 3], kind: text, target: text,
            before: number % 2 == 0 ? nil : text, after: number % 3 == 0 ? nil : text,
            place: place))
      }
    }
    return changes + [changes[3], changes[3], changes[0]]
  }

  @Test func `changes are read as they were written`() throws {
    let writer = try scratch.journal().begin(.example)
    for changes in [Self.changes, Array(Self.changes.reversed()), [], [Self.changes[0]]] {
      let intent = PackIntent(
        operation: "o", request: "r", isIdempotent: true, changes: changes)
      try writer.intend(intent)
      let packs = try scratch.journal().details(of: writer.id).packs
      #expect(packs.last?.intent == intent)
    }
    #expect(try scratch.journal().verify(writer.id).problems.isEmpty)
  }

  @Test func `secrets are replaced in what a change is about and sets`() throws {
    let journal = try scratch.journal(redact: { $0.replacing("hunter2", with: "‹redacted›") })
    let writer = try journal.begin(.example)
    var change = JournalChange.port("hunter2", ordinal: 0, after: "hunter2 hunter2")
    change.before = "hunter2"
    try writer.intend(.ports(change, change))
    for stored in try scratch.journal().details(of: writer.id).packs[0].intent.changes {
      #expect(stored.target == #"["0","‹redacted›",22,"TCP"]"#)
      #expect(stored.after == "‹redacted› ‹redacted›")
      #expect(stored.before == "‹redacted›")
    }
  }

  @Test(arguments: ["A\\b", "a\tB", "/OPT/x\n", "IGNOREport agent"])
  func `runs are found by what their changes are about, and nothing else of them`(
    _ text: String
  ) throws {
    let journal = try scratch.journal()
    var change = JournalChange.port("x", ordinal: 0, after: "elsewhere")
    change.target = "agent a\\B a\tb /opt/X\n"
    let writer = try journal.begin(.example)
    try writer.intend(.ports(change))
    #expect(try journal.runs(RunFilter(text: text)).map(\.id) == [writer.id])
    #expect(try journal.runs(RunFilter(text: "elsewhere")).isEmpty)
    #expect(try journal.runs(RunFilter(text: "sent")).isEmpty)
  }

  @Test func `a change that goes out again counts once`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    let changes = (0..<4).map { JournalChange.port("a", ordinal: $0) }
    let pack = try writer.intend(.ports(changes[0], changes[1]))
    #expect(try journal.changeCounts(of: [writer.id]) == [writer.id: 2])
    try writer.settle(pack, PackOutcome(.divided))
    try writer.intend(.ports(changes[0]))
    try writer.intend(.ports(changes[1]))
    #expect(try journal.changeCounts(of: [writer.id]) == [writer.id: 2])
    try writer.intend(.ports(changes[2], changes[3]))
    #expect(try journal.changeCounts(of: [writer.id]) == [writer.id: 4])
  }
}
