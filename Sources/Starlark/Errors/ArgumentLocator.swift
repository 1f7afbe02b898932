import StarlarkCompiler
import StarlarkSyntax

/// Finds where the argument of a parameter is written in a failed call. The text is parsed again for it, so that calls that
/// succeed carry no positions of their arguments.
struct ArgumentLocator {
  let code: LinkedCode
  let place: CodePointer
  let frame: Values

  /// The span of the argument that a parameter got, or nil where it is not written as one.
  func span(of parameter: String, inCallAt call: Span) -> Span? {
    let program = code.program.program
    guard let file = try? Parser.parse(program.source, dialect: program.dialect) else { return nil }
    var found: [Argument]?
    SyntaxWalker.walk(file) { node in
      guard case .expression(let expression) = node else { return .descend }
      guard expression.span.start <= call.start, expression.span.end >= call.end else {
        return .descend
      }
      if expression.span == call, case .call(_, let arguments) = expression.kind {
        found = arguments
      }
      return .descend
    }
    guard let found else { return nil }
    for argument in found {
      if case .named(let name) = argument.kind, name.name == parameter { return argument.value.span }
    }
    guard let index = position(of: parameter), index < found.count else { return nil }
    // An argument before it that spreads makes its place unknown.
    for argument in found[...index] {
      guard case .positional = argument.kind else { return nil }
    }
    return found[index].value.span
  }

  /// The position of a parameter of the native function that the failed instruction calls.
  private func position(of parameter: String) -> Int? {
    let callee = frame[place.a]
    let native: NativeFunction?
    switch Instruction(word: place.word(0)).opcode {
    case .call, .callNamed:
      native = callee.isObject(.builtin) ? BuiltinObject(callee.object).native : nil
    case .callMethod, .callMethodNamed:
      native =
        callee.isObject
        ? MethodTable.method(StringObject(place.constant.object).text, of: callee.object.kind)
        : nil
    default: native = nil
    }
    return native?.signature.parameters.firstIndex { $0.name == parameter }
  }
}
