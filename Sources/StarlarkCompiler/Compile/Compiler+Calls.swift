import StarlarkSyntax

// Calls, attributes, indices and slices hang one on another, `a.b(c)[d].e()`: they are compiled in a loop, their
// values in one register, where calls expect the callee.
extension Compiler {
  mutating func compileChain(_ expression: Expression, into destination: Int) {
    var links: [Expression] = []
    var base = expression
    while let inner = base.chainBase {
      links.append(base)
      base = inner
    }
    links.reverse()
    let isTop = destination == builder.top - 1 && !builder.isVariable(destination)
    let home = isTop ? destination : builder.allocate(at: expression.span)
    var rest = links[...]
    var current = compileStart(base, &rest, home: home, destination: destination)
    while let link = rest.popFirst() {
      builder.release(to: home + 1)
      let target = rest.isEmpty ? destination : home
      switch link.kind {
      case .attribute(_, let name):
        if case .call(_, let arguments) = rest.first?.kind, let call = rest.popFirst() {
          move(current, to: home, at: link.span)
          compileCall(of: name, arguments, window: home, at: call.span)
          current = home
          continue
        }
        builder.emit(.getAttribute, target, current, at: name.span)
        builder.extra(.constant(pool.index(ofName: name.name)), at: name.span)
        current = target
      case .index(_, let index):
        getIndex(of: current, operand(index), into: target, at: link.span)
        current = target
      case .slice(_, let lower, let upper, let step):
        compileSlice(of: current, [lower, upper, step], into: target, at: link.span)
        current = target
      case .call(_, let arguments):
        move(current, to: home, at: link.span)
        compileCall(of: nil, arguments, window: home, at: link.span)
        current = home
      default:
        preconditionFailure("a chain has no other links")
      }
    }
    move(current, to: destination, at: expression.span)
  }

  /// Compiles what a chain starts with, for a call already into the register of the callee.
  private mutating func compileStart(
    _ base: Expression, _ links: inout ArraySlice<Expression>, home: Int, destination: Int
  ) -> Int {
    if isUniversal(base, "len"), case .call(_, let arguments) = links.first?.kind,
      arguments.count == 1, arguments[0].isPositional, let call = links.popFirst()
    {
      let target = links.isEmpty ? destination : home
      builder.emit(.length, target, compile(arguments[0].value, near: home), at: call.span)
      return target
    }
    let callsIt = if case .call = links.first?.kind { true } else { false }
    guard callsIt else { return compile(base, near: home) }
    compile(base, into: home)
    return home
  }

  /// Calls the value in the first register of a window, or a method of it.
  private mutating func compileCall(
    of method: Identifier?, _ arguments: [Argument], window: Int, at span: Span
  ) {
    _ = builder.allocate(at: span)
    if let method, arguments.contains(where: { mayPrint($0.value) }) {
      // A method is looked up before its arguments are evaluated. Where those do nothing that can be seen from outside,
      // the call itself does it.
      builder.emit(.checkMethod, window, at: span)
      builder.extra(.method(pool.index(ofName: method.name)), at: method.span)
    }
    var names: [String] = []
    var unnamed = 0
    var stars = 0
    for argument in arguments {
      compile(argument.value, into: builder.allocate(at: argument.span))
      switch argument.kind {
      case .positional: unnamed += 1
      case .named(let name): names.append(name.name)
      case .star: stars |= 1
      case .starStar: stars |= 2
      }
    }
    builder.noteCall(arguments.map(\.value.span))
    let isNamed = !names.isEmpty || stars != 0
    if let method {
      builder.emit(isNamed ? .callMethodNamed : .callMethod, window, unnamed, stars, at: span)
      let name = pool.index(ofName: method.name)
      builder.extra(isNamed ? .constant(name) : .method(name), at: method.span)
    } else {
      builder.emit(isNamed ? .callNamed : .call, window, unnamed, stars, at: span)
    }
    if isNamed { builder.extra(.constant(pool.index(of: .names(names))), at: span) }
    // What comes after the call is this line's again.
    if options.recordsLines, builder.line > 0 { builder.emit(.line, wide: -builder.line, at: span) }
  }

  /// The functions that neither print nor call others that might.
  private static let silent: Set<String> = [
    "abs", "all", "any", "bool", "bytes", "chr", "dict", "dir", "enumerate", "float", "hasattr",
    "hash", "int", "len", "list", "ord", "range", "repr", "reversed", "set", "str", "tuple",
    "type", "zip",
  ]

  /// Whether an expression calls a function that may have an effect outside of the script.
  ///
  /// Methods do not count: those of the language have none.
  private func mayPrint(_ expression: Expression) -> Bool {
    var found = false
    SyntaxWalker.walk([.expression(expression)]) { node in
      guard case .expression(let part) = node else { return .descend }
      switch part.kind {
      case .lambda: return .skip
      case .call(let callee, _):
        switch callee.kind {
        case .attribute: return .descend
        case .identifier(let name) where Self.silent.contains(name.name):
          if isUniversal(callee, name.name) { return .descend }
        default: break
        }
        found = true
        return .stop
      default: return .descend
      }
    }
    return found
  }

  private mutating func compileSlice(
    of value: Int, _ bounds: [Expression?], into destination: Int, at span: Span
  ) {
    let first = builder.allocate(bounds.count, at: span)
    for (offset, bound) in bounds.enumerated() {
      if let bound {
        compile(bound, into: first + offset)
      } else {
        load(.none, into: first + offset, at: span)
      }
    }
    builder.emit(.slice, destination, value, first, at: span)
  }

  /// Compiles `destination = object[index]`.
  mutating func getIndex(of object: Int, _ index: Operand, into destination: Int, at span: Span) {
    switch index {
    case .register(let register):
      builder.emit(.getIndex, destination, object, register, at: span)
    case .immediate(let number):
      builder.emit(.getIndexI, destination, object, number, at: span)
    case .constant(let constant):
      builder.emit(.getIndexK, destination, object, at: span)
      builder.extra(.constant(constant), at: span)
    }
  }
}

extension Expression {
  /// What a call, an attribute, an index or a slice is of.
  fileprivate var chainBase: Expression? {
    switch kind {
    case .call(let base, _), .attribute(let base, _), .index(let base, _),
      .slice(let base, _, _, _):
      base
    default: nil
    }
  }
}
