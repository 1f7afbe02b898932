internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax

/// The names of a file, and what each stands for.
struct DocumentNames {
  /// A name that the file itself binds.
  enum Target: Hashable {
    /// A variable of a function, by its number.
    case local(Int)
    case global(String)
  }

  let file: SourceFile
  private let resolution: Resolution
  /// Every use of a name, in the order of the text, with what it stands for.
  private(set) var uses: [(identifier: Identifier, target: Target)] = []

  /// Reads a file; what cannot be parsed of it is passed over.
  init(_ source: SourceText, predeclared: Set<String>) {
    (file, _) = Parser.check(source, dialect: SourceFormatter.dialect)
    var options = CompilerOptions()
    options.types = Builtins.types
    resolution = Resolver.resolve(file, predeclared: predeclared, options: options)
    collect(file.statements.map { .statement($0) }, within: nil)
    uses.sort { $0.identifier.span.start < $1.identifier.span.start }
  }

  private mutating func collect(_ nodes: [SyntaxNode], within function: Int?) {
    var functions: [Function] = []
    var identifiers: [Identifier] = []
    SyntaxWalker.walk(nodes) { node in
      switch node {
      case .function(let function):
        functions.append(function)
        if let name = function.name { identifiers.append(name) }
        return .skip
      case .identifier(let name, _): identifiers.append(name)
      default: break
      }
      return .descend
    }
    for identifier in identifiers { add(identifier, within: function) }
    for inner in functions {
      // Defaults are evaluated outside.
      for parameter in inner.parameters {
        if let name = parameter.name { add(name, within: inner.ordinal) }
        if let value = parameter.defaultValue { collect([.expression(value)], within: function) }
        if let type = parameter.type { collect([.type(type)], within: function) }
      }
      if let type = inner.returnType { collect([.type(type)], within: function) }
      collect(inner.body.map { .statement($0) }, within: inner.ordinal)
    }
  }

  private mutating func add(_ identifier: Identifier, within function: Int?) {
    guard let target = target(of: identifier, within: function) else { return }
    uses.append((identifier, target))
  }

  private func target(of identifier: Identifier, within function: Int?) -> Target? {
    guard identifier.ordinal < resolution.references.count else { return nil }
    switch resolution.references[identifier.ordinal] {
    case .local(let number)?: return .local(number)
    case .global(let slot)?: return .global(resolution.globals[slot])
    case .free(let cell)?:
      guard let function else { return nil }
      return source(ofCell: cell, in: function)
    case .predeclared?, nil:
      // A parameter is no use of itself.
      guard let function else { return nil }
      return resolution.functions[function].parameters
        .first { resolution.variables[$0].span == identifier.span }.map { .local($0) }
    }
  }

  /// What a captured variable is where it was captured.
  private func source(ofCell cell: Int, in function: Int) -> Target? {
    let cells = resolution.functions[function].freeVariables
    guard cells.indices.contains(cell) else { return nil }
    if case .local(let number) = cells[cell].source { return .local(number) }
    guard case .free(let outer) = cells[cell].source, let parent = parents[function] else {
      return nil
    }
    return source(ofCell: outer, in: parent)
  }

  /// The function around each function, by ordinal.
  private var parents: [Int: Int] {
    var parents: [Int: Int] = [:]
    var open = file.statements.map { (SyntaxNode.statement($0), Int?.none) }
    while let (node, parent) = open.popLast() {
      SyntaxWalker.walk([node]) { node in
        guard case .function(let function) = node else { return .descend }
        if let parent { parents[function.ordinal] = parent }
        let values = function.parameters.compactMap(\.defaultValue)
        open += values.map { (.expression($0), parent) }
        open += function.body.map { (.statement($0), function.ordinal) }
        return .skip
      }
    }
    return parents
  }

  // MARK: Questions

  /// What is named at a place.
  func target(at offset: Int) -> Target? {
    uses.first { Int($0.identifier.span.start) <= offset && offset <= Int($0.identifier.span.end) }?
      .target
  }

