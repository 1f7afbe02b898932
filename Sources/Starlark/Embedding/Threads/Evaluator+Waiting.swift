import Synchronization

/// The result of a task that a thread waits for.
private final class Wait<Content: Sendable>: Sendable {
  let result = Mutex<Result<Content, any Error>?>(nil)
  let ended = Semaphore()
}

extension Evaluator {
  /// Runs a task and blocks this thread until it ends, the evaluation is cancelled, or its deadline passes.
  ///
  /// - Returns: What came of the task; nil after an error was recorded, and then the task is cancelled.
  func wait<Content: Sendable>(
    for work: @escaping @Sendable () async throws -> Content
  ) -> Result<Content, any Error>? {
    guard checkTime() else { return nil }
    let wait = Wait<Content>()
    let task = Task {
      do {
        let value = try await work()
        wait.result.withLock { $0 = .success(value) }
      } catch {
        wait.result.withLock { $0 = .failure(error) }
      }
      wait.ended.signal()
    }
    return cancellation.withObserver {
      wait.ended.signal()
    } _: {
      repeat {
        if let left = timeLeft {
          _ = wait.ended.wait(atMost: left)
        } else {
          wait.ended.wait()
        }
        if let result = wait.result.withLock({ $0 }) { return result }
      } while checkTime()
      task.cancel()
      return nil
    }
  }
}
