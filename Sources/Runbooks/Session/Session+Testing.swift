package import Starlark
package import StarlarkSyntax
import StarlarkCompiler

/// What came of the tests of a file: of its top level, and of each function that is a test.
package struct TestRun: Sendable {
  /// One test.
  package struct Test: Sendable {
    package let name: String
    package let outcome: RunOutcome
  }

  /// What came of the top level; where it failed there are no tests.
  package var file: RunOutcome
  package var tests: [Test] = []
  /// What the lines took, of the file and of those that it loads.
  package var profile: LineProfile? { (tests.last?.outcome ?? file).profile }
}

extension Session {
  /// Runs the functions of a file whose names begin with `test_`, in the order of the text.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - filter: What the names of the tests have in them that run.
  ///   - began: Is told the name of each test before it runs.
  /// - Returns: What came of them.
  package func test(
    _ source: SourceText, only filter: String? = nil,
    began: @escaping @Sendable (String) -> Void
  ) async -> TestRun {
    await EvaluationThread.run { [core] in core.test(source, only: filter, began: began) }
  }
}

extension SessionCore {
  fileprivate func test(
    _ source: SourceText, only filter: String?, began: (String) -> Void
  ) -> TestRun {
    var run = TestRun(file: RunOutcome())
    let globals = Globals()
    do throws(Diagnostic) {
      let program = try compile(source, options: compilerOptions)
      let running = running()
      evaluate(running, &run.file) { evaluator throws(EvaluationError) in
        _ = try evaluator.run(program, globals: globals)
      }
      guard run.file.error == nil, run.file.stop == nil else { return run }
      for name in globals.names
      where name.hasPrefix("test_") && (filter.map { name.contains($0) } ?? true) {
        guard let function = globals.value(of: name), function.isObject(.function) else { continue }
        began(name)
        var outcome = RunOutcome()
        running.evaluator.renewLimits()
        evaluate(running, &outcome) { evaluator throws(EvaluationError) in
          _ = try evaluator.call(function, [])
        }
        run.tests.append(TestRun.Test(name: name, outcome: outcome))
        guard outcome.stop == nil else { break }
      }
    } catch {
      run.file.diagnostics = diagnose(source, first: error, options: compilerOptions)
    }
    return run
  }

  private func evaluate(
    _ running: Running, _ outcome: inout RunOutcome,
    _ body: (Evaluator) throws(EvaluationError) -> Void
  ) {
    do throws(EvaluationError) {
      try body(running.evaluator)
    } catch {
      outcome.error = error
    }
    finish(running, &outcome)
  }
}
