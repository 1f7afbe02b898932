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
    let list = HistoryList(["print(1)", "print(2)", "é漢字"])
    #expect(list.suggestion(for: "pri") == "nt(2)")
    #expect(list.suggestion(for: "é漢") == "字")
    #expect(list.suggestion(for: "print(2)") == nil)
    #expect(list.suggestion(for: "") == nil)
  }
}
