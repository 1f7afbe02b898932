// What an evaluation may use: steps, memory, time.
extension Evaluator {
  /// Gets more steps once the quantum is used up; false, and an error, where there are none or the evaluation must end.
  @inline(never)
  func refillSteps() -> Bool {
    let needed = unsafe -machine.state.pointee.steps
    guard checkTime() else { return false }
    if heap.isOverLimit && heap.allocated > limits.memory + limits.value && isOutOfMemory {
      record(.outOfMemory(limits))
      return false
    }
    let drawn = budget.draw(needed + StepBudget.quantum)
    granted += drawn
    unsafe machine.state.pointee.steps += drawn
    guard unsafe machine.state.pointee.steps >= 0 else {
      record(budget.failure)
      return false
    }
    return true
  }

  /// Whether the script holds more than it may; a lane first asks for more of what all may hold together.
  var isOutOfMemory: Bool {
    guard heap.isOverLimit, let lane else { return heap.isOverLimit }
    heap.raiseLimit(by: lane.memory.draw(heap.excess + MemoryPool.quantum))
    return heap.isOverLimit
  }

  /// Whether the evaluation may go on; an error is recorded once it is cancelled or its deadline has passed.
  func checkTime() -> Bool {
    if cancellation.isCancelled {
      record(EvaluationFailure(.cancelled, "cancelled"))
      return false
    }
    guard let deadline = limits.deadline, let left = timeLeft, left < .zero else { return true }
    record(
      EvaluationFailure(
        .limit, "deadline of \(deadline) passed", hint: "raise it with --deadline"))
    return false
  }

  /// The time until the deadline, nil if there is none.
  var timeLeft: Duration? {
    limits.deadline.map { $0 - (ContinuousClock.now - budget.start) }
  }

  /// The steps that were taken since the limits were renewed.
  package var stepsUsed: Int {
    limits.steps - budget.left - max(0, unsafe machine.state.pointee.steps)
  }

  /// Whether any more steps may be taken.
  package var hasSteps: Bool { unsafe machine.state.pointee.steps > 0 || budget.left > 0 }

  /// Puts the steps that were drawn and not taken back into the budget, for another evaluation that shares it.
  func surrenderSteps() {
    let left = max(0, unsafe machine.state.pointee.steps)
    budget.giveBack(left)
    granted -= left
    unsafe machine.state.pointee.steps = min(0, unsafe machine.state.pointee.steps)
  }

  /// Gives the next evaluation on the same heap steps, output and time again: by default as much as the first.
  package func renewLimits(steps: Int? = nil, for subject: String = StepBudget.script) {
    budget = StepBudget(steps ?? limits.steps, for: subject)
    granted -= unsafe machine.state.pointee.steps
    unsafe machine.state.pointee.steps = 0
  }

  /// Runs work with steps of its own that another cancellation ends.
  package func withSteps<Result>(
    _ steps: Int, for subject: String, cancellation other: Cancellation, _ work: () -> Result
  ) -> Result {
    surrenderSteps()
    let saved = (budget, cancellation)
    budget = StepBudget(steps, for: subject)
    cancellation = other
    defer {
      (budget, cancellation) = saved
      granted -= unsafe machine.state.pointee.steps
      unsafe machine.state.pointee.steps = 0
    }
    return work()
  }
}