  func uses(of target: Target) -> [Identifier] {
    uses.filter { $0.target == target }.map(\.identifier)
  }

  /// Where a name is bound first.
  func declaration(of target: Target) -> Span? {
    switch target {
    case .local(let number): resolution.variables[number].span
    case .global(let name): BoundNames.of(file.statements).first { $0.name == name }?.span
    }
  }

  /// The function that a name is bound to by a `def`.
  func function(_ target: Target) -> Function? {
    guard let span = declaration(of: target) else { return nil }
    return functions.first { $0.name?.span == span }
  }

  /// The function of a name, wherever it is defined.
  func function(named name: String) -> Function? { functions.last { $0.name?.name == name } }

  /// The functions with a name.
  var functions: [Function] {
    var found: [Function] = []
    SyntaxWalker.walk(file) { node in
      if case .function(let function) = node, function.name != nil { found.append(function) }
      return .descend
    }
    return found
  }

  /// The load that a name comes from, with the name that it has there.
  func load(of name: String) -> (load: Load, original: String)? {
    for case .load(let load) in file.statements.map(\.kind) {
      if let found = load.names.first(where: { $0.local.name == name }) {
        return (load, found.original)
      }
    }
    return nil
  }
}

extension Function {
  /// How the function is called, as its definition says it.
  func call(in source: SourceText) -> String {
    guard let name else { return "" }
    let parameters = self.parameters.map { parameter in
      source.text(of: parameter.span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let result = returnType.map { " -> " + source.text(of: $0.span) } ?? ""
    return "\(name.name)(\(parameters.joined(separator: ", ")))\(result)"
  }

  /// The text that the body begins with.
  var documentation: String? {
    guard case .expression(let first)? = body.first?.kind, case .string(let bytes) = first.kind
    else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let margin =
      lines.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix(while: \.isWhitespace).count }.min() ?? 0
    let rest = lines.dropFirst().map { String($0.dropFirst(margin)) }
    return ([lines.first.map(String.init) ?? ""] + rest).joined(separator: "\n").trimmingBlanks
  }
}

/// What is known without running anything: the names of the language and of one file.
struct DeclaredValues: ValueSource {
  private let source: SourceText
  private let functions: [String: Function]
  let names: [String]

  init(_ document: DocumentNames, predeclared: Set<String>) {
    source = document.file.source
    functions = Dictionary(
      document.functions.compactMap { function in function.name.map { ($0.name, function) } },
      uniquingKeysWith: { $1 })
    let own = BoundNames.of(document.file.statements).map(\.name)
    names = predeclared.union(own).filter { !$0.hasPrefix("__") }.sorted()
  }

  func typeName(of path: String) -> String? {
    Self.modules[path] == nil ? nil : "module"
  }

  func members(of path: String) -> [(name: String, type: String)] { Self.modules[path] ?? [] }

  func keys(of path: String) -> [String] { [] }

  func keywords(of path: String) -> [(name: String, isOptional: Bool)] {
    functions[path]?.parameters.compactMap { parameter in
      guard parameter.kind == .ordinary, let name = parameter.name else { return nil }
      return (name.name, parameter.defaultValue != nil)
    } ?? []
  }

  func function(_ path: String) -> (call: String, documentation: String?)? {
    functions[path].map { ($0.call(in: source), $0.documentation) }
  }

  /// What modules have, by the name of the module.
  private static let modules: [String: [(name: String, type: String)]] = {
    var modules: [String: [(name: String, type: String)]] = [:]
    for page in Documentation.pages
    where (page.section == .modules || page.section == .cloud) && page.signature == nil {
      let functions = page.members.map { (String($0.dropFirst(page.name.count + 1)), "function") }
      modules[page.name] = functions + page.fields.map { ($0.name, "\($0.type)") }
    }
    return modules
  }()
}
