public import StarlarkSyntax

/// An evaluation that failed: what, where, and through which calls.
public struct EvaluationError: Error, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// A mistake of the script: a type, an index, a missing argument.
    case programming
    /// Data that cannot be read, such as `int("x")`.
    case data
    /// The script called `fail()`.
    case fail
    /// A host function failed.
    case host
    /// A limit is passed; see ``Limits``.
    case limit
    /// The evaluation was cancelled.
    case cancelled
    /// The evaluator itself is wrong.
    case `internal`
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The message with the exact expression; its source is empty where no code was running.
  public var diagnostic: Diagnostic
  /// The calls that were active, outermost first.
  public var traceback: [Diagnostic.Frame]
  /// The error that a host function threw, where it did.
  public var underlying: (any Error)?

  package init(
    kind: Kind, diagnostic: Diagnostic, traceback: [Diagnostic.Frame],
    underlying: (any Error)? = nil
  ) {
    self.kind = kind
    self.diagnostic = diagnostic
    self.traceback = traceback
    self.underlying = underlying
  }
}

extension EvaluationFailure.Kind {
  /// The kind as embedders see it.
  var published: EvaluationError.Kind {
    switch self {
    case .error: .programming
    case .data: .data
    case .fail: .fail
    case .host: .host
    case .limit: .limit
    case .cancelled: .cancelled
    case .internal: .internal
    }
  }
}
