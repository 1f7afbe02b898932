// Where the collector may run: after an instruction that made an object, when nothing holds a value but registers.
extension Machine {
  /// Collects if the heap wants it; false after an error was recorded because too much is in use.
  @inline(__always)
  func safepoint(_ r: Values) -> Bool {
    _fastPath(!heap.needsCollection) || collect(r)
  }

  @inline(never)
  private func collect(_ r: Values) -> Bool {
    let frameEnd = r + FunctionObject(r[-2].object).code.registerCount
    guard collect(below: frameEnd) else {
      fail(EvaluationFailure(.cancelled, "cancelled"))
      return false
    }
    guard evaluator.isOutOfMemory || isFragmented else { return true }
    fail(.outOfMemory(evaluator.limits))
    return false
  }

  /// Whether blocks take far more than the limit although little lives in each of them.
  private var isFragmented: Bool {
    let most = evaluator.limits.memory * 2 + 16 << 20
    guard _slowPath(heap.blockBytes > most) else { return false }
    return heap.finishSweep(evaluator.cancellation) && heap.blockBytes > most
  }

  /// Frees what nothing below a place on the stack refers to; false if the evaluation was cancelled meanwhile.
  func collect(below top: Values) -> Bool {
    // What stands above is left over from calls that have returned; a later frame must not see it as a value.
    let high = unsafe state.pointee.stackLimit + MachineState.stackMargin
    let stale = Values.distance(from: top, to: high)
    if stale > 0 { top.fill(.none, count: stale) }
    let start = unsafe state.pointee.stackStart
    return heap.collect(cancellation: evaluator.cancellation) { marker in
      marker.mark(start, count: Values.distance(from: start, to: top))
      evaluator.markRoots(&marker)
    }
  }
}

extension Evaluator {
  /// Collects what nothing refers to, between two evaluations; false if this one is cancelled.
  package func collectGarbage() -> Bool {
    machine.collect(below: machine.top)
  }

  /// Returns what the last collection found dead, which otherwise happens little by little; false if this one is cancelled.
  package func finishSweeping() -> Bool {
    heap.finishSweep(cancellation)
  }
}
