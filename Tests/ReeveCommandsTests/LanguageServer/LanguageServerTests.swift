import HuaweiCloud
import ReeveCommands
import Testing

/// `reeve lsp`, as an editor talks to it.
struct LanguageServerTests {
  private func range(_ line: Int, _ start: Int, _ end: Int) -> JSON {
    [
      "start": ["line": .int(line), "character": .int(start)],
      "end": ["line": .int(line), "character": .int(end)],
    ]
  }

  // MARK: The conversation

  @Test func `a session begins, ends and exits with 0`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    let heard = try await editor.end()
    #expect(heard.code == .done)
    #expect(heard.result(1)?["serverInfo"]?["name"] == "reeve")
    #expect(heard.result(1)?["capabilities"]?["textDocumentSync"]?["change"] == 2)
    #expect(heard.result(2) == .null)
    #expect(heard.messages.count == 2)
  }

  @Test func `an editor that goes away without a word is an error`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    let heard = try await editor.end(politely: false)
    #expect(heard.code == .failed)
  }

  @Test func `what is no message is refused, and the next one is heard`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.send("Content-Length: 5\r\n\r\n{\"a\":")
    editor.send("Content-Type: x\r\n\r\n")
    editor.send("content-length: 2\n\n[]")
    editor.send(["jsonrpc": "2.0", "id": 90])
    editor.send(["jsonrpc": "2.0", "id": 91, "result": .null])
    editor.send(["jsonrpc": "2.0", "id": "text", "method": "workspace/none"])
    editor.notify("$/cancelRequest", ["id": 1])
    let missing = editor.ask("hover", "none.star", 0, 0)
    let again = editor.request("initialize")
    let heard = try await editor.end()
    #expect(heard.code == .done)
    let codes = heard.messages.compactMap { $0["error"]?["code"]?.int }
    #expect(codes == [-32700, -32700, -32600, -32600, -32601, -32602, -32600])
    #expect(heard.answer(90)?["error"]?["message"] == "the message has no method")
    #expect(heard.answer(missing)?["error"] != nil)
    #expect(heard.answer(again)?["error"] != nil)
    #expect(heard.messages.contains { $0["id"] == "text" && $0["error"] != nil })
  }

  @Test func `requests before initialize and after shutdown are refused`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.request("shutdown")
    let late = editor.request("textDocument/hover")
    editor.notify("exit")
    let heard = try await editor.end(politely: false)
    #expect(heard.code == .done)
    #expect(heard.answer(late)?["error"]?["code"] == -32600)
  }

  // MARK: What is wrong

  @Test func `mistakes are told where UTF-16 counts them, until they are gone`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.open("x.star", "print(\"🐟é\"); ignorePort(\"a\", 22, \"TPC\")\n")
    // Forces the file to be checked now.
    editor.request("none")
    editor.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(editor.uri("x.star")), "version": 2],
        "contentChanges": [["range": range(0, 36, 37), "text": "C"]],
      ])
    editor.request("none")
    editor.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(editor.uri("x.star")), "version": 3],
        "contentChanges": [["text": "x = (\n"]],
      ])
    editor.request("none")
    editor.notify("textDocument/didClose", ["textDocument": ["uri": .string(editor.uri("x.star"))]])
    let heard = try await editor.end()
    let told = heard.diagnostics(editor.uri("x.star"))
    try #require(told.count == 4)
    let first = try #require(told[0].first)
    #expect(first["range"] == range(0, 34, 39))
    #expect(first["severity"] == 1)
    #expect(
      first["message"]
        == "ignorePort: parameter `protocol`: got \"TPC\", want \"TCP\" or \"UDP\"\ndid you mean \"TCP\"?"
    )
    #expect(told[1].first?["message"]?.string?.contains("got \"TCC\"") == true)
    #expect(told[2].first?["code"] == "syntax")
    #expect(told[3].isEmpty)
  }

  @Test func `a file that is loaded is read as it stands in the editor`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    try editor.harness.write("def old():\n    pass\n", to: "lib.star")
    editor.open("lib.star", "def fresh(host):\n    return host\n")
    editor.open("x.star", "load(\"lib.star\", \"fresh\")\nfresh(1, 2)\n")
    let place = editor.ask("definition", "x.star", 1, 2)
    let module = editor.ask("definition", "x.star", 0, 8)
    let hover = editor.ask("hover", "x.star", 1, 2)
    let heard = try await editor.end()
    let told = try #require(heard.diagnostics(editor.uri("x.star")).last)
    #expect(told.map { $0["message"] } == ["fresh: accepts at most 1 positional argument, got 2"])
    #expect(heard.result(place)?["uri"] == .string(editor.uri("lib.star")))
    #expect(heard.result(place)?["range"] == range(0, 4, 9))
    #expect(heard.result(module)?["uri"] == .string(editor.uri("lib.star")))
    #expect(
      heard.result(hover)?["contents"]?["value"]?.string?.contains("def fresh(host)") == true)
  }

  @Test func `a mistake in a loaded file is told at the load`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    try editor.harness.write("def f():\n    return nme\n", to: "lib.star")
    editor.open("x.star", "load(\"lib.star\", \"f\")\nf()\n")
    let heard = try await editor.end()
    let told = try #require(heard.diagnostics(editor.uri("x.star")).last)
    #expect(told.first?["range"] == range(0, 5, 15))
    #expect(told.first?["message"]?.string?.contains("lib.star:2:12: ") == true)
  }

  // MARK: Help

  private static let runbook = """
    LIMIT = 3
    def quiet(host, port = 22, *rest):
        "Lets a port be."
        found = host.host_name
        return ignorePort(host, port, "TCP"), found
    for host in hosts(agent_status = "online"):
        quiet(host, 
    """

  private func ask(
    _ method: String, _ text: String, _ line: Int, _ character: Int, _ more: JSONObject = [:]
  ) async throws -> JSON? {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.open("x.star", text)
    let id = editor.ask(method, "x.star", line, character, more)
    let heard = try await editor.end()
    #expect(heard.code == .done)
    return heard.result(id)
  }

  @Test(arguments: [
    ("ignoreP", "ignorePort", 3), ("cloud.", "call", 3), ("json.dec", "decode", 3),
    ("hosts(agent_st", "agent_status = ", 10), ("ignorePort(\"a\", 22, \"T", "TCP\"", 12),
    ("LIMIT = 1\nprint(LI", "LIMIT", 6), ("for h in hosts():\n    h.host_n", "host_name", 6),
    ("whi", "while", 14), ("def mine(a):\n    pass\nmi", "mine", 3),
    ("\"é🐟\".spl", "split", 3),
  ])
  func `names, members, arguments and values are completed`(
    _ text: String, _ wanted: String, _ kind: Int
  ) async throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.count - 1
    let character = lines[line].utf16.count
    let found = try #require(
      try await ask("completion", text, line, character)?["items"]?.array)
    let item = try #require(
      found.first { $0["textEdit"]?["newText"] == .string(wanted) }, "\(found)")
    #expect(item["kind"] == .int(kind))
    #expect(
      item["textEdit"]?["range"]?["end"] == ["line": .int(line), "character": .int(character)])
  }

  @Test(arguments: [
    ("ignorePort(\"a\", 22, \"TCP\")", 0, 3, "```python\nignorePort("),
    ("ignorePort(\"a\", 22, protocol = \"TCP\")", 0, 22, "protocol: str"),
    ("x = json.encode(1)", 0, 12, "json.encode"), ("x = \"a\".upper()", 0, 10, "string.upper"),
    (runbook, 6, 6, "def quiet(host, port = 22, *rest)\n```\n\nLets a port be."),
    ("h = hosts()[0]\nprint(h.host_name)", 1, 10, "Host.host_name"),
  ])
  func `what stands there is explained`(
    _ text: String, _ line: Int, _ character: Int, _ wanted: String
  ) async throws {
    let found = try await ask("hover", text, line, character)?["contents"]?["value"]?.string
    #expect(found?.contains(wanted) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [("# ignorePort", 5), ("\"ignorePort\"", 5), ("x = 1", 4), ("mine = 1", 2)])
  func `nothing is said of texts, comments and plain variables`(_ text: String, _ character: Int)
    async throws
  {
    #expect(try await ask("hover", text, 0, character) == .null)
  }

  @Test func `the parameter at the cursor is marked`() async throws {
    let own = try #require(try await ask("signatureHelp", Self.runbook, 6, 16))
    #expect(own["signatures"]?.array?.first?["label"] == "quiet(host, port = 22, *rest)")
    #expect(own["activeParameter"] == 1)
    let built = try #require(
      try await ask("signatureHelp", "ignorePort(\"a\", protocol = ", 0, 27))
    #expect(built["activeParameter"] == 2)
    #expect(try await ask("signatureHelp", "x = 1", 0, 5) == .null)
  }

  @Test func `names lead to where they are defined and used`() async throws {
    let text = """
      def outer(items):
          total = 0
          def inner(item):
              return total + item
          return [inner(item) for item in items]
      print(outer([1]))
      """
    let total = try await ask("definition", text, 3, 17)
    #expect(total?["range"] == range(1, 4, 9))
    let function = try await ask("definition", text, 5, 8)
    #expect(function?["range"] == range(0, 4, 9))
    let parameter = try await ask("definition", text, 4, 37)
    #expect(parameter?["range"] == range(0, 10, 15))
    let uses = try await ask(
      "references", text, 3, 17, ["context": ["includeDeclaration": false]])
    #expect(uses?.array?.map { $0["range"] } == [range(3, 15, 20)])
    let marks = try await ask("documentHighlight", text, 4, 19)
    #expect(marks?.array?.map { $0["range"] } == [range(4, 18, 22), range(4, 28, 32)])
    #expect(try await ask("definition", text, 5, 1) == .null)
  }

  @Test func `what a file defines is listed`() async throws {
    let text = "A, B = 1, 2\nR = record(x = int)\nif A:\n    def f(x):\n        def g(): pass\n"
    let found = try #require(try await ask("documentSymbol", text, 0, 0)?.array)
    #expect(found.map { $0["name"] } == ["A", "B", "R", "f"])
    #expect(found.map { $0["kind"] } == [13, 13, 23, 12])
    #expect(found[3]["detail"] == "f(x)")
    #expect(found[3]["children"]?.array?.map { $0["name"] } == ["g"])
    #expect(found[3]["selectionRange"] == range(3, 8, 9))
  }

  @Test func `a file is laid out as by fmt, unless it has errors`() async throws {
    let edits = try #require(try await ask("formatting", "x=1\ny = '🐟'", 0, 0)?.array)
    #expect(edits.map { $0["newText"] } == ["x = 1\ny = \"🐟\"\n"])
    #expect(
      edits.first?["range"]?["end"] == ["line": 1, "character": 8])
    #expect(try await ask("formatting", "x = 1\n", 0, 0) == [])
    #expect(try await ask("formatting", "x = (", 0, 0) == .null)
  }

  @Test func `positions beyond a line are its end, and no position is an error`() async throws {
    let found = try await ask("hover", "ignorePort", 0, 500)
    #expect(found?["contents"] != nil)
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.open("x.star", "x")
    let bad = editor.ask("hover", "x.star", -1, 0)
    let heard = try await editor.end()
    #expect(heard.answer(bad)?["error"]?["code"] == -32602)
  }
}
