// A request to end, from a signal or from the reader of standard output going away. Whoever waits for
// a descriptor waits for this one too; whoever computes is told by the handler.

import Glibc
import Synchronization

package final class Interruption: Sendable {
  private struct State {
    var signals: [Int32] = []
    var handler: (@Sendable (_ signal: Int32, _ count: Int) -> Void)?
    var resumption: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let pipe: (reading: Int32, writing: Int32)

  package init() {
    pipe = Descriptors.pipe() ?? (-1, -1)
    for end in [pipe.reading, pipe.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    close(pipe.reading)
    close(pipe.writing)
  }

  /// Readable from the first signal until ``reset()``.
  package var descriptor: Int32 { pipe.reading }

  /// The first signal that came.
  package var signal: Int32? { state.withLock { $0.signals.first } }

  /// Notes a signal and tells the handler, which learns how many there have been.
  package func raise(_ signal: Int32) {
    let (handler, count) = state.withLock { state in
      state.signals.append(signal)
      // Within the lock, so that the pipe says what the list does.
      let byte: [UInt8] = [1]
      _ = unsafe write(pipe.writing, byte, 1)
      return (state.handler, state.signals.count)
    }
    handler?(signal, count)
  }

  /// Has signals handled from now on; one that came before is handled at once.
  package func handle(_ handler: (@Sendable (_ signal: Int32, _ count: Int) -> Void)?) {
    let earlier = state.withLock { state in
      state.handler = handler
      return state.signals
    }
    guard let handler else { return }
    for (index, signal) in earlier.enumerated() { handler(signal, index + 1) }
  }

  /// Has something done whenever the process goes on after a stop.
  package func whenResumed(_ body: (@Sendable () -> Void)?) {
    state.withLock { $0.resumption = body }
  }

  /// Says that the process goes on after a stop.
  package func resume() {
    state.withLock(\.resumption)?()
  }

  /// Forgets signals of a kind, so that they end nothing that begins later.
  package func forget(_ signal: Int32) {
    state.withLock { state in
      state.signals.removeAll { $0 == signal }
      if state.signals.isEmpty { drain() }
    }
  }

  /// Forgets the signals that came, so that the next work can run.
  package func reset() {
    state.withLock { state in
      state.signals = []
      drain()
    }
  }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(pipe.reading, &bytes, bytes.count) > 0 {}
  }
}
