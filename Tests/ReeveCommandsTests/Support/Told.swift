import Synchronization

/// What a handler was told.
final class Told: Sendable {
  private let state = Mutex<[Int32]>([])

  var signals: [Int32] { state.withLock { $0 } }

  func add(_ signal: Int32, _ count: Int) { state.withLock { $0.append(signal) } }
}
