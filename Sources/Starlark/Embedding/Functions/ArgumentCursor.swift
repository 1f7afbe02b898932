import StarlarkCompiler

/// Arguments of a call of a host function, read one after the other.
struct ArgumentCursor {
  let machine: Machine
  let window: Values
  private var index = 0

  init(_ machine: Machine, _ window: Values) {
    self.machine = machine
    self.window = window
  }

  mutating func next<Argument>(_ parameter: HostParameter<Argument>) throws -> Argument {
    defer { index += 1 }
    return try parameter.read(window[index], machine)
  }

  /// The object that a method is called on.
  func receiver<Object>(as type: Object.Type) throws -> Object {
    guard let adapter = machine.hostObject(window[-2]) as? ObjectAdapter,
      let object = adapter.object as? Object
    else { throw HostError("called on an object of another class") }
    return object
  }

  /// Waits for a task.
  func wait(
    for work: @escaping @Sendable () async throws -> StarlarkValue
  ) throws -> StarlarkValue {
    guard let result = machine.evaluator.wait(for: work) else { throw TransferFailure.recorded }
    return try result.get()
  }
}

extension NativeFunction {
  /// A function or method of a host: its errors become those of the evaluation.
  convenience init(
    host signature: Signature, isImpure: Bool = false,
    body: @escaping @Sendable (inout ArgumentCursor) throws -> StarlarkValue
  ) {
    self.init(signature, isImpure: isImpure) { machine, window in
      do {
        var cursor = ArgumentCursor(machine, window)
        return ValueImporter(machine).value(try body(&cursor))
      } catch {
        return machine.fail(signature.name, error)
      }
    }
  }
}
