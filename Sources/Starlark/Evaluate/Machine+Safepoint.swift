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
    collect(below: frameEnd)
    guard heap.isOverLimit else { return true }
    fail(
      EvaluationFailure(
        .limit, "out of memory: the script holds more than \(evaluator.limits.memory) bytes",
        hint: "raise the limit with --max-memory"))
    return false
  }

  /// Frees what nothing below a place on the stack refers to.
  func collect(below top: Values) {
    // What stands above is left over from calls that have returned; a later frame must not see it as a value.
    let high = unsafe state.pointee.stackLimit + MachineState.stackMargin
    let stale = Values.distance(from: top, to: high)
    if stale > 0 { top.fill(.none, count: stale) }
    let start = unsafe state.pointee.stackStart
    heap.collect { marker in
      marker.mark(start, count: Values.distance(from: start, to: top))
      evaluator.markRoots(&marker)
    }
  }
}
