import HuaweiCloud
package import Starlark
package import StarlarkCompiler

/// All that a runbook has beyond the language: one declaration each, for evaluation, checks, completion and help.
package enum Builtins {
  /// Functions by their own name.
  static let functions: [NativeFunction] =
    Writes.functions + Reads.functions + [SecretValues.secret] + Flow.functions

  /// Modules of functions.
  static let modules: [(name: String, functions: [NativeFunction])] = [
    ("cloud", [CloudModule.call])
  ]

  /// What is known of each built-in without running it, `cloud.call` and its like included.
  package static let signatures: [Signature] =
    (functions + modules.flatMap(\.functions)).map(\.signature)

  /// The types that built-ins give, which annotations may name.
  package static let types: Set<String> = Set(
    Reads.all.flatMap { [$0.item, $0.list] } + ["Answer", "Attempt", "Change", "Error", "Secret"])

  /// What programs of a session may use.
  package static func environment(_ settings: SessionSettings) -> EnvironmentDescription {
    let arguments = settings.arguments
    var values: [(name: String, make: @Sendable (Heap) -> Value)] = [
      ("args", { $0.host(ScriptArgumentsObject(arguments)) }),
      (Roots.name, { Value($0.list().object) }),
    ]
    for module in modules {
      values.append((module.name, { make(module.functions, in: $0) }))
    }
    if settings.isTest { values.append(("assert", { make(AssertModule.functions, in: $0) })) }
    return EnvironmentDescription(
      dialect: settings.dialect, natives: functions, values: values)
  }

  private static func make(_ functions: [NativeFunction], in heap: Heap) -> Value {
    let structure = heap.structure(
      heap.shape(typeName: "module", names: functions.map(\.name)))
    for (index, function) in functions.enumerated() {
      structure.fields[index] = heap.builtin(function)
    }
    return Value(structure.object)
  }
}

/// An error is recorded with the machine already.
struct Recorded: Error {}

extension NativeFunction {
  /// A built-in that reaches outside: it has the session, its identity, and a reader for its arguments.
  static func outside(
    _ signature: Signature, _ body: @escaping @Sendable (OutsideCall) throws(Recorded) -> Value
  ) -> NativeFunction {
    NativeFunction(signature, isImpure: true) { machine, window in
      guard let (context, call) = RunContext.begin(signature.name, machine) else { return .failed }
      do throws(Recorded) {
        return try body(
          OutsideCall(
            machine: machine, window: window, context: context, call: call,
            read: ArgumentReader(machine: machine, signature: signature)))
      } catch {
        return .failed
      }
    }
  }
}

/// A call of a built-in that reaches outside.
struct OutsideCall {
  let machine: Machine
  let window: Values
  let context: RunContext
  let call: HostCall
  let read: ArgumentReader

  subscript(index: Int) -> Value { window[index] }

  /// Waits for work elsewhere.
  func wait<Result: Sendable>(
    _ work: @escaping @Sendable () async -> Result
  ) throws(Recorded) -> Result {
    guard let result = context.wait(machine, work) else { throw Recorded() }
    return result
  }

  /// Waits for time to pass or for changes, which leave before.
  func pause<Result: Sendable>(
    releasing operations: Set<WriteOperation> = [],
    _ work: @escaping @Sendable () async -> Result
  ) throws(Recorded) -> Result {
    guard let result = context.pause(machine, releasing: operations, work) else { throw Recorded() }
    return result
  }

  /// Records that the cloud refused.
  func fail(_ function: String, _ failure: ChangeFailure) -> Recorded {
    machine.fail(failure: failure, of: function)
    return Recorded()
  }
}

extension Machine {
  /// Records a failure of the cloud, which scripts may catch.
  @discardableResult
  func fail(failure: ChangeFailure, of function: String) -> Value {
    fail(
      EvaluationFailure(
        .host, "\(function): \(failure.message)",
        hint: failure.advice.isEmpty ? nil : failure.advice, underlying: failure))
  }
}
