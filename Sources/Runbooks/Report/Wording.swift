import StarlarkSyntax
import StateStore

// How facts of a run read, in one place.

extension StopReason: CustomStringConvertible {
  /// Why the session stopped.
  package var description: String {
    switch self {
    case .cancelled: "cancelled"
    case .deadline(let duration): "the deadline of \(duration.words) passed"
    case .unauthorised(let failure): "the credentials were refused: \(failure.message)"
    case .tooManyFailures(let count):
      "\(count) change\(count == 1 ? "" : "s") failed, as many as --max-failures allows"
    case .unreadable(let failure): failure.message
    case .deferredTooLong: "what `defer` registered took more than 10 seconds"
    case .unconfirmed: "not confirmed"
    case .unjournaled(let error):
      "nothing is sent that the journal does not have: \(error.what)"
    case .diverged(let difference):
      "the run does not go as it did before: \(difference)"
    case .withheld(let operation):
      "an answer of \(operation) held a secret, so the journal does not have it"
    case .stale(let difference): "the plan is stale: \(difference)"
    case .unplannable(let reason): "the plan ends here: \(reason)"
    }
  }
}

extension ChangeFailure {
  /// A change that was not sent, as an error of it.
  static func unsent(_ reason: StopReason) -> Self {
    var failure = conflict(
      "not sent: \(reason)", advice: "Nothing was changed by it.")
    failure.kind = "unsent"
    failure.isRetryable = true
    return failure
  }
}

extension ChangeOutcome {
  /// The outcome in a word or two.
  package var word: String {
    switch self {
    case .applied: "applied"
    case .superseded: "superseded"
    case .unchanged: "unchanged"
    case .failed(let failure): failure.mayHaveBeenApplied ? "failed, may be in effect" : "failed"
    case .unsent: "not sent"
    }
  }
}

extension Diagnostic {
  /// Calls can only be counted in this process.
  static func uncounted(_ error: StateStoreError) -> Diagnostic {
    Diagnostic(
      .evaluation, severity: .warning,
      "calls of other processes are not counted, so the service may refuse some: \(error.description)",
      in: SourceText(name: "", bytes: []), at: .none)
  }
}

extension Duration {
  /// Such as `5 s`, `0.5 s` or `2 min 5 s`.
  package var words: String {
    let (seconds, fraction) = components
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds % 3600 / 60) min" }
    if seconds >= 60 {
      return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
    let tenths = fraction / 100_000_000_000_000_000
    let milliseconds = fraction / 1_000_000_000_000_000
    if seconds == 0 && tenths == 0 && milliseconds > 0 { return "\(milliseconds) ms" }
    return tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
  }
}
