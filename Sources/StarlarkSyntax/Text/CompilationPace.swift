/// Asks now and then whether long work on a text is still wanted: a file of megabytes takes seconds.
package struct CompilationPace: Sendable {
  /// Pieces of work, each of less than a microsecond, between two questions.
  private static let quantum = 4096

  private let isCancelled: (@Sendable () -> Bool)?
  private var left = quantum
  /// Whether the work was found to be no longer wanted.
  package private(set) var hasEnded = false

  /// Makes a pace; without a question to ask, work always goes on.
  package init(_ isCancelled: (@Sendable () -> Bool)?) {
    self.isCancelled = isCancelled
  }

  /// Counts a piece of work; false once the work is no longer wanted.
  package mutating func goesOn() -> Bool {
    left &-= 1
    return left > 0 || ask()
  }

  @inline(never)
  private mutating func ask() -> Bool {
    if let isCancelled, !hasEnded { hasEnded = isCancelled() }
    left = hasEnded ? 0 : Self.quantum
    return !hasEnded
  }
}
