// Where text goes. A terminal gets it at once; anything else in pieces of some kilobytes, which a timer
// and every pause empty. A wait for a slow reader ends with the interruption.

import Glibc
import Synchronization

package final class Sink: Sendable {
  private enum Target {
    case descriptor(Int32, Interruption?)
    case memory
  }

  private struct State {
    var waiting: [UInt8] = []
    var collected: [UInt8] = []
    /// Why nothing can be written any more, as the system's number.
    var failure: Int32?
    var filters: [@Sendable ([UInt8]) -> [UInt8]] = []
    var observer: (@Sendable ([UInt8]) -> Void)?
    var diversion: (@Sendable ([UInt8]) -> Bool)?
  }

  private static let capacity = 32_768
  /// So much can always be written where `poll` says that something can.
  private static let atomicSize = 4_096

  private let target: Target
  package let isTerminal: Bool
  private let isBuffered: Bool
  private let state = Mutex(State())

  /// Writes to a descriptor, which stays the caller's.
  package init(descriptor: Int32, isBuffered: Bool, interruption: Interruption? = nil) {
    target = .descriptor(descriptor, interruption)
    isTerminal = isatty(descriptor) != 0
    self.isBuffered = isBuffered && !isTerminal
  }

  /// Keeps what is written.
  package init(isTerminal: Bool = false) {
    target = .memory
    self.isTerminal = isTerminal
    isBuffered = false
  }

  /// What a sink in memory was given.
  package var text: String {
    state.withLock { String(decoding: $0.collected, as: UTF8.self) }
  }

  /// Why nothing can be written any more, as the system's number; what is written then is dropped.
  package var failure: Int32? { state.withLock { $0.failure } }

  /// Writes, and says whether that is still possible.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      guard state.failure == nil else { return false }
      let bytes = state.filters.reduce(bytes) { $1($0) }
      state.observer?(bytes)
      if let diversion = state.diversion, diversion(bytes) { return true }
      switch target {
      case .memory: state.collected += bytes
      case .descriptor:
        state.waiting += bytes
        if !isBuffered || state.waiting.count >= Self.capacity { send(&state) }
      }
      return state.failure == nil
    }
  }

  /// Changes whatever is written from now on, before anybody sees it, after what earlier filters have changed.
  package func filter(_ filter: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    state.withLock { $0.filters.append(filter) }
  }

  /// Tells of all that is written.
  package func observe(_ observer: (@Sendable ([UInt8]) -> Void)?) {
    state.withLock { $0.observer = observer }
  }

  /// Offers what is written to another way to the person first, which may take it.
  package func divert(_ diversion: (@Sendable ([UInt8]) -> Bool)?) {
    state.withLock { $0.diversion = diversion }
  }

  @discardableResult
  package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  @discardableResult
  package func writeLine(_ line: String) -> Bool { write(line + "\n") }

  package func flush() { state.withLock { send(&$0) } }

  /// Empties the buffer without waiting for anybody who is writing.
  package func flushIfIdle() { state.withLockIfAvailable { send(&$0) } }

  private func send(_ state: inout State) {
    guard case .descriptor(let descriptor, let interruption) = target else { return }
    var rest = state.waiting[...]
    state.waiting = []
    while !rest.isEmpty, state.failure == nil {
      guard isWritable(descriptor, interruption) else { return }
      let piece = rest.prefix(Self.atomicSize)
      let count = unsafe piece.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR && errno != EAGAIN {
        state.failure = errno
      }
    }
  }

  /// Waits until something can be written; false when an interruption ends the wait first.
  private func isWritable(_ descriptor: Int32, _ interruption: Interruption?) -> Bool {
    var ready = [
      pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: interruption?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      guard unsafe poll(&ready, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        return true
      }
      if ready[0].revents != 0 { return true }
      if ready[1].revents != 0 { return false }
    }
  }
}
