import ReeveCommands
import Runbooks
import StarlarkSyntax
import Testing

struct ConsoleLineTests {
  @Test(
    arguments: [
      (":quit", .command(.quit, argument: "")),
      (" :load a b.star ", .command(.load, argument: "a b.star")),
      (":read-only on", .command(.readOnly, argument: "on")),
      (":hist", .command(.history, argument: "")),
      ("?hosts", .documentation(of: "hosts")), ("hosts?", .documentation(of: "hosts")),
      ("json.encode?", .documentation(of: "json.encode")), ("?", .documentation(of: "")),
      ("help", .documentation(of: "")), ("help()", .documentation(of: "")),
      ("help(hosts)", .documentation(of: "hosts")),
      ("help(\"hosts\")", .documentation(of: "hosts")),
      ("hosts()", nil), ("x = \"?\"", nil), ("1 + 1", nil), ("x = help(y)", nil), ("\"a\"?", nil),
    ] as [(String, ConsoleLine?)])
  func `a line is for the console or for the language`(_ text: String, _ wanted: ConsoleLine?) {
    #expect(ConsoleLine(text) == wanted)
  }

  @Test(
    arguments: [
      (":histry", "there is no command :histry", "Did you mean :history?"),
      (":load", ":load needs more", "It is written :load FILE."),
      (":plan maybe", ":plan: got \"maybe\", want on or off", nil),
      (":quit now", ":quit: got \"now\", want nothing after it", nil),
      ("help(1 + 2)", "help: got 1 + 2, want a name", "Such as help(ignorePort)."),
    ] as [(String, String, String?)])
  func `a faulty line is told`(_ text: String, _ message: String, _ advice: String?) {
    #expect(ConsoleLine(text) == .faulty(message: message, advice: advice))
  }

  @Test(
    arguments: [
      ("ignorePort(a, 22, \"TCP\")", "pasted 1 line, 1 write call (ignorePort 1)"),
      ("a = 1\nb = 2", "pasted 2 lines, no call that changes anything"), ("a = 1", nil),
      ("# ignorePort(a)\nx = \"ignorePort(a)\"", "pasted 2 lines, no call that changes anything"),
      (
        "for h in hosts():\n  ignorePort(h, 22, \"TCP\")\ncloud.call(\"vpc\", \"PUT\", \"/\")",
        "pasted 3 lines, 2 write calls (cloud.call 1, ignorePort 1), some in loops"
      ),
      ("cloud.call(\"vpc\", \"GET\", path(\"a\", [1, 2]))", nil),
      ("cloud.call(\"vpc\", path = p, method = 'GET')", nil),
      ("cloud.call(\"vpc\", \"POST\", \"/\", body = {\"a\": 1}, read = True)", nil),
      ("cloud.call(\"GET\", f(\"GET\"), \"GET\")", "pasted 1 line, 1 write call (cloud.call 1)"),
    ] as [(String, String?)])
  func `a paste is reviewed`(_ text: String, _ wanted: String?) {
    #expect(WriteCalls(in: text, dialect: .runbook).review(of: text) == wanted)
  }
}
