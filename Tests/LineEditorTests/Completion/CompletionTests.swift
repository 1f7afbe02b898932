import LineEditor
import Testing

struct CompletionTests {
  private func menu(_ texts: [String], detail: String = "") -> CompletionMenu {
    CompletionMenu(
      texts.map { Completion($0, replacing: 0..<1, detail: detail) }, original: TextBuffer("h"))
  }

  @Test(arguments: [
    (["hosts", "hostGroups"], "host"), (["a"], "a"), (["a", "b"], ""), (["é1", "é2"], "é"),
  ])
  func `the common part is inserted`(_ texts: [String], _ prefix: String) {
    #expect(Completion.commonPrefix(of: menu(texts).completions) == prefix)
  }

  @Test func `different ranges have no common part`() {
    let completions = [Completion("ab", replacing: 0..<1), Completion("ab", replacing: 1..<1)]
    #expect(Completion.commonPrefix(of: completions) == nil)
    #expect(Completion.commonPrefix(of: []) == nil)
  }

  @Test func `names of others do not steer the terminal`() {
    let evil = Completion(
      "a\u{1b}]0;x\u{7}", replacing: 0..<1, detail: "b\u{202e}\u{9b}2J", label: "n\u{1b}[2J")
    #expect(evil.label == "n\u{fffd}[2J")
    #expect(evil.detail == "b\u{fffd}\u{fffd}2J")
    let rows = CompletionMenu([evil], original: TextBuffer("h")).rows(width: 40, height: 4)
    #expect(rows.flatMap(\.self).map(\.text).joined().contains("n\u{fffd}[2J"))
    #expect(Prompt.Piece("p\u{1b}[31m\n").text == "p\u{fffd}[31m")
    // Joiners make one sign of several.
    #expect(Prompt.Piece("\u{1f469}\u{200d}\u{1f4bb}").text == "\u{1f469}\u{200d}\u{1f4bb}")
  }

  @Test func `choices go around the ends`() {
    var menu = menu(["one", "two"])
    #expect(menu.choose(forward: true).text == "one")
    #expect(menu.choose(forward: true).text == "two")
    #expect(menu.choose(forward: true).text == "one")
    #expect(menu.choose(forward: false).text == "two")
  }

  private func texts(_ rows: [[Prompt.Piece]]) -> [String] {
    rows.map { row in
      var text = row.map(\.text).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  @Test func `rows hold as many columns as fit`() {
    let rows = menu(["aa", "bb", "cc", "dd", "ee"]).rows(width: 13, height: 5)
    #expect(texts(rows) == ["aa  bb  cc", "dd  ee"])
  }

  @Test func `details take a row each and are cut`() {
    let rows = menu(["aa", "bb"], detail: "a long detail").rows(width: 12, height: 5)
    #expect(texts(rows) == ["aa  a long…", "bb  a long…"])
  }

  @Test func `what the menu does not have is counted`() {
    let completions = ["a", "b"].map { Completion($0, replacing: 0..<1, label: "label \($0)") }
    let menu = CompletionMenu(completions, more: 40, original: TextBuffer("h"))
    #expect(texts(menu.rows(width: 12, height: 5)) == ["label a", "label b", "… 40 more"])
  }

  @Test func `a long menu keeps the choice in sight and counts the rest`() {
    var menu = menu((0..<9).map { "a\($0)" }, detail: "d")
    #expect(texts(menu.rows(width: 20, height: 3)) == ["a0  d", "a1  d", "… 7 more"])
    for _ in 0..<4 { _ = menu.choose(forward: true) }
    #expect(texts(menu.rows(width: 20, height: 3)) == ["a2  d", "a3  d", "… 5 more"])
    #expect(menu.rows(width: 20, height: 3)[1][0].style == .selected)
  }
}
