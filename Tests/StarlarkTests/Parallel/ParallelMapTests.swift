import Foundation
import Starlark
import StarlarkSyntax
import Synchronization
import Testing

@Suite struct `Lanes of parallelMap` {
  private func evaluate(
    _ text: String, _ change: (inout Interpreter) -> Void = { _ in }
  ) -> Result<ScriptModule, EvaluationError> {
    var interpreter = Interpreter()
    interpreter.output = { _ in }
    change(&interpreter)
    do throws(EvaluationError) {
      return .success(try interpreter.evaluate(text))
    } catch {
      return .failure(error)
    }
  }

  private func error(_ outcome: Result<ScriptModule, EvaluationError>) -> EvaluationError? {
    if case .failure(let error) = outcome { return error }
    return nil
  }

  /// Lets callers go on once as many have come as it waits for.
  final class Gate: Sendable {
    private let missing: Mutex<Int>
    private let opened = DispatchSemaphore(value: 0)

    init(_ count: Int) {
      missing = Mutex(count)
    }

    /// False where the others do not come.
    func pass() -> Bool {
      let isLast = missing.withLock { missing in
        missing -= 1
        return missing == 0
      }
      if !isLast, opened.wait(timeout: .now() + 60) == .timedOut { return false }
      opened.signal()
      return true
    }
  }

  @Test func `run at the same time`() throws {
    let gate = Gate(5)
    let module = try evaluate("x = parallelMap(lambda x: meet(), range(5), limit = 5)") {
      $0.functions = [HostFunction("meet") { gate.pass() }]
    }.get()
    #expect(try module.value("x") == [true, true, true, true, true])
  }

