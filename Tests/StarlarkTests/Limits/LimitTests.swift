import Starlark
import StarlarkCompiler
import StarlarkSyntax
import Synchronization
import Testing

@Suite struct `Each limit` {
  private func outcome(
    _ text: String, _ change: (inout Limits) -> Void = { _ in }
  ) -> Result<ScriptModule, EvaluationError> {
    var interpreter = Interpreter(dialect: [.runbook, .whileLoops])
    change(&interpreter.limits)
    interpreter.output = { _ in }
    do throws(EvaluationError) {
      return .success(try interpreter.evaluate(text))
    } catch {
      return .failure(error)
    }
  }

  private func expectLimit(
    _ message: String, of outcome: Result<ScriptModule, EvaluationError>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .failure(let error) = outcome else {
      Issue.record("the limit was not noticed", sourceLocation: sourceLocation)
      return
    }
    #expect(error.kind == .limit, sourceLocation: sourceLocation)
    #expect(
      error.diagnostic.message.contains(message), "\(error.diagnostic.message)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "def f():\n  for i in range(3000): pass\nf()", "x = sorted(range(5000), key = lambda x: -x)",
    "x = 'ab' * 200000", "x = [str(i) for i in range(2000)]", "x = 1",
  ])
  func `of steps is exact`(_ text: String) throws {
    let used = try outcome(text).get().stepsUsed
    #expect(try outcome(text) { $0.steps = used }.get().stepsUsed == used)
    expectLimit("more than \(used - 1) steps", of: outcome(text) { $0.steps = used - 1 })
  }

  @Test func `of memory holds for the text of a program too`() throws {
    let text = "x = [" + String(repeating: "1,", count: 50_000) + "]\n"
    _ = try outcome(text) { $0.memory = 32 << 20 }.get()
    expectLimit(
      "the file is too large: over 65536 tokens", of: outcome(text) { $0.memory = 16 << 20 })
  }

  @Test func `of memory is what lives`() throws {
    let text = "x = [i * 1000 for i in range(200000)]\ny = [str(i) for i in range(20000)]"
    let used = try outcome(text).get().memoryUsed
    _ = try outcome(text) { $0.memory = used + 1 << 20 }.get()
    expectLimit("out of memory", of: outcome(text) { $0.memory = used / 2 })
  }

  @Test func `of memory holds closely where it is small`() throws {
    let text = "x = ['a' * 900 for _ in range(1000)]"
    let used = try outcome(text).get().memoryUsed
    expectLimit("out of memory", of: outcome(text) { $0.memory = used - 300_000 })
  }

  @Test(arguments: [
    "x = [re.search('a*', 'a' * 20000) for _ in range(150)]",
    "x = [re.compile('a' * 5000 + str(i)) for i in range(100)]",
    "x = [re.match('(a)(b)', 'ab') for _ in range(20000)]",
  ])
  func `of memory counts what matches and patterns hold`(_ text: String) {
    expectLimit("out of memory", of: outcome(text) { $0.memory = 2 << 20 })
  }

  @Test func `of memory lets garbage pass`() throws {
    let text = "def f():\n  for i in range(3000): x = 'ab' * 20000\nf()"
    let module = try outcome(text) { $0.memory = 10 << 20 }.get()
    #expect(module.memoryUsed < 10 << 20)
  }

  @Test(arguments: [
    ("x = 'a' * N", 1), ("x = b'a' * N", 1), ("x = [0] * N", 8), ("x = (0,) * N", 8),
    ("x = list(range(N))", 8),
    ("x = 'a' * (N - 1) + 'b'", 1), ("x = [0] * (N - 1) + [1]", 8),
    ("x = ''.join(['a' * (N // 2)] * 2)", 1),
    ("x = 'a' * (N // 2)\nx += x", 1), ("x = ('a' * (N // 2)).replace('a', 'bb')", 1),
    ("x = '{}'.format('a' * N)", 1), ("x = '%s' % ('a' * N)", 1), ("x = f\"{'a' * N}\"", 1),
    ("x = ('a' * N).upper()", 1), ("x = repr('a' * (N - 2))", 1), ("x = bytes('a' * N)", 1),
  ])
  func `of a value is exact`(_ text: String, _ width: Int) throws {
    let limit = 1 << 16
    let most = limit / width
    let fits = text.replacing("N", with: "\(most)")
    _ = try outcome(fits) { $0.value = limit }.get()
    let tooLarge = text.replacing("N", with: "\(most + 2)")
    expectLimit("too large", of: outcome(tooLarge) { $0.value = limit })
  }

  @Test(arguments: [
    "x = []\nfor i in range(100000): x.append(i)", "x = [i for i in range(100000)]",
    "x = {}\nfor i in range(100000): x[i] = i", "x = {i: i for i in range(100000)}",
    "x = set(range(100000))", "x = dict([(i, i) for i in range(100000)])",
    "x = []\nx.extend([1] * 5000)\nfor i in range(9): x += x", "x = []\nx.extend(range(100000))",
    "x = set()\nfor i in range(100000): x.add(i)",
    "x = {}\nfor i in range(100000): x.setdefault(i, i)",
    "x = 'a,' * 30000\ny = x.split(',')",
  ])
  func `of a value ends what grows`(_ text: String) {
    expectLimit("too large", of: outcome(text) { $0.value = 1 << 16 })
  }

  @Test func `of output is exact`() throws {
    _ = try outcome("for i in range(10): print('123456789')") { $0.output = 100 }.get()
    expectLimit(
      "prints more than 99 bytes",
      of: outcome("for i in range(10): print('123456789')") { $0.output = 99 })
    expectLimit(
      "prints more than 134217728 bytes", of: outcome("x = 'a' * (16 << 20)\nwhile True: print(x)"))
  }

  @Test(arguments: [2, 200, 60_000])
  func `of frames is exact`(_ limit: Int) throws {
    let text = "def f(n):\n  return 0 if n == 0 else 1 + f(n - 1)\nx = f(N)"
    // The top level is a frame, and so is the innermost call.
    let fits = text.replacing("N", with: "\(limit - 2)")
    #expect(try outcome(fits) { $0.frames = limit }.get().value("x") == .int(limit - 2))
    let tooDeep = text.replacing("N", with: "\(limit - 1)")
    expectLimit("more than \(limit) frames", of: outcome(tooDeep) { $0.frames = limit })
  }

  @Test func `of time ends loops`() throws {
    _ = try outcome("x = 1") { $0.deadline = .seconds(3600) }.get()
    expectLimit("deadline", of: outcome("while True: pass") { $0.deadline = .zero })
    expectLimit(
      "deadline", of: outcome("x = max(range(1 << 60))") { $0.deadline = .milliseconds(5) })
  }

  @Test func `of nesting is exact`() throws {
    func text(_ count: Int) -> String {
      "x = " + String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    _ = try outcome(text(200)).get()
    guard case .failure(let error) = outcome(text(201)) else {
      Issue.record("the limit was not noticed")
      return
    }
    #expect(error.diagnostic.category == .syntax)
    #expect(error.diagnostic.message.hasPrefix("too deeply nested"))
  }

  @Test(arguments: [
    (1, 0, 0, 0, 0), (.min, .min, .min, .min, .min), (.max, .max, .max, .max, .max),
  ])
  func `may be as small or large as an int`(
    _ steps: Int, _ memory: Int, _ value: Int, _ output: Int, _ frames: Int
  ) throws {
    let result = outcome("x = 'a' * 100\nprint(x)\ny = [x] * 100") {
      $0.steps = steps
      $0.memory = memory
      $0.value = value
      $0.output = output
      $0.frames = frames
    }
    if steps == .max {
      _ = try result.get()
    } else {
      expectLimit("", of: result)
    }
  }

  /// Calls a function and forgets an error that scripts may catch.
  private static let attempt = NativeFunction(
    Signature("attempt", [.init("f", type: .callable)], documentation: "Calls a function.")
  ) { machine, arguments in
    let result = machine.call(arguments[0])
    guard result.isFailed, machine.evaluator.hasCatchableFailure else { return result }
    _ = machine.evaluator.takeError()
    return .none
  }

  @Test(arguments: [
    "def f():\n  while True: pass", "def f(): return 'a' * (1 << 40)", "def f(): f()",
    "def f():\n  x = []\n  while True: x.append([0] * 1000)",
    "def f():\n  while True: print('x' * 1000)",
    "def f(): return 1 << 511 << 511 << 511 if stop() else 0\n",
    "def f(): return sorted([1], key = lambda x: f())",
  ])
  func `cannot be caught by the script`(_ text: String) throws {
    var limits = Limits()
    limits.steps = 1_000_000
    limits.memory = 16 << 20
    limits.output = 1 << 16
    let cancellation = Cancellation()
    let stop = NativeFunction(Signature("stop", documentation: "Cancels.")) { machine, _ in
      machine.evaluator.cancellation.cancel()
      _ = machine.charge(1 << 20)
      return .failed
    }
    let environment = EnvironmentDescription(
      dialect: [.runbook, .whileLoops], natives: [Self.attempt, stop])
    let evaluator = Evaluator(limits: limits, cancellation: cancellation, environment: environment)
    let source = SourceText(
      name: "t", text: text + "\nattempt(f)\nattempt(lambda: fail('x'))\nreached = True")
    let file = try Parser.parse(source, dialect: environment.dialect)
    let program = try Compiler.compile(file, predeclared: environment.names)
    let globals = Globals()
    let error = #expect(throws: EvaluationError.self) {
      try evaluator.run(program, globals: globals)
    }
    #expect(error?.kind == .limit || error?.kind == .cancelled)
    #expect(globals.value(of: "reached").map { _ in true } == nil)
  }
}
