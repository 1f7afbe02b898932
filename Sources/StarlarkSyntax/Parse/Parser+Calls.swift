// Calls: what kinds of arguments may follow one another is a matter of grammar here.

/// Names that may not repeat: a few are compared, many are hashed.
struct NameSet {
  private var few: [String] = []
  private var many: Set<String> = []

  /// Adds a name; false if it is there already.
  mutating func insert(_ name: String) -> Bool {
    if !many.isEmpty { return many.insert(name).inserted }
    if few.contains(name) { return false }
    few.append(name)
    if few.count > 8 {
      many = Set(few)
    }
    return true
  }
}

extension Parser {
  /// What the arguments so far allow to follow.
  private struct ArgumentOrder {
    var names = NameSet()
    var hasNamed = false
    var hasStar = false
    var hasStarStar = false

    /// What a positional or named argument may not follow, nil if nothing is in its way.
    func obstacle(isNamed: Bool) -> String? {
      if hasStarStar { return "`**`" }
      if hasStar { return "`*`" }
      return hasNamed && !isNamed ? "a named one" : nil
    }
  }

  /// Reads `(arguments)` after a callee.
  mutating func call(_ callee: Expression, from start: UInt32) throws(SyntaxFailure) -> Expression {
    var childHeight = height
    let opening = token.span
    try advance()
    var arguments: [Argument] = []
    var order = ArgumentOrder()
    while token.kind != .rightParenthesis {
      arguments.append(try argument(&order))
      childHeight = max(childHeight, height)
      guard token.kind == .comma else { break }
      try advance()
    }
    try expectClosing(.rightParenthesis, of: opening)
    return try expression(.call(callee, arguments), span(from: start), over: childHeight)
  }

  private mutating func argument(_ order: inout ArgumentOrder) throws(SyntaxFailure) -> Argument {
    let start = token.span.start
    switch token.kind {
    case .star: return try starArgument(.star, &order)
    case .starStar: return try starArgument(.starStar, &order)
    default: break
    }
    let value = try test()
    guard token.kind == .assign else {
      if let obstacle = order.obstacle(isNamed: false) {
        throw error(.argument("positional", after: obstacle), span(from: start))
      }
      return Argument(kind: .positional, value: value, span: span(from: start))
    }
    guard case .identifier(let name) = value.kind, value.span == span(from: start) else {
      throw error(.keywordIsNoName, span(from: start))
    }
    try advance()
    let named = try test()
    if let obstacle = order.obstacle(isNamed: true) {
      throw error(.argument("named", after: obstacle), span(from: start))
    }
    guard order.names.insert(name.name) else {
      throw error(.duplicateArgument(name.name), name.span)
    }
    order.hasNamed = true
    return Argument(kind: .named(name), value: named, span: span(from: start))
  }

  private mutating func starArgument(_ kind: Argument.Kind, _ order: inout ArgumentOrder)
    throws(SyntaxFailure) -> Argument
  {
    let stars = token
    try advance()
    let value = try test()
    let span = span(from: stars.span.start)
    if stars.kind == .starStar {
      if order.hasStarStar { throw error(.secondStarArgument("**"), span) }
      order.hasStarStar = true
    } else {
      if order.hasStarStar { throw error(.argument("`*`", after: "`**`"), span) }
      if order.hasStar { throw error(.secondStarArgument("*"), span) }
      order.hasStar = true
    }
    return Argument(kind: kind, value: value, span: span)
  }
}
