internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax

// Another name for a variable or a function of a file: at every place that means it, and only there.
extension LanguageServer {
  /// What can be renamed at a place, and how it is called.
  func renamed(_ place: DocumentPlace) throws(Refusal) -> JSON {
    let names = names(of: place.document)
    guard let use = names.use(at: place.offset) else { throw Self.nothingToRename }
    return ["range": place.document.range(use.span), "placeholder": .string(use.name)]
  }

  private static let nothingToRename = Refusal(
    code: -32803, message: "only names that the file itself gives can be renamed")

  func rename(_ place: DocumentPlace, to name: String) throws(Refusal) -> JSON {
    let document = place.document
    let names = names(of: document)
    guard let use = names.use(at: place.offset), let target = names.target(at: place.offset) else {
      throw Self.nothingToRename
    }
    guard Self.isName(name) else {
      throw .parameters("\"\(name)\" is no name that a variable can have")
    }
    guard name != use.name else { return ["changes": [:]] }
    let edits = edits(of: target, from: use.name, to: name, names)
    let after = names.renaming(edits, in: document.source, predeclared: Self.predeclared)
    guard after.meaning == names.meaning else {
      throw Refusal(
        code: -32803, message: "`\(name)` would mean something else there, or change what does")
    }
    return [
      "changes": [
        document.uri: .array(
          edits.map { ["range": document.range($0.span), "newText": .string($0.text)] })
      ]
    ]
  }

  private static func isName(_ text: String) -> Bool {
    let source = SourceText(name: "", text: text + " = 1\n")
    let (file, errors) = Parser.check(source, dialect: SourceFormatter.dialect)
    guard errors.isEmpty, file.statements.count == 1,
      case .assignment(let target, nil, _) = file.statements[0].kind,
      case .identifier(let name) = target.kind
    else { return false }
    return name.name == text
  }

  private func edits(
    of target: DocumentNames.Target, from old: String, to new: String, _ names: DocumentNames
  ) -> [NameEdit] {
    // `load("x.star", "a")` gives a name that the other file keeps.
    let loaded = names.loadedNames.filter { $0.local.name == $0.original }
    var edits = names.uses(of: target).map { use in
      guard let name = loaded.first(where: { $0.local.span == use.span }) else {
        return NameEdit(span: use.span, text: new)
      }
      return NameEdit(span: name.originalSpan, text: "\(new) = \"\(old)\"")
    }
    edits += names.keywords(for: target, named: old).map { NameEdit(span: $0.span, text: new) }
    return edits.sorted { $0.span.start < $1.span.start }
  }
}

/// A place that gets another text.
struct NameEdit {
  let span: Span
  let text: String
}

extension DocumentNames {
  func use(at offset: Int) -> Identifier? {
    uses.first { Int($0.identifier.span.start) <= offset && offset <= Int($0.identifier.span.end) }?
      .identifier
  }

  var loadedNames: [Load.Name] {
    var names: [Load.Name] = []
    for case .load(let load) in file.statements.map(\.kind) { names += load.names }
    return names
  }

  /// The arguments by name that reach a parameter.
  func keywords(for target: Target, named name: String) -> [Identifier] {
    guard case .local = target, let declaration = declaration(of: target),
      let function = functions.first(where: { function in
        function.parameters.contains { $0.name?.span == declaration }
      }),
      let called = uses.first(where: { $0.identifier.span == function.name?.span })?.target
    else { return [] }
    let callees = Set(uses(of: called).map(\.span.start))
    var found: [Identifier] = []
    SyntaxWalker.walk(file) { node in
      guard case .expression(let expression) = node,
        case .call(let callee, let arguments) = expression.kind,
        case .identifier(let identifier) = callee.kind, callees.contains(identifier.span.start)
      else { return .descend }
      for case .named(let keyword) in arguments.map(\.kind) where keyword.name == name {
        found.append(keyword)
      }
      return .descend
    }
    return found
  }

  /// The names of the text with edits.
  fileprivate func renaming(
    _ edits: [NameEdit], in source: SourceText, predeclared: Set<String>
  ) -> DocumentNames {
    var bytes = source.bytes
    for edit in edits.reversed() {
      bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: Array(edit.text.utf8))
    }
    return DocumentNames(SourceText(name: source.name, bytes: bytes), predeclared: predeclared)
  }

  /// Which uses of names mean the same, by the place of the first of each.
  fileprivate var meaning: [Int] {
    var first: [Target: Int] = [:]
    return uses.enumerated().map { index, use in
      if let known = first[use.target] { return known }
      first[use.target] = index
      return index
    }
  }
}
