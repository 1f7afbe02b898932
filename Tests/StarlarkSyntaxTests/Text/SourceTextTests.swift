import StarlarkSyntax
import Testing

@Suite struct `A source text` {
  @Test func `counts lines and code points from one`() {
    let source = SourceText(name: "t", text: "ab\nçd😀e\r\nf\rg")
    let offsets: [(UInt32, Int, Int)] = [
      (0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (6, 2, 3), (10, 2, 4), (13, 3, 1), (15, 4, 1),
      (16, 4, 2), (99, 4, 2),
    ]
    for (offset, line, column) in offsets {
      #expect(source.position(of: offset) == Position(line: line, column: column), "\(offset)")
    }
    #expect((1...source.lineCount).map { source.text(ofLine: $0) } == ["ab", "çd😀e", "f", "g"])
  }

  @Test func `has a last line after its last line end`() {
    let source = SourceText(name: "t", text: "a\n")
    #expect(source.lineCount == 2)
    #expect(source.text(ofLine: 2) == "")
    #expect(source.position(of: 2) == Position(line: 2, column: 1))
  }

  @Test func `shows bytes that are not text`() {
    let source = SourceText(name: "t", bytes: [0x61, 0xFF, 0x62])
    #expect(source.text(ofLine: 1) == "a\u{FFFD}b")
  }
}

@Suite struct `Display width` {
  @Test(arguments: [
    ("abc", 3), ("漢字", 4), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("한국", 4), ("ﾊﾟ", 2), ("", 0),
  ])
  func `counts columns`(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }
}
