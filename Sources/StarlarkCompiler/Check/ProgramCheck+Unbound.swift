import StarlarkSyntax

extension ProgramCheck {
  /// Reports a variable of a function that surely has no value where it is read: all that bind it stand below, and no
  /// loop leads back.
  mutating func checkBound(_ identifier: Identifier, _ key: VariableKey) {
    guard silence == 0, case .local = key,
      case .local? = resolution.references[identifier.ordinal],
      resolution.isUnsure[identifier.ordinal], let bindings = bindings[key],
      bindings.allSatisfy({ $0.end > identifier.span.start }),
      !loops.contains(where: { loop in
        bindings.contains { loop.start <= $0.identifier.span.start && $0.end <= loop.end }
      })
    else { return }
    report(CheckMessage.unbound(identifier.name), at: identifier.span)
  }
}

extension VariableBinding {
  /// Where it has given the variable its value; the start of the file where that is not told by the text alone.
  fileprivate var end: UInt32 {
    switch kind {
    case .value(let expression), .update(_, let expression), .element(let expression):
      expression.span.end
    case .function: identifier.span.start
    case .parameter, .loaded, .piece, .part: 0
    }
  }
}
