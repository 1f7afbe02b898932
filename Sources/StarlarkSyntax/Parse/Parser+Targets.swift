// What can be assigned to.

extension Parser {
  /// The targets of a `for`, up to its `in`.
  mutating func loopTarget() throws(SyntaxFailure) -> Expression {
    let start = token.span.start
    let first = try targetPart()
    guard token.kind == .comma else { return first }
    var elements = [first]
    var childHeight = height
    while token.kind == .comma {
      let comma = token.span
      try advance()
      if token.kind == .in { throw error(.trailingComma, comma) }
      elements.append(try targetPart())
      childHeight = max(childHeight, height)
    }
    return try expression(.tuple(elements), span(from: start), over: childHeight)
  }

  private mutating func targetPart() throws(SyntaxFailure) -> Expression {
    try nest()
    defer { nesting -= 1 }
    let part = try suffixedPrimary()
    try checkTarget(part)
    return part
  }

  /// Refuses an expression that cannot be assigned to.
  mutating func checkTarget(_ target: Expression) throws(SyntaxFailure) {
    switch target.kind {
    case .identifier, .index, .attribute:
      return
    case .tuple(let elements), .list(let elements):
      for element in elements {
        try checkTarget(element)
      }
    default:
      throw error(.notATarget(target.phrase), target.span)
    }
  }

  /// Refuses an expression that an augmented assignment cannot update.
  mutating func checkAugmentedTarget(_ target: Expression) throws(SyntaxFailure) {
    switch target.kind {
    case .identifier, .index, .attribute: return
    default: throw error(.notAnAugmentedTarget(target.phrase), target.span)
    }
  }
}

extension Expression {
  /// What messages call an expression of this form.
  var phrase: String {
    switch kind {
    case .identifier: "a name"
    case .int, .bigInt, .float: "a number"
    case .string, .formatted: "a string"
    case .bytes: "a bytes literal"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dict: "a dict"
    case .comprehension: "a comprehension"
    case .unary(let unary, _): "the result of `\(unary.rawValue)`"
    case .binary(let binary, _, _, _): "the result of `\(binary.rawValue)`"
    case .conditional: "a conditional expression"
    case .call: "the result of a call"
    case .attribute: "an attribute"
    case .index: "an element"
    case .slice: "a slice"
    case .lambda: "a lambda"
    }
  }
}
