import Synchronization

/// What an evaluation may use.
///
/// Passing a limit ends it with an error that no script can catch.
public struct Limits: Hashable, Sendable {
  /// Most steps: a step is a call, a back edge, an element visited or 64 bytes moved.
  public var steps = 1_000_000_000
  /// Most bytes that values of the script hold together.
  public var memory = 1 << 30
  /// Most bytes of one value; more than 1 GiB counts as 1 GiB.
  public var value = 64 << 20
  /// Most bytes that `print` writes.
  public var output = 128 << 20
  /// Most calls of the script's functions that nest, at most 60,000.
  public var frames = 200
  /// Most time from the start of the evaluation, nil for no limit.
  public var deadline: Duration?

  /// The default limits: 10⁹ steps, 1 GiB of memory, 64 MiB a value, 128 MiB of output, 200 frames, no deadline.
  public init() {}

  /// The limits as the evaluator can keep them: none negative, and no sum or size that overflows.
  var clamped: Limits {
    var limits = self
    limits.steps = min(max(steps, 0), Int.max / 2)
    limits.memory = min(max(memory, 0), Int.max / 4)
    limits.value = min(max(value, 0), 1 << 30)
    limits.output = max(output, 0)
    limits.frames = min(max(frames, 0), 60_000)
    return limits
  }
}

/// Stops an evaluation from any thread.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let observers = Mutex<(next: Int, actions: [Int: @Sendable () -> Void])>((0, [:]))

  /// Makes a cancellation that has not happened.
  public init() {}

  /// Asks the evaluation to end; it does within milliseconds, also inside native loops.
  public func cancel() {
    flag.store(true, ordering: .releasing)
    for action in observers.withLock({ Array($0.actions.values) }) { action() }
  }

  /// Forgets an earlier request, so that the next evaluation can run.
  public func reset() {
    flag.store(false, ordering: .releasing)
  }

  /// Whether the evaluation was asked to end.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Does something while a cancellation is seen by an action as soon as it happens, or at once if it has happened.
  package func withObserver<Result, Failure: Error>(
    _ action: @escaping @Sendable () -> Void, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let key = observers.withLock { observers -> Int in
      observers.next += 1
      observers.actions[observers.next] = action
      return observers.next
    }
    defer { observers.withLock { _ = $0.actions.removeValue(forKey: key) } }
    if isCancelled { action() }
    return try body()
  }
}

/// What an evaluation, its parallel lanes and the modules that it loads may use together: steps, output, time.
package final class StepBudget: Sendable {
  /// Lanes draw this many at a time.
  static let quantum = 10_000
  private let remaining: Atomic<Int>
  private let written = Atomic(0)
  /// When the evaluation began.
  let start = ContinuousClock.now
  /// How many steps there were at first, and what for.
  private let steps: Int
  private let subject: String
  package static let script = "the script"

  package init(_ steps: Int, for subject: String = StepBudget.script) {
    self.steps = steps
    self.subject = subject
    remaining = Atomic(min(max(steps, 0), Int.max / 2))
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

  /// The error of what takes more.
  var failure: EvaluationFailure {
    EvaluationFailure(
      .limit, "\(subject) takes more than \(steps) steps",
      hint: subject == Self.script ? "raise the limit with --max-steps" : nil)
  }

  /// Counts bytes of output and answers how many there are by now.
  func write(_ bytes: Int) -> Int {
    written.add(bytes, ordering: .relaxed).newValue
  }
}
