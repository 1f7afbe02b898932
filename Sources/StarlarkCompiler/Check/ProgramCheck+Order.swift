import StarlarkSyntax

// What `sorted`, `min` and `max` compare with each other.
extension ProgramCheck {
  /// Checks that a call has something to choose from, and that it has an order.
  mutating func checkOrder(
    _ function: KnownFunction, _ arguments: [Argument], _ values: [StaticValue], at span: Span
  ) {
    let name = function.signature.name
    guard ["sorted", "min", "max"].contains(name), !(function.rule is AnnotationRule) else {
      return
    }
    var compared: [StaticValue] = []
    for (argument, value) in zip(arguments, values) {
      switch argument.kind {
      case .positional: compared.append(value)
      // A key says what is compared.
      case .named(let option) where option.name == "key": return
      case .named: break
      case .star, .starStar: return
      }
    }
    guard !compared.isEmpty else {
      if name != "sorted" {
        report("\(name) requires at least one positional argument", at: span)
      }
      return
    }
    if name == "sorted", compared.count > 1 { return }
    if compared.count == 1 {
      if let item = environment.item(of: compared[0]) {
        // One alone has nothing that it is compared with.
        return warn(
          CheckMessage.order(item, item), hint: "`key = lambda x: …` says what counts", at: span)
      }
      switch compared[0] {
      case .list(let elements), .tuple(let elements): compared = elements
      default: return
      }
    }
    checkOrder(of: compared, at: span)
  }

  /// Reports the first values in a row that have no order.
  private mutating func checkOrder(of values: [StaticValue], at span: Span) {
    guard let first = values.first else { return }
    var last = first
    for value in values.dropFirst() {
      guard let x = value.typeName, let y = last.typeName, BasicTypes.closed.contains(x),
        BasicTypes.closed.contains(y)
      else { return }
      guard Self.isOrdered(x, y) else {
        return report(CheckMessage.order(x, y), at: span)
      }
      last = value
    }
  }
}

extension CheckEnvironment {
  /// The type of the items of a list of the service.
  fileprivate func item(of value: StaticValue) -> String? {
    guard case .typed(let type) = value else { return nil }
    switch type {
    case .iterable(.named(let item)), .list(.named(let item)):
      return openTypes[item] == nil ? nil : item
    default: return nil
    }
  }
}
