import Glibc
import LineEditor
import ReeveTestSupport
import Testing

/// What a person sees and gets at a terminal.
///
/// One editor at a time: signals belong to the process.
@Suite(.serialized, .enabled(if: PlainLineReader.isKnown(terminal: "xterm")))
struct LineEditorTerminalTests {
  static let up = "\u{1b}[A"
  static let down = "\u{1b}[B"
  static let left = "\u{1b}[D"
  static let right = "\u{1b}[C"
  static let home = "\u{1b}[H"

  @Test func `a line comes back and the terminal is as before`() throws {
    let session = try TerminalSession()
    #expect(session.screen.takesPastes)
    #expect(!session.makesSignals)
    try session.type("print(\"é漢\")", shows: "reeve> print(\"é漢\")")
    session.type("\r")
    #expect(try session.event() == .input(.text("print(\"é漢\")")))
    try session.waitForPrompt()
    session.type("\u{4}")
    #expect(try session.event() == .input(.endOfInput))
    #expect(session.makesSignals)
    try session.wait(for: "the end of pastes") { !$0.takesPastes }
  }

  @Test func `Ctrl-C drops the line, Ctrl-D ends only an empty one`() throws {
    let session = try TerminalSession()
    try session.type("abc", shows: "reeve> abc")
    try session.type("\u{3}", shows: "reeve> abc", "reeve>")
    #expect(try session.event() == .input(.cancelled))
    try session.type("xy\(Self.left)", shows: "reeve> xy")
    try session.type("\u{4}", shows: "reeve> x")
    session.type("\r")
    #expect(try session.event() == .input(.text("x")))
    try session.waitForPrompt()
    session.type("\u{4}")
    #expect(try session.event() == .input(.endOfInput))
  }

  @Test func `Ctrl-C right behind Enter drops the input with what was typed before it`() throws {
    let session = try TerminalSession()
    session.type("abc\rdef\u{3}x\r")
    #expect(try session.event() == .input(.cancelled))
    #expect(try session.event() == .input(.text("x")))
  }

  @Test func `a signal from elsewhere drops the line as Ctrl-C does`() throws {
    let session = try TerminalSession()
    try session.type("abc", shows: "reeve> abc")
    kill(getpid(), SIGINT)
    #expect(try session.event() == .input(.cancelled))
    try session.waitForPrompt()
    session.type("x\r")
    #expect(try session.event() == .input(.text("x")))
  }

  @Test func `a block is indented, edited in any line and recalled whole`() throws {
    let session = try TerminalSession()
    try session.type("for x in y:", shows: "reeve> for x in y:")
    session.type("\r")
    try session.wait(for: "the indented line") { $0.row == 1 && $0.column == 4 }
    try session.type("prin(x)", shows: "reeve> for x in y:", "    prin(x)")
    try session.type(
      "\(Self.up)\(Self.home)\(Self.down)" + String(repeating: Self.right, count: 8) + "t",
      shows: "reeve> for x in y:", "    print(x)")
    session.type("\u{5}\r")
    try session.wait(for: "the empty line") { $0.row == 2 && $0.column == 4 }
    session.type("\r")
    let block = "for x in y:\n    print(x)\n"
    #expect(try session.event() == .input(.text(block)))
    try session.waitForPrompt()
    try session.type(Self.up, shows: "reeve> for x in y:", "    print(x)")
    session.type("\r")
    #expect(try session.event() == .input(.text(block)))
  }

  @Test func `up and down walk the history and come back to the draft`() throws {
    let session = try TerminalSession(history: ["one", "two", "other"], colours: false)
    try session.type(Self.up, shows: "reeve> other")
    try session.type(Self.up, shows: "reeve> two")
    try session.type(Self.down, shows: "reeve> other")
    try session.type(Self.down, shows: "reeve>")
    // What is typed selects.
    try session.type("o", shows: "reeve> other")
    try session.type(Self.up + Self.up, shows: "reeve> one")
    session.type("\r")
    #expect(try session.event() == .input(.text("one")))
  }

  @Test func `Tab completes the common part, then shows the choices, then takes them`() throws {
    let session = try TerminalSession()
    try session.type("hos\t", shows: "reeve> host")
    try session.type("\t", shows: "reeve> host", "hosts       hostGroups")
    try session.type("\t", shows: "reeve> hosts", "hosts       hostGroups")
    try session.type("\t", shows: "reeve> hostGroups", "hosts       hostGroups")
    try session.type("(", shows: "reeve> hostGroups(")
    session.type("\r")
    #expect(try session.event() == .input(.text("hostGroups(")))
  }

  @Test func `colours, suggestion and hint are shown and leave no trace`() throws {
    let session = try TerminalSession(history: ["ignorePort(a, 22)"])
    try session.type("for ", shows: "reeve> for")
    try session.wait(for: "the keyword's colour") { $0.style(row: 0, column: 7) == "35" }
    #expect(session.screen.style(row: 0, column: 2) == "1;32")
    session.type("\u{7f}")
    try session.wait(for: "no colour") { $0.style(row: 0, column: 7) == "" }
    session.type("\u{3}")
    #expect(try session.event() == .input(.cancelled))
    try session.waitForPrompt()
    try session.type("ign", shows: "reeve> ignorePort(a, 22)")
    #expect(session.screen.style(row: 1, column: 8) == "")
    #expect(session.screen.style(row: 1, column: 10) == "90")
    try session.type(
      Self.right, shows: "reeve> ignorePort(a, 22)", "ignorePort(agent, port, protocol)")
    try session.type("\r", shows: "reeve> ignorePort(a, 22)", "reeve>")
    #expect(try session.event() == .input(.text("ignorePort(a, 22)")))
  }

