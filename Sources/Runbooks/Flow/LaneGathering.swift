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
    /// Lanes that wait for changes which have not been let go yet.
    var waiting = 0
    /// How often changes have been let go.
    var round = 0
    /// What those that wait want to be sent.
    var wanted: Set<WriteOperation> = []
    /// Lanes that have nothing recorded left to replay while others have.
    var ahead: [CheckedContinuation<Void, Never>] = []
  }

  init(lanes: Int, _ caller: RunContext) {
    state = Mutex(State(busy: lanes))
    self.caller = caller
  }

  /// A wait of a lane, since changes were let go so often.
  struct Pause {
    fileprivate let round: Int
    fileprivate let isForChanges: Bool
  }

  /// A lane waits for time to pass, or for changes.
  func pause(releasing operations: Set<WriteOperation>) -> Pause {
    let pause = state.withLock { state in
      if !operations.isEmpty { state.waiting += 1 }
      return Pause(round: state.round, isForChanges: !operations.isEmpty)
    }
    leave(operations)
    return pause
  }

  /// A lane runs again.
  func goOn(after pause: Pause) {
    state.withLock { state in
      // Once its changes are let go, a lane counts as one that waits for an answer.
      if pause.isForChanges, pause.round < state.round { return }
      state.busy += 1
      if pause.isForChanges { state.waiting -= 1 }
    }
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
      if !state.wanted.isEmpty {
        state.busy = state.waiting
        state.waiting = 0
        state.round += 1
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
