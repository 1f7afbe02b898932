import Glibc
import StateStore
import Synchronization
import Testing

struct CallLimiterTests {
  struct NotGranted: Error {
    let reservation: CallLimiter.Reservation
  }

  let scratch = Scratch()
  let clock = TestClock()
  let minute = Duration.seconds(60)

  func limiter() throws -> CallLimiter {
    try StateStore(folder: scratch.state, clock: clock.clock).limiter
  }

  func grant(_ limiter: CallLimiter, limit: Int = 2) throws -> CallLimiter.GrantID {
    let reservation = try limiter.reserve(key: "hss", limit: limit, window: minute)
    guard case .granted(let id) = reservation else { throw NotGranted(reservation: reservation) }
    return id
  }

  @Test func `a call counts from its answer`() throws {
    let limiter = try limiter()
    let first = try grant(limiter)
    let second = try grant(limiter)
    clock.advance(seconds: 10)
    try limiter.answered(first)
    clock.advance(seconds: 5)
    try limiter.answered(second)
    #expect(try limiter.reserve(key: "hss", limit: 2, window: minute) == .wait(.seconds(55)))
    clock.advance(seconds: 54)
    #expect(try limiter.reserve(key: "hss", limit: 2, window: minute) == .wait(.seconds(1)))
    clock.advance(seconds: 1)
    _ = try grant(limiter)
    #expect(try limiter.reserve(key: "hss", limit: 2, window: minute) == .wait(.seconds(5)))
  }

  @Test func `a call under way keeps its place`() throws {
    let limiter = try limiter()
    _ = try grant(limiter, limit: 1)
    clock.advance(seconds: 600)
    #expect(try limiter.reserve(key: "hss", limit: 1, window: minute) == .wait(minute))
  }

  @Test func `a second answer changes nothing`() throws {
    let limiter = try limiter()
    let id = try grant(limiter, limit: 1)
    try limiter.answered(id)
    clock.advance(seconds: 30)
    try limiter.answered(id)
    #expect(try limiter.reserve(key: "hss", limit: 1, window: minute) == .wait(.seconds(30)))
  }

  @Test func `a call that was not sent frees its place`() throws {
    let limiter = try limiter()
    try limiter.released(try grant(limiter, limit: 1))
    _ = try grant(limiter, limit: 1)
  }

  @Test func `keys do not share places`() throws {
    let limiter = try limiter()
    _ = try grant(limiter, limit: 1)
    guard case .granted = try limiter.reserve(key: "dbss", limit: 1, window: minute) else {
      Issue.record("another key waits")
      return
    }
  }

  @Test func `a lower limit waits for enough calls to leave`() throws {
    let limiter = try limiter()
    for _ in 0..<3 {
      try limiter.answered(try grant(limiter, limit: 3))
      clock.advance(seconds: 10)
    }
    // Answered 30, 20 and 10 seconds ago: one place is free when all three have left.
    #expect(try limiter.reserve(key: "hss", limit: 1, window: minute) == .wait(.seconds(50)))
  }

  @Test func `calls before a restart count until a window after it`() throws {
    let limiter = try limiter()
    try limiter.answered(try grant(limiter, limit: 1))
    clock.restart(uptime: 20)
    #expect(try limiter.reserve(key: "hss", limit: 1, window: minute) == .wait(.seconds(40)))
    clock.advance(seconds: 40)
    _ = try grant(limiter, limit: 1)
  }

  @Test func `threads with connections of their own never share a place`() throws {
    let folder = scratch.state
    let clock = clock.clock
    let granted = Mutex(0)
    onThreads(8) { _ in
      do {
        let limiter = try StateStore(folder: folder, clock: clock).limiter
        for _ in 0..<5 {
          guard
            case .granted = try limiter.reserve(key: "hss", limit: 5, window: .seconds(60))
          else { continue }
          granted.withLock { $0 += 1 }
        }
      } catch {
        Issue.record(error)
      }
    }
    #expect(granted.withLock { $0 } == 5)
  }

  @Test func `processes that race never share a place`() async throws {
    let folder = scratch.state
    async let one: Void = race(in: folder)
    async let two: Void = race(in: folder)
    async let three: Void = race(in: folder)
    _ = await (one, two, three)
    let grants = try StateStore(folder: folder).history { $0 }.last(100, profile: "grants")
    #expect(grants.count == 7)
  }

  /// Takes places in a process of its own, and notes each in the history.
  private func race(in folder: String) async {
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      let store = try StateStore(folder: folder)
      for _ in 0..<7 {
        let place = try store.limiter.reserve(key: "hss", limit: 7, window: .seconds(3600))
        guard case .granted(let id) = place else { continue }
        try store.limiter.answered(id)
        try store.history { $0 }.append("granted", profile: "grants", session: "s")
      }
    }
  }

  @Test func `the grant of a dead process counts until its window ends`() async throws {
    let folder = scratch.state
    await #expect(processExitsWith: .exitCode(7)) { [folder = folder as String] in
      let limiter = try StateStore(folder: folder).limiter
      _ = try limiter.reserve(key: "hss", limit: 1, window: .seconds(3600))
      _exit(7)
    }
    let limiter = try StateStore(folder: folder).limiter
    guard
      case .wait(let rest) = try limiter.reserve(key: "hss", limit: 1, window: .seconds(3600))
    else {
      Issue.record("the grant was lost")
      return
    }
    // Less than a window: counted from the grant, not as a call that is still under way.
    #expect(rest < .seconds(3600))
    guard case .granted = try limiter.reserve(key: "hss", limit: 1, window: .nanoseconds(1)) else {
      Issue.record("the grant outlived its window")
      return
    }
  }
}
