import Glibc

/// Time as a session sees it, so that waiting can be tested without waiting.
package struct SessionClock: Sendable {
  /// The time since some fixed moment; it never goes back.
  package var now: @Sendable () -> Duration
  /// Returns after a time, or at once with false when its task is cancelled.
  package var sleep: @Sendable (Duration) async -> Bool
  /// What scripts are told: the time since 1970 began.
  package var wall: @Sendable () -> (seconds: Int, nanoseconds: Int)

  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Bool,
    wall: @escaping @Sendable () -> (seconds: Int, nanoseconds: Int) = SessionClock.wallTime
  ) {
    self.now = now
    self.sleep = sleep
    self.wall = wall
  }

  @Sendable package static func wallTime() -> (seconds: Int, nanoseconds: Int) {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (time.tv_sec, time.tv_nsec)
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
