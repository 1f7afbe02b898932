import ReeveTestSupport
package import Starlark
import StarlarkCompiler
package import StarlarkSyntax

/// Runs programs for tests: what they print, and the errors that end them.
package struct ScriptRun {
  package var dialect: Dialect = [.runbook, .whileLoops]
  package var limits = Limits()
  /// Whether the portable dispatcher runs the code.
  package var usesSwitch = false
  /// Whether each safepoint collects, and each object has memory of its own.
  package var isStressed = false

  package init() {}

  /// What a run left behind.
  package struct Result: Sendable {
    package var output = ""
    package var error: Diagnostic?
    package var traceback: [Diagnostic.Frame] = []
    package var kind: EvaluationError.Kind?

    /// The line and the message of the error, as expectations of a chunk want them.
    package var errors: [(line: Int, message: String)] {
      guard let error else { return [] }
      return [(error.source.line(of: error.span.start), error.message)]
    }
  }

  /// Runs a program to its end.
  package func run(_ text: String, name: String = "test.star") -> Result {
    var result = Result()
    let source = SourceText(name: name, text: text)
    let environment = EnvironmentDescription(dialect: dialect, natives: Assertions.natives)
    let evaluator = Evaluator(limits: limits, environment: environment, stressed: isStressed)
    evaluator.usesSwitch = usesSwitch
    let output = Output()
    evaluator.output = { output.bytes += $0 }
    do {
      let file = try Parser.parse(source, dialect: dialect)
      let program = try Compiler.compile(file, predeclared: evaluator.environment.names)
      _ = try evaluator.run(program, globals: Globals())
    } catch let error as Diagnostic {
      result.error = error
    } catch let error as EvaluationError {
      result.error = error.diagnostic
      result.traceback = error.traceback
      result.kind = error.kind
    } catch {
      preconditionFailure("an error of an unknown type: \(error)")
    }
    result.output = String(decoding: output.bytes, as: UTF8.self)
    return result
  }

  private final class Output {
    var bytes: [UInt8] = []
  }
}

/// What test programs assert with.
enum Assertions {
  static let natives = [
    NativeFunction(
      Signature(
        "assert_eq", [.init("x"), .init("y")], documentation: "Fails unless both are equal.")
    ) { machine, arguments in
      guard let equal = machine.equals(arguments[0], arguments[1]) else { return .failed }
      return equal
        ? .none
        : machine.fail(
          "\(machine.shortText(arguments[0])) is not equal to \(machine.shortText(arguments[1]))")
    },
    NativeFunction(
      Signature("assert_true", [.init("x")], documentation: "Fails unless a value is true.")
    ) { machine, arguments in
      machine.truth(arguments[0])
        ? .none : machine.fail("\(machine.shortText(arguments[0])) is not true")
    },
    NativeFunction(
      Signature(
        "assert_fails", [.init("function"), .init("pattern", type: .string)],
        documentation: "Fails unless a call fails with a message that matches.")
    ) { machine, arguments in
      let result = machine.call(arguments[0])
      guard result.isFailed else { return machine.fail("the call did not fail") }
      let message = machine.evaluator.takeError().diagnostic.message
      let pattern = StringObject(arguments[1].object).text
      guard let regex = try? Regex(pattern) else { return machine.fail("bad pattern \(pattern)") }
      return message.contains(regex)
        ? .none : machine.fail("\"\(message)\" does not match \"\(pattern)\"")
    },
    NativeFunction(
      Signature("freeze", [.init("x")], documentation: "Freezes a value and answers it.")
    ) { machine, arguments in
      machine.freeze(arguments[0])
      return arguments[0]
    },
  ]
}
