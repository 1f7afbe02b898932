import Synchronization

/// What an evaluation may use. Passing a limit ends it with an error that no script can catch.
public struct Limits: Hashable, Sendable {
  /// Most steps: a step is a call, a back edge, an element visited or 64 bytes moved.
  public var steps = 1_000_000_000
  /// Most bytes that values of the script hold together.
  public var memory = 1 << 30
  /// Most bytes of one value.
  public var value = 64 << 20
  /// Most bytes that `print` writes.
  public var output = 128 << 20
  /// Most calls of the script's functions that nest, at most 60,000.
  public var frames = 200
  /// Most time from the start of the evaluation, nil for no limit.
  public var deadline: Duration?

  /// The default limits: 10⁹ steps, 1 GiB of memory, 64 MiB a value, 128 MiB of output, 200 frames, no deadline.
  public init() {}
}

/// Stops an evaluation from any thread.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a cancellation that has not happened.
  public init() {}

  /// Asks the evaluation to end; it does within milliseconds, also inside native loops.
  public func cancel() {
    flag.store(true, ordering: .releasing)
  }

  /// Forgets an earlier request, so that the next evaluation can run.
  public func reset() {
    flag.store(false, ordering: .releasing)
  }

  /// Whether the evaluation was asked to end.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }
}

/// The steps that an evaluation and its parallel lanes may take together.
package final class StepBudget: Sendable {
  /// Lanes draw this many at a time.
  static let quantum = 10_000
  private let remaining: Atomic<Int>

  package init(_ steps: Int) {
    remaining = Atomic(steps)
  }

  /// Takes steps out of the budget: as many as wanted, or what is left.
  func draw(_ wanted: Int) -> Int {
    let left = remaining.subtract(wanted, ordering: .relaxed).newValue
    if left >= 0 { return wanted }
    let granted = max(0, wanted + left)
    remaining.add(wanted - granted, ordering: .relaxed)
    return granted
  }

  /// Puts back what was drawn and not used.
  func giveBack(_ steps: Int) {
    remaining.add(steps, ordering: .relaxed)
  }

  /// Steps that may still be drawn.
  package var left: Int { max(0, remaining.load(ordering: .relaxed)) }
}
