/// Time as a session sees it, so that waiting can be tested without waiting.
package struct SessionClock: Sendable {
  /// The time since some fixed moment; it never goes back.
  package var now: @Sendable () -> Duration
  /// Returns after a time, or at once with false when its task is cancelled.
  package var sleep: @Sendable (Duration) async -> Bool

  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Bool
  ) {
    self.now = now
    self.sleep = sleep
  }

  package static let system: SessionClock = {
    let start = ContinuousClock.now
    return SessionClock(
      now: { ContinuousClock.now - start },
      sleep: { duration in
        do {
          try await Task.sleep(for: duration)
          return true
        } catch {
          return false
        }
      })
  }()
}
