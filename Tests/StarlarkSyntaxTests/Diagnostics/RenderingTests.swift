import ReeveTestSupport
import StarlarkSyntax
import Testing

@Suite struct `Diagnostics` {
  static let fixtures = Fixtures("../Fixtures/Diagnostics")

  @Test(arguments: try fixtures.names(withExtension: "star"))
  func `look as recorded`(_ name: String) throws {
    let source = SourceText(name: name, bytes: try Self.fixtures.bytes(name))
    let errors = Parser.check(source, dialect: .runbook).errors
    let text = errors.map { $0.rendered(columns: 100) + "\n" }.joined()
    try expectGolden(text, name + ".txt", in: Self.fixtures)
  }

  private static let source = SourceText(
    name: "close-ssh.star", text: "def close():\n    ignorePort(agent, 22, \"TPC\")\n\nclose()\n")

  @Test func `show the place, the line, the hint and the calls`() {
    let diagnostic = Diagnostic(
      .evaluation, "ignorePort: parameter `protocol`: got \"TPC\", want \"TCP\" or \"UDP\"",
      hint: "did you mean \"TCP\"?", in: Self.source, at: Span(39, 44))
    let traceback = [
      Diagnostic.Frame(source: Self.source, span: Span(47, 54), name: "<toplevel>"),
      Diagnostic.Frame(source: Self.source, span: Span(17, 45), name: "close"),
    ]
    #expect(
      diagnostic.rendered(traceback: traceback) == """
        close-ssh.star:2:27: error: ignorePort: parameter `protocol`: got "TPC", want "TCP" or "UDP"
        2 |     ignorePort(agent, 22, "TPC")
          |                           ^^^^^ did you mean "TCP"?
        Traceback (most recent call last):
          close-ssh.star:4:1: in <toplevel>
          close-ssh.star:2:5: in close
        """)
  }

  @Test func `have colours where asked for`() {
    let diagnostic = Diagnostic(
      .resolution, severity: .warning, "unused", hint: "drop it", in: Self.source, at: Span(4, 9))
    #expect(
      diagnostic.rendered(style: .ansi) == """
        \u{1B}[1mclose-ssh.star:1:5:\u{1B}[0m \u{1B}[1;33mwarning:\u{1B}[0m \u{1B}[1munused\u{1B}[0m
        \u{1B}[34m1 |\u{1B}[0m def close():
        \u{1B}[34m  |\u{1B}[0m     \u{1B}[1;33m^^^^^\u{1B}[0m \u{1B}[36mdrop it\u{1B}[0m
        """)
  }

  @Test(arguments: [0, 5, 2_000, 1_000_000, 1_999_999])
  func `cut long lines around the span`(_ offset: UInt32) {
    let source = SourceText(name: "t", bytes: Array(repeating: UInt8(ascii: "x"), count: 2_000_000))
    let diagnostic = Diagnostic(.syntax, "m", in: source, at: Span(offset, offset + 1))
    let lines = diagnostic.rendered(columns: 80).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(DisplayWidth.columns(of: String(lines[1])) <= 84)
    let caret = lines[2].utf8.count - 1
    #expect(Array(lines[1])[caret] == "x")
  }

  @Test func `pass no control characters on`() {
    let source = SourceText(name: "a\u{1B}[2J", text: "x = \u{202E}1\u{07}")
    let diagnostic = Diagnostic(
      .syntax, "got \u{1B}[31m", hint: "\u{9B}", in: source, at: Span(4, 7))
    let text = diagnostic.rendered()
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !DisplayWidth.isUnsafe($0) })
  }
}

@Suite struct `Spelling suggestions` {
  @Test(arguments: [
    ("TPC", ["TCP", "UDP"], "TCP"), ("lenght", ["length", "len"], "length"),
    ("ignoreport", ["ignorePort", "ignorePorts"], "ignorePort"), ("pritn", ["print"], "print"),
    ("apend", ["extend", "append"], "append"),
  ])
  func `find what was meant`(_ word: String, _ candidates: [String], _ nearest: String) {
    #expect(Spelling.nearest(to: word, among: candidates) == nearest)
  }

  @Test(arguments: [("x", ["y"]), ("foo", ["bar"]), ("len", []), ("same", ["same"])])
  func `keep silent when nothing is near`(_ word: String, _ candidates: [String]) {
    #expect(Spelling.nearest(to: word, among: candidates) == nil)
  }
}
