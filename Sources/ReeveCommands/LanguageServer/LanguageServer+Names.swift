internal import HuaweiCloud
internal import Runbooks
internal import Starlark
internal import StarlarkCompiler
internal import StarlarkSyntax

// Where names are defined and used, and what a file defines.
extension LanguageServer {
  static let predeclared = Builtins.environment(SessionSettings()).names

  func names(of document: EditedDocument) -> DocumentNames {
    DocumentNames(document.source, predeclared: Self.predeclared)
  }

  func definition(_ place: DocumentPlace) -> JSON {
    let document = place.document
    let names = names(of: document)
    if let load = loadedModule(at: place.offset, names) { return location(of: load, document) }
    guard let target = names.target(at: place.offset), let span = names.declaration(of: target)
    else {
      return .null
    }
    if case .global(let name) = target, let (load, original) = names.load(of: name),
      let found = definition(of: original, in: load, document)
    {
      return found
    }
    return ["uri": .string(document.uri), "range": document.range(span)]
  }

  func references(_ place: DocumentPlace, withDeclaration: Bool) -> JSON {
    let document = place.document
    let names = names(of: document)
    guard let target = names.target(at: place.offset) else { return .null }
    let declaration = names.declaration(of: target)
    return .array(
      names.uses(of: target).filter { withDeclaration || $0.span != declaration }.map {
        ["uri": .string(document.uri), "range": document.range($0.span)]
      })
  }

  func highlights(_ place: DocumentPlace) -> JSON {
    let names = names(of: place.document)
    guard let target = names.target(at: place.offset) else { return .null }
    return .array(names.uses(of: target).map { ["range": place.document.range($0.span)] })
  }

  // MARK: Other files

  private func loadedModule(at offset: Int, _ names: DocumentNames) -> Load? {
    for case .load(let load) in names.file.statements.map(\.kind)
    where Int(load.moduleSpan.start) <= offset && offset <= Int(load.moduleSpan.end) {
      return load
    }
    return nil
  }

  private func path(of load: Load, _ document: EditedDocument) -> String {
    let folder = document.path.lastIndex(of: "/").map { document.path[..<$0] } ?? "."
    return LocalFiles().resolve("\(folder)/\(load.module)") ?? "\(folder)/\(load.module)"
  }

  /// A file that is loaded, as it stands in the editor if it is open there.
  private func document(of load: Load, _ document: EditedDocument) -> EditedDocument? {
    let path = path(of: load, document)
    if let open = documents.values.first(where: { $0.path == path }) { return open }
    guard let bytes = try? InputFile.read(path, limit: ScriptSource.limit) else { return nil }
    return EditedDocument(
      uri: Findings.uri(path), version: nil, text: String(decoding: bytes, as: UTF8.self))
  }

  private func location(of load: Load, _ document: EditedDocument) -> JSON {
    guard let loaded = self.document(of: load, document) else { return .null }
    return ["uri": .string(loaded.uri), "range": loaded.range(0..<0)]
  }

  private func definition(of name: String, in load: Load, _ document: EditedDocument) -> JSON? {
    guard let loaded = self.document(of: load, document),
      let span = names(of: loaded).declaration(of: .global(name))
    else { return nil }
    return ["uri": .string(loaded.uri), "range": loaded.range(span)]
  }

  /// The function that a name stands for in a file, or in the file that it is loaded from.
  func function(of target: DocumentNames.Target, _ names: DocumentNames, _ document: EditedDocument)
    -> (function: Function, source: SourceText)?
  {
    if let function = names.function(target) { return (function, document.source) }
    guard case .global(let name) = target, let (load, original) = names.load(of: name),
      let loaded = self.document(of: load, document),
      let function = self.names(of: loaded).function(.global(original))
    else { return nil }
    return (function, loaded.source)
  }

  // MARK: Symbols

  func symbols(_ document: EditedDocument) -> JSON {
    let (file, _) = Parser.check(document.source, dialect: SourceFormatter.dialect)
    var seen: Set<String> = []
    return .array(symbols(of: file.statements, document, isTop: true, &seen))
  }

  private func symbols(
    of statements: [Statement], _ document: EditedDocument, isTop: Bool, _ seen: inout Set<String>
  ) -> [JSON] {
    var found: [JSON] = []
    for statement in statements {
      switch statement.kind {
      case .definition(let function):
        guard let name = function.name else { continue }
        var inner: Set<String> = []
        found.append(
          symbol(
            name, .function, function.span, document,
            detail: function.call(in: document.source),
            children: symbols(of: function.body, document, isTop: false, &inner)))
      case .conditional(let clauses, let otherwise):
        for body in clauses.map(\.body) + [otherwise] {
          found += symbols(of: body, document, isTop: isTop, &seen)
        }
      case .loop(_, _, let body), .whileLoop(_, let body):
        found += symbols(of: body, document, isTop: isTop, &seen)
      case .assignment(let target, _, let value) where isTop:
        for name in BoundNames.of([statement]) where seen.insert(name.name).inserted {
          let isSingle = if case .identifier = target.kind { true } else { false }
          found.append(
            symbol(name, isSingle ? Self.kind(of: value) : .variable, statement.span, document))
        }
      default: continue
      }
    }
    return found
  }

  private enum SymbolKind: Int {
    case function = 12
    case variable = 13
    case structure = 23
  }

  /// A record, a function without a name, or a plain value.
  private static func kind(of value: Expression) -> SymbolKind {
    switch value.kind {
    case .lambda: .function
    case .call(let callee, _):
      if case .identifier(let name) = callee.kind, name.name == "record" {
        .structure
      } else {
        .variable
      }
    default: .variable
    }
  }

  private func symbol(
    _ name: Identifier, _ kind: SymbolKind, _ span: Span, _ document: EditedDocument,
    detail: String? = nil, children: [JSON] = []
  ) -> JSON {
    var object: JSONObject = [
      "name": .string(name.name), "kind": .int(kind.rawValue), "range": document.range(span),
      "selectionRange": document.range(name.span),
    ]
    if let detail { object["detail"] = .string(detail) }
    if !children.isEmpty { object["children"] = .array(children) }
    return .object(object)
  }

  // MARK: Layout

  func formatting(_ document: EditedDocument) -> JSON {
    guard case .formatted(let bytes) = SourceFormatter.format(document.source) else { return .null }
    guard bytes != document.source.bytes else { return [] }
    return [
      ["range": document.wholeRange, "newText": .string(String(decoding: bytes, as: UTF8.self))]
    ]
  }
}
