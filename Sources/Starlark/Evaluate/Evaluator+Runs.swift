import StarlarkCompiler
import StarlarkSyntax

// Runs of the machine, and what is left of one that fails.
extension Machine {
  /// Runs a function whose frame stands ready, to its end; `.failed` after an error.
  func run(_ function: FunctionObject, frame: Values) -> Value {
    let state = unsafe self.state
    let (baseFrame, framesLeft) = unsafe (state.pointee.baseFrame, state.pointee.framesLeft)
    let callSite = unsafe (state.pointee.failedInstruction, state.pointee.failedRegisters)
    defer {
      unsafe state.pointee.baseFrame = baseFrame
      unsafe state.pointee.framesLeft = framesLeft
    }
    let haltWord = unsafe state.pointee.haltWord
    unsafe state.pointee.baseFrame = frame
    unsafe state.pointee.framesLeft = framesLeft - 1
    guard framesLeft > 0 else {
      _ = makeRoom(frame, registers: 0)
      return .failed
    }
    frame[-1] = Value(bits: UInt64(UInt(bitPattern: haltWord)) | 7)
    Dispatch.run(function.entry, frame, self)
    if unsafe state.pointee.failedInstruction == haltWord && !state.pointee.hasFailed {
      // The native function that called back is under way again.
      unsafe state.pointee.failedInstruction = callSite.0
      unsafe state.pointee.failedRegisters = callSite.1
      return frame[-2]
    }
    evaluator.unwind(to: frame)
    return .failed
  }
}

extension Evaluator {
  /// Walks the frames of a failed run: notes where each stands and unlocks what it iterates.
  fileprivate func unwind(to base: Values) {
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
