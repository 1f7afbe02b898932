import StarlarkSyntax

/// Why an evaluation fails, as the place that fails knows it; the evaluator adds where.
package struct EvaluationFailure: Sendable {
  /// What kind of failure it is, which decides who may catch it.
  package enum Kind: Hashable, Sendable {
    /// A programming error of the script.
    case error
    /// Bad data, such as `int("x")`; `attempt` catches it.
    case data
    /// `fail()` was called; `attempt` catches it.
    case fail
    /// A host call failed; `attempt` catches it.
    case host
    /// A limit is passed.
    case limit
    /// The evaluation was cancelled.
    case cancelled
    /// Reeve itself is wrong.
    case `internal`
  }

  package var kind: Kind
  package var message: String
  package var hint: String?
  /// The parameter of the native function whose argument is wrong: the caret points at the argument.
  package var parameter: String?
  /// The facts of a host's failure, such as the error of a service.
  package var underlying: (any Error)?

  package init(
    _ kind: Kind, _ message: String, hint: String? = nil, parameter: String? = nil,
    underlying: (any Error)? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.parameter = parameter
    self.underlying = underlying
  }

  /// Whether `attempt` gives the failure to the script.
  package var isCatchable: Bool {
    kind == .data || kind == .fail || kind == .host
  }

  static func outOfMemory(_ limits: Limits) -> EvaluationFailure {
    EvaluationFailure(
      .limit, "out of memory: the script holds more than \(limits.memory) bytes",
      hint: "raise the limit with --max-memory")
  }

  static func valueTooLarge(bytes: Int, limit: Int) -> EvaluationFailure {
    EvaluationFailure(
      .limit, "value too large: \(bytes) bytes, the limit is \(limit)",
      hint: "raise it with --max-value")
  }
}
