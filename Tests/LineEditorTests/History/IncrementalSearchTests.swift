import LineEditor
import Testing

struct IncrementalSearchTests {
  private func search(_ pattern: String) -> IncrementalSearch {
    var history = HistoryList(["Hosts(1)", "x = 漢字", "hosts(2)", "hosts(2)", "y"])
    var search = IncrementalSearch(
      history: history.searchable(), original: TextBuffer("draft"))
    for scalar in pattern.unicodeScalars { search.append(scalar) }
    return search
  }

  @Test func `the newest match is shown with the cursor at it`() {
    let search = search("ts(")
    #expect(search.buffer == TextBuffer("hosts(2)", cursor: 3))
    #expect(!search.failed)
  }

  @Test func `older and newer step over equal entries`() {
    var search = search("hosts")
    search.older()
    #expect(search.buffer.text == "Hosts(1)")
    search.older()
    #expect(search.failed)
    #expect(search.buffer.text == "Hosts(1)")
    search.newer()
    #expect(search.buffer.text == "hosts(2)")
  }

  @Test func `capitals are meant`() {
    #expect(search("Hosts").buffer.text == "Hosts(1)")
  }

  @Test func `any script is found`() {
    #expect(search("漢字").buffer.text == "x = 漢字")
  }

  @Test func `a shorter pattern searches anew`() {
    var search = search("hostsX")
    #expect(search.failed)
    #expect(search.description == "no more: hostsX")
    search.removeLast()
    #expect(!search.failed)
    for _ in 0..<5 { search.removeLast() }
    #expect(search.buffer == TextBuffer("draft"))
  }
}
