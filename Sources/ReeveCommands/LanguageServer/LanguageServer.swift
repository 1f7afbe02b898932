// The state of one conversation with an editor. It reads and writes no descriptor but what the streams are, so that
// tests can talk to it.

internal import HuaweiCloud
internal import StarlarkSyntax

/// Answers the messages of an editor, one after the other.
final class LanguageServer {
  /// How far the conversation is.
  private enum Phase {
    case new, ready, shutDown, ended
  }

  /// What a request gets in place of an answer.
  struct Refusal: Error {
    let code: Int
    let message: String

    static func parameters(_ message: String) -> Refusal { Refusal(code: -32602, message: message) }
  }

  let streams: Streams
  private var phase = Phase.new
  /// The files that are open in the editor, by URI.
  var documents: [String: EditedDocument] = [:]
  /// Those that changed since they were checked.
  private var changed: Set<String> = []
  private var wasShutDown = false

  init(_ streams: Streams) { self.streams = streams }

  var hasEnded: Bool { phase == .ended }
  var exitCode: ExitCode { wasShutDown ? .done : .failed }

  // MARK: Messages

  /// Takes a message: a request, which is answered, or a notification.
  func receive(_ message: JSON) {
    guard case .object(let object) = message else {
      return answer(.null, failing: Refusal(code: -32600, message: "a message is an object"))
    }
    guard let method = object["method"]?.string else {
      // The answer to a request; none was made.
      if object["result"] != nil || object["error"] != nil { return }
      return answer(
        object["id"] ?? .null, failing: Refusal(code: -32600, message: "the message has no method"))
    }
    let parameters = object["params"] ?? .null
    guard let id = object["id"] else { return notify(method, parameters) }
    do throws(Refusal) {
      answer(id, with: try result(of: method, parameters))
    } catch {
      answer(id, failing: error)
    }
  }

  /// Says that what came is no message.
  func refuse(_ words: String) {
    answer(.null, failing: Refusal(code: -32700, message: words))
  }

  private func answer(_ id: JSON, with result: JSON) {
    send(["jsonrpc": "2.0", "id": id, "result": result])
  }

  private func answer(_ id: JSON, failing refusal: Refusal) {
    send([
      "jsonrpc": "2.0", "id": id,
      "error": ["code": .int(refusal.code), "message": .string(refusal.message)],
    ])
  }

  private func send(_ message: JSON) {
    let content = message.encoded()
    streams.output.write(Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
    streams.output.flush()
    // Nobody is there any more.
    if streams.output.failure != nil { phase = .ended }
  }

  // MARK: Requests

  private func result(of method: String, _ parameters: JSON) throws(Refusal) -> JSON {
    switch (phase, method) {
    case (.new, "initialize"):
      phase = .ready
      return Self.capabilities
    case (.new, _): throw Refusal(code: -32002, message: "\(method) came before initialize")
    case (.shutDown, _), (.ended, _):
      throw Refusal(code: -32600, message: "\(method) came after shutdown")
    case (_, "initialize"):
      throw Refusal(code: -32600, message: "initialize came twice")
    case (_, "shutdown"):
      phase = .shutDown
      wasShutDown = true
      return .null
    case (_, "textDocument/completion"): return completion(try place(parameters))
    case (_, "textDocument/hover"): return hover(try place(parameters))
    case (_, "textDocument/signatureHelp"): return signatureHelp(try place(parameters))
    case (_, "textDocument/definition"): return definition(try place(parameters))
    case (_, "textDocument/references"):
      let withDeclaration = parameters["context"]?["includeDeclaration"]?.bool ?? true
      return references(try place(parameters), withDeclaration: withDeclaration)
    case (_, "textDocument/documentHighlight"): return highlights(try place(parameters))
    case (_, "textDocument/prepareRename"): return try renamed(try place(parameters))
    case (_, "textDocument/rename"):
      guard let name = parameters["newName"]?.string else {
        throw .parameters("newName is missing")
      }
      return try rename(try place(parameters), to: name)
    case (_, "textDocument/documentSymbol"): return symbols(try document(parameters))
    case (_, "textDocument/formatting"): return formatting(try document(parameters))
    default: throw Refusal(code: -32601, message: "there is no \(method) here")
    }
  }

  private static let capabilities: JSON = [
    "capabilities": [
      "positionEncoding": "utf-16",
      "textDocumentSync": ["openClose": true, "change": 2, "save": true],
      "completionProvider": ["triggerCharacters": [".", "(", ",", "\"", "'", "["]],
      "hoverProvider": true,
      "signatureHelpProvider": ["triggerCharacters": ["(", ","], "retriggerCharacters": ["="]],
      "definitionProvider": true, "referencesProvider": true, "documentHighlightProvider": true,
      "renameProvider": ["prepareProvider": true],
      "documentSymbolProvider": true, "documentFormattingProvider": true,
    ],
    "serverInfo": ["name": "reeve", "version": .string(Reeve.version)],
  ]

  private func document(_ parameters: JSON) throws(Refusal) -> EditedDocument {
    guard let uri = parameters["textDocument"]?["uri"]?.string else {
      throw .parameters("textDocument.uri is missing")
    }
    guard let document = documents[uri] else { throw .parameters("\(uri) is not open") }
    return document
  }

  private func place(_ parameters: JSON) throws(Refusal) -> DocumentPlace {
    let document = try document(parameters)
    guard let offset = parameters["position"].flatMap(document.offset) else {
      throw .parameters("position is missing, or no position")
    }
    return DocumentPlace(document: document, offset: offset)
  }

  // MARK: Notifications

  private func notify(_ method: String, _ parameters: JSON) {
    if method == "exit" {
      phase = .ended
      return
    }
    guard phase == .ready, let file = parameters["textDocument"], let uri = file["uri"]?.string
    else { return }
    switch method {
    case "textDocument/didOpen":
      documents[uri] = EditedDocument(
        uri: uri, version: file["version"]?.int, text: file["text"]?.string ?? "")
      // Others may load it.
      changed = Set(documents.keys)
    case "textDocument/didChange":
      documents[uri]?.change(
        parameters["contentChanges"]?.array ?? [], version: file["version"]?.int)
      changed.formUnion(documents.keys)
    case "textDocument/didSave":
      changed.formUnion(documents.keys)
    case "textDocument/didClose":
      guard documents.removeValue(forKey: uri) != nil else { return }
      changed.remove(uri)
      publish(uri, nil, [])
    default: break
    }
  }

  // MARK: What is wrong

  /// Tells what is wrong with the files that changed.
  func checkChanged() {
    for uri in changed.sorted() {
      guard let document = documents[uri] else { continue }
      publish(uri, document.version, diagnostics(of: document))
    }
    changed = []
  }

  private func publish(_ uri: String, _ version: Int?, _ diagnostics: [JSON]) {
    var parameters: JSONObject = ["uri": .string(uri), "diagnostics": .array(diagnostics)]
    if let version { parameters["version"] = .int(version) }
    send([
      "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": .object(parameters),
    ])
  }
}

/// A place in a file that is asked about.
struct DocumentPlace {
  let document: EditedDocument
  let offset: Int

  var text: String { String(decoding: document.source.bytes, as: UTF8.self) }
}
