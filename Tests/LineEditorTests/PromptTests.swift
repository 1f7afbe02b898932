import LineEditor
import Testing

struct PromptTests {
  @Test func `a visible blank follows the last colour`() {
    let prompt = Prompt([.init("prod", .danger), .init(">", .prompt)])
    let text = String(String.UnicodeScalarView(prompt.rendered(colours: true)))
    #expect(
      text
        == "\u{1}\u{1b}[1;31m\u{1}prod\u{1}\u{1b}[0m\u{1b}[1;32m\u{1}>"
        + "\u{1}\u{1b}[0m\u{1} ")
    #expect(String(String.UnicodeScalarView(prompt.visible)) == "prod> ")
  }

  @Test func `nothing is hidden without colours`() {
    let prompt = Prompt([.init("a\nb", .danger), .init("> ")])
    #expect(String(String.UnicodeScalarView(prompt.rendered(colours: false))) == "ab> ")
  }
}
