import StarlarkCompiler
package import StarlarkSyntax

extension Machine {
  /// Where the call of the native function that runs is written; nil where no script called it.
  package var callSite: (source: SourceText, span: Span)? {
    let frame = unsafe Values(state.pointee.failedRegisters)
    guard unsafe frame.base != state.pointee.stackStart.base, frame[-2].isObject(.function) else {
      return nil
    }
    let code = FunctionObject(frame[-2].object).code
    let offset = unsafe code.offset(of: CodePointer(state.pointee.failedInstruction))
    return code.span(at: offset).map { (code.program.program.source, $0) }
  }

  /// The name of the method that the instruction under way calls, or nil.
  var calledMethodName: String? {
    guard unsafe state.pointee.failedRegisters != state.pointee.stackStart.base else { return nil }
    let place = unsafe CodePointer(state.pointee.failedInstruction)
    switch Instruction(word: place.word(0)).opcode {
    case .callMethod, .callMethodNamed: return StringObject(place.constant.object).text
    default: return nil
    }
  }
}
