internal import StarlarkSyntax

/// Where a value is found from a name on, such as `rows[0].name` or `d["key"]`: nothing of it runs anything.
package struct ValuePath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case field(String)
    case item(Int)
    case key(String)
  }

  let name: String
  private(set) var steps: [Step] = []

  /// Reads an expression; nil where a look at it would be more than following fields, places and keys.
  package init?(_ text: String) {
    let source = SourceText(name: "", text: text)
    guard let file = try? Parser.parseExpression(source, dialect: .runbook),
      case .expression(let expression)? = file.statements.first?.kind
    else { return nil }
    self.init(expression)
  }

  /// The same of an expression that was read.
  init?(_ expression: Expression) {
    switch expression.kind {
    case .identifier(let identifier): name = identifier.name
    case .attribute(let object, let field):
      guard let path = ValuePath(object) else { return nil }
      self = path
      steps.append(.field(field.name))
    case .index(let container, let index):
      guard let path = ValuePath(container), let step = Self.step(index) else { return nil }
      self = path
      steps.append(step)
    default: return nil
    }
  }

  private static func step(_ index: Expression) -> Step? {
    switch index.kind {
    case .int(let number): .item(number)
    case .unary(.minus, let operand):
      if case .int(let number) = operand.kind { .item(-number) } else { nil }
    case .string(let bytes): .key(String(decoding: bytes, as: UTF8.self))
    default: nil
    }
  }
}
