// Whatever the program: evaluation ends within its limits and does not crash, its error can be shown, and it does the
// same whichever dispatcher runs it and however often garbage is collected.

import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// What libFuzzer calls with each text.
@c(LLVMFuzzerTestOneInput)
public func fuzzEvaluation(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(name: "fuzz.star", bytes: bytes)
  let dialect: Dialect = [.runbook, .whileLoops]
  guard let file = try? Parser.parse(source, dialect: dialect),
    let program = try? Compiler.compile(file, predeclared: Outcome.environment.names)
  else { return -1 }
  let first = Outcome(program, usesSwitch: false, isStressed: false)
  expect(Outcome(program, usesSwitch: true, isStressed: false), first, "the portable dispatcher")
  expect(
    Outcome(program, usesSwitch: false, isStressed: true), first, "collecting at every safepoint")
  return 0
}

private func expect(_ outcome: Outcome, _ first: Outcome, _ what: String) {
  // Where memory runs out depends on when garbage is collected.
  if outcome.isLimited || first.isLimited { return }
  guard outcome != first else { return }
  fatalError("\(what) does otherwise:\n\(outcome)\n-- but first:\n\(first)")
}

/// What a run printed, and how it ended.
private struct Outcome: Equatable, CustomStringConvertible {
  var output: [UInt8] = []
  var error = ""
  var isLimited = false

  /// Without the clock, which would answer otherwise in each run.
  static let environment = EnvironmentDescription(
    dialect: [.runbook, .whileLoops], values: [("time", { _ in .none })])

  init(_ program: Program, usesSwitch: Bool, isStressed: Bool) {
    var limits = Limits()
    limits.steps = 30_000
    limits.memory = 8 << 20
    limits.value = 256 << 10
    limits.output = 64 << 10
    limits.frames = 60
    let evaluator = Evaluator(limits: limits, environment: Self.environment, stressed: isStressed)
    if usesSwitch { evaluator.usesSwitch = true }
    let printed = Printed()
    evaluator.output = { printed.bytes += $0 }
    do {
      _ = try evaluator.run(program, globals: Globals())
    } catch {
      self.error = error.diagnostic.rendered(traceback: error.traceback)
      isLimited = error.kind == .limit
      precondition(error.kind != .internal, self.error)
    }
    output = printed.bytes
  }

  var description: String { String(decoding: output, as: UTF8.self) + error }

  private final class Printed {
    var bytes: [UInt8] = []
  }
}
