/// What is wrong with a program, as facts: every error of the language is reported through it.
public struct Diagnostic: Error, Hashable, Sendable {
  /// Which stage found it.
  public enum Category: Hashable, Sendable {
    /// The text ends where more must follow: a REPL asks for another line.
    case incomplete
    /// The text is not of the grammar.
    case syntax
    /// A name cannot be resolved, or a static rule is broken.
    case resolution
    /// Evaluation failed.
    case evaluation
    /// The text is larger than the limits allow.
    case limit
    /// The work on the text was cancelled before its end.
    case cancelled
  }

  /// How bad it is.
  public enum Severity: Hashable, Sendable {
    /// The program does not run.
    case error
    /// The program runs, perhaps not as meant.
    case warning
  }

  /// Which stage found it.
  public var category: Category
  /// How bad it is.
  public var severity: Severity
  /// What is wrong: what was got, what was wanted, in lower case without a full stop.
  public var message: String
  /// What to do, such as `did you mean "TCP"?`.
  public var hint: String?
  /// The text it speaks of.
  public var source: SourceText
  /// The exact expression or token.
  public var span: Span

  /// Makes a diagnostic.
  public init(
    _ category: Category, severity: Severity = .error, _ message: String, hint: String? = nil,
    in source: SourceText, at span: Span
  ) {
    self.category = category
    self.severity = severity
    self.message = message
    self.hint = hint
    self.source = source
    self.span = span
  }
}
