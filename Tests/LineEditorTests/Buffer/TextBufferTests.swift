import LineEditor
import Testing

struct TextBufferTests {
  @Test func `lines are walked in the same column`() {
    var buffer = TextBuffer("abcdef\nx\nabcdef", cursor: 13)
    func move(up: Bool) -> Bool { up ? buffer.moveUp() : buffer.moveDown() }
    #expect(move(up: true) == true)
    #expect(buffer.cursor == 8)
    #expect(move(up: true) == true)
    #expect(buffer.cursor == 1)
    #expect(move(up: true) == false)
    #expect(move(up: false) == true)
    #expect(move(up: false) == true)
    #expect(buffer.cursor == 10)
    #expect(move(up: false) == false)
  }

  @Test func `bytes of UTF-8 are translated both ways`() {
    var buffer = TextBuffer("é漢😀x", cursor: 3)
    #expect(buffer.cursorInUTF8 == 9)
    #expect([0, 2, 5, 9, 10].map(buffer.place(ofUTF8:)) == [0, 1, 2, 3, 4])
    buffer.replace(2..<9, with: "--")
    #expect(buffer.text == "é--x")
    #expect(buffer.cursor == 3)
  }

  @Test(arguments: [
    ("", 0), ("ab", 1), ("        ", 4), ("      ", 2), ("x:\n    ", 4), ("x:\n", 1), ("    x", 1),
  ])
  func `backspace takes a step of indentation`(_ text: String, _ count: Int) {
    #expect(TextBuffer(text).backspaceCount == count)
  }

  @Test func `insertion goes to the cursor`() {
    var buffer = TextBuffer("ad", cursor: 1)
    buffer.insert("bc")
    #expect(buffer.text == "abcd")
    #expect(buffer.textBeforeCursor == "abc")
    #expect(!buffer.isMultiline)
  }
}
