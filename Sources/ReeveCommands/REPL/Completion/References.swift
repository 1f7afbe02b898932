internal import Runbooks
internal import StarlarkCompiler

/// What the reference says of names, found by name.
enum References {
  private static let signatures: [String: Signature] = {
    var signatures: [String: Signature] = [:]
    for page in Documentation.pages where signatures[page.name] == nil {
      signatures[page.name] = page.signature
    }
    return signatures
  }()

  static let names: [String] = Set(Documentation.pages.map(\.name)).sorted()

  /// How a built-in is called, such as `ignorePort` or `cloud.call`.
  static func signature(of path: String) -> Signature? { signatures[path] }

  private static let types: [String: [DocumentationPage.Field]] = {
    var types: [String: [DocumentationPage.Field]] = [:]
    for page in Documentation.pages where page.section == .types { types[page.name] = page.fields }
    return types
  }()

  private static let methods: [String: [String]] = {
    var methods: [String: [String]] = [:]
    for page in Documentation.pages where page.section == .methods {
      guard let dot = page.name.lastIndex(of: ".") else { continue }
      methods[String(page.name[..<dot]), default: []].append(
        String(page.name[page.name.index(after: dot)...]))
    }
    return methods
  }()

  static func isType(_ name: String) -> Bool { types[name] != nil }

  /// The type of the items of a list of the cloud.
  static func item(of list: String) -> String? {
    guard list.hasSuffix("List"), isType(list) else { return nil }
    return String(list.dropLast(4))
  }

  /// The fields of a type that the reference lists.
  static func fields(of type: String) -> [(name: String, type: TypeDescriptor)] {
    (types[type] ?? []).map { ($0.name, $0.type) }
  }

  /// The names of the methods that values of a type have.
  static func methods(of type: String) -> [String] { methods[type] ?? [] }

  /// The parameter that gets the argument at the cursor.
  static func parameter(
    at call: TypedPlace.OpenCall, of signature: Signature
  ) -> Signature.Parameter? {
    let parameters = signature.parameters
    if let keyword = call.keyword { return parameters.first { $0.name == keyword } }
    let positional = parameters.filter { $0.kind == .ordinary || $0.kind == .positionalOnly }
    if positional.indices.contains(call.position), call.keywords.isEmpty {
      return positional[call.position]
    }
    return call.keywords.isEmpty ? parameters.first { $0.kind == .star } : nil
  }
}

extension Signature.Parameter {
  /// Type and default in a few words.
  var shortFacts: String {
    let type = self.type.description
    if let defaultText { return "\(type), default \(defaultText)" }
    return isOptional ? type : "\(type), needed"
  }
}
