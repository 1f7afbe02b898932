package import HuaweiCloud
import Synchronization

/// A change on its way: what a script's handle, the queue and the summary share.
package final class ChangeTicket: Sendable {
  /// About the bytes that one keeps, for the heap that decides when handles are collected.
  package static let footprint = 192

  package let content: ChangeContent
  package let place: CallPlace?
  package let call: HostCall
  private let expectation: Expectation?
  private let state = Mutex(State())

  private struct State {
    var outcome: ChangeOutcome?
    var requestID: String?
    var wasRead = false
  }

  package init(
    _ content: ChangeContent, place: CallPlace? = nil, call: HostCall = HostCall(),
    expected: JSON? = nil
  ) {
    expectation = expected.map(Expectation.init)
    self.content = content
    self.place = place
    self.call = call
  }

  /// What has to be read of the target right before; nil where nothing is asked for.
  package var expected: JSON? { expectation?.value }

  /// Apart, for few changes have one.
  private final class Expectation: Sendable {
    let value: JSON

    init(_ value: JSON) { self.value = value }
  }

  /// What became of it; nil while it is queued or under way.
  package var outcome: ChangeOutcome? { state.withLock { $0.outcome } }

  /// Whether it has an outcome.
  package var isSettled: Bool { outcome != nil }

  /// Whether the script looked at a failure, which then is its own affair.
  package var wasRead: Bool { state.withLock { $0.wasRead } }

  package func markRead() {
    state.withLock { $0.wasRead = true }
  }

  package func settle(_ outcome: ChangeOutcome, requestID: String?) {
    state.withLock { state in
      state.outcome = outcome
      state.requestID = requestID
    }
  }

  /// The facts for the outcome of the run; nil while there is no outcome.
  package var record: ChangeRecord? {
    state.withLock { state in
      state.outcome.map { outcome in
        ChangeRecord(
          kind: content.kind, target: content.target, place: place, outcome: outcome,
          requestID: state.requestID, wasRead: state.wasRead)
      }
    }
  }
}
