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

  /// Where the run loop goes on.
  private struct Continuation {
    let pc: CodePointer
    let registers: Values
  }

  /// Enters a function whose arguments stand in the registers of its frame; nil after an error.
  @inline(__always)
  private func enter(
    _ function: FunctionObject, frame: Values, a: Int, _ pc: CodePointer
  ) -> Continuation? {
    let (framesLeft, steps) = unsafe (state.pointee.framesLeft &- 1, state.pointee.steps &- 1)
    guard unsafe _fastPath(framesLeft | steps >= 0 && !(frame > state.pointee.stackLimit)) else {
      return enterSlowly(function, frame: frame, a: a, pc)
    }
    unsafe state.pointee.framesLeft = framesLeft
    unsafe state.pointee.steps = steps
    frame[-1] = returnAddress(pc, distance: a)
    return Continuation(pc: function.entry, registers: frame)
  }

  /// The same, where room or steps are to be asked for: apart, so that nothing has to be saved where they are not.
  @inline(never)
  private func enterSlowly(
    _ function: FunctionObject, frame: Values, a: Int, _ pc: CodePointer
  ) -> Continuation? {
    unsafe state.pointee.framesLeft &-= 1
    guard makeRoom(frame, registers: 200), charge() else { return nil }
    frame[-1] = returnAddress(pc, distance: a)
    return Continuation(pc: function.entry, registers: frame)
  }

  @inline(__always)
  private func goOn(
    at place: Continuation?, _ pc: inout CodePointer, _ r: inout Values
  ) -> Bool {
    guard let place else { return false }
    pc = place.pc
    r = place.registers
    return true
  }

  @inline(__always)
  func call(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let callee = r[a]
    if _fastPath(callee.isObject(.function)) {
      if _fastPath(callee.object.header.extra == UInt32(truncatingIfNeeded: w.b)) {
        return goOn(
          at: enter(FunctionObject(callee.object), frame: r + (a &+ 2), a: a, pc), &pc, &r)
      }
      return goOn(at: callWithDefaults(FunctionObject(callee.object), w, pc, r), &pc, &r)
    } else if callee.isObject(.builtin) {
      return callNative(BuiltinObject(callee.object).reference, w, r)
    }
    return goOn(at: callSlowly(callee, w, CallArguments(positional: w.b), pc, r), &pc, &r)
  }

  /// Calls a function with arguments by position for its first parameters, and the defaults of the others.
  @inline(never)
  private func callWithDefaults(
    _ function: FunctionObject, _ w: CodePointer, _ pc: CodePointer, _ r: Values
  ) -> Continuation? {
    let code = function.code
    let (given, least) = (w.b, code.leastPositional)
    guard given >= least, given <= code.positionalCount else {
      return callSlowly(
        Value(function.object), w, CallArguments(positional: given), pc, r)
    }
    let frame = r + (w.a &+ 2)
    for place in given..<least &+ code.defaultCount {
      frame[place] = function.defaults[place &- least]
    }
    return enter(function, frame: frame, a: w.a, pc)
  }

  @inline(__always)
  func callNamed(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let arguments = CallArguments(
      positional: w.b, names: w.constant, hasStar: w.c & 1 != 0, hasStarStar: w.c & 2 != 0)
    return goOn(at: callSlowly(r[w.a], w, arguments, pc, r), &pc, &r)
  }

  @inline(__always)
  func callMethod(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let receiver = r[w.a]
    if _fastPath(receiver.isObject) {
      if receiver.object.kind == .list, unsafe w.c == state.pointee.appendNumber, w.b == 1 {
        // Half of the calls of methods in loops are these.
        let list = ListObject(receiver.object)
        if _fastPath(list.isMutable && list.count < list.capacity) {
          list.items[list.count] = r[w.a &+ 2]
          list.count &+= 1
          r[w.a] = .none
          return charge()
        }
      }
      if receiver.object.kind == .dict, unsafe w.c == state.pointee.getNumber, getEntry(w, r) {
        return charge()
      }
      if let method = unsafe state.pointee.methods[receiver.object.kind, w.c] {
        return callNative(method, w, r)
      }
    }
    return goOn(
      at: callAttribute(receiver, w, CallArguments(positional: w.b), pc, r), &pc, &r)
  }

  /// Carries out `dict.get` of a string; false, and nothing has changed, for other keys.
  @inline(__always)
  private func getEntry(_ w: CodePointer, _ r: Values) -> Bool {
    let key = r[w.a &+ 2]
    guard w.b == 1 || w.b == 2, key.isObject(.string) else { return false }
    let dict = TableObject(r[w.a].object)
    let position = dict.find(key, hash: StringObject(key.object).hash)
    r[w.a] = position >= 0 ? dict.value(at: position) : w.b == 2 ? r[w.a &+ 3] : .none
    return true
  }

  /// Calls what a value has under the instruction's name: a host's method, or the value of an attribute.
  @inline(never)
  private func callAttribute(
    _ receiver: Value, _ w: CodePointer, _ arguments: CallArguments, _ pc: CodePointer, _ r: Values
  ) -> Continuation? {
    if let native = hostMethod(receiver, w.constant) {
      return callBinding(native, w, arguments, r) ? Continuation(pc: pc, registers: r) : nil
    }
    let callee = attribute(receiver, w.constant)
    guard !callee.isFailed else { return nil }
    r[w.a] = callee
    return callSlowly(callee, w, arguments, pc, r)
  }

  /// The method of a host's object, which stays the receiver.
  @inline(never)
  private func hostMethod(_ receiver: Value, _ name: Value) -> NativeFunction? {
    hostObject(receiver)?.method(StringObject(name.object).text)
  }

  @inline(__always)
  func callMethodNamed(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 2
    let arguments = CallArguments(
      positional: w.b, names: Value(bits: w.word(2)), hasStar: w.c & 1 != 0,
      hasStarStar: w.c & 2 != 0)
    return goOn(at: callAttribute(r[w.a], w, arguments, pc, r), &pc, &r)
  }

  @inline(__always)
  func checkMethod(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let receiver = r[w.a]
    if _fastPath(receiver.isObject),
      unsafe state.pointee.methods[receiver.object.kind, w.c] != nil
    {
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

  /// Calls a native function with arguments by position.
  @inline(never)
  private func callNative(_ native: NativeReference, _ w: CodePointer, _ r: Values) -> Bool {
    if _fastPath(native.with { $0.takes(w.b) }) {
      return native.with { callBody($0, w, r, count: w.b) }
    }
    return native.with { callVariadic($0, w, r) }
  }

  @inline(never)
  private func callVariadic(_ native: NativeFunction, _ w: CodePointer, _ r: Values) -> Bool {
    guard let body = native.variadic else {
      return callBinding(native, w, CallArguments(positional: w.b), r)
    }
    let window = r + (w.a &+ 2)
    top = window + w.b
    note(callSite: w, r)
    return finish(body(self, window, w.b), w, r)
  }

  @inline(__always)
  private func finish(_ result: Value, _ w: CodePointer, _ r: Values) -> Bool {
    guard _fastPath(!result.isFailed) else { return false }
    r[w.a] = result
    return charge() && safepoint(r)
  }

  /// Calls a native function whose arguments are all by position.
  @inline(__always)
  private func callBody(
    _ native: NativeFunction, _ w: CodePointer, _ r: Values, count: Int
  ) -> Bool {
    let window = r + (w.a &+ 2)
    let parameters = native.parameterCount
    var index = count
    while index < parameters {
      window[index] = .unbound
      index &+= 1
    }
    top = window + parameters
    note(callSite: w, r)
    return finish(native.body(self, window), w, r)
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
    return callBody(native, w, r, count: native.parameterCount)
  }

  /// Calls anything that the fast paths do not.
  @inline(never)
  private func callSlowly(
    _ callee: Value, _ w: CodePointer, _ arguments: CallArguments, _ pc: CodePointer, _ r: Values
  ) -> Continuation? {
    guard callee.isObject else { return failCalling(callee) }
    let frame = r + (w.a &+ 2)
    let isDone: Bool
    switch callee.object.kind {
    case .function:
      let function = FunctionObject(callee.object)
      guard makeRoom(frame, registers: function.code.registerCount),
        bind(arguments, to: function, frame: frame),
        function.code.mayRecur || checkRecursion(function, r)
      else { return nil }
      return enter(function, frame: frame, a: w.a, pc)
    case .builtin:
      isDone = BuiltinObject(callee.object).reference.with { native in
        guard native.makesStructures, arguments.haveNamesOnly else {
          return callBinding(native, w, arguments, r)
        }
        r[w.a] = evaluator.structures.make(arguments.names, frame, self)
        return charge() && safepoint(r)
      }
    case .boundMethod:
      let bound = BoundMethodObject(callee.object)
      r[w.a] = bound.receiver
      isDone = BuiltinObject(bound.method.object).reference.with {
        callBinding($0, w, arguments, r)
      }
    case .recordType:
      isDone = callBinding(evaluator.recordConstructor, w, arguments, r)
    default:
      return failCalling(callee)
    }
    return isDone ? Continuation(pc: pc, registers: r) : nil
  }

  private func failCalling(_ callee: Value) -> Continuation? {
    fail("\(typeName(callee)) is not callable")
    return nil
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
      if unsafe frame.base == state.pointee.baseFrame.base { break }
      frame = frame - (distance &+ 2)
    }
    return true
  }

  // MARK: Stack

  /// The same as `makeRoom`, in line where there is room.
  @inline(__always)
  func hasRoomLeft(_ frame: Values, registers: Int) -> Bool {
    if unsafe _fastPath(
      state.pointee.framesLeft >= 0 && !(frame + registers > state.pointee.stackLimit))
    {
      return true
    }
    return makeRoom(frame, registers: registers)
  }

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
