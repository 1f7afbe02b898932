import StarlarkSyntax

// A range: `rangePrepare, body, rangeNext`, with a step `stridePrepare, body, strideNext`. Anything else: `iterate, jump,
// body, next`, where the jump goes to `next`.
extension Compiler {
  /// A loop whose body is being compiled.
  struct OpenLoop {
    let body: Label
    let iterator: Int
    let item: Int
    /// The instruction that goes on to the next element.
    let advance: Opcode
    let iterableSpan: Span
  }

  mutating func compileLoop(
    _ target: Expression, _ iterable: Expression, _ body: [Statement], at span: Span
  ) {
    let loop = beginLoop(target, over: iterable)
    compile(body)
    end(loop)
  }

  /// Compiles a loop up to its body, in which the target has the element.
  mutating func beginLoop(_ target: Expression, over iterable: Expression) -> OpenLoop {
    let range = rangeBounds(of: iterable)
    let iterator = builder.allocate(range?.step == nil ? 2 : 3, at: iterable.span)
    let loop = FunctionBuilder.Loop(exit: builder.makeLabel(), next: builder.makeLabel())
    if let range {
      if let start = range.start {
        compile(start, into: iterator)
      } else {
        load(.int(0), into: iterator, at: iterable.span)
      }
      compile(range.limit, into: iterator + 1)
      if let step = range.step { compile(step, into: iterator + 2) }
    } else {
      let value = compile(iterable)
      builder.emit(.iterate, iterator, value, at: iterable.span)
      builder.release(to: iterator + 2)
    }
    builder.enter(loop, lockedIterator: range == nil ? iterator : nil)
    let variable = plainRegister(of: target)
    let item = variable ?? builder.allocate(at: target.span)
    if let range {
      let prepare: Opcode = range.step == nil ? .rangePrepare : .stridePrepare
      builder.shortJump(prepare, iterator, item, to: loop.exit, at: iterable.span)
    } else {
      builder.jump(.jump, to: loop.next, at: iterable.span, thenReachable: true)
    }
    let body = builder.makeBoundLabel()
    if variable == nil { assign(target, from: item) }
    let advance = range.map { $0.step == nil ? Opcode.rangeNext : .strideNext } ?? .next
    return OpenLoop(
      body: body, iterator: iterator, item: item, advance: advance, iterableSpan: iterable.span)
  }

  /// Ends a loop whose body has been compiled.
  mutating func end(_ open: OpenLoop) {
    let loop = builder.leaveLoop()
    builder.bind(loop.next)
    builder.shortJump(
      open.advance, open.iterator, open.item, to: open.body, at: open.iterableSpan)
    builder.endLockedRange(of: loop)
    builder.bind(loop.exit)
  }

  mutating func compileWhile(_ condition: Expression, _ body: [Statement], at span: Span) {
    let head = builder.makeBoundLabel()
    let exit = builder.makeLabel()
    recordLine(of: condition.span)
    branch(on: condition, when: false, to: exit)
    builder.enter(FunctionBuilder.Loop(exit: exit, next: head), lockedIterator: nil)
    compile(body)
    _ = builder.leaveLoop()
    builder.jump(.loop, to: head, at: condition.span)
    builder.bind(exit)
  }

  private struct RangeBounds {
    var start: Expression?
    let limit: Expression
    var step: Expression?
  }

  /// The arguments of `range(limit)`, `range(start, limit)` or `range(start, limit, step)`, which are counted without a
  /// range value.
  private func rangeBounds(of iterable: Expression) -> RangeBounds? {
    guard case .call(let callee, let arguments) = iterable.kind, isUniversal(callee, "range"),
      arguments.allSatisfy(\.isPositional)
    else { return nil }
    switch arguments.count {
    case 1: return RangeBounds(limit: arguments[0].value)
    case 2: return RangeBounds(start: arguments[0].value, limit: arguments[1].value)
    case 3:
      return RangeBounds(
        start: arguments[0].value, limit: arguments[1].value, step: arguments[2].value)
    default: return nil
    }
  }
}

extension Argument {
  /// Whether the argument is passed by position.
  var isPositional: Bool {
    if case .positional = kind { true } else { false }
  }
}
