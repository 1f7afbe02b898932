import LineEditor
import ReeveTestSupport
import Testing

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
