import HuaweiCloud
import StateStore

/// What came of a request, and where the journal has it.
struct Performed: Sendable {
  struct Success: Sendable {
    var requestID: String?
    /// Whether nothing was sent, because everything is so already.
    var isUnchanged = false
  }

  var result: Result<Success, RequestFailure>
  var pack: PackID?
  /// Whether nobody knows what came of it, so that a resumed run sends it again.
  var isOpen = false

  /// Notes that an earlier request may have applied what this one was refused.
  mutating func doubt() {
    result = result.mapError(\.doubted)
  }

  /// What came of it at last: how it failed, and what an attempt before that left.
  func ended(_ failure: RequestFailure, after earlier: RequestFailure?) -> Performed {
    var ended = self
    let known = failure.after(earlier)
    ended.result = .failure(known)
    // Cut short after an attempt that may have arrived.
    if case .stopped = failure, case .failed = known { ended.isOpen = true }
    return ended
  }

  /// What the journal says of it once the session has stopped: what it would have tried again, a resumed run does.
  var outcomeAfterStop: PackOutcome? {
    guard case .failure(.refused(let error, let isUncertain)) = result, error.isRetryable else {
      return outcome
    }
    let isKnown = pack != nil && !isUncertain && !error.mayHaveBeenApplied
    return isKnown ? PackOutcome(.unsent) : nil
  }

  /// What the journal says of it; nil leaves it open, because nobody knows, or because it was never begun.
  var outcome: PackOutcome? {
    if isOpen { return nil }
    switch result {
    case .success(let success):
      return PackOutcome(
        .applied, requestID: success.requestID,
        facts: success.isUnchanged ? "{\"unchanged\":true}" : nil)
    case .failure(.stopped): return pack.map { _ in PackOutcome(.unsent) }
    case .failure(.refused(let error, let isUncertain)):
      // Given up by us: whether it arrived is not known.
      if error.isCancellation { return nil }
      if error.isAuthentication {
        // With other credentials it can be sent again.
        var outcome = PackOutcome(ChangeFailure(error, isUncertain: isUncertain))
        outcome.result = .unsent
        return outcome
      }
      return PackOutcome(ChangeFailure(error, isUncertain: isUncertain))
    case .failure(.failed(let failure)): return PackOutcome(failure)
    }
  }
}
