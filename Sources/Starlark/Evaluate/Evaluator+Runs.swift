import StarlarkCompiler
import StarlarkSyntax

// Runs of the machine, and what is left of one that fails.
extension Evaluator {
  /// Runs a function whose frame stands ready, to its end; `.failed` after an error.
  func run(_ function: FunctionObject, frame: Values) -> Value {
    let saved = unsafe (baseFrame, machine.state.pointee.framesLeft)
    defer {
      baseFrame = saved.0
      unsafe machine.state.pointee.framesLeft = saved.1
    }
    let callSite = unsafe (
      machine.state.pointee.failedInstruction, machine.state.pointee.failedRegisters
    )
    baseFrame = frame
    unsafe machine.state.pointee.framesLeft -= 1
    guard unsafe machine.state.pointee.framesLeft >= 0 else {
      _ = machine.makeRoom(frame, registers: 0)
      return .failed
    }
    frame[-1] = unsafe Value(bits: UInt64(UInt(bitPattern: haltWord)) | 7)
    Dispatch.run(function.entry, frame, machine)
    if unsafe machine.state.pointee.failedInstruction == haltWord && !hasFailed {
      // The native function that called back is under way again.
      unsafe machine.state.pointee.failedInstruction = callSite.0
      unsafe machine.state.pointee.failedRegisters = callSite.1
      return frame[-2]
    }
    unwind(to: frame)
    return .failed
  }

  /// Walks the frames of a failed run: notes where each stands and unlocks what it iterates.
  private func unwind(to base: Values) {
    var place = unsafe CodePointer(machine.state.pointee.failedInstruction)
    var frame = unsafe Values(machine.state.pointee.failedRegisters)
    while frame[-2].isObject(.function) {
      let code = FunctionObject(frame[-2].object).code
      let offset = code.offset(of: place)
      let isOutermost = unsafe frame.base == base.base
      if isOutermost || !passesToCaller(code, at: place) { note(code, at: place, frame) }
      for range in code.description.iterators where range.start <= offset && offset < range.end {
        machine.endIteration(frame[range.register])
      }
      if isOutermost { return }
      let address = frame[-1]
      frame = frame - (Int(truncatingIfNeeded: address.bits &>> 48) &+ 2)
      place = call(before: CodePointer(returnAddress: address), in: frame)
    }
  }

  /// The call instruction that a return address follows.
  private func call(before place: CodePointer, in frame: Values) -> CodePointer {
    let code = FunctionObject(frame[-2].object).code
    let offset = code.offset(of: place)
    let site = code.description.calls.last { $0.word < offset }
    return place - (offset - (site?.word ?? offset - 1))
  }

  /// Whether the error of a frame is its caller's: an argument of the wrong type.
  private func passesToCaller(_ code: LinkedCode, at place: CodePointer) -> Bool {
    let word = Instruction(word: place.word(0))
    guard frames.isEmpty, word.opcode == .checkParameter, failure?.kind == .error else {
      return false
    }
    failure?.parameter = code.description.parameters[word.b].name
    return true
  }

  /// Notes where a frame stands: at the argument that is wrong where the failure names its parameter.
  private func note(_ code: LinkedCode, at place: CodePointer, _ frame: Values) {
    let description = code.description
    let offset = code.offset(of: place)
    guard description.spans.indices.contains(offset) else { return }
    var span = description.spans[offset]
    if frames.isEmpty, let parameter = failure?.parameter,
      let argument = ArgumentLocator(code: code, call: place, frame: frame, machine: machine).span(
        of: parameter)
    {
      span = argument
    }
    let failed = Diagnostic.Frame(
      source: code.program.program.source, span: span, name: description.name)
    if keepsFailedFrames {
      if frames.isEmpty { failedFrames = [] }
      failedFrames.append(
        FailedFrame(place: failed, globals: code.program.globals, code: code, frame: frame))
    }
    note(failed)
  }
}
