import Synchronization

/// What an evaluation leaves behind: its globals, and functions that can be called.
///
/// One thread at a time uses it; others wait for their turn. A call has the limits of the interpreter anew, but for
/// memory, which is that of the module in all. A host function must not use the module that its script is of, which would
/// wait for itself.
public final class ScriptModule: @unchecked Sendable {
  // The evaluator is only touched while the lock is held.
  private let evaluator: Evaluator
  private let globals: Globals
  private let frozen = Mutex<FrozenModule?>(nil)

  init(_ evaluator: Evaluator, _ globals: Globals) {
    self.evaluator = evaluator
    self.globals = globals
  }

  // MARK: Globals

  /// The names of the globals that have a value, in the order of the text.
  public var names: [String] {
    frozen.withLock { _ in globals.names.filter { globals.value(of: $0) != nil } }
  }

  /// A copy of the value of a global, nil where there is none.
  ///
  /// - Throws: ``EvaluationError`` where the value does not pass to Swift: it is larger than the limit of a value, nested
  ///   more than 200 deep, or holds a string that is not UTF-8.
  public func value(_ name: String) throws(EvaluationError) -> StarlarkValue? {
    try frozen.withLock { frozen throws(EvaluationError) in
      if let frozen { return try frozen.value(name) }
      guard let value = globals.value(of: name) else { return nil }
      evaluator.renewLimits()
      evaluator.cancellation = Cancellation()
      return try evaluator.export(value)
    }
  }

  /// A copy of the value of a global as a Swift type.
  ///
  /// - Throws: ``EvaluationError`` where there is no such global, or it is of another type.
  public func value<Target: StarlarkConvertible>(
    _ name: String, as type: Target.Type = Target.self
  ) throws(EvaluationError) -> Target {
    guard let value = try value(name) as StarlarkValue? else {
      throw EvaluationError("the module has no global \"\(name)\"")
    }
    do throws(ConversionError) {
      return try Target.converted(from: value)
    } catch {
      throw EvaluationError(error, of: name)
    }
  }

  // MARK: Calls

  /// Calls a function of the module.
  ///
  /// - Parameters:
  ///   - name: The global that holds it.
  ///   - arguments: Arguments by position.
  ///   - named: Arguments by name.
  ///   - cancellation: Ends the call from elsewhere, as cancelling the task does.
  /// - Returns: What the function returns.
  /// - Throws: ``EvaluationError`` where there is no such function or the call fails.
  @discardableResult
  public func call(
    _ name: String, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:], cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> StarlarkValue {
    let named = named.map { ($0.key, $0.value) }
    return try await Job.run(cancellation) { job throws(EvaluationError) in
      try self.invoke(name, arguments, named, job.cancellation)
    }
  }

  /// Calls a function of the module while the caller waits.
  ///
  /// - Parameters:
  ///   - name: The global that holds it.
  ///   - arguments: Arguments by position.
  ///   - named: Arguments by name.
  ///   - cancellation: Ends the call from another thread.
  /// - Returns: What the function returns.
  /// - Throws: ``EvaluationError`` where there is no such function or the call fails.
  @available(*, noasync)
  @discardableResult
  public func call(
    _ name: String, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:], cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> StarlarkValue {
    let named = named.map { ($0.key, $0.value) }
    return try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try self.invoke(name, arguments, named, job.cancellation)
    }
  }

  /// Calls a function that the module gave a handle of.
  ///
  /// - Parameters:
  ///   - function: The handle.
  ///   - arguments: Arguments by position.
  ///   - named: Arguments by name.
  ///   - cancellation: Ends the call from elsewhere, as cancelling the task does.
  /// - Returns: What the function returns.
  /// - Throws: ``EvaluationError`` where the call fails.
  @discardableResult
  public func call(
    _ function: StarlarkHandle, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:], cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> StarlarkValue {
    let named = named.map { ($0.key, $0.value) }
    return try await Job.run(cancellation) { job throws(EvaluationError) in
      try self.invoke(job.cancellation) { evaluator throws(EvaluationError) in
        try evaluator.invoke(.handle(function), arguments, named: named)
      }
    }
  }

  private func invoke(
    _ name: String, _ arguments: [StarlarkValue], _ named: [(String, StarlarkValue)],
    _ cancellation: Cancellation
  ) throws(EvaluationError) -> StarlarkValue {
    try invoke(cancellation) { evaluator throws(EvaluationError) in
      guard let function = globals.value(of: name) else {
        throw EvaluationError("the module has no global \"\(name)\"")
      }
      return try evaluator.invoke(.value(function), arguments, named: named)
    }
  }

  private func invoke(
    _ cancellation: Cancellation,
    _ body: (Evaluator) throws(EvaluationError) -> StarlarkValue
  ) throws(EvaluationError) -> StarlarkValue {
    try frozen.withLock { frozen throws(EvaluationError) in
      guard frozen == nil else {
        throw EvaluationError(
          "the module is frozen", hint: "call its functions through an interpreter")
      }
      evaluator.renewLimits()
      evaluator.cancellation = cancellation
      return try body(evaluator)
    }
  }

  // MARK: Sharing

  /// Makes the module immutable, for any number of evaluations to share.
  ///
  /// Its functions are then called through an ``Interpreter``, in evaluations of their own.
  ///
  /// - Returns: The frozen module, the same each time.
  public func freeze() -> FrozenModule {
    frozen.withLock { frozen in
      let module = frozen ?? FrozenModule(globals: globals, of: evaluator)
      frozen = module
      return module
    }
  }

  // MARK: Use

  /// The steps that the evaluation, or else the last call, has taken.
  public var stepsUsed: Int { frozen.withLock { _ in evaluator.stepsUsed } }

  /// Upper bound of the bytes that the values of the module take.
  public var memoryUsed: Int { frozen.withLock { _ in evaluator.heap.allocated } }
}
