/// The state of an embedding program in an evaluation, which tells the items of a `parallelMap` apart.
package protocol ParallelHost: AnyObject {
  /// How many lanes a call may have, of as many as it could have.
  func lanes(atMost limit: Int) -> Int
  /// Begins a call of `parallelMap` that has so many lanes: 1 where its items run on the caller's own.
  func beginParallelCall(lanes: Int) -> any ParallelCall
}

/// A call of `parallelMap` under way, for an embedding program.
///
/// What it is asked comes from the threads of the lanes, but `adopt` and `end`, which come from the caller's.
package protocol ParallelCall: AnyObject, Sendable {
  /// The state of a lane; the caller's own where there is only that.
  func openLane(_ evaluator: Evaluator) -> AnyObject
  /// An item's call is next on a lane.
  func begin(item: Int, _ evaluator: Evaluator)
  /// An item's call has ended, which may have been with an error; the error has been taken.
  func end(item: Int, _ evaluator: Evaluator)
  /// A lane gets no more items.
  func closeLane(_ evaluator: Evaluator)
  /// All lanes have ended, and the values of one are the caller's now.
  func adopt(_ lane: AnyObject)
  /// The call ends.
  func end()
}
