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

  /// The fields of a type that the reference lists.
  static func fields(of type: String) -> [(name: String, type: String)] {
    Documentation.pages(for: type).first { $0.section == .types }?.fields
      .map { ($0.name, $0.type.description) } ?? []
  }

  /// The parameter that gets the argument at the cursor.
  static func parameter(at call: TypedPlace.OpenCall?) -> Signature.Parameter? {
    guard let call, let parameters = signature(of: call.path)?.parameters else { return nil }
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

/// What can be told of a variable before it has a value.
enum TypedValue {
  /// The type of a name by the text before it: what a loop goes over, or what it was set to.
  static func type(of name: String, in text: String, before offset: Int) -> String? {
    let text = String(decoding: Array(text.utf8).prefix(offset), as: UTF8.self)
    var type: String?
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == ";" || $0 == "[" }) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == "\t" })
      guard let place = words.lastIndex(where: { $0 == name[...] }) else { continue }
      let rest = words[(place + 1)...]
      guard let sign = rest.first, let callee = rest.dropFirst().first,
        let result = References.signature(of: String(callee))?.result
      else { continue }
      let isLoop = sign == "in" && place > 0 && words[place - 1] == "for"
      if isLoop, case .iterable(.named(let item)) = result { type = item }
      if sign == "=", case .named(let item) = result { type = item }
    }
    return type
  }
}
