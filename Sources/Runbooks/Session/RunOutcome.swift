package import Starlark
package import StarlarkSyntax
package import StateStore

/// What came of a run, as facts: what it changed, and why it ended.
package struct RunOutcome: Sendable {
  /// Errors found before anything ran; nothing was changed then.
  package var diagnostics: [Diagnostic] = []
  /// Why the script failed; nil where it ended well or was stopped.
  package var error: EvaluationError?
  /// What failed among the calls that `defer` registered.
  package var deferredErrors: [EvaluationError] = []
  /// Why the session stopped before its end.
  package var stop: StopReason?
  /// The changes in the order of the script: all that did not succeed, and successes up to a number.
  package var records: [ChangeRecord] = []
  /// How many changes had which outcome, ``records`` or not.
  package var counts = ChangeCounts()
  /// Requests sent, by operation as the reference names it, retries included.
  package var requests: [String: Int] = [:]
  /// The run in the journal; nil where nothing was written down.
  package var run: RunID?
  /// Why its end could not be written down.
  package var journalFailure: JournalError?
  /// How many of the changes were settled before the run was resumed.
  package var replayedChanges = 0
  /// Whether calls that `defer` registered ran after the session had stopped, so that the script cannot go on.
  package var isCleanedUp = false
  /// What would be changed, where nothing was sent because the session plans.
  package var plan: PlannedChanges?
  /// What its lines took, where that was noted.
  package var profile: LineProfile?

  package init() {}
}

/// How many changes had which outcome.
package struct ChangeCounts: Sendable, Hashable {
  /// Confirmed changes by kind.
  package var applied: [ChangeKind: Int] = [:]
  package var superseded = 0
  /// What was so already.
  package var unchanged = 0
  package var failed = 0
  /// Those of ``failed`` that the script looked at.
  package var failedAndRead = 0
  package var unsent = 0

  package init() {}

  package var total: Int {
    applied.values.reduce(0, +) + superseded + unchanged + failed + unsent
  }
}

/// What decides the exit code; several may hold at once.
package enum OutcomeFact: Sendable, Hashable, CaseIterable {
  /// A signal or Ctrl-C ended it.
  case cancelled
  /// The program itself is wrong.
  case internalError
  /// The credentials were refused.
  case notAuthorised
  /// A confirmation was refused.
  case unconfirmed
  /// Something is not as the plan says.
  case stale
  /// A limit of evaluation, the deadline, or the number of failures was hit.
  case limitHit
  /// All that failed may succeed later.
  case tryAgainLater
  /// The script is faulty or failed.
  case scriptFailed
  /// Some changes failed that the script has not looked at.
  case changesFailed
}

/// What came of a chunk of a REPL.
package struct ChunkOutcome: Sendable {
  /// The text of the last expression's value; nil where there is none or it is None.
  package var value: String?
  /// The same as a table, where it is a list of objects.
  package var table: ResultTable?
  package var run: RunOutcome

  /// Whether the chunk ends where more must follow: the REPL asks for another line.
  package var isIncomplete: Bool {
    run.diagnostics.contains { $0.category == .incomplete }
  }
}
