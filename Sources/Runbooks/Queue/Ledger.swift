import Synchronization

/// Keeps what became of changes for the outcome of a run; of a million successes it keeps the number.
final class Ledger: Sendable {
  /// Most successes that are kept one by one.
  static let maximumApplied = 4_000

  private struct State {
    var kept: [ChangeTicket] = []
    var keptApplied = 0
    var applied: [ChangeKind: Int] = [:]
    var superseded = 0
    var unchanged = 0
    var failed: [ChangeTicket] = []
    /// Those of `failed` that no flush has told the script.
    var untold: [ChangeTicket] = []
    var unsent = 0
    var replayed = 0
  }

  private let state = Mutex(State())

  func add(_ tickets: [ChangeTicket], isReplayed: Bool = false) {
    state.withLock { state in
      if isReplayed { state.replayed += tickets.count }
      for ticket in tickets {
        switch ticket.outcome {
        case .applied, nil:
          state.applied[ticket.content.kind, default: 0] += 1
          guard state.keptApplied < Self.maximumApplied else { continue }
          state.keptApplied += 1
        case .superseded: state.superseded += 1
        case .unchanged: state.unchanged += 1
        case .failed:
          state.failed.append(ticket)
          state.untold.append(ticket)
        case .unsent: state.unsent += 1
        }
        state.kept.append(ticket)
      }
    }
  }

  /// Counts a call of the script's own that the service confirmed; one that failed is the script's affair.
  func addCall(isReplayed: Bool) {
    state.withLock { state in
      state.applied[.call, default: 0] += 1
      if isReplayed { state.replayed += 1 }
    }
  }

  /// The failures that no flush has told yet, of calls in a lane or its own lanes.
  func takeFailures(under path: [HostCall.Lane]) -> [ChangeTicket] {
    state.withLock { state in
      let taken = state.untold.filter { $0.call.path.starts(with: path) }
      state.untold.removeAll { $0.call.path.starts(with: path) }
      return taken.sorted { HostCall.precedes($0.call, $1.call) }
    }
  }

  /// What there is to tell of the changes since the last time, in the order of the script.
  func take() -> (records: [ChangeRecord], counts: ChangeCounts, replayed: Int) {
    let taken = state.withLock { state in
      defer { state = State() }
      return state
    }
    var counts = ChangeCounts()
    counts.applied = taken.applied
    counts.superseded = taken.superseded
    counts.unchanged = taken.unchanged
    counts.failed = taken.failed.count
    counts.failedAndRead = taken.failed.count { $0.wasRead }
    counts.unsent = taken.unsent
    let ordered = taken.kept.sorted { HostCall.precedes($0.call, $1.call) }
    return (ordered.compactMap(\.record), counts, taken.replayed)
  }
}
