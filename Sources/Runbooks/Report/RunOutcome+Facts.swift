import Starlark
import StateStore

extension RunOutcome {
  /// What decides the exit code.
  package var facts: Set<OutcomeFact> {
    var facts: Set<OutcomeFact> = []
    if !diagnostics.isEmpty { facts.insert(.scriptFailed) }
    switch stop {
    case .cancelled: facts.insert(.cancelled)
    case .deadline, .tooManyFailures, .deferredTooLong: facts.insert(.limitHit)
    case .unauthorised: facts.insert(.notAuthorised)
    case .unreadable(let failure):
      facts.formUnion(failure.isRetryable ? [.scriptFailed, .tryAgainLater] : [.scriptFailed])
    case .unconfirmed: facts.insert(.unconfirmed)
    case .unjournaled: facts.insert(.tryAgainLater)
    case .diverged: facts.insert(.internalError)
    case .withheld: facts.insert(.scriptFailed)
    case .stale: facts.insert(.stale)
    case .unplannable, nil: break
    }
    if journalFailure != nil { facts.insert(.tryAgainLater) }
    for error in [error].compactMap({ $0 }) + deferredErrors { facts.formUnion(Self.facts(error)) }
    let unread = records.filter { !$0.wasRead }.compactMap(\.failure)
    if counts.failed > counts.failedAndRead { facts.insert(.changesFailed) }
    if !unread.isEmpty, unread.allSatisfy(\.isRetryable) { facts.insert(.tryAgainLater) }
    if unread.contains(where: { $0.kind == "authentication" }) { facts.insert(.notAuthorised) }
    return facts
  }

  private static func facts(_ error: EvaluationError) -> Set<OutcomeFact> {
    switch error.kind {
    case .internal: return [.internalError]
    case .limit: return [.limitHit]
    case .cancelled: return []
    case .programming, .data, .fail: return [.scriptFailed]
    case .host:
      guard let failure = error.underlying as? ChangeFailure else { return [.scriptFailed] }
      if failure.kind == "authentication" { return [.scriptFailed, .notAuthorised] }
      return failure.isRetryable ? [.scriptFailed, .tryAgainLater] : [.scriptFailed]
    }
  }

  /// Whether everything that was asked for was done.
  package var isSuccess: Bool { facts.isEmpty && counts.unsent == 0 }
}

extension ChangeRecord {
  /// Why it failed; nil where it did not.
  package var failure: ChangeFailure? {
    guard case .failed(let failure) = outcome else { return nil }
    return failure
  }
}

extension RunOutcome {
  /// Whether the script can go on where it stopped, in another process.
  package var isResumable: Bool {
    switch stop {
    case nil, .unplannable, .stale, .diverged, .withheld, .unconfirmed, .deferredTooLong: false
    // Of a run whose journal is not as this process left it, somebody has to know more first.
    case .unjournaled(let error): if case .store = error { !isCleanedUp } else { false }
    case .cancelled, .deadline, .unauthorised, .tooManyFailures, .unreadable: !isCleanedUp
    }
  }
}
