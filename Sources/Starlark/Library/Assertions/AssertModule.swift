import StarlarkCompiler

/// The module `assert` that tests written in Starlark use; a failed assertion ends the test.
package enum AssertModule {
  private static let message = Signature.Parameter(
    "message", type: .string, isOptional: true, documentation: "What the assertion is about.")

  package static let functions: [NativeFunction] = [
    function("eq", "Fails unless both values are equal.", ["got", "want"]) { machine, window in
      machine.equals(window[0], window[1]).map { isEqual in
        isEqual ? nil : "got \(text(machine, window[0])), want \(text(machine, window[1]))"
      }
    },
    function("ne", "Fails if both values are equal.", ["got", "other"]) { machine, window in
      machine.equals(window[0], window[1]).map { isEqual in
        isEqual ? "both are \(text(machine, window[0]))" : nil
      }
    },
    function("true", "Fails unless a value is true.", ["condition"]) { machine, window in
      .some(machine.truth(window[0]) ? nil : "\(text(machine, window[0])) is not true")
    },
    function("false", "Fails if a value is true.", ["condition"]) { machine, window in
      .some(machine.truth(window[0]) ? "\(text(machine, window[0])) is true" : nil)
    },
    function("lt", "Fails unless one value is less than another.", ["less", "more"]) {
      machine, window in
      machine.compare(window[0], window[1]).map { order in
        order < 0
          ? nil : "\(text(machine, window[0])) is not less than \(text(machine, window[1]))"
      }
    },
    function("contains", "Fails unless a container has an element.", ["container", "element"]) {
      machine, window in
      machine.contains(window[0], window[1]).map { isContained in
        isContained
          ? nil : "\(text(machine, window[1])) is not in \(text(machine, window[0]))"
      }
    },
    fails,
  ]

  private static let fails = NativeFunction(
    Signature(
      "assert.fails",
      [
        .init("function", type: .callable, documentation: "What is called without arguments."),
        .init(
          "text", type: .string, isOptional: true, documentation: "What the error says in part."),
      ], result: .string,
      documentation: "Fails unless a call fails; gives the message of its error.")
  ) { machine, window in
    guard Arguments.callable(machine, "assert.fails", "function", window[0]) else { return .failed }
    var wanted = ""
    if !window[1].isUnbound {
      guard let text = Arguments.string(machine, "assert.fails", "text", window[1]) else {
        return .failed
      }
      wanted = text.text
    }
    let result = machine.call(window[0])
    guard result.isFailed else {
      return fail(machine, "fails", "the call gave \(text(machine, result))")
    }
    guard !machine.evaluator.mustEnd else { return .failed }
    let message = machine.evaluator.takeError().diagnostic.message
    guard wanted.isEmpty || message.contains(wanted) else {
      return fail(machine, "fails", "the error is \"\(message)\", want \"\(wanted)\" in it")
    }
    return machine.heap.string(message)
  }

  /// An assertion whose check answers why it does not hold, or nil where it holds; nothing after an error was recorded.
  private static func function(
    _ name: String, _ documentation: String, _ parameters: [String],
    _ check: @escaping @Sendable (Machine, Values) -> String??
  ) -> NativeFunction {
    let count = parameters.count
    return NativeFunction(
      Signature(
        "assert.\(name)", parameters.map { .init($0) } + [message], result: .none,
        documentation: documentation)
    ) { machine, window in
      guard let problem = check(machine, window) else { return .failed }
      guard let problem else { return .none }
      guard !window[count].isUnbound,
        let about = Arguments.string(machine, "assert.\(name)", "message", window[count])
      else { return machine.evaluator.hasFailed ? .failed : fail(machine, name, problem) }
      return fail(machine, name, "\(about.text): \(problem)")
    }
  }

  private static func fail(_ machine: Machine, _ name: String, _ problem: String) -> Value {
    machine.fail(EvaluationFailure(.error, "assert.\(name): \(problem)"))
  }

  private static func text(_ machine: Machine, _ value: Value) -> String {
    machine.shortText(value)
  }
}
