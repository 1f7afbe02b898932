internal import HuaweiCloud
internal import LineEditor
internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax

// What fits at a place, and what stands there, by the same means as the console.
extension LanguageServer {
  private func assistant(_ document: EditedDocument) -> Assistant {
    let folder = document.path.lastIndex(of: "/").map { String(document.path[..<$0]) }
    return Assistant(
      values: DeclaredValues(names(of: document), predeclared: Self.predeclared),
      dialect: SourceFormatter.dialect, inventory: nil,
      folder: folder ?? streams.currentDirectory, profiles: [])
  }

  // MARK: Completion

  func completion(_ place: DocumentPlace) -> JSON {
    let document = place.document
    let found = assistant(document).completions(of: place.text, at: place.offset)
    var known: Set<String> = []
    return [
      "isIncomplete": false,
      "items": .array(
        found.items.filter { known.insert($0.text).inserted }.map { item in
          var object: JSONObject = [
            "label": .string(item.label), "kind": .int(Self.kind(of: item)),
            "filterText": .string(item.text),
            "textEdit": ["range": document.range(item.range), "newText": .string(item.text)],
          ]
          if !item.detail.isEmpty { object["detail"] = .string(item.detail) }
          return .object(object)
        }),
    ]
  }

  /// What sort of thing a completion is, as the protocol counts them.
  private static func kind(of item: Completion) -> Int {
    let (keyword, function, module, property, value, file, variable) = (14, 3, 9, 10, 12, 17, 6)
    if item.text.hasSuffix(" = ") { return property }
    if item.text.hasSuffix("\"") || item.text.hasSuffix("'") {
      return item.text.contains(".star") || item.text.contains(".csv") ? file : value
    }
    if item.detail.contains("(") || item.detail == "function" { return function }
    if item.detail == "module" { return module }
    let isKeyword = Token.Kind.allCases.contains { $0.isKeyword && $0.spelling == item.text }
    return isKeyword ? keyword : variable
  }

  // MARK: Explanation

  func hover(_ place: DocumentPlace) -> JSON {
    let document = place.document
    let bytes = document.source.bytes
    var end = place.offset
    while end < bytes.count, Self.isOfName(bytes[end]) { end += 1 }
    let typed = TypedPlace(place.text, cursor: end)
    guard typed.takesName, !typed.word.isEmpty else { return .null }
    let range = document.range(typed.wordStart..<end)
    guard let text = explanation(of: typed, until: end, place) else { return .null }
    return ["contents": ["kind": "markdown", "value": .string(text)], "range": range]
  }

  private func explanation(of typed: TypedPlace, until end: Int, _ place: DocumentPlace) -> String?
  {
    let assistant = assistant(place.document)
    if let owner = typed.owner {
      let path = "\(owner).\(typed.word)"
      if let signature = assistant.signature(of: path, in: place.text) {
        return Documentation.markdown(for: signature.name) ?? Self.code(signature.text())
      }
      return assistant.field(typed.word, of: owner, in: place.text)
    }
    let rest = place.document.source.bytes[end...].drop { $0 == UInt8(ascii: " ") }
    let isAssigned = rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
    if isAssigned, let call = typed.call,
      let signature = assistant.signature(of: call.path, in: place.text),
      let parameter = signature.parameters.first(where: { $0.name == typed.word })
    {
      return Self.code(parameter.text) + "\n" + parameter.sentences
    }
    let names = names(of: place.document)
    if let target = names.target(at: typed.wordStart) {
      return function(of: target, names, place.document).map {
        Self.page(of: $0.function, in: $0.source)
      }
    }
    // The statement around it may not be finished, so that nothing is known of what it names.
    if let function = names.function(named: typed.word) {
      return Self.page(of: function, in: place.document.source)
    }
    return Documentation.markdown(for: typed.word)
  }

  private static func page(of function: Function, in source: SourceText) -> String {
    code("def " + function.call(in: source)) + (function.documentation.map { "\n" + $0 } ?? "")
  }

  private static func code(_ text: String) -> String { "```python\n\(text)\n```\n" }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  // MARK: Calls

  func signatureHelp(_ place: DocumentPlace) -> JSON {
    let typed = TypedPlace(place.text, cursor: place.offset)
    guard let call = typed.call else { return .null }
    let assistant = assistant(place.document)
    if let signature = assistant.signature(of: call.path, in: place.text) {
      let active = References.parameter(at: call, of: signature)
      let index = active.flatMap { one in
        signature.parameters.firstIndex { $0.name == one.name }
      }
      return Self.help(
        signature.text(), signature.documentation, active: index,
        signature.parameters.map { ($0.text, $0.sentences) })
    }
    let names = names(of: place.document)
    let target = DocumentNames.Target.global(call.path)
    let own = names.function(named: call.path).map {
      (function: $0, source: place.document.source)
    }
    guard let (function, source) = own ?? self.function(of: target, names, place.document) else {
      return .null
    }
    let parameters = function.parameters.filter { $0.kind != .separator }
    let index: Int? =
      if let keyword = call.keyword {
        parameters.firstIndex { $0.name?.name == keyword }
      } else {
        parameters.indices.contains(call.position) ? call.position : nil
      }
    return Self.help(
      function.call(in: source), function.documentation ?? "", active: index,
      parameters.map { (source.text(of: $0.span), "") })
  }

  private static func help(
    _ label: String, _ documentation: String, active: Int?,
    _ parameters: [(label: String, documentation: String)]
  ) -> JSON {
    var signature: JSONObject = [
      "label": .string(label),
      "parameters": .array(
        parameters.map { parameter in
          var object: JSONObject = ["label": .string(parameter.label)]
          if !parameter.documentation.isEmpty {
            object["documentation"] = .string(parameter.documentation)
          }
          return .object(object)
        }),
    ]
    if !documentation.isEmpty {
      signature["documentation"] = ["kind": "markdown", "value": .string(documentation)]
    }
    // One beyond the last marks none.
    return [
      "signatures": [.object(signature)], "activeSignature": 0,
      "activeParameter": .int(active ?? parameters.count),
    ]
  }
}

extension Assistant {
  /// What the reference says of a field of a type.
  fileprivate func field(_ name: String, of owner: String, in text: String) -> String? {
    guard let known = known(owner, in: text), let type = typeName(of: known) else { return nil }
    let path = type == "module" ? owner : type
    for page in Documentation.pages(for: path) {
      guard let field = page.fields.first(where: { $0.name == name }) else { continue }
      return "```python\n\(path).\(name): \(field.type)\n```\n\(field.summary)"
    }
    return nil
  }
}

extension Signature.Parameter {
  /// What it means and what it must be, in sentences.
  fileprivate var sentences: String {
    let parts = [documentation, limit.map { "Want \($0.wanted)" } ?? ""].filter { !$0.isEmpty }
    return parts.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
  }
}
