import StarlarkCompiler

// Calls from native functions into the script.
extension Machine {
  /// Calls a value; the result, or `.failed`.
  ///
  /// What must survive has to be in a native's window or pushed.
  package func call(_ callee: Value, _ arguments: Value...) -> Value {
    call(callee, arguments, named: [])
  }

  /// Calls a value with one argument by position; the result, or `.failed`.
  package func call(_ callee: Value, _ argument: Value) -> Value {
    guard enterNative() else { return .failed }
    defer { leaveNative() }
    let savedTop = top
    defer { top = savedTop }
    let window = savedTop + 2
    guard hasRoomLeft(window, registers: 8) else { return .failed }
    // By places from `savedTop` on: of stores below and at one place the optimizer keeps the last alone.
    savedTop[0] = callee
    savedTop[1] = .none
    savedTop[2] = argument
    return call(CallArguments(positional: 1), window: window)
  }

  /// Calls a value with arguments by position and by name; the result, or `.failed`.
  package func call(_ callee: Value, _ positional: [Value], named: [(String, Value)]) -> Value {
    guard enterNative() else { return .failed }
    defer { leaveNative() }
    let savedTop = top
    defer { top = savedTop }
    let window = savedTop + 2
    guard makeRoom(window, registers: positional.count + named.count + 8) else { return .failed }
    window[-2] = callee
    window[-1] = .none
    for (index, value) in positional.enumerated() { window[index] = value }
    for (index, argument) in named.enumerated() { window[positional.count + index] = argument.1 }
    var arguments = CallArguments(positional: positional.count)
    if !named.isEmpty { arguments.names = heap.tuple(named.map { heap.intern($0.0) }) }
    return call(arguments, window: window)
  }

  private func call(_ arguments: CallArguments, window: Values) -> Value {
    let callee = window[-2]
    guard callee.isObject else { return failNotCallable(callee) }
    switch callee.object.kind {
    case .function:
      let function = FunctionObject(callee.object)
      guard hasRoomLeft(window, registers: function.code.registerCount) else { return .failed }
      if arguments.names.isNone
        && callee.object.header.extra == UInt32(truncatingIfNeeded: arguments.positional)
      {
        guard charge() else { return .failed }
      } else {
        guard bind(arguments, to: function, frame: window) else { return .failed }
        guard function.code.mayRecur || !isActive(function) else { return .failed }
      }
      return run(function, frame: window)
    case .builtin: return call(BuiltinObject(callee.object).native, arguments, window: window)
    case .boundMethod:
      let bound = BoundMethodObject(callee.object)
      window[-2] = bound.receiver
      return call(BuiltinObject(bound.method.object).native, arguments, window: window)
    case .recordType:
      return call(evaluator.recordConstructor, arguments, window: window)
    default: return failNotCallable(callee)
    }
  }

  private func call(_ native: NativeFunction, _ arguments: CallArguments, window: Values) -> Value {
    guard makeRoom(window, registers: native.parameterCount),
      native.bind(arguments, in: window, machine: self)
    else { return .failed }
    top = window + native.parameterCount
    return charge() ? native.body(self, window) : .failed
  }

  private func failNotCallable(_ callee: Value) -> Value {
    fail("\(typeName(callee)) is not callable")
  }

  /// Whether a function is active in the innermost run, which is an error without the option `recursion`.
  private func isActive(_ function: FunctionObject) -> Bool {
    var frame = unsafe state.pointee.baseFrame
    while Values.distance(from: unsafe state.pointee.stackStart, to: frame) >= 2,
      frame[-2].isObject(.function)
    {
      if unsafe FunctionObject(frame[-2].object).code.state == function.code.state {
        fail("function \(function.code.description.name) called recursively")
        return true
      }
      let distance = Int(truncatingIfNeeded: frame[-1].bits &>> 48)
      guard distance > 0 else { break }
      frame = frame - (distance &+ 2)
    }
    return false
  }
}
