import Synchronization

/// Waits that all end at once when the session stops.
final class Pauses: Sendable {
  private struct State {
    var isOver = false
    var sleeping: [Int: Task<Bool, Never>] = [:]
    var next = 0
  }

  private let clock: SessionClock
  private let state = Mutex(State())

  init(clock: SessionClock) {
    self.clock = clock
  }

  /// Waits; false when the wait was cut short.
  func pause(_ duration: Duration) async -> Bool {
    let clock = clock
    let sleeper = state.withLock { state -> (Int, Task<Bool, Never>)? in
      guard !state.isOver else { return nil }
      state.next += 1
      let task = Task { await clock.sleep(duration) }
      state.sleeping[state.next] = task
      return (state.next, task)
    }
    guard let (number, task) = sleeper else { return false }
    let passed = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    state.withLock { $0.sleeping[number] = nil }
    return passed
  }

  /// Ends all waits, and those to come until ``resume()``.
  func end() {
    let sleeping = state.withLock { state in
      state.isOver = true
      return state.sleeping.values
    }
    for task in sleeping { task.cancel() }
  }

  func resume() {
    state.withLock { $0.isOver = false }
  }

  /// Whether the session stopped, so that nothing new is to be sent.
  var isOver: Bool { state.withLock { $0.isOver } }
}
