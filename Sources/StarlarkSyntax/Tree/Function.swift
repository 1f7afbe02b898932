/// A `def` statement or a `lambda` expression.
///
/// Starlark specification: *Function definitions*, *Lambda expressions*.
public final class Function: Sendable {
  /// The name of a `def`, nil for a `lambda`.
  public let name: Identifier?
  /// The parameters in the order of the text, a bare `*` included.
  public let parameters: [Parameter]
  /// What is written after `->` (runbook dialect).
  public let returnType: TypeExpression?
  /// The statements of a `def`; a `lambda` has one `return`.
  public let body: [Statement]
  /// The whole function.
  public let span: Span
  /// Its ordinal among the functions of the file: the key of the resolver's tables.
  public let ordinal: Int

  /// Makes a function.
  public init(
    name: Identifier?, parameters: [Parameter], returnType: TypeExpression?, body: [Statement],
    span: Span, ordinal: Int
  ) {
    self.name = name
    self.parameters = parameters
    self.returnType = returnType
    self.body = body
    self.span = span
    self.ordinal = ordinal
  }
}

/// One parameter of a function.
public struct Parameter: Sendable {
  /// What arguments a parameter takes.
  public enum Kind: Sendable {
    /// One, by position or name.
    case ordinary
    /// The rest by position, as a tuple: `*args`.
    case star
    /// The rest by name, as a dict: `**kwargs`.
    case starStar
    /// None: a bare `*`, after which parameters are keyword-only.
    case separator
  }

  /// What arguments it takes.
  public let kind: Kind
  /// Its name; nil for a bare `*`.
  public let name: Identifier?
  /// What is written after `:` (runbook dialect).
  public let type: TypeExpression?
  /// The value of an optional parameter, evaluated when the function is defined.
  public let defaultValue: Expression?
  /// The whole parameter, stars and default included.
  public let span: Span

  /// Makes a parameter.
  public init(
    kind: Kind, name: Identifier?, type: TypeExpression?, defaultValue: Expression?, span: Span
  ) {
    self.kind = kind
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.span = span
  }
}

/// A type annotation of the runbook dialect; a grammar of its own, never evaluated.
public struct TypeExpression: Sendable {
  /// The forms that a type takes.
  public indirect enum Kind: Sendable {
    /// `int`, `Host`, or `None`; the identifier is resolved only for record types.
    case name(Identifier)
    /// `list[T]`, `dict[K, V]`, `tuple[A, B]`
    case generic(Identifier, [TypeExpression])
    /// `tuple[T, ...]`
    case repeated(Identifier, TypeExpression)
    /// `A | B`
    case union([TypeExpression])
  }

  /// What the type is.
  public let kind: Kind
  /// Where it is written.
  public let span: Span

  /// Makes a type of a kind at a place.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A file as a tree.
public struct SourceFile: Sendable {
  /// The text it was read from.
  public let source: SourceText
  /// Its statements.
  public let statements: [Statement]
  /// How many identifiers the file has; their ordinals are below it.
  public let identifierCount: Int
  /// How many functions the file has; their ordinals are below it.
  public let functionCount: Int
  /// The language that it was parsed as, `# option:` lines included.
  public let dialect: Dialect

  /// Makes a file's tree.
  public init(
    source: SourceText, statements: [Statement], identifierCount: Int, functionCount: Int,
    dialect: Dialect
  ) {
    self.source = source
    self.statements = statements
    self.identifierCount = identifierCount
    self.functionCount = functionCount
    self.dialect = dialect
  }
}
