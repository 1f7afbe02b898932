// Functions and their parameters.

extension Parser {
  /// Reads `def name(parameters) -> Type: body`.
  mutating func definition() throws(SyntaxFailure) -> Statement {
    let start = token.span.start
    try advance()
    let ordinal = nextFunctionOrdinal()
    let name = try identifier()
    let opening = token.span
    try expect(.leftParenthesis)
    let parameters = try parameters(until: .rightParenthesis, allowsTypes: true)
    try expectClosing(.rightParenthesis, of: opening)
    var returnType: TypeExpression?
    if token.kind == .arrow {
      try checkTypesAllowed()
      try advance()
      returnType = try type()
    }
    try expect(.colon)
    let body = try block()
    let span = span(from: start)
    let function = Function(
      name: name, parameters: parameters, returnType: returnType, body: body, span: span,
      ordinal: ordinal)
    return Statement(.definition(function), span)
  }

  /// Reads `lambda parameters: body`.
  mutating func lambda(allowsConditional: Bool) throws(SyntaxFailure) -> Expression {
    try nest()
    defer { nesting -= 1 }
    let start = token.span.start
    if lexer.isAtFieldLevel { throw error(.lambdaInField, token.span) }
    let ordinal = nextFunctionOrdinal()
    try advance()
    let parameters = try parameters(until: .colon, allowsTypes: false)
    let parameterHeight = height
    try expect(.colon)
    let value: Expression
    if token.kind == .lambda {
      value = try lambda(allowsConditional: allowsConditional)
    } else {
      value = try allowsConditional ? test() : operation()
    }
    let body = [Statement(.return(value), value.span)]
    let span = span(from: start)
    let function = Function(
      name: nil, parameters: parameters, returnType: nil, body: body, span: span, ordinal: ordinal)
    return try expression(.lambda(function), span, over: max(height, parameterHeight))
  }

  /// What the parameters so far allow to follow.
  private struct ParameterOrder {
    var names = NameSet()
    var hasDefault = false
    var hasStarStar = false
    /// The `*` so far, and whether a parameter must follow it.
    var star: Span?
    var isStarOpen = false
  }

  /// The parameters up to a token of a kind; leaves the greatest height of the defaults.
  private mutating func parameters(until closing: Token.Kind, allowsTypes: Bool)
    throws(SyntaxFailure) -> [Parameter]
  {
    var result: [Parameter] = []
    var order = ParameterOrder()
    var childHeight = 0
    while token.kind != closing {
      let parameter = try parameter(&order, allowsTypes: allowsTypes)
      if parameter.defaultValue != nil {
        childHeight = max(childHeight, height)
      }
      result.append(parameter)
      guard token.kind == .comma else { break }
      try advance()
    }
    if order.isStarOpen, let star = order.star, token.kind == closing {
      throw error(.bareStarAtEnd, star)
    }
    height = childHeight
    return result
  }

  private mutating func parameter(_ order: inout ParameterOrder, allowsTypes: Bool)
    throws(SyntaxFailure) -> Parameter
  {
    let first = token
    let kind = try parameterStars(&order)
    if kind == .separator {
      return Parameter(kind: kind, name: nil, type: nil, defaultValue: nil, span: first.span)
    }
    let name = try identifier(want: kind == .ordinary ? "parameter" : "name")
    guard order.names.insert(name.name) else {
      throw error(.duplicateParameter(name.name), name.span)
    }
    var type: TypeExpression?
    if token.kind == .colon, allowsTypes {
      try checkTypesAllowed()
      try advance()
      type = try self.type()
    }
    let defaultValue = try defaultValue(of: kind, name, &order)
    return Parameter(
      kind: kind, name: name, type: type, defaultValue: defaultValue,
      span: span(from: first.span.start))
  }

  /// Passes the stars before a parameter, and says what kind of parameter they make.
  private mutating func parameterStars(_ order: inout ParameterOrder) throws(SyntaxFailure)
    -> Parameter.Kind
  {
    let stars = token
    guard stars.kind == .star || stars.kind == .starStar else {
      if order.hasStarStar, token.kind == .name {
        throw error(.parameterAfterStarStar, stars.span)
      }
      order.isStarOpen = false
      return .ordinary
    }
    try advance()
    if stars.kind == .starStar {
      if order.hasStarStar { throw error(.secondStarStarParameter, stars.span) }
      if order.isStarOpen, let star = order.star { throw error(.bareStarAtEnd, star) }
      order.hasStarStar = true
      return .starStar
    }
    if order.hasStarStar { throw error(.parameterAfterStarStar, stars.span) }
    if order.star != nil { throw error(.secondStarParameter, stars.span) }
    order.star = stars.span
    order.isStarOpen = token.kind != .name
    return order.isStarOpen ? .separator : .star
  }

  private mutating func defaultValue(
    of kind: Parameter.Kind, _ name: Identifier, _ order: inout ParameterOrder
  ) throws(SyntaxFailure) -> Expression? {
    guard token.kind == .assign else {
      if kind == .ordinary, order.hasDefault, order.star == nil {
        throw error(.requiredAfterOptional, name.span)
      }
      return nil
    }
    guard kind == .ordinary else { throw error(.defaultOfStar, token.span) }
    try advance()
    order.hasDefault = true
    return try test()
  }
}
