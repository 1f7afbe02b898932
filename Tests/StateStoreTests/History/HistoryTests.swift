import StateStore
import Testing

struct HistoryTests {
  let scratch = Scratch()

  @Test func `inputs come back in order after reopening`() throws {
    let block = "for x in [1, 2]:\n    print(\"é 漢 \\u0000\")\n"
    do {
      let history = try StateStore(folder: scratch.state).history { $0 }
      try history.append("one", profile: "prod", session: "a", outcome: .succeeded)
      try history.append(block, profile: "prod", session: "a", outcome: .failed)
      try history.append("elsewhere", profile: "test", session: "b")
    }
    let history = try StateStore(folder: scratch.state).history { $0 }
    let entries = try history.last(10, profile: "prod")
    #expect(entries.map(\.text) == ["one", block])
    #expect(entries.map(\.outcome) == [.succeeded, .failed])
    #expect(entries.map(\.session) == ["a", "a"])
    #expect(entries.allSatisfy { $0.time > 1_600_000_000_000 })
    #expect(try history.last(1, profile: "prod").map(\.text) == [block])
    #expect(try history.last(0, profile: "prod").isEmpty)
  }

  @Test func `an outcome is added when the input has run`() throws {
    let history = try StateStore(folder: scratch.state).history { $0 }
    let id = try #require(try history.append("f()", profile: "p", session: "s"))
    #expect(try history.last(1, profile: "p").first?.outcome == nil)
    try history.finish(id, .cancelled)
    #expect(try history.last(1, profile: "p").first?.outcome == .cancelled)
  }

  @Test func `a line with a secret is never stored`() throws {
    let history = try StateStore(folder: scratch.state).history { text in
      text == "login(\"hunter2\")" ? "login(\"‹redacted›\")" : text
    }
    #expect(try history.append("login(\"hunter2\")", profile: "p", session: "s") == nil)
    #expect(try history.append("login()", profile: "p", session: "s") != nil)
    #expect(try history.last(10, profile: "p").map(\.text) == ["login()"])
  }

  @Test(arguments: [
    ("IGNOREPORT", ["ignorePort(a, 22)", "ignorePort(b, 80)"]),
    ("100%", ["x = \"100%\""]), ("a_b", ["a_b = 1"]), ("\\", ["s = \"\\\\n\""]), ("nothing", []),
  ])
  func `search takes its text literally`(_ text: String, _ found: [String]) throws {
    let history = try StateStore(folder: scratch.state).history { $0 }
    for line in [
      "ignorePort(a, 22)", "x = \"100%\"", "aXb = 1", "a_b = 1", "s = \"\\\\n\"",
      "ignorePort(b, 80)",
    ] {
      try history.append(line, profile: "p", session: "s")
    }
    #expect(try history.search(text, profile: "p", count: 10).map(\.text) == found)
  }

  @Test func `pruning keeps the newest of each profile`() throws {
    let history = try StateStore(folder: scratch.state).history { $0 }
    for index in 0..<5 {
      try history.append("a\(index)", profile: "a", session: "s")
      try history.append("b\(index)", profile: "b", session: "s")
    }
    #expect(try history.prune(keeping: 2) == 6)
    #expect(try history.last(9, profile: "a").map(\.text) == ["a3", "a4"])
    #expect(try history.last(9, profile: "b").map(\.text) == ["b3", "b4"])
  }
}
