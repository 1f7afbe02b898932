import StarlarkCompiler

/// What the runbook dialect adds to the functions of the specification.
enum Library {
  /// Functions beside the universe.
  static let functions: [NativeFunction] = []

  /// Modules by name; the function makes one in a heap.
  static let modules: [(name: String, make: @Sendable (Heap) -> Value)] = []
}
