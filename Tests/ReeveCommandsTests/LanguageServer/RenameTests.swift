import HuaweiCloud
import ReeveCommands
import Testing

/// Another name for something, as an editor asks `reeve lsp` for it.
struct RenameTests {
  /// What the text is with what the server says is to be changed; nil where it refuses.
  private func renamed(
    _ text: String, _ line: Int, _ character: Int, to name: String
  ) async throws -> String? {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.open("x.star", text)
    let id = editor.ask("rename", "x.star", line, character, ["newName": .string(name)])
    let heard = try await editor.end()
    guard let result = heard.result(id) else {
      #expect(heard.answer(id)?["error"]?["message"]?.string?.isEmpty == false)
      return nil
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.utf16)
    }
    let edits = try #require(result["changes"]?[editor.uri("x.star")]?.array)
    for edit in edits.reversed() {
      let start = edit["range"]?["start"]
      let line = try #require(start?["line"]?.int)
      let from = try #require(start?["character"]?.int)
      let to = try #require(edit["range"]?["end"]?["character"]?.int)
      lines[line].replaceSubrange(from..<to, with: Array((edit["newText"]?.string ?? "").utf16))
    }
    return lines.map { String(decoding: $0, as: UTF16.self) }.joined(separator: "\n")
  }

  @Test func `a function is renamed with its calls, and nothing else of that name`() async throws {
    let text = "def close(h):\n    h.close()\nfor h in hosts():\n    close(h)\nx = \"close\"\n"
    #expect(
      try await renamed(text, 3, 6, to: "shut")
        == "def shut(h):\n    h.close()\nfor h in hosts():\n    shut(h)\nx = \"close\"\n")
  }

  @Test func `a parameter is renamed where calls name it`() async throws {
    let text = """
      port = 1
      def close(host, port = 22):
          ignorePort(host, port, "TCP", category = "host")
          return [port for _ in range(port)]
      close("a", port = port)
      ignorePort("a", port = 22, protocol = "TCP")

      """
    #expect(
      try await renamed(text, 2, 22, to: "number") == """
        port = 1
        def close(host, number = 22):
            ignorePort(host, number, "TCP", category = "host")
            return [number for _ in range(number)]
        close("a", number = port)
        ignorePort("a", port = 22, protocol = "TCP")

        """)
  }

  @Test func `a loaded name keeps its name in the other file`() async throws {
    #expect(
      try await renamed("load(\"lib.star\", \"PORTS\")\nprint(PORTS)\n", 1, 7, to: "ALL")
        == "load(\"lib.star\", ALL = \"PORTS\")\nprint(ALL)\n")
    #expect(
      try await renamed("load(\"lib.star\", p = \"PORTS\")\nprint(p)\n", 0, 17, to: "q")
        == "load(\"lib.star\", q = \"PORTS\")\nprint(q)\n")
  }

  @Test func `names in f-strings, of all scripts, are renamed too`() async throws {
    #expect(
      try await renamed("привет = 1\nprint(f\"🐟 {привет:>4} {привет}\")\n", 0, 2, to: "имя")
        == "имя = 1\nprint(f\"🐟 {имя:>4} {имя}\")\n")
  }

  @Test(arguments: [
    ("x = 1\ny = x\n", 1, 4, "y"), ("x = 1\nprint(x)\n", 0, 0, "print"),
    ("def f(a):\n    b = 1\n    return a + b\n", 0, 6, "b"), ("x = 1\n", 0, 0, "for"),
    ("x = 1\n", 0, 0, "1x"), ("x = 1\n", 0, 0, "a.b"), ("x = 1\n", 0, 0, ""),
    ("print(1)\n", 0, 1, "show"), ("x = 1\n", 0, 4, "y"),
    ("def f():\n    return n\nn = 1\ndef g(m):\n    return n + m\n", 2, 0, "m"),
  ])
  func `a name that would mean something else is refused`(
    _ text: String, _ line: Int, _ character: Int, _ name: String
  ) async throws {
    #expect(try await renamed(text, line, character, to: name) == nil)
  }

  @Test func `an editor is told what it may rename`() async throws {
    var editor = try Conversation()
    defer { editor.harness.remove() }
    editor.open("x.star", "count = 1\nprint(count)\n")
    let own = editor.ask("prepareRename", "x.star", 1, 8)
    let other = editor.ask("prepareRename", "x.star", 1, 2)
    let heard = try await editor.end()
    #expect(heard.result(1)?["capabilities"]?["renameProvider"]?["prepareProvider"] == true)
    #expect(heard.result(own)?["placeholder"] == "count")
    #expect(heard.result(own)?["range"]?["end"] == ["line": 1, "character": 11])
    #expect(heard.answer(other)?["error"]?["code"] == -32803)
  }
}
