import LineEditor
import Testing

struct HistoryListTests {
  @Test func `the way back ends at the draft`() {
    var list = HistoryList(["one", "two"])
    #expect(list.previous(from: "") == "two")
    #expect(list.previous(from: "two") == "one")
    #expect(list.previous(from: "one") == nil)
    #expect(list.next(from: "one") == "two")
    #expect(list.next(from: "two") == "")
    #expect(list.next(from: "") == nil)
  }

  @Test func `a draft selects what begins with it`() {
    var list = HistoryList(["hosts()", "print(1)", "hosts(2)", "print(2)"])
    #expect(list.previous(from: "hosts") == "hosts(2)")
    #expect(list.previous(from: "hosts(2)") == "hosts()")
    #expect(list.next(from: "hosts()") == "hosts(2)")
    #expect(list.next(from: "hosts(2)") == "hosts")
  }

  @Test func `repetitions are passed over`() {
    var list = HistoryList(["a", "b", "b"])
    let repeated = list.add("b")
    let empty = list.add("")
    let new = list.add("c")
    #expect([repeated, empty, new] == [false, false, true])
    #expect(list.previous(from: "") == "c")
    #expect(list.previous(from: "c") == "b")
    #expect(list.previous(from: "b") == "a")
  }

  @Test func `the newest entry is suggested`() {
    var list = HistoryList(["print(1)", "print(2)", "é漢字"])
    for (typed, rest) in [
      ("pri", "nt(2)"), ("print", "(2)"), ("é漢", "字"), ("print(1", ")"), ("print(2)", nil),
      ("print(2) ", nil), ("", nil), ("p", "rint(2)"),
    ] {
      let suggestion = list.suggestion(for: typed)
      #expect(suggestion == rest, "\(typed)")
    }
  }

  @Test func `a new entry is suggested at once`() {
    var list = HistoryList(["print(1)"])
    let before = list.suggestion(for: "print")
    list.add("print(2)")
    let after = list.suggestion(for: "print")
    #expect([before, after] == ["(1)", "(2)"])
  }
}
