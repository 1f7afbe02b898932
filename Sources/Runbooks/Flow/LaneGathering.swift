import Synchronization

/// When the lanes of a `parallelMap` send what is queued: once each of them waits or has ended, so that their changes
/// travel together.
///
/// Packs that are full leave before.
final class LaneGathering: @unchecked Sendable {
  // While lanes run, the caller's context is only asked whether somebody agrees.
  private let caller: RunContext
  private let state: Mutex<State>

  private struct State {
    /// Lanes that run, or wait for an answer of the cloud.
    var busy: Int
    /// What those that wait want to be sent.
    var wanted: Set<WriteOperation> = []
    /// Lanes that have nothing recorded left to replay while others have.
    var ahead: [CheckedContinuation<Void, Never>] = []
  }

  init(lanes: Int, _ caller: RunContext) {
    state = Mutex(State(busy: lanes))
    self.caller = caller
  }

  /// A lane waits for time to pass, or for changes.
  func pause(releasing operations: Set<WriteOperation>) {
    leave(operations)
  }

  /// A lane runs again.
  func goOn() {
    state.withLock { $0.busy += 1 }
  }

  /// A lane has ended.
  func end() {
    leave([])
  }

  private func leave(_ operations: Set<WriteOperation>) {
    typealias Ahead = [CheckedContinuation<Void, Never>]
    let (released, ahead) = state.withLock { state -> (Set<WriteOperation>, Ahead) in
      state.busy -= 1
      state.wanted.formUnion(operations)
      guard state.busy == 0 else { return ([], []) }
      defer {
        state.wanted = []
        state.ahead = []
      }
      return (state.wanted, state.ahead)
    }
    if !released.isEmpty { _ = caller.send(released) }
    for lane in ahead { lane.resume() }
  }

  // MARK: Replaying

  /// Waits until all that was recorded is replayed, or every other lane waits too.
  func replayed(_ isOver: @Sendable () -> Bool) async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        guard state.busy > 0, !isOver() else { return false }
        state.ahead.append(continuation)
        return true
      }
      if !waits { continuation.resume() }
    }
  }

  /// Lets lanes go on that waited for the end of the replay.
  func wake() {
    let ahead = state.withLock { state in
      defer { state.ahead = [] }
      return state.ahead
    }
    for lane in ahead { lane.resume() }
  }
}
