/// A statement with the bytes it was read from.
///
/// Starlark specification: *Statements*.
public struct Statement: Sendable {
  /// What the statement is.
  public let kind: Kind
  /// Where it stands, its body included.
  public let span: Span

  /// Makes a statement of a kind at a place.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The forms that a statement takes.
  public indirect enum Kind: Sendable {
    /// An expression for its effect.
    case expression(Expression)
    /// `target = value`, in the runbook dialect also `target: Type = value`.
    case assignment(target: Expression, type: TypeExpression?, value: Expression)
    /// `target += value`; the span is the operator's.
    case augmentedAssignment(BinaryOperator, target: Expression, value: Expression, Span)
    /// `def name(parameters): body`
    case definition(Function)
    /// `if`, each `elif`, and what `else` does.
    case conditional([ConditionalClause], otherwise: [Statement])
    /// `for target in iterable: body`
    case loop(target: Expression, iterable: Expression, body: [Statement])
    /// `while condition: body` (option `while`).
    case whileLoop(condition: Expression, body: [Statement])
    /// `return value`
    case `return`(Expression?)
    /// `break`
    case `break`
    /// `continue`
    case `continue`
    /// `pass`
    case pass
    /// `load("module", "name", local = "name")`
    case load(Load)
  }
}

/// An `if` or `elif` with its body.
public struct ConditionalClause: Sendable {
  /// What decides.
  public let condition: Expression
  /// What is done then.
  public let body: [Statement]

  /// Makes a clause.
  public init(condition: Expression, body: [Statement]) {
    self.condition = condition
    self.body = body
  }
}

/// The names that a `load` statement brings from a module.
public struct Load: Sendable {
  /// One name of a `load` statement.
  public struct Name: Sendable {
    /// The name in this file.
    public let local: Identifier
    /// The name in the module.
    public let original: String
    /// Where the original name is written, quotes included.
    public let originalSpan: Span

    /// Makes the pair of a local and an original name.
    public init(local: Identifier, original: String, originalSpan: Span) {
      self.local = local
      self.original = original
      self.originalSpan = originalSpan
    }
  }

  /// The module, as written.
  public let module: String
  /// Where the module is written, quotes included.
  public let moduleSpan: Span
  /// What is loaded, in the order of the text.
  public let names: [Name]

  /// Makes a load statement.
  public init(module: String, moduleSpan: Span, names: [Name]) {
    self.module = module
    self.moduleSpan = moduleSpan
    self.names = names
  }
}
