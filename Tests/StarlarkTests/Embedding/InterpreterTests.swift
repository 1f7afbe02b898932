import ReeveTestSupport
import Starlark
import Synchronization
import Testing

@Suite struct `An interpreter` {
  @Test func `evaluates texts, expressions and programs, waiting or not`() async throws {
    let interpreter = Interpreter()
    let program = try interpreter.compile(SourceText(name: "p", text: "x = 6 * 7"))
    #expect(try await interpreter.evaluate("x = 6 * 7").value("x") == 42)
    #expect(try await interpreter.evaluate(expression: "6 * 7") == 42)
    #expect(try await interpreter.evaluate(program).value("x") == 42)
    try blocking(interpreter, program)
  }

  private func blocking(_ interpreter: Interpreter, _ program: Program) throws {
    #expect(try interpreter.evaluate("x = 6 * 7").value("x") == 42)
    #expect(try interpreter.evaluate(expression: "6 * 7") == 42)
    #expect(try interpreter.evaluate(program).value("x") == 42)
  }

  @Test func `calls functions of a module`() async throws {
    let module = try await Interpreter().evaluate(
      """
      log = []
      def add(x, y = 2):
        log.append(x)
        return x + y
      """)
    #expect(try await module.call("add", [1]) == 3)
    #expect(try await module.call("add", [1], named: ["y": 5]) == 6)
    let handle: StarlarkHandle = try module.value("add")
    #expect(try await module.call(handle, [10]) == 12)
    #expect(try module.value("log") == [1, 1, 10])
    #expect(module.names == ["log", "add"])
    let error = await #expect(throws: EvaluationError.self) { try await module.call("ad") }
    #expect(error?.diagnostic.message == "the module has no global \"ad\"")
  }

  @Test func `gives errors as data`() throws {
    let error = #expect(throws: EvaluationError.self) {
      try Interpreter().evaluate("def f(x):\n  return x.upper()\nf(1)", name: "a.star")
    }
    #expect(error?.kind == .programming)
    #expect(error?.diagnostic.span == Span(19, 28))
    #expect(error?.traceback.map(\.name) == ["<toplevel>", "f"])
    #expect(error?.traceback.map { $0.source.line(of: $0.span.start) } == [3, 2])
    #expect(error?.description.hasPrefix("a.star:2:") == true)
  }

  @Test(arguments: [
    ("x = (", Diagnostic.Category.incomplete), ("x y", .syntax), ("x = y", .resolution),
  ])
  func `finds errors without running`(_ text: String, _ category: Diagnostic.Category) throws {
    let error = #expect(throws: EvaluationError.self) { try Interpreter().evaluate(text) }
    #expect(error?.diagnostic.category == category)
    let found = Interpreter().diagnose(SourceText(name: "t", text: text))
    #expect(found.first?.category == category)
  }

  @Test func `speaks the dialect that it is told`() throws {
    let strict = Interpreter(dialect: .strict)
    #expect(throws: EvaluationError.self) { try strict.evaluate("x = set([1])") }
    #expect(throws: EvaluationError.self) { try strict.evaluate("if True: pass") }
    #expect(
      try Interpreter(dialect: [.strict, .set]).evaluate("x = len(set([1]))").value("x") == 1)
  }

  @Test func `passes on what is printed`() throws {
    let lines = Mutex<[String]>([])
    var interpreter = Interpreter()
    interpreter.output = { text in lines.withLock { $0.append(text) } }
    _ = try interpreter.evaluate("print('a', 1)\nprint()")
    #expect(lines.withLock { $0 } == ["a 1\n", "\n"])
  }

  @Test func `shares nothing between evaluations`() async throws {
    var interpreter = Interpreter()
    interpreter.values["log"] = []
    await withTaskGroup(of: StarlarkValue?.self) { group in
      for number in 0..<20 {
        let interpreter = interpreter
        group.addTask {
          try? await interpreter.evaluate("log.append(\(number))").value("log") ?? []
        }
      }
      for await value in group { #expect(value == []) }
    }
    #expect(try await interpreter.evaluate(expression: "log") == [])
  }

  @Test func `does not starve the pool of tasks`() async throws {
    // More evaluations wait than the pool has threads, for what only another task can do.
    let gate = Gate()
    var interpreter = Interpreter()
    interpreter.functions = [HostFunction("wait", "Waits.") { await gate.wait() }]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        let interpreter = interpreter
        group.addTask { _ = try await interpreter.evaluate("wait()") }
      }
      group.addTask { await gate.open(after: 64) }
      try await group.waitForAll()
    }
  }

  private actor Gate {
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async { await withCheckedContinuation { waiting.append($0) } }

    func open(after count: Int) async {
      while waiting.count < count { await Task.yield() }
      for continuation in waiting { continuation.resume() }
    }
  }
}
