package import Dispatch
package import Starlark
import Synchronization

/// The one place where the evaluating thread waits for what runs elsewhere.
///
/// A wait ends with its result or as soon as
/// the session is interrupted, and never takes a thread of the pool.
package final class Blocking: Sendable {
  /// How urgent an interruption is, and what a wait ends at.
  package enum Level: Int, Sendable, Comparable {
    case none
    /// The session stops: scripts end, what is under way may finish.
    case stop
    /// Nothing is waited for any more.
    case abort
    /// A wait that no interruption ends.
    case never

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private struct State {
    var level = Level.none
    var waiters: [Int: (endsAt: Level, semaphore: DispatchSemaphore)] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// Runs work as a task and waits for its result; nil when the wait was interrupted or took too long, and then the
  /// task is cancelled.
  ///
  /// - Parameters:
  ///   - level: Which interruptions end the wait.
  ///   - limit: The longest wait.
  ///   - cancellation: What else ends it.
  ///   - work: What is waited for.
  /// - Returns: Its result, or nil.
  package func wait<Value: Sendable>(
    until level: Level = .stop, within limit: DispatchTimeInterval = .never,
    interruptedBy cancellation: Cancellation? = nil,
    _ work: @escaping @Sendable () async -> Value
  ) -> Value? {
    let semaphore = DispatchSemaphore(value: 0)
    let number = state.withLock { state -> Int? in
      guard state.level < level else { return nil }
      state.next += 1
      state.waiters[state.next] = (level, semaphore)
      return state.next
    }
    guard let number else { return nil }
    let result = Box<Value>()
    let task = Task {
      result.set(await work())
      semaphore.signal()
    }
    if let cancellation {
      cancellation.withObserver {
        semaphore.signal()
      } _: {
        _ = semaphore.wait(timeout: .now() + limit)
      }
    } else {
      _ = semaphore.wait(timeout: .now() + limit)
    }
    _ = state.withLock { $0.waiters.removeValue(forKey: number) }
    guard let value = result.value else {
      task.cancel()
      return nil
    }
    return value
  }

  /// Ends waits that end at this level, and those to come.
  package func interrupt(_ level: Level) {
    state.withLock { state in
      state.level = max(state.level, level)
      for waiter in state.waiters.values where waiter.endsAt <= state.level {
        waiter.semaphore.signal()
      }
    }
  }

  /// Waits can be made again.
  package func reset() {
    state.withLock { $0.level = .none }
  }

  private final class Box<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    var value: Value? { state.withLock { $0 } }

    func set(_ value: Value) {
      state.withLock { $0 = value }
    }
  }
}
