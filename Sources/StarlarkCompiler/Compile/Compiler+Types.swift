import StarlarkSyntax

extension Compiler {
  /// Checks the argument of an annotated parameter; `*args: T` and `**kwargs: T` speak of each value.
  mutating func checkParameter(_ parameter: Parameter, register: Int) {
    guard let annotation = parameter.type, let type = resolution.types[annotation.span] else {
      return
    }
    let whole: TypeDescriptor =
      switch parameter.kind {
      case .ordinary, .separator: type
      case .star: .homogeneousTuple(type)
      case .starStar: .dict(.string, type)
      }
    guard type != .any else { return }
    builder.emit(.checkParameter, register, register, at: annotation.span)
    builder.extra(.constant(pool.index(of: .type(whole))), at: annotation.span)
  }

  /// Checks the value of `name: T = value`.
  mutating func checkVariable(
    _ identifier: Identifier, _ register: Int, _ annotation: TypeExpression, at span: Span
  ) {
    guard let type = resolution.types[annotation.span], type != .any else { return }
    builder.emit(.checkVariable, register, at: span)
    builder.extra(.constant(pool.index(of: .type(type))), at: annotation.span)
    builder.extra(.constant(pool.index(ofName: identifier.name)), at: identifier.span)
  }
}
