extension Machine {
  /// Makes a value immutable with everything that it refers to.
  package func freeze(_ value: Value) {
    var freezer = Freezer(heap: heap, reach: .programs)
    _ = freezer.freeze([value], self)
  }
}
