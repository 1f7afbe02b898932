import Runbooks
import Testing

struct RateWindowTests {
  @Test func `a window that slides lets no sixth call in`() {
    var window = RateWindow()
    for second in 0..<5 {
      guard
        case .granted(let number) = window.reserve(
          limit: 5, window: .seconds(60), now: .seconds(second))
      else {
        Issue.record("call \(second) was not granted")
        return
      }
      window.answered(number, now: .seconds(second + 1))
    }
    let early = window.reserve(limit: 5, window: .seconds(60), now: .seconds(10))
    #expect(early == .wait(.seconds(51)))
    let late = window.reserve(limit: 5, window: .seconds(60), now: .seconds(60))
    #expect(late == .wait(.seconds(1)))
    guard case .granted = window.reserve(limit: 5, window: .seconds(60), now: .seconds(61)) else {
      Issue.record("the first call has left the window")
      return
    }
  }

  @Test func `a call without an answer holds its place`() {
    var window = RateWindow()
    guard case .granted = window.reserve(limit: 1, window: .seconds(60), now: .zero) else { return }
    let late = window.reserve(limit: 1, window: .seconds(60), now: .seconds(100))
    #expect(late == .wait(.seconds(60)))
  }

  @Test func `a call that was not sent gives its place back`() {
    var window = RateWindow()
    guard case .granted(let number) = window.reserve(limit: 1, window: .seconds(60), now: .zero)
    else { return }
    window.released(number)
    guard case .granted = window.reserve(limit: 1, window: .seconds(60), now: .zero) else {
      Issue.record("the place is free")
      return
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `no window of any 60 seconds has more calls than allowed`(_ seed: UInt64) {
    var random = SplitMix(seed)
    var window = RateWindow()
    var now = Duration.zero
    var open: [Int] = []
    var sent: [Duration] = []
    for _ in 0..<400 {
      now += .milliseconds(random.next(20_000))
      if !open.isEmpty, random.next(2) == 0 {
        window.answered(open.remove(at: random.next(open.count)), now: now)
      }
      if case .granted(let number) = window.reserve(limit: 5, window: .seconds(60), now: now) {
        open.append(number)
        sent.append(now)
      }
    }
    for start in sent {
      #expect(sent.count { $0 >= start && $0 < start + .seconds(60) } <= 5)
    }
    #expect(sent.count > 10)
  }
}
