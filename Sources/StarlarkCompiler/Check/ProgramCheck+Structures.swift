import StarlarkSyntax

// Structs and records whose fields are written out.

/// A field of a record type.
package struct KnownField: Sendable {
  package let name: String
  /// The type of its values, `any` where it is not known.
  let type: TypeDescriptor
  let isOptional: Bool
}

extension ProgramCheck {
  /// What a call of a function that makes values with fields gives; nil where it is another, or its fields are not all
  /// told.
  mutating func structure(
    _ function: KnownFunction, _ arguments: [Argument], _ values: [StaticValue]
  ) -> StaticValue? {
    let name = function.signature.name
    guard name == "struct" || name == "record", !(function.rule is AnnotationRule) else {
      return nil
    }
    var fields: [(name: String, argument: Argument, value: StaticValue)] = []
    for (argument, value) in zip(arguments, values) {
      guard case .named(let name) = argument.kind else { return nil }
      fields.append((name.name, argument, value))
    }
    if name == "struct" {
      return .structure(
        type: name,
        fields: Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    }
    return .recordType(fields.map { field($0.name, $0.argument.value) })
  }

  /// A field of a record as `record` gets it: its type, or `field(type, default)`.
  private func field(_ name: String, _ value: Expression) -> KnownField {
    if case .call(let callee, let arguments) = value.kind,
      case .identifier(let called) = callee.kind,
      called.name == "field", isPredeclared(called), let type = arguments.first,
      case .positional = type.kind
    {
      return KnownField(name: name, type: fieldType(type.value), isOptional: arguments.count > 1)
    }
    // A variable may hold a field with a default.
    let type = fieldType(value)
    return KnownField(name: name, type: type, isOptional: type == .any)
  }

  private static let typeFunctions = [
    "bool": "bool", "bytes": "bytes", "dict": "dict", "float": "float", "int": "int",
    "list": "list", "range": "range", "set": "set", "str": "string", "tuple": "tuple",
  ]

  private func fieldType(_ expression: Expression) -> TypeDescriptor {
    guard case .identifier(let name) = expression.kind, isPredeclared(name) else { return .any }
    return Self.typeFunctions[name.name].map { .named($0) } ?? .any
  }

  /// Checks a call of a record type.
  mutating func checkRecord(
    _ fields: [KnownField], _ arguments: [Argument], _ values: [StaticValue], _ span: Span
  ) -> StaticValue {
    let all = fields.map(\.name).joined(separator: ", ")
    var given: Set<String> = []
    var isWhole = true
    for (argument, value) in zip(arguments, values) {
      switch argument.kind {
      case .positional:
        report("record: takes its fields by name: \(all)", at: argument.span)
        isWhole = false
      case .star, .starStar: isWhole = false
      case .named(let name):
        given.insert(name.name)
        guard let field = fields.first(where: { $0.name == name.name }) else { continue }
        guard value.conflicts(with: field.type), let got = value.typeName else { continue }
        report(
          "record: field `\(field.name)`: got \(got), want \(field.type.wanted)",
          at: argument.value.span)
        isWhole = false
      }
    }
    if isWhole {
      let missing = fields.first { !$0.isOptional && !given.contains($0.name) }
      if let missing {
        report("record: missing field `\(missing.name)`", at: span)
      } else {
        checkUnexpected(fields.map(\.name), arguments)
      }
    }
    return .structure(
      type: "record",
      fields: Dictionary(
        fields.map { ($0.name, StaticValue.of($0.type)) }, uniquingKeysWith: { $1 }))
  }

  private mutating func checkUnexpected(_ names: [String], _ arguments: [Argument]) {
    for argument in arguments {
      guard case .named(let name) = argument.kind, !names.contains(name.name) else { continue }
      report(
        "record: unexpected field `\(name.name)`, want \(names.joined(separator: ", "))",
        hint: CheckMessage.suggestion(for: name.name, among: names), at: name.span)
    }
  }
}
