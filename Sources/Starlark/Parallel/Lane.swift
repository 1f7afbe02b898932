import Synchronization

/// What an evaluation that is a lane of a `parallelMap` has from the one that called it.
struct Lane: Sendable {
  /// Memory that all lanes may still take.
  let memory: MemoryPool
  let freezings: FreezeLog
}

/// Bytes that the lanes of a `parallelMap` may still take, each as it needs them.
final class MemoryPool: Sendable {
  /// Lanes draw so much more than they need.
  static let quantum = 1 << 20
  private let left: Atomic<Int>

  init(_ bytes: Int) {
    left = Atomic(max(0, bytes))
  }

  /// Takes bytes out: as many as wanted, or what is left.
  func draw(_ wanted: Int) -> Int {
    var known = left.load(ordering: .relaxed)
    while true {
      let granted = min(wanted, known)
      let (exchanged, original) = left.weakCompareExchange(
        expected: known, desired: known - granted, ordering: .relaxed)
      if exchanged { return granted }
      known = original
    }
  }
}
