import StarlarkCompiler

/// `parallelMap(f, items, limit)`: calls a function with many values at once.
///
/// What the calls share is frozen first. Each lane is a thread with an evaluator and a heap of its own, which the caller's
/// takes over at the end, so that results need no copy. A call within a lane runs on that lane.
enum ParallelMap {
  /// How many lanes there are unless the script says.
  private static let defaultLimit = 8
  private static let limits = 1...256

  static let function = NativeFunction(
    Signature(
      "parallelMap",
      [
        .init("f", type: .callable, documentation: "What is called with each item."),
        .init("items", type: .elements, documentation: "What it is called with."),
        .init(
          "limit", type: .int, limit: .range(limits), defaultText: "\(defaultLimit)",
          documentation: "How many calls are under way at once."),
      ], result: .list(.any),
      documentation: """
        Calls a function with each item, several at once, and gives the list of the results, in the order of the items. \
        The items and all that the function names are frozen; what the calls print appears in the order of the items. \
        When calls fail, the error of the first of these items is raised, and later items are not called any more.
        """)
  ) { machine, window in
    guard Arguments.callable(machine, "parallelMap", "f", window[0]),
      Arguments.iterable(machine, "parallelMap", "items", window[1]),
      let limit = limit(machine, window[2]),
      let items = Lists.make(machine, of: window[1])
    else { return .failed }
    window[1] = Value(items.object)
    let evaluator = machine.evaluator
    let cause = evaluator.freezings.add("parallelMap", machine)
    var freezer = Freezer(heap: machine.heap, reach: .namedGlobals, cause: cause)
    guard freezer.freeze([window[0], window[1]], machine, isCharged: true) else { return .failed }
    if items.count == 0 { return machine.heap.list([]) }
    let host = evaluator.host as? any ParallelHost
    let most = min(host?.lanes(atMost: limit) ?? limit, items.count)
    let lanes = evaluator.lane == nil ? most : 1
    let call = host?.beginParallelCall(lanes: lanes)
    defer { call?.end() }
    return lanes == 1
      ? mapHere(machine, window, call)
      : LaneRun(machine, function: window[0], items: items, call: call).run(lanes: lanes)
  }

  private static func limit(_ machine: Machine, _ value: Value) -> Int? {
    if value.isUnbound { return defaultLimit }
    guard let limit = Arguments.int(machine, "parallelMap", "limit", value) else { return nil }
    guard limits.contains(limit) else {
      machine.fail(
        "parallelMap: parameter `limit`: got \(limit), want \(limits.lowerBound) to "
          + "\(limits.upperBound)")
      return nil
    }
    return limit
  }

  /// Calls the function with one item after the other.
  private static func mapHere(
    _ machine: Machine, _ window: Values, _ call: (any ParallelCall)?
  ) -> Value {
    let items = ListObject(window[1].object)
    guard let results = Lists.make(machine, capacity: items.count) else { return .failed }
    window[2] = Value(results.object)
    let evaluator = machine.evaluator
    _ = call?.openLane(evaluator)
    defer { call?.closeLane(evaluator) }
    for index in 0..<items.count {
      if let error = callItem(machine, window[0], items[index], index, call, into: results) {
        evaluator.adopt(error)
        return .failed
      }
    }
    return window[2]
  }

  /// Calls the function with an item: its result goes to the end of a list, its error is answered.
  static func callItem(
    _ machine: Machine, _ function: Value, _ item: Value, _ index: Int,
    _ call: (any ParallelCall)?, into results: ListObject
  ) -> EvaluationError? {
    let evaluator = machine.evaluator
    call?.begin(item: index, evaluator)
    let result = machine.call(function, item)
    let error = result.isFailed ? evaluator.takeError() : nil
    results.append(result.isFailed ? .none : result, heap: machine.heap)
    call?.end(item: index, evaluator)
    return error
  }
}
