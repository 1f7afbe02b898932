import Starlark
import Synchronization
import Testing

@Suite struct `Modules` {
  /// Texts by name; what they load is relative to nothing.
  struct Texts: ModuleLoader {
    let texts: [String: String]
    let read = Counter()

    func resolve(_ name: String, from loader: String?) throws -> String {
      guard texts[name] != nil else { throw HostError("there is no text \(name)") }
      return name
    }

    func source(of module: String) throws -> SourceText {
      read.count.withLock { $0 += 1 }
      return SourceText(name: module, text: texts[module] ?? "")
    }

    final class Counter: Sendable {
      let count = Mutex(0)
    }
  }

  private func evaluate(_ text: String, _ texts: [String: String]) throws -> ScriptModule {
    var interpreter = Interpreter()
    interpreter.loader = Texts(texts: texts)
    return try interpreter.evaluate(text)
  }

  @Test func `are evaluated once in an evaluation`() throws {
    let loader = Texts(texts: [
      "a": "load('c', 'c')\na = c", "b": "load('c', 'c')\nb = c", "c": "c = [1]",
    ])
    var interpreter = Interpreter()
    interpreter.loader = loader
    let module = try interpreter.evaluate("load('a', 'a')\nload('b', 'b')\nx = a + b")
    #expect(try module.value("x") == [1, 1])
    #expect(loader.read.count.withLock { $0 } == 3)
  }

  @Test(arguments: [
    ("load('a', 'x')", "load: files load each other in a circle: a → b → a"),
    ("load('self', 'x')", "load: files load each other in a circle: self → self"),
    ("load('none', 'x')", "load: there is no text none"),
    ("load('ok', 'z')", "the loaded module has no name \"z\""),
    ("load('ok', 'x')\nx.append(1)", "frozen list"),
    ("load('bad', 'x')", "got end of file, want expression"),
  ])
  func `say why they cannot be loaded`(_ text: String, _ message: String) throws {
    let texts = [
      "a": "load('b', 'x')", "b": "load('a', 'x')", "self": "load('self', 'x')",
      "ok": "x = [1]\ny = 2",
      "bad": "x = (",
    ]
    let error = #expect(throws: EvaluationError.self) { try evaluate(text, texts) }
    #expect(error?.diagnostic.message.contains(message) == true)
  }

  @Test func `that load each other in a row end at a depth`() throws {
    var texts = ["0": "x = 1"]
    for number in 1...150 { texts["\(number)"] = "load('\(number - 1)', y = 'x')\nx = y" }
    #expect(try evaluate("load('99', 'x')", texts).names.isEmpty == false)
    let error = #expect(throws: EvaluationError.self) { try evaluate("load('150', 'x')", texts) }
    #expect(error?.kind == .limit)
  }

  @Test func `draw from the limits of the evaluation`() throws {
    var interpreter = Interpreter()
    interpreter.limits.steps = 5_900
    interpreter.limits.output = 10
    let loop = "def f():\n  for i in range(2000): pass\nf()"
    interpreter.loader = Texts(texts: ["a": loop, "b": loop, "p": "print('12345')\nx = 1"])
    interpreter.output = { _ in }
    _ = try interpreter.evaluate("load('a', 'f')")
    let error = #expect(throws: EvaluationError.self) {
      try interpreter.evaluate("load('a', 'f')\nload('b', g = 'f')\nf()")
    }
    #expect(error?.kind == .limit)
    let flood = #expect(throws: EvaluationError.self) {
      try interpreter.evaluate("print('12345')\nload('p', 'x')")
    }
    #expect(flood?.kind == .limit)
  }

  @Test func `can be shared once they are frozen`() async throws {
    let rules = try await Interpreter().evaluate(
      """
      table = {n: str(n) for n in range(1000)}
      def name(n):
        return table[n]
      _hidden = 1
      """
    ).freeze()
    #expect(rules.names == ["table", "name"])
    #expect(try rules.value("_hidden") as StarlarkValue? == nil)
    #expect(try rules.value("name")?.typeName == "function")
    var interpreter = Interpreter()
    interpreter.modules["rules"] = rules
    let name = try #require(rules.handle("name"))
    let table = try #require(rules.handle("table"))
    let shared = interpreter
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          #expect(try await shared.call(name, [.int(task)]) == .string("\(task)"))
          let module = try await shared.evaluate(
            "load('rules', 'name')\nx = [name(n) for n in range(500)]")
          #expect(try module.value("x", as: [String].self).count == 500)
          let size = try await shared.evaluate("def size(d): return len(d)").call(
            "size", [.handle(table)])
          #expect(size == 1000)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `outlive the interpreter whose functions they use`() async throws {
    func make() throws -> FrozenModule {
      var interpreter = Interpreter()
      interpreter.functions = [HostFunction("twice", "", HostParameter<Int>("x")) { $0 * 2 }]
      return try interpreter.evaluate("def f(x): return twice(x) + 1").freeze()
    }
    let module = try make()
    let function = try #require(module.handle("f"))
    #expect(try await Interpreter().call(function, [4]) == 9)
  }

  @Test func `cannot be called after they are frozen`() async throws {
    let module = try await Interpreter().evaluate("x = [1]\ndef f(): return x")
    let frozen = module.freeze()
    #expect(module.freeze() === frozen)
    #expect(try module.value("x") == [1])
    let error = await #expect(throws: EvaluationError.self) { try await module.call("f") }
    #expect(error?.diagnostic.message == "the module is frozen")
  }
}
