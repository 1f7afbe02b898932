internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax

// What an expression is that stands before a dot or a bracket, without running it: a value of the session, or a type
// that declarations tell.
extension Assistant {
  /// What is known of an expression.
  enum Known {
    /// A value of the session, and the path to it.
    case value(String)
    case type(TypeDescriptor)
    /// A dict that is written out, with those of its keys that are texts.
    case keys([String])
  }

  /// How far bindings of a text are followed to one another.
  private static let mostBindings = 8

  /// What an expression is, in a text that is being typed.
  func known(_ text: String, in context: String, depth: Int = 0) -> Known? {
    let source = SourceText(name: "", text: text)
    guard depth < Self.mostBindings,
      let file = try? Parser.parseExpression(source, dialect: dialect),
      case .expression(let expression)? = file.statements.first?.kind
    else { return nil }
    return known(expression, source, context, depth)
  }

  private func known(
    _ expression: Expression, _ source: SourceText, _ context: String, _ depth: Int
  ) -> Known? {
    func inner(_ expression: Expression) -> Known? { known(expression, source, context, depth) }
    switch expression.kind {
    case .identifier(let name):
      if let bound = bound(name.name, in: context, depth) { return bound }
      return values.typeName(of: name.name).map { _ in .value(name.name) }
    case .attribute(let object, let name):
      let owner = inner(object)
      return value(expression, of: owner, object, source)
        ?? owner.flatMap { type(of: name.name, in: $0) }
    case .call(let callee, _):
      return result(of: callee, source, inner(callee)).map { .type($0) }
    case .index(let container, _):
      let owner = inner(container)
      return value(expression, of: owner, container, source) ?? owner.flatMap(element)
    case .string, .formatted: return .type(.string)
    case .list: return .type(.list(.any))
    case .comprehension(let comprehension):
      guard case .element(let element) = comprehension.body, case .type(let type)? = inner(element)
      else { return .type(.list(.any)) }
      return .type(.list(type))
    case .dict(let entries):
      return .keys(
        entries.compactMap {
          guard case .string(let bytes) = $0.key.kind else { return nil }
          return String(decoding: bytes, as: UTF8.self)
        })
    default: return nil
    }
  }

  /// A part of a value of the values.
  private func value(
    _ part: Expression, of owner: Known?, _ object: Expression, _ source: SourceText
  ) -> Known? {
    guard case .value(let path)? = owner else { return nil }
    // What the part adds to its object: `.name`, `[0]`.
    let whole = path + source.text(of: Span(object.span.end, part.span.end))
    return values.typeName(of: whole).map { _ in .value(whole) }
  }

  /// What a name is bound to in the text itself.
  private func bound(_ name: String, in context: String, _ depth: Int) -> Known? {
    switch TypedBinding.of(name, in: context, dialect: dialect) {
    case .value(let text)?:
      // What is set to itself is what it was.
      return known(text, in: context, depth: depth + 1)
    case .element(let text)?:
      return known(text, in: context, depth: depth + 1).flatMap(element)
    case .annotated(let text)?: return Self.type(named: text).map { .type($0) }
    case nil: return nil
    }
  }

  /// The type that an annotation names.
  private static func type(named text: String) -> TypeDescriptor? {
    let text = text.trimmingBlanks
    if text.hasPrefix("list["), text.hasSuffix("]") {
      return type(named: String(text.dropFirst(5).dropLast())).map { .list($0) }
    }
    if text == "str" { return .string }
    return References.isType(text) ? .named(text) : nil
  }

  /// What iteration, or an index, gives.
  private func element(_ known: Known) -> Known? {
    switch known {
    case .value(let path):
      // The lists of the service are read page by page, so that their items are not looked at here.
      guard let list = values.typeName(of: path) else { return nil }
      return References.item(of: list).map { .type(.named($0)) }
        ?? values.typeName(of: "\(path)[0]").map { _ in .value("\(path)[0]") }
    case .type(.iterable(let element)), .type(.list(let element)): return .type(element)
    case .type(.string): return .type(.string)
    case .type, .keys: return nil
    }
  }

  private func result(
    of callee: Expression, _ source: SourceText, _ known: Known?
  ) -> TypeDescriptor? {
    if let signature = References.signature(of: source.text(of: callee.span)) {
      return signature.result
    }
    guard case .attribute(let object, let name) = callee.kind,
      let owner = self.known(source.text(of: object.span), in: "", depth: 1)
    else { return nil }
    return typeName(of: owner).flatMap { References.signature(of: "\($0).\(name.name)")?.result }
  }

  /// The type of a field.
  private func type(of field: String, in owner: Known) -> Known? {
    typeName(of: owner).flatMap { type in
      References.fields(of: type).first { $0.name == field }.map { .type($0.type) }
    }
  }

  /// The name of a type, where it is one, or one or None.
  func typeName(of known: Known) -> String? {
    switch known {
    case .value(let path): return values.typeName(of: path)
    case .keys: return "dict"
    case .type(.iterable): return nil
    case .type(.union(let types)):
      let some = types.filter { $0 != .none }
      return some.count == 1 ? some[0].typeNames?.first : nil
    case .type(let type): return type.typeNames.flatMap { $0.count == 1 ? $0.first : nil }
    }
  }

  /// The declaration of what is called.
  func signature(of callee: String, in context: String) -> Signature? {
    if let signature = References.signature(of: callee) { return signature }
    guard let dot = callee.lastIndex(of: "."),
      let owner = known(String(callee[..<dot]), in: context), let type = typeName(of: owner)
    else { return nil }
    return References.signature(of: "\(type)\(callee[dot...])")
  }

  /// The texts among the keys of a dict.
  func keys(of container: String, in context: String) -> [String] {
    switch known(container, in: context) {
    case .value(let path)?: values.keys(of: path)
    case .keys(let keys)?: keys
    case .type?, nil: []
    }
  }
}
