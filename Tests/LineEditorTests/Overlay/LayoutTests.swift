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
