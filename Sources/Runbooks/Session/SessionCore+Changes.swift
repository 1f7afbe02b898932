package import HuaweiCloud
import StarlarkSyntax
import StateStore

/// A change that no script makes.
package struct DirectChange: Sendable, Hashable {
  package var content: ChangeContent
  /// What has to be read of the target right before; nil where nothing is asked for.
  package var expected: JSON?

  package init(_ content: ChangeContent, expected: JSON? = nil) {
    self.content = content
    self.expected = expected
  }
}

extension SessionCore {
  /// Makes changes in order, as a run of its own.
  func make(_ changes: [DirectChange], as source: SourceText) -> RunOutcome {
    var outcome = RunOutcome()
    guard begin(source, &outcome) else { return outcome }
    var tickets: [ChangeTicket] = []
    do throws(ReplayFailure) {
      for (ordinal, change) in changes.enumerated() {
        let ticket = ChangeTicket(
          change.content, call: HostCall(ordinal: ordinal), expected: change.expected)
        if let (known, requestID) = try recorder.recorded(ticket) {
          dispatcher.settle(replayed: ticket, known, requestID: requestID)
        } else {
          tickets.append(ticket)
        }
      }
      guard recorder.isPrefixOver else {
        throw ReplayFailure(reason: .diverged("it does not make all the changes that it made"))
      }
      recorder.endReplay()
      dispatcher.unhold()
      _ = dispatcher.enqueue(tickets)
      let pending = dispatcher.pending(Set(WriteOperation.allCases))
      if let confirm = settings.confirm, !pending.isEmpty, !confirm(pending) {
        control.stop(.unconfirmed)
      }
    } catch {
      control.stop(error.reason)
    }
    drain()
    outcome.stop = control.stopReason
    gather(&outcome)
    outcome.journalFailure = recorder.close(outcome)
    return outcome
  }
}
