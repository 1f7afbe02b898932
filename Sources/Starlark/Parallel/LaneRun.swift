import StarlarkCompiler

// One call of parallelMap with several lanes.
//
//   caller ─▶ starts lanes ─▶ passes output on, item by item ─▶ adopts the lanes' heaps ─▶ results, or the first error
//                 lane: takes the next item ─▶ calls ─▶ notes the result ─▶ …

/// The lanes of a call of `parallelMap`, each on a thread of its own.
final class LaneRun: @unchecked Sendable {
  // What is not behind the lock is set before the lanes start, or is the caller's alone; values are frozen.
  private let parent: Machine
  private let function: Value
  private let items: ListObject
  private let call: (any ParallelCall)?
  private let state = Lock(State())
  private let changed = Semaphore()
  private let output: ([UInt8]) -> Void

  private struct State {
    var next = 0
    /// The first item whose call failed.
    var failed: (item: Int, error: EvaluationError)?
    var isCancelled = false
    var lanesLeft = 0
    /// What calls have printed that was not passed on yet, by item.
    var printed: [Int: [UInt8]] = [:]
    /// Of each item whether its call has ended.
    var ended: [Bool] = []
    /// The first item whose output was not passed on.
    var front = 0
    /// What stops the call that each lane is in.
    var underWay: [Int: (item: Int, cancellation: Cancellation)] = [:]
  }

  /// What the caller takes over of a lane.
  private struct Ended {
    var evaluator: Evaluator
    var host: AnyObject?
    var items: [Int] = []
    var results: ListObject
  }

  private let lanes = Lock<[Int: Ended]>([:])

  init(_ machine: Machine, function: Value, items: ListObject, call: (any ParallelCall)?) {
    parent = machine
    self.function = function
    self.items = items
    self.call = call
    output = machine.evaluator.output
  }

  // MARK: The caller

  func run(lanes count: Int) -> Value {
    let evaluator = parent.evaluator
    // What is garbage here should not count among what the lanes leave for each other.
    if parent.heap.allocated > evaluator.limits.memory / 2 {
      guard parent.collect(below: parent.top) else {
        return parent.fail(EvaluationFailure(.cancelled, "cancelled"))
      }
    }
    guard let results = Lists.make(parent, capacity: items.count) else { return .failed }
    evaluator.surrenderSteps()
    let memory = MemoryPool(evaluator.limits.memory - parent.heap.allocated)
    let made = (0..<count).map { _ in makeLane(oneOf: count, memory) }
    state.withLock { state in
      state.lanesLeft = count
      state.ended = [Bool](repeating: false, count: items.count)
    }
    evaluator.cancellation.withObserver { [self] in
      cancel()
    } _: {
      for (number, lane) in made.enumerated() {
        let isStarted = EvaluationThreads.start { [self] in work(lane.value, number) }
        // With fewer threads there are fewer lanes; one there always is.
        if !isStarted {
          if number == 0 {
            work(lane.value, number)
          } else {
            call?.closeLane(lane.value)
            close()
          }
        }
      }
      while passOutputOn() { changed.wait() }
    }
    return join(results, laneCount: count)
  }

  /// Lets an evaluator go to the thread that it is meant for.
  private struct Handed: @unchecked Sendable {
    let value: Evaluator
  }

  private func makeLane(oneOf count: Int, _ memory: MemoryPool) -> Handed {
    let caller = parent.evaluator
    let evaluator = Evaluator(
      limits: caller.limits, cancellation: Cancellation(),
      environment: caller.environment.description, budget: caller.budget,
      stressed: unsafe caller.heap.state.pointee.isStressed,
      lane: Lane(memory: memory, freezings: caller.freezings))
    evaluator.usesSwitch = caller.usesSwitch
    if caller.recorder != nil { evaluator.recorder = LineRecorder() }
    evaluator.heap.setLimits(heap: memory.draw(MemoryPool.quantum), value: caller.limits.value)
    caller.heap.equip(evaluator.heap, oneOf: count)
    return Handed(value: evaluator)
  }

