import Starlark
import Synchronization
import Testing

@Suite struct `Host functions` {
  static let interpreter: Interpreter = {
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction(
        "scale", "Scales.", HostParameter<Int>("width", limit: .range(1...100), "Pixels."),
        HostParameter<Double>("factor", default: 2),
        HostParameter<String>(
          "mode", kind: .keywordOnly, default: "fast", limit: .oneOf(["fast", "fine"]))
      ) { width, factor, mode in "\(Double(width) * factor) \(mode)" },
      HostFunction("nothing", "Gives nothing.", HostParameter<Int?>("x", default: nil)) { _ in },
      HostFunction("later", "Waits.", HostParameter<Int>("x")) { x in
        await Task.yield()
        return x + 1
      },
      HostFunction("refuse", "Fails.") { () throws -> Int in
        throw HostError("no room", hint: "make some")
      },
      HostFunction("crash", "Fails.") { () throws -> Int in throw Broken() },
      HostFunction("refuseLater", "Fails.") { () async throws -> Int in throw HostError("not now")
      },
      HostFunction(
        Signature(
          "apply", [.init("f", type: .callable), .init("args", .star), .init("kwargs", .starStar)],
          documentation: "Calls.")
      ) { call in
        guard case .tuple(let arguments) = try call.value("args") else { return .none }
        return try call.invoke(call.argument("f"), arguments)
      },
    ]
    return interpreter
  }()

  struct Broken: Error, CustomStringConvertible {
    var description: String { "it broke" }
  }

  @Test(arguments: [
    ("scale(3)", "\"6.0 fast\""), ("scale(width = 3, factor = 1.5)", "\"4.5 fast\""),
    ("scale(3, 1, mode = 'fine')", "\"3.0 fine\""), ("nothing()", "None"), ("nothing(1)", "None"),
    ("later(1)", "2"), ("apply(lambda x, y: x + y, 1, 2)", "3"), ("apply(len, 'abc')", "3"),
    ("apply('-'.join, ['a', 'b'])", "\"a-b\""),
    ("apply(lambda: apply(later, 4))", "5"), ("sorted([2, 1], key = later)", "[1, 2]"),
  ])
  func `take arguments by their declaration`(_ expression: String, _ result: String) async throws {
    #expect(try await Self.interpreter.evaluate(expression: expression).description == result)
  }

  @Test(arguments: [
    ("scale(0)", "scale: parameter `width`: got 0, want an integer from 1 to 100", "0"),
    ("scale('x')", "scale: parameter `width`: got string, want int", "'x'"),
    (
      "scale(3, mode = 'x')", "scale: parameter `mode`: got \"x\", want \"fast\" or \"fine\"", "'x'"
    ),
    ("refuse()", "refuse: no room", "refuse()"), ("crash()", "crash: it broke", "crash()"),
    ("refuseLater()", "refuseLater: not now", "refuseLater()"),
    ("apply(3)", "apply: parameter `f`: got int, want function", "3"),
  ])
  func `say what is wrong, and where`(_ expression: String, _ message: String, _ place: String)
    async throws
  {
    let error = await #expect(throws: EvaluationError.self) {
      try await Self.interpreter.evaluate(expression: expression)
    }
    let diagnostic = try #require(error?.diagnostic)
    #expect(diagnostic.message == message)
    #expect(diagnostic.source.text(of: diagnostic.span) == place)
  }

  @Test func `keep the error that was thrown`() async throws {
    let error = await #expect(throws: EvaluationError.self) {
      try await Self.interpreter.evaluate(expression: "crash()")
    }
    #expect(error?.kind == .host)
    #expect(error?.underlying is Broken)
  }

  @Test func `show the calls that lead through them`() async throws {
    let error = await #expect(throws: EvaluationError.self) {
      try await Self.interpreter.evaluate("def f(x):\n  return x.y\ndef g():\n  apply(f, 1)\ng()")
    }
    #expect(error?.traceback.map(\.name) == ["<toplevel>", "g", "f"])
    #expect(error?.diagnostic.message.contains("no field or method \"y\"") == true)
  }

  @Test func `have a signature`() {
    let texts = Self.interpreter.functions.map { $0.signature.name }
    #expect(texts == ["scale", "nothing", "later", "refuse", "crash", "refuseLater", "apply"])
    let scale = Self.interpreter.functions[0].signature
    #expect(scale.parameters.map(\.defaultText) == [nil, "2.0", "\"fast\""])
    #expect(scale.parameters.map(\.type) == [.int, .union([.float, .int]), .string])
    #expect(scale.result == .string)
  }

  @Test func `may replace those of the language`() async throws {
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("len", "Always 7.", HostParameter<StarlarkValue>("x")) { _ in 7 }
    ]
    #expect(
      try await interpreter.evaluate("n = 0\nfor x in range(len([])): n += 1").value("n") == 7)
  }

  @Test func `may keep functions of the script for later`() async throws {
    let kept = Mutex<[StarlarkHandle]>([])
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("register", "Keeps.", HostParameter<StarlarkHandle>("f")) { f in
        kept.withLock { $0.append(f) }
      }
    ]
    let module = try await interpreter.evaluate(
      """
      def make(n):
        return lambda x: [n, x]
      for n in range(100): register(make(n))
      def churn():
        for i in range(300000): [str(i)]
      """)
    try await module.call("churn")
    let handles = kept.withLock { $0 }
    #expect(try await module.call(handles[42], ["y"]) == [42, "y"])
    let other = try await interpreter.evaluate("def f(g): return g(1)")
    let error = await #expect(throws: EvaluationError.self) {
      try await other.call("f", [.handle(handles[0])])
    }
    #expect(error?.diagnostic.message.contains("belongs to another evaluation") == true)
  }

  @Test func `that wait end when the evaluation is cancelled`() async throws {
    let started = AsyncStream.makeStream(of: Void.self)
    let sawCancellation = AsyncStream.makeStream(of: Bool.self)
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("forever", "Waits.") {
        started.continuation.yield()
        try? await Task.sleep(for: .seconds(3600))
        sawCancellation.continuation.yield(Task.isCancelled)
      }
    ]
    let evaluation = Task { [interpreter] in try await interpreter.evaluate("forever()") }
    for await _ in started.stream { break }
    evaluation.cancel()
    let error = await #expect(throws: EvaluationError.self) { try await evaluation.value }
    #expect(error?.kind == .cancelled)
    for await wasCancelled in sawCancellation.stream {
      #expect(wasCancelled)
      break
    }
  }

  @Test func `that wait end at the deadline`() async throws {
    var interpreter = Interpreter()
    interpreter.limits.deadline = .milliseconds(20)
    interpreter.functions = [
      HostFunction("forever", "Waits.") { try await Task.sleep(for: .seconds(3600)) }
    ]
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate("forever()")
    }
    #expect(error?.kind == .limit)
  }

  @Test func `that wait take as many parameters as four`() async throws {
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("none", "") { () async in },
      HostFunction("two", "", HostParameter<Int>("a"), HostParameter<String>("b")) { a, b in
        await Task.yield()
        return "\(a)\(b)"
      },
      HostFunction(
        "four", "", HostParameter<Int>("a"), HostParameter<Int>("b"), HostParameter<Int>("c"),
        HostParameter<Int>("d", default: 4)
      ) { a, b, c, d in
        await Task.yield()
        return [a, b, c, d]
      },
    ]
    #expect(
      try await interpreter.evaluate(expression: "[none(), two(1, 'x'), four(1, 2, 3)]") == [
        nil, "1x", [1, 2, 3, 4],
      ])
  }
}
