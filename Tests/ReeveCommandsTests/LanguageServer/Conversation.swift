import HuaweiCloud
import ReeveCommands
import Testing

/// What an editor says to `reeve lsp`, and what it hears.
struct Conversation {
  private var bytes: [UInt8] = []
  private var requests = 0
  let harness: Harness

  init() throws {
    harness = try Harness()
    request("initialize", ["processId": .null, "rootUri": .null, "capabilities": [:]])
    notify("initialized", [:])
  }

  var folder: String { harness.folder }

  func uri(_ name: String) -> String { "file://\(folder)/\(name)" }

  /// Adds bytes as they are.
  mutating func send(_ text: String) { bytes += Array(text.utf8) }

  mutating func send(_ message: JSON) {
    let content = message.encoded()
    send("Content-Length: \(content.count)\r\n\r\n")
    bytes += content
  }

  /// Asks something, and gives the number of the request.
  @discardableResult
  mutating func request(_ method: String, _ parameters: JSON = .null) -> Int {
    requests += 1
    send([
      "jsonrpc": "2.0", "id": .int(requests), "method": .string(method), "params": parameters,
    ])
    return requests
  }

  mutating func notify(_ method: String, _ parameters: JSON = .null) {
    send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  mutating func open(_ name: String, _ text: String) {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri(name)), "languageId": "starlark", "version": 1, "text": .string(text),
        ]
      ])
  }

  /// Asks about a place of a file.
  @discardableResult
  mutating func ask(
    _ method: String, _ name: String, _ line: Int, _ character: Int, _ more: JSONObject = [:]
  ) -> Int {
    var parameters: JSONObject = [
      "textDocument": ["uri": .string(uri(name))],
      "position": ["line": .int(line), "character": .int(character)],
    ]
    for (key, value) in more { parameters[key] = value }
    return request("textDocument/\(method)", .object(parameters))
  }

  struct Heard {
    let code: ExitCode
    let messages: [JSON]

    func answer(_ id: Int) -> JSON? { messages.first { $0["id"] == .int(id) } }
    func result(_ id: Int) -> JSON? { answer(id)?["result"] }

    /// What was told of a file, newest last.
    func diagnostics(_ uri: String) -> [[JSON]] {
      messages.filter { $0["params"]?["uri"] == .string(uri) }
        .compactMap { $0["params"]?["diagnostics"]?.array }
    }
  }

  /// Says goodbye, and hears what the server said to all.
  mutating func end(politely: Bool = true) async throws -> Heard {
    if politely {
      request("shutdown")
      notify("exit")
    }
    var harness = harness
    harness.input = bytes
    let result = try await harness.reeve("lsp")
    #expect(result.errors.isEmpty)
    return Heard(code: result.code, messages: try Self.messages(in: Array(result.output.utf8)))
  }

  private static func messages(in bytes: [UInt8]) throws -> [JSON] {
    var messages: [JSON] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = try #require(rest.firstRange(of: "\r\n\r\n".utf8))
      let header = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      let length = try #require(Int(header.dropFirst("Content-Length: ".count)))
      let content = rest[end.upperBound...].prefix(length)
      messages.append(try JSON(parsing: Array(content)))
      rest = rest[(end.upperBound + length)...]
    }
    return messages
  }
}
