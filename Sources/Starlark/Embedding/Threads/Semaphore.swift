import Glibc

/// A count that threads wait for.
@safe
final class Semaphore: @unchecked Sendable {
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  func signal() {
    unsafe sem_post(semaphore)
  }

  func wait() {
    while unsafe sem_wait(semaphore) != 0 {}
  }

  /// Waits at most so long; false if nothing was signalled.
  func wait(atMost duration: Duration) -> Bool {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let (seconds, attoseconds) = max(duration, .zero).components
    let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
    // The clock's seconds have to stay within their type.
    var end = timespec(
      tv_sec: now.tv_sec + Int(min(seconds, 1 << 40)) + nanoseconds / 1_000_000_000,
      tv_nsec: nanoseconds % 1_000_000_000)
    while unsafe sem_timedwait(semaphore, &end) != 0 {
      if errno == ETIMEDOUT { return false }
    }
    return true
  }
}