  @Test func `a paste is one input, whatever is in it`() throws {
    let session = try TerminalSession(colours: false)
    session.type("\u{1b}[200~a\tb\r\nc\u{7}d\u{1b}[A\re\r\u{1b}[201~")
    try session.wait(for: "the pasted lines") { $0.lines.last == "e" }
    session.type("\r")
    let event = try session.event()
    #expect(event == .input(.text("a\tb\ncd[A\ne")))
  }

  @Test func `a paste is reviewed until the next key`() throws {
    let session = try TerminalSession(colours: false)
    session.type("\u{1b}[200~ignorePort\r1\u{1b}[201~")
    try session.wait(for: "the review") { $0.lines.last == "pasted: changes something" }
    try session.type("2", shows: "reeve> ignorePort", "12")
  }

  @Test func `lines of a paste without brackets keep their own indentation`() throws {
    let session = try TerminalSession(colours: false)
    session.type("for x in y:\r    if x:\r        print(x)\r\r")
    let text = "for x in y:\n    if x:\n        print(x)\n"
    #expect(try session.event() == .input(.text(text)))
  }

  @Test func `undo takes back a word, then the one before`() throws {
    let session = try TerminalSession(colours: false)
    for character in "one two" { session.type(String(character)) }
    try session.wait(for: "the text") { $0.lines.last == "reeve> one two" }
    try session.type("\u{17}", shows: "reeve> one")
    try session.type("\u{1f}", shows: "reeve> one two")
    session.type("\r")
    #expect(try session.event() == .input(.text("one two")))
  }

  @Test func `a block is edited in the person's own editor`() throws {
    let session = try TerminalSession(editor: "sed -i s/one/two\\\\n3/", colours: false)
    try session.type("x = one", shows: "reeve> x = one")
    try session.type("\u{18}\u{5}", shows: "reeve> x = two", "3")
    session.type("\r")
    #expect(try session.event() == .input(.text("x = two\n3")))
  }

  @Test func `search finds any script and Enter only shows the entry`() throws {
    let session = try TerminalSession(history: ["x = \"漢字\"", "漢 = 1", "y"], colours: false)
    try session.type("\u{12}", shows: "reeve>", "search:")
    try session.type("漢", shows: "reeve> 漢 = 1", "search: 漢")
    try session.type("字", shows: "reeve> x = \"漢字\"", "search: 漢字")
    try session.type("\r", shows: "reeve> x = \"漢字\"")
    session.type("\r")
    #expect(try session.event() == .input(.text("x = \"漢字\"")))
    try session.waitForPrompt()
    try session.type("keep\u{12}", shows: "reeve> keep", "search:")
    try session.type("y", shows: "reeve> y", "search: y")
    try session.type("\u{7}", shows: "reeve> keep")
  }

  @Test func `output from elsewhere goes above the line`() throws {
    let session = try TerminalSession()
    try session.type("abc", shows: "reeve> abc")
    session.printAbove("first\nsecond")
    try session.wait(for: "both lines above") {
      $0.lines == ["first", "second", "reeve> abc"]
    }
    try session.type("d", shows: "second", "reeve> abcd")
    session.type("\r")
    #expect(try session.event() == .input(.text("abcd")))
  }

  @Test func `long and wide text is painted where libedit puts it`() throws {
    let session = try TerminalSession(width: 20, height: 10)
    try session.type("for abcdefghi", shows: "reeve> for abcdefghi")
    try session.type("漢", shows: "reeve> for abcdefghi", "漢")
    try session.type(Self.left + "x", shows: "reeve> for abcdefghi", "x漢")
    try session.type(Self.left + "\u{7f}", shows: "reeve> for abcdefghx", "漢")
    #expect(session.screen.style(row: 0, column: 7) == "35")
    session.type("\r")
    #expect(try session.event() == .input(.text("for abcdefghx漢")))
  }

  @Test func `a new width draws the line anew`() throws {
    let session = try TerminalSession(width: 40, height: 10)
    try session.type("abcdefghijklmnop", shows: "reeve> abcdefghijklmnop")
    kill(getpid(), SIGWINCH)
    try session.type("q", shows: "reeve> abcdefghijklmnopq")
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal to end gives the terminal back`(_ signal: Int32) throws {
    let session = try TerminalSession()
    try session.type("abc", shows: "reeve> abc")
    kill(getpid(), signal)
    #expect(try session.event() == .failed(.terminated(signal: signal)))
    #expect(session.makesSignals)
  }

  @Test func `the user's settings choose vi and keep their keys`() throws {
    let file = "/tmp/line-editor-\(getpid()).editrc"
    let text = "bind -v\nreeve:bind ^T reeve-older\nother:bind ^T ed-insert\n"
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = unsafe write(descriptor, text, text.utf8.count)
    close(descriptor)
    defer { unsafe unlink(file) }
    let session = try TerminalSession(history: ["old"], settings: file, colours: false)
    try session.type("\u{14}", shows: "reeve> old")
    session.type("\u{1b}")
    try session.wait(for: "vi's command mode") { $0.column == 9 }
    try session.type("x", shows: "reeve> ol")
    session.type("\r")
    #expect(try session.event() == .input(.text("ol")))
    // Enter there runs a block wherever the cursor is, and needs no empty line at its end.
    try session.waitForPrompt()
    session.type("if x:\r")
    try session.wait(for: "the second line") { $0.column == 4 }
    session.type("pass")
    try session.wait(for: "the whole line") { $0.column == 8 }
    session.type("\u{1b}")
    try session.wait(for: "vi's command mode") { $0.column == 7 }
    session.type("k\r")
    #expect(try session.event() == .input(.text("if x:\n    pass")))
  }
}
