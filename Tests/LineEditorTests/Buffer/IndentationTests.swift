import LineEditor
import Testing

struct IndentationTests {
  @Test(arguments: [
    ("x = 1", ""), ("for x in y:", "    "), ("if a:  # why", "    "), ("    if a:", "        "),
    ("s = \":\"", ""), ("s = \"#\":", "    "), ("f(a,", "    "), ("f(a)", ""), ("    return x", ""),
    ("        pass", "    "), ("    returned = 1", "    "), ("if a:\n    f()", "    "),
    ("s = \"\\\"(\"", ""), ("# if:", ""),
  ])
  func `the next line begins where its block does`(_ text: String, _ blanks: String) {
    #expect(Indentation.next(after: text) == blanks)
  }
}
