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

  /// What the journal says of it; nil leaves it open, because nobody knows, or because it was never begun.
  var outcome: PackOutcome? {
    if isOpen { return nil }
    switch result {
    case .success(let success):
      return PackOutcome(
        .applied, requestID: success.requestID,
        facts: success.isUnchanged ? "{\"unchanged\":true}" : nil)
    case .failure(.stopped): return pack.map { _ in PackOutcome(.unsent) }
    case .failure(.refused(let error)):
      // Given up by us: whether it arrived is not known.
      if error.isCancellation { return nil }
      if error.isAuthentication {
        // With other credentials it can be sent again.
        var outcome = PackOutcome(ChangeFailure(error))
        outcome.result = .unsent
        return outcome
      }
      return PackOutcome(ChangeFailure(error))
    case .failure(.failed(let failure)): return PackOutcome(failure)
    }
  }
}
