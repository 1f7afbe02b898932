import LineEditor
import Testing

struct PasteTests {
  @Test(arguments: [
    ("abc", "abc"), ("a\r\nb\rc\nd\r\n", "a\nb\nc\nd"), ("a\u{1b}[31mb\u{7}", "a[31mb"),
    ("\ta\u{85}", "\ta"), ("", ""), ("漢é", "漢é"), ("a\n\n", "a"),
  ])
  func `a paste becomes plain lines`(_ pasted: String, _ text: String) {
    var paste = Paste()
    for scalar in (pasted + "\u{1b}[201~").unicodeScalars {
      #expect(!paste.isComplete)
      paste.append(scalar)
    }
    #expect(paste.isComplete)
    #expect(paste.text == Array(text.unicodeScalars))
  }
}
