import StarlarkCompiler

/// A module after its evaluation: immutable, and readable by any number of evaluations at once.
public final class FrozenModule: @unchecked Sendable {
  // Nothing of the heap or the globals changes after the initializer has frozen them.
  let owner: HeapOwner
  let globals: Globals

  /// Freezes what a program left in its globals.
  package init(globals: Globals, of evaluator: Evaluator) {
    owner = evaluator.owner
    self.globals = globals
    evaluator.surrenderSteps()
    let machine = evaluator.machine
    var freezer = Freezer(heap: evaluator.heap, reach: .programs)
    _ = freezer.freeze((globals.names.indices).map { globals[$0] }, machine)
    unsafe evaluator.heap.state.pointee.isSealed = true
    unsafe evaluator.heap.state.pointee.largeMemory.dropSpare()
  }

  /// The names that other files can load.
  public var names: [String] {
    globals.names.indices.filter { isExported($0) }.map { globals.names[$0] }
  }

  private func isExported(_ slot: Int) -> Bool {
    !globals.loaded.contains(slot) && !globals.names[slot].hasPrefix("_")
      && !globals[slot].isUnbound
  }

  /// The value of an exported name, or nil.
  package func value(of name: String) -> Value? {
    globals.names.firstIndex(of: name).flatMap { isExported($0) ? globals[$0] : nil }
  }
}
