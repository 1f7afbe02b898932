import StarlarkCompiler

// Calls and returns. A call of a script's function uses no native stack: its frame begins two registers above the callee,
// and its return address carries how far below the caller's frame begins.
extension Machine {
  /// The return address for a frame that begins a distance above its caller's.
  @inline(__always)
  private func returnAddress(_ pc: CodePointer, distance: Int) -> Value {
    unsafe Value(
      bits: UInt64(UInt(bitPattern: pc.base)) | UInt64(truncatingIfNeeded: distance) &<< 48 | 7)
  }

  /// Enters a function whose arguments stand in the registers of its frame.
  @inline(__always)
  private func enter(
    _ function: FunctionObject, frame: Values, a: Int, _ pc: inout CodePointer, _ r: inout Values
  ) -> Bool {
    unsafe state.pointee.framesLeft &-= 1
    if unsafe _slowPath(state.pointee.framesLeft < 0 || frame > state.pointee.stackLimit) {
      guard makeRoom(frame, registers: 200) else { return false }
    }
    frame[-1] = returnAddress(pc, distance: a)
    pc = function.entry
    r = frame
    return charge()
  }

  @inline(__always)
  func call(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let callee = r[a]
    if _fastPath(callee.isObject(.function)) {
      let function = FunctionObject(callee.object)
      if _fastPath(callee.object.header.extra == UInt32(truncatingIfNeeded: w.b)) {
        return enter(function, frame: r + (a &+ 2), a: a, &pc, &r)
      }
    } else if callee.isObject(.builtin) {
      let native = BuiltinObject(callee.object).native
      if let positional = native.positional, positional.contains(w.b) {
        return callNative(native, w, r, count: w.b)
      }
    }
    return callSlowly(callee, w, CallArguments(positional: w.b), &pc, &r)
  }

  @inline(__always)
  func callNamed(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let arguments = CallArguments(
      positional: w.b, names: w.constant, hasStar: w.c & 1 != 0, hasStarStar: w.c & 2 != 0)
    return callSlowly(r[w.a], w, arguments, &pc, &r)
  }

  @inline(__always)
  func callMethod(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let a = w.a
    let receiver = r[a]
    if _fastPath(receiver.isObject),
      let native = unsafe MethodTable.pointer[receiver.object.kind, w.c]
    {
      if let positional = native.positional, _fastPath(positional.contains(w.b)) {
        return callNative(native, w, r, count: w.b)
      }
      return callBinding(native, w, CallArguments(positional: w.b), r)
    }
    let arguments = CallArguments(positional: w.b)
    if let native = hostMethod(receiver, w.constant) {
      return callBinding(native, w, arguments, r)
    }
    let callee = attribute(receiver, w.constant)
    guard !callee.isFailed else { return false }
    r[a] = callee
    return callSlowly(callee, w, arguments, &pc, &r)
  }

  /// The method of a host's object, which stays the receiver.
  @inline(never)
  private func hostMethod(_ receiver: Value, _ name: Value) -> NativeFunction? {
    hostObject(receiver)?.method(StringObject(name.object).text)
  }

  @inline(__always)
  func callMethodNamed(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 2
    let a = w.a
    let receiver = r[a]
    let names = Value(bits: w.word(2))
    let arguments = CallArguments(
      positional: w.b, names: names, hasStar: w.c & 1 != 0, hasStarStar: w.c & 2 != 0)
    if let native = hostMethod(receiver, w.constant) {
      return callBinding(native, w, arguments, r)
    }
    let callee = attribute(receiver, w.constant)
    guard !callee.isFailed else { return false }
    r[a] = callee
    return callSlowly(callee, w, arguments, &pc, &r)
  }

  @inline(__always)
  func checkMethod(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let receiver = r[w.a]
    if _fastPath(receiver.isObject), unsafe MethodTable.pointer[receiver.object.kind, w.c] != nil {
      return true
    }
    return hasAttribute(receiver, w.constant)
  }

  /// Whether a value has an attribute, an error being recorded if not; a host's object is asked only by the call.
  @inline(never)
  private func hasAttribute(_ value: Value, _ name: Value) -> Bool {
    value.isObject(.host) || !attribute(value, name).isFailed
  }

  @inline(__always)
  func returnValue(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    leave(r[w.a], &pc, &r)
    return true
  }

  @inline(__always)
  func returnNone(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    leave(.none, &pc, &r)
    return true
  }

