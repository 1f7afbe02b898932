import StarlarkSyntax

extension Expression {
  /// The expressions directly inside this one, in the order of evaluation; none of one that opens a scope.
  var parts: [Expression] {
    switch kind {
    case .list(let elements), .tuple(let elements): elements
    case .dict(let entries): entries.flatMap { [$0.key, $0.value] }
    case .formatted(let parts):
      parts.flatMap { part -> [Expression] in
        guard case .value(let value, _, let format) = part else { return [] }
        return [value] + (format?.expressions ?? [])
      }
    case .unary(_, let operand), .attribute(let operand, _): [operand]
    case .binary(_, let left, let right, _), .index(let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .slice(let value, let lower, let upper, let step):
      [value, lower, upper, step].compactMap(\.self)
    case .identifier, .int, .bigInt, .float, .string, .bytes, .comprehension, .lambda: []
    }
  }

  /// The terms of `a op b op c`.
  func terms(of op: BinaryOperator) -> [Expression] {
    var terms: [Expression] = []
    var first = self
    while case .binary(op, let left, let right, _) = first.kind {
      terms.append(right)
      first = left
    }
    terms.append(first)
    return terms.reversed()
  }

  /// The text of a string literal.
  var stringLiteral: [UInt8]? {
    if case .string(let text) = kind { text } else { nil }
  }
}

extension Comprehension {
  /// Its expressions, those of targets included.
  var parts: [Expression] {
    let clauses = clauses.flatMap { clause in
      switch clause {
      case .loop(let target, let iterable): [target, iterable]
      case .condition(let condition): [condition]
      }
    }
    return switch body {
    case .element(let element): clauses + [element]
    case .entry(let entry): clauses + [entry.key, entry.value]
    }
  }
}
