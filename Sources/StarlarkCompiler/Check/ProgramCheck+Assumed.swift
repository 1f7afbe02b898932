import StarlarkSyntax

// What the reference of a service says of the values that it gives. The service may not keep to it, so that nothing
// is refused for it: what would fail if the reference is right is a warning.
extension ProgramCheck {
  /// Looks at something with values as their reference has them.
  mutating func assuming<Result>(
    _ values: [StaticValue], _ body: (inout ProgramCheck) -> Result
  ) -> Result {
    let isAssumed = values.contains(where: \.isAssumed)
    if isAssumed { assumptions += 1 }
    defer { if isAssumed { assumptions -= 1 } }
    return body(&self)
  }

  /// Tells of a text that a value never is, where it is one of few.
  mutating func checkChoices(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand
  ) {
    switch operation {
    case .equal, .notEqual:
      for (one, other) in [(left, right), (right, left)] {
        checkChoice(one.value, other.value, at: other.expression.span)
      }
    case .in, .notIn:
      switch right.expression.kind {
      case .list(let elements), .tuple(let elements):
        for element in elements { checkChoice(left.value, quietly(element), at: element.span) }
      default: break
      }
    default: break
    }
  }

  /// One side of an operator.
  struct Operand {
    let expression: Expression
    let value: StaticValue
  }

  private mutating func checkChoice(_ value: StaticValue, _ other: StaticValue, at span: Span) {
    guard case .assumed(_, let choices) = value, !choices.isEmpty, case .string(let text) = other,
      !choices.contains(text), let shown = other.text
    else { return }
    warn(
      CheckMessage.neverChosen(shown),
      hint: CheckMessage.suggestion(for: text, among: choices) ?? CheckMessage.choices(choices),
      at: span)
  }
}

extension StaticValue {
  var isAssumed: Bool {
    if case .assumed = self { return true }
    return false
  }

  /// The value as its reference has it.
  var likely: StaticValue {
    if case .assumed(let type, _) = self { return .of(type) }
    return self
  }
}
