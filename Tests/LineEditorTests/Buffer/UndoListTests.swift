import LineEditor
import Testing

struct UndoListTests {
  @Test func `typed characters are one step, words are steps of their own`() {
    var list = UndoList()
    for end in 0...7 { list.record(TextBuffer(String("one two".prefix(end)))) }
    list.record(TextBuffer("replaced"))
    var texts: [String] = []
    while let buffer = list.undo() { texts.append(buffer.text) }
    #expect(texts == ["one two", "one", ""])
  }

  @Test func `moving the cursor is no change`() {
    var list = UndoList()
    list.record(TextBuffer("ab"))
    list.record(TextBuffer("ab", cursor: 0))
    #expect(list.undo() == nil)
  }
}
