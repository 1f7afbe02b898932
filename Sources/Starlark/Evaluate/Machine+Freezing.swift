extension Machine {
  /// Makes a value immutable with everything that it refers to.
  package func freeze(_ value: Value) {
    var freezer = Freezer()
    freezer.freeze(value)
  }
}
