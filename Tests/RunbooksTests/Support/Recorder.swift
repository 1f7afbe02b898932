import Runbooks
import StarlarkSyntax
import Synchronization

/// Remembers what a session tells.
final class Recorder: SessionEvents {
  private struct State {
    var output: [UInt8] = []
    var warnings: [Diagnostic] = []
    var progress: [RunProgress] = []
    var settled: [[ChangeRecord]] = []
  }

  private let state = Mutex(State())

  func printed(_ bytes: [UInt8]) { state.withLock { $0.output += bytes } }
  func warned(_ warning: Diagnostic) { state.withLock { $0.warnings.append(warning) } }
  func progressed(_ progress: RunProgress) { state.withLock { $0.progress.append(progress) } }
  func settled(_ records: [ChangeRecord]) { state.withLock { $0.settled.append(records) } }

  var output: String { String(decoding: state.withLock { $0.output }, as: UTF8.self) }
  var warnings: [Diagnostic] { state.withLock { $0.warnings } }
  var progress: [RunProgress] { state.withLock { $0.progress } }
  var settled: [[ChangeRecord]] { state.withLock { $0.settled } }
}

extension SessionClock {
  /// A clock that only goes on when somebody sleeps, and then without delay.
  static func stepping() -> SessionClock {
    let time = Clock()
    return SessionClock(
      now: { time.now.withLock { $0 } },
      sleep: { duration in
        time.now.withLock { $0 += duration }
        return !Task.isCancelled
      })
  }

  private final class Clock: Sendable {
    let now = Mutex(Duration.zero)
  }

  /// A clock that is so many times as fast as time.
  static func fast(_ factor: Int = 50) -> SessionClock {
    let start = ContinuousClock.now
    return SessionClock(
      now: { (ContinuousClock.now - start) * factor },
      sleep: { duration in
        do {
          try await Task.sleep(for: duration / factor)
          return true
        } catch {
          return false
        }
      })
  }
}
