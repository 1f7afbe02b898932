import LineEditor
import Testing

struct LayoutTests {
  init() { LineEditor.useUTF8() }

  private func cells(_ text: String, width: Int) -> [[Int]] {
    Layout(prompt: Array("> ".unicodeScalars), text: Array(text.unicodeScalars), width: width)
      .cells.map { [$0.row, $0.column] }
  }

  @Test func `a full row ends at once`() {
    #expect(cells("abc", width: 5) == [[0, 2], [0, 3], [0, 4], [1, 0]])
  }

  @Test func `a wide character does not stand across the margin`() {
    #expect(cells("a漢b", width: 4) == [[0, 2], [1, 0], [1, 2], [1, 3]])
    #expect(cells("漢b", width: 4) == [[0, 2], [1, 0], [1, 1]])
  }

  @Test func `line ends, tabs and control characters`() {
    #expect(cells("a\nb", width: 9) == [[0, 2], [0, 3], [1, 0], [1, 1]])
    #expect(cells("\tb", width: 20) == [[0, 2], [0, 8], [0, 9]])
    #expect(cells("\u{1}b", width: 20) == [[0, 2], [0, 4], [0, 5]])
  }
}

struct PainterTests {
  init() { LineEditor.useUTF8() }

  /// The screen after libedit drew prompt and text, and the overlay over it.
  private func screen(_ text: String, _ overlay: Overlay, width: Int = 20) -> (Screen, Cell) {
    var screen = Screen(width: width, height: 8)
    let scalars = Array(text.unicodeScalars)
    let layout = Layout(prompt: Array("> ".unicodeScalars), text: scalars, width: width)
    let painter = Painter(layout: layout, height: 8, colours: true)
    screen.feed("> ")
    let (bytes, _) = painter.paint(overlay, text: scalars, cursor: layout.cells[0])
    screen.feed(bytes)
    return (screen, layout.cells[0])
  }

  @Test(arguments: [
    ("abc", ["> abc"]), ("ab\ncd", ["> ab", "cd"]), ("aaaaaaaa\nb", ["> aaaaaaaa", "", "b"]),
    ("aaaaaaa漢字", ["> aaaaaaa", "漢字"]), ("aaaaaaaab", ["> aaaaaaaa", "b"]),
  ])
  func `glyphs stand where the layout says`(_ text: String, _ lines: [String]) {
    let styles = Array(repeating: Style.keyword, count: text.unicodeScalars.count)
    let (screen, cursor) = screen(text, Overlay(styles: styles), width: 10)
    #expect(screen.lines == lines)
    #expect([screen.row, screen.column] == [cursor.row, cursor.column])
    #expect(screen.style(row: 0, column: 2) == "35")
  }

  @Test func `a suggestion stays in its row and rows below are cut to the screen`() {
    let rows = (0..<20).map { [Prompt.Piece("row \($0)")] }
    let overlay = Overlay(suggestion: "suggestion that is long", rows: rows)
    let (screen, cursor) = screen("", overlay)
    #expect(screen.lines.first == "> suggestion that …")
    #expect(screen.lines.count == 7)
    #expect([screen.row, screen.column] == [cursor.row, cursor.column])
  }
}