  @Test(arguments: [1, 3])
  func `are no more than the limit`(_ limit: Int) throws {
    let state = Mutex((now: 0, most: 0))
    _ = try evaluate("x = parallelMap(lambda x: work(), range(50), limit = \(limit))") {
      $0.functions = [
        HostFunction("work") {
          state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
          }
          usleep(200)
          state.withLock { $0.now -= 1 }
        }
      ]
    }.get()
    #expect((1...limit).contains(state.withLock { $0.most }))
  }

  @Test func `print in the order of the items`() throws {
    let text = Mutex("")
    _ = try evaluate(
      "def f(x):\n  print(x, 'first')\n  print(x, 'second')\nx = parallelMap(f, range(200))"
    ) { $0.output = { part in text.withLock { $0 += part } } }.get()
    let wanted = (0..<200).map { "\($0) first\n\($0) second\n" }.joined()
    #expect(text.withLock { $0 } == wanted)
  }

  @Test func `print until the first error`() {
    let text = Mutex("")
    let outcome = evaluate(
      "def f(x):\n  print(x)\n  if x == 20: fail('no')\n  print(x)\nx = parallelMap(f, range(200))"
    ) { $0.output = { part in text.withLock { $0 += part } } }
    #expect(error(outcome)?.kind == .fail)
    #expect(text.withLock { $0 } == (0..<20).map { "\($0)\n\($0)\n" }.joined() + "20\n")
  }

  @Test func `fail with the calls that led there`() {
    let failure = error(
      evaluate("def f(x):\n  return 1 // x\ndef g():\n  return parallelMap(f, [1, 0, 0])\ng()"))
    #expect(failure?.traceback.map(\.name) == ["<toplevel>", "g", "f"])
    #expect(failure?.diagnostic.span.start == 21)
  }

  @Test func `share the steps`() throws {
    let text = "def f(x):\n  for i in range(30000): pass\nx = parallelMap(f, range(16), limit = 4)"
    let used = try evaluate(text).get().stepsUsed
    #expect(used > 480_000)
    let failure = error(evaluate(text) { $0.limits.steps = used - 1 })
    #expect(failure?.kind == .limit)
    #expect(failure?.diagnostic.message.contains("takes more than \(used - 1) steps") == true)
    // What each lane draws ahead goes back into the budget.
    _ = try evaluate(text) { $0.limits.steps = used + 4 * 10_000 }.get()
  }

  @Test func `share the memory`() throws {
    let text =
      "def f(x): return [str(i * 7919) for i in range(30000)]\nx = parallelMap(f, range(8), limit = 4)"
    let used = try evaluate(text).get().memoryUsed
    #expect(used > 8 * 30_000 * 24)
    let failure = error(evaluate(text) { $0.limits.memory = used / 2 })
    #expect(failure?.kind == .limit)
    #expect(failure?.diagnostic.message.contains("holds more than \(used / 2) bytes") == true)
    _ = try evaluate(text) { $0.limits.memory = used + 16 << 20 }.get()
  }

  @Test func `leave garbage behind without holding it`() throws {
    let text = """
      def f(x): return [str(i * 7919) for i in range(3000)][-1]
      for i in range(30): x = parallelMap(f, range(8), limit = 4)
      """
    let module = try evaluate(text) { $0.limits.memory = 24 << 20 }.get()
    #expect(module.memoryUsed < 24 << 20)
  }

  @Test func `share the output`() {
    let text = "x = parallelMap(lambda x: print('a' * 99), range(100))"
    #expect(error(evaluate(text) { $0.limits.output = 10_000 }) == nil)
    let failure = error(evaluate(text) { $0.limits.output = 9_999 })
    #expect(failure?.diagnostic.message.contains("prints more than 9999 bytes") == true)
  }

  @Test func `end when the evaluation is cancelled`() {
    let gate = Gate(4)
    let cancellation = Cancellation()
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("meet") {
        if gate.pass() { cancellation.cancel() }
      }
    ]
    let text =
      "def f(x):\n  meet()\n  for i in range(1 << 50): pass\nparallelMap(f, range(9), limit = 4)"
    let error = #expect(throws: EvaluationError.self) {
      try interpreter.evaluate(text, cancellation: cancellation)
    }
    #expect(error?.kind == .cancelled)
  }

  @Test func `end at the deadline`() {
    let text = "def f(x):\n  for i in range(1 << 50): pass\nparallelMap(f, range(9), limit = 4)"
    let failure = error(
      evaluate(text) {
        $0.limits.steps = 1 << 55
        $0.limits.deadline = .milliseconds(20)
      })
    #expect(failure?.kind == .limit)
    #expect(failure?.diagnostic.message.contains("deadline") == true)
  }

  @Test func `of later items are cancelled when one fails`() {
    let gate = Gate(4)
    var interpreter = Interpreter()
    interpreter.functions = [HostFunction("meet") { _ = gate.pass() }]
    let text = """
      def f(x):
        meet()
        if x == 0: fail("no")
        for i in range(1 << 50): pass
      parallelMap(f, range(100), limit = 4)
      """
    let error = #expect(throws: EvaluationError.self) { try interpreter.evaluate(text) }
    #expect(error?.kind == .fail)
  }

  @Test func `wait for async functions each on their own`() throws {
    let module = try evaluate("x = parallelMap(lambda x: later(x), range(3), limit = 3)") {
      $0.functions = [
        HostFunction("later", "", HostParameter<Int>("x")) { (x: Int) async throws -> Int in
          await Task.yield()
          return x
        }
      ]
    }.get()
    #expect(try module.value("x") == [0, 1, 2])
  }

  @Test func `share modules that files have loaded`() throws {
    let kept = try evaluate("def double(x): return struct(v = x * 2)\nbase = [1, 2]").get().freeze()
    let module = try evaluate(
      "load('kept', 'double', 'base')\nx = [s.v for s in parallelMap(double, base * 3)]"
    ) { $0.modules["kept"] = kept }.get()
    #expect(try module.value("x") == [2, 4, 2, 4, 2, 4])
  }

  @Test(arguments: [false, true])
  func `give values that outlive them`(_ isStressed: Bool) {
    var run = ScriptRun()
    run.isStressed = isStressed
    let result = run.run(
      """
      def f(x): return {str(x): [x, "a" * x, x * 0.1, 1 << (60 + x)]}
      all = []
      for i in range(6):
        all.append(parallelMap(f, range(20), limit = 3))
        garbage = [str(x) * 50 for x in range(500)]
      for found in all:
        assert_eq(found, [f(x) for x in range(20)])
      """)
    #expect(result.error == nil, "\(result.error?.message ?? "")")
  }

  @Test func `see the same with both dispatchers`() {
    var run = ScriptRun()
    run.usesSwitch = true
    let result = run.run("print(parallelMap(lambda x: x * x, range(5)))")
    #expect(result.output == "[0, 1, 4, 9, 16]\n")
  }
}
