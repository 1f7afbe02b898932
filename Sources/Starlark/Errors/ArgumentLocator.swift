import StarlarkCompiler
import StarlarkSyntax

/// Finds where the argument of a parameter is written in a call that failed.
struct ArgumentLocator {
  let code: LinkedCode
  /// The call instruction.
  let call: CodePointer
  /// The registers of the frame that calls.
  let frame: Values
  let machine: Machine

  /// The span of the argument that a parameter got, or nil where it is not written as one.
  func span(of parameter: String) -> Span? {
    let offset = code.offset(of: call)
    guard let site = code.description.calls.first(where: { $0.word == offset }) else { return nil }
    if let index = names.firstIndex(of: parameter) {
      return span(call.b + index, in: site)
    }
    guard let index = position(of: parameter), index < call.b else { return nil }
    return span(index, in: site)
  }

  private func span(_ index: Int, in site: FunctionCode.CallSite) -> Span? {
    site.arguments.indices.contains(index) ? site.arguments[index] : nil
  }

  private var opcode: Opcode { Instruction(word: call.word(0)).opcode }

  /// The keywords that the call writes.
  private var names: [String] {
    let tuple: Value
    switch opcode {
    case .callNamed: tuple = call.constant
    case .callMethodNamed: tuple = Value(bits: call.word(2))
    default: return []
    }
    guard tuple.isObject(.tuple) else { return [] }
    let names = TupleObject(tuple.object)
    return (0..<names.count).map { StringObject(names[$0].object).text }
  }

  /// The position of a parameter of what is called.
  private func position(of parameter: String) -> Int? {
    let callee = frame[call.a]
    guard callee.isObject else { return nil }
    if opcode == .callMethod || opcode == .callMethodNamed {
      let name = StringObject(call.constant.object).text
      let method =
        machine.hostObject(callee).map { $0.method(name) }
        ?? MethodTable.method(name, of: callee.object.kind)
      if let method {
        return method.signature.parameters.firstIndex { $0.name == parameter }
      }
    }
    switch callee.object.kind {
    case .builtin:
      return BuiltinObject(callee.object).native.signature.parameters.firstIndex {
        $0.name == parameter
      }
    case .function:
      return FunctionObject(callee.object).code.description.parameters.firstIndex {
        $0.name == parameter
      }
    default: return nil
    }
  }
}
