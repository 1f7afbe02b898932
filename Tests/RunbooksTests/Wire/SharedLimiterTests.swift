import FoundationEssentials
import HuaweiCloud
import Runbooks
import StarlarkSyntax
import StateStore
import Synchronization
import Testing

struct SharedLimiterTests {
  @Test func `two sessions of one machine share what the service allows`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/reeve-limiter-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let limiter = try StateStore(folder: folder).limiter
    let clock = SessionClock.system
    let window = Duration.milliseconds(300)
    let times = Mutex<[Duration]>([])
    let stages = (0..<2).map { _ in
      Stage({ _, _ in
        times.withLock { $0.append(clock.now()) }
        return .empty
      }) {
        $0.clock = clock
        $0.callLimiter = limiter
        $0.rates = [.hss: .calls(2, per: window)]
      }
    }
    let text = "for n in range(600):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")"
    async let first = stages[0].run(text)
    async let second = stages[1].run(text)
    let facts = await first.facts.union(second.facts)
    #expect(facts.isEmpty)
    let sent = times.withLock { $0 }
    #expect(sent.count == 6)
    for start in sent { #expect(sent.count { $0 >= start && $0 < start + window } <= 2) }
  }
}