  @inline(__always)
  private func leave(_ value: Value, _ pc: inout CodePointer, _ r: inout Values) {
    unsafe state.pointee.framesLeft &+= 1
    let address = r[-1]
    r[-2] = value
    pc = CodePointer(returnAddress: address)
    r = r - (Int(truncatingIfNeeded: address.bits &>> 48) &+ 2)
  }

  // MARK: Natives

  /// Notes which call is under way, for natives that ask and for errors.
  @inline(__always)
  private func note(callSite w: CodePointer, _ r: Values) {
    unsafe state.pointee.failedInstruction = w.base
    unsafe state.pointee.failedRegisters = r.base
  }

  /// Calls a native function whose arguments are all by position.
  @inline(__always)
  private func callNative(
    _ native: NativeFunction, _ w: CodePointer, _ r: Values, count: Int
  ) -> Bool {
    let a = w.a
    let window = r + (a &+ 2)
    let parameters = native.parameterCount
    var index = count
    while index < parameters {
      window[index] = .unbound
      index &+= 1
    }
    top = window + parameters
    note(callSite: w, r)
    let result = native.body(self, window)
    guard _fastPath(!result.isFailed) else { return false }
    r[a] = result
    return charge() && safepoint(r)
  }

  /// Calls a native function after binding arguments by name and by `*`.
  @inline(never)
  private func callBinding(
    _ native: NativeFunction, _ w: CodePointer, _ arguments: CallArguments, _ r: Values
  ) -> Bool {
    let window = r + (w.a &+ 2)
    guard hasRoom(window, registers: native.parameterCount),
      native.bind(arguments, in: window, machine: self)
    else { return false }
    return callNative(native, w, r, count: native.parameterCount)
  }

  /// Calls anything that the fast paths do not.
  @inline(never)
  private func callSlowly(
    _ callee: Value, _ w: CodePointer, _ arguments: CallArguments, _ pc: inout CodePointer,
    _ r: inout Values
  ) -> Bool {
    guard callee.isObject else { return failCalling(callee) }
    let frame = r + (w.a &+ 2)
    switch callee.object.kind {
    case .function:
      let function = FunctionObject(callee.object)
      guard makeRoom(frame, registers: function.code.registerCount),
        bind(arguments, to: function, frame: frame),
        function.code.mayRecur || checkRecursion(function, r)
      else { return false }
      return enter(function, frame: frame, a: w.a, &pc, &r)
    case .builtin:
      let native = BuiltinObject(callee.object).native
      if native === Structures.function, arguments.haveNamesOnly {
        r[w.a] = evaluator.structures.make(arguments.names, frame, self)
        return charge() && safepoint(r)
      }
      return callBinding(native, w, arguments, r)
    case .boundMethod:
      let bound = BoundMethodObject(callee.object)
      r[w.a] = bound.receiver
      return callBinding(BuiltinObject(bound.method.object).native, w, arguments, r)
    case .recordType:
      return callBinding(evaluator.recordConstructor, w, arguments, r)
    default:
      return failCalling(callee)
    }
  }

  private func failCalling(_ callee: Value) -> Bool {
    fail("\(typeName(callee)) is not callable")
    return false
  }

  /// Forbids that a function is active twice, as the specification does without the option `recursion`.
  private func checkRecursion(_ function: FunctionObject, _ r: Values) -> Bool {
    var frame = r
    while frame[-2].isObject(.function) {
      if unsafe FunctionObject(frame[-2].object).code.state == function.code.state {
        fail("function \(function.code.description.name) called recursively")
        return false
      }
      let distance = Int(truncatingIfNeeded: frame[-1].bits &>> 48)
      if unsafe frame.base == evaluator.baseFrame.base { break }
      frame = frame - (distance &+ 2)
    }
    return true
  }

  // MARK: Stack

  /// Makes sure that a frame has room on the stack, and that no more calls nest than allowed.
  @inline(never)
  func makeRoom(_ frame: Values, registers: Int) -> Bool {
    guard unsafe state.pointee.framesLeft >= 0 else {
      fail(
        EvaluationFailure(
          .limit, "calls nested too deeply: more than \(evaluator.limits.frames) frames",
          hint: "raise the limit with --max-frames"))
      return false
    }
    return hasRoom(frame, registers: registers)
  }

  private func hasRoom(_ frame: Values, registers: Int) -> Bool {
    let needed = frame + registers
    if unsafe needed > state.pointee.stackLimit {
      let limit = needed + 1024
      guard unsafe state.pointee.stackEnd > limit + MachineState.stackMargin else {
        fail(
          EvaluationFailure(.limit, "calls nested too deeply: the stack of the evaluation is full"))
        return false
      }
      unsafe state.pointee.stackLimit = limit
    }
    return true
  }
}
