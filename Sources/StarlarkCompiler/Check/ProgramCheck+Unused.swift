import StarlarkSyntax

extension ProgramCheck {
  /// Reports variables of functions that nobody reads, and loads.
  mutating func reportUnused() {
    for (key, bindings) in bindings where !readVariables.contains(key) {
      guard let first = bindings.first, !first.identifier.name.hasPrefix("_") else { continue }
      let name = first.identifier.name
      switch (key, first.kind) {
      case (.global, .loaded) where !file.dialect.contains(.loadBindsGlobally):
        warn(CheckMessage.unusedLoad(name), at: first.identifier.span)
      case (.local, .value) where bindings.allSatisfy(\.isPlain):
        warn(
          CheckMessage.unusedVariable(name), hint: "call it `_\(name)` if that is meant",
          at: first.identifier.span)
      case (.local, .function) where bindings.allSatisfy(\.isPlain):
        warn(CheckMessage.unusedFunction(name), at: first.identifier.span)
      default: break
      }
    }
  }
}

extension VariableBinding {
  /// Whether it gives the variable alone a value.
  fileprivate var isPlain: Bool {
    switch kind {
    case .value, .function: true
    case .element, .update, .parameter, .loaded, .piece, .part: false
    }
  }
}