  /// Passes on what may be printed by now; false once all lanes have ended.
  private func passOutputOn() -> Bool {
    let (texts, goesOn) = state.withLock { state -> ([[UInt8]], Bool) in
      var texts: [[UInt8]] = []
      while true {
        if !state.printed.isEmpty,
          let text = state.printed.removeValue(forKey: state.front)
        {
          texts.append(text)
        }
        guard state.front < items.count, state.ended[state.front],
          state.failed?.item != state.front
        else { break }
        state.front += 1
      }
      return (texts, state.lanesLeft > 0)
    }
    for text in texts { output(text) }
    return goesOn
  }

  /// Takes over all lanes.
  private func join(_ results: ListObject, laneCount: Int) -> Value {
    let lanes = self.lanes.withLock { $0 }
    results.count = items.count
    results.items.fill(.none, count: items.count)
    for number in 0..<laneCount {
      guard let lane = lanes[number] else { continue }
      parent.heap.adopt(lane.evaluator.heap)
      if let recorder = lane.evaluator.recorder { parent.evaluator.recorder?.adopt(recorder) }
      for (place, item) in lane.items.enumerated() { results[item] = lane.results[place] }
      if let host = lane.host { call?.adopt(host) }
    }
    let evaluator = parent.evaluator
    guard evaluator.checkTime() else { return .failed }
    if let failed = state.withLock({ $0.failed }) {
      evaluator.adopt(failed.error)
      return .failed
    }
    return parent.charge(items.count) ? Value(results.object) : .failed
  }

  // MARK: Lanes

  private func work(_ evaluator: Evaluator, _ number: Int) {
    let machine = evaluator.machine
    let results = machine.heap.list()
    machine.push(Value(results.object))
    var lane = Ended(evaluator: evaluator, host: call?.openLane(evaluator), results: results)
    evaluator.host = lane.host
    while let item = next(evaluator, number) {
      evaluator.output = { [self] in print($0, item) }
      let error = ParallelMap.callItem(machine, function, items[item], item, call, into: results)
      lane.items.append(item)
      end(item, number, error)
    }
    call?.closeLane(evaluator)
    evaluator.recorder?.pause(evaluator)
    evaluator.surrenderSteps()
    evaluator.output = { _ in }
    machine.pop()
    let ended = lane
    lanes.withLock { $0[number] = ended }
    close()
  }

  /// The next item of a lane, which then can be cancelled; nil where there is none.
  private func next(_ evaluator: Evaluator, _ number: Int) -> Int? {
    let cancellation = Cancellation()
    evaluator.cancellation = cancellation
    return state.withLock { state in
      guard state.failed == nil, !state.isCancelled, state.next < items.count else { return nil }
      defer { state.next += 1 }
      state.underWay[number] = (state.next, cancellation)
      return state.next
    }
  }

  private func print(_ text: [UInt8], _ item: Int) {
    let isNext = state.withLock { state in
      state.printed[item, default: []] += text
      return state.front == item
    }
    if isNext { changed.signal() }
  }

  /// Notes that an item's call has ended; after an error no later item matters.
  private func end(_ item: Int, _ number: Int, _ error: EvaluationError?) {
    let pointless = state.withLock { state -> [Cancellation] in
      state.underWay[number] = nil
      state.ended[item] = true
      guard let error, !state.isCancelled else { return [] }
      if let failed = state.failed, failed.item < item { return [] }
      state.failed = (item, error)
      return state.underWay.values.filter { $0.item > item }.map(\.cancellation)
    }
    for cancellation in pointless { cancellation.cancel() }
    changed.signal()
  }

  private func cancel() {
    let all = state.withLock { state in
      state.isCancelled = true
      return state.underWay.values.map(\.cancellation)
    }
    for cancellation in all { cancellation.cancel() }
  }

  private func close() {
    state.withLock { $0.lanesLeft -= 1 }
    changed.signal()
  }
}
