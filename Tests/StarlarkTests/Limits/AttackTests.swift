import Starlark
import StarlarkSyntax
import Testing

/// Programs that want more than they may have: each ends with an error, and none takes the process with it.
@Suite struct `Attacks end with an error` {
  @Test(arguments: ["\"%s!!\" % s", "\"{}!!\".format(s)", "\"\".join([s, s])", "repr(s)"])
  func `a small limit of values holds for texts that are built`(_ expression: String) {
    let failure = error("s = \"a\" * 99\nt = \(expression)") { $0.value = 100 }
    let found = error("s = \"a\" * 90\nt = \"%s\" % s") { $0.value = 100 }
    #expect(failure?.kind == .limit)
    #expect(found == nil)
  }

  private func error(_ text: String, _ change: (inout Limits) -> Void = { _ in })
    -> EvaluationError?
  {
    var interpreter = Interpreter(dialect: [.runbook, .whileLoops])
    interpreter.limits.steps = 2_000_000
    interpreter.limits.memory = 64 << 20
    interpreter.limits.value = 4 << 20
    change(&interpreter.limits)
    interpreter.output = { _ in }
    do throws(EvaluationError) {
      _ = try interpreter.evaluate(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "x = 'a' * 10**12", "x = 'a' * 1000000000000", "x = [1] * 1000000000000",
    "x = 1000000000000 * (1, 2)",
    "x = 'a' * (1 << 62)", "x = 'ab' * (1 << 62)", "x = '' * (1 << 62) + 'a' * (1 << 63)",
    "x = list(range(1000000000000000000))",
    "x = sorted(range(1000000000000000000))", "x = set(range(1000000000000000000))",
    "x = tuple(range(1000000000000000000))",
    "x = [i for i in range(1000000000000000000)]",
    "x = 'a' * 100000\nfor i in range(30): x = x + x",
    "x = 'a' * 100000\ny = x.replace('', x)", "x = 'a' * 100000\ny = x.replace('a', x)",
    "x = 'a' * 100000\ny = x.join([x] * 100000)", "x = '{0}' * 10000\ny = x.format('a' * 100000)",
    "x = 'a' * 10000000\ny = '%s' % ([x] * 100)",
    "x = ['a' * 1000]\nfor i in range(40): x = [x, x]\ny = str(x)",
    "x = ['a' * 1000]\nfor i in range(40): x = [x, x]\ny = json.encode(x)",
    "x = {}\nfor i in range(40): x = {'a': x, 'b': x}\ny = x == json.decode('{}') or repr(x)",
    "x = ()\nfor i in range(60): x = (x, x)\ny = {x: 1}",
    "x = ()\ny = ()\nfor i in range(60):\n  x = (x, x)\n  y = (y, y)\nz = x == y",
    "x = 1\nwhile True: x = x * 3 + x", "x = 7\nfor i in range(100): x = x * x",
    "x = int('9' * 1000000)",
    "x = f'{1:1000000000}'", "x = '%d' % (1 << 511)\nwhile True: x += x", "while True: pass",
    "def f():\n  while True: f\nf()",
    "x = [0]\nfor i in x: x.append(i)", "x = {}\nwhile True: x[len(x)] = 'a' * 100",
    "def f(*a): return f(*(a + a))\nf(1)", "def f(**k): return f(a = k, **k)\nf()",
    "x = zip(*[range(1000000)] * 1000)",
    "x = []\nx.append(x)\ny = x == [x]\nz = []\nz.append(z)\nw = x == z",
    "x = []\nx.append(x)\ny = json.encode(x)",
    "x = enumerate(range(1 << 60))",
    "x = dict([(i, 'a' * 1000) for i in range(10000000)])",
    "x = struct(**{str(i): i for i in range(10000000)})", "x = max([[0] * 100000] * 100000)",
    "x = 'a' * 3000000\ny = {}[x]", "x = 'a' * 3000000\ny = getattr(1, x)",
    "x = 'a' * 3000000\nfail(x)",
    "x = {'a' * 60000 + str(i): i for i in range(60)}\ny = x['a' * 60000]",
    "x = sorted(['a' * 1000000 + str(i) for i in range(40)] * 5)",
    "def f(*a): pass\nf(*range(1000000000))", "x = '{' + 'a' * 3000000 + '}'\ny = x.format()",
    "x = struct(**{'n' + str(i): i for i in range(100000)})\ny = x.m",
    "x = record(**{'n' + str(i): int for i in range(2000)})",
    "x = json.decode('[' * 3000000)",
  ])
  func `that want too much`(_ text: String) {
    // `10**12` is no Starlark; what matters is that no attack ends well.
    let error = error(text)
    #expect(error != nil)
    #expect((error?.diagnostic.message.utf8.count ?? 0) < 1 << 26)
  }

  @Test func `that shift too far`() {
    #expect(error("x = 1 << 1000000000")?.kind != .internal)
    #expect(error("x = 1 << (1 << 60)") != nil)
    #expect(error("x = 1 << 512") != nil)
    #expect(error("x = 1 << 511") == nil)
  }

  @Test(arguments: [
    "sorted([1], key = lambda x: f())", "max([1], key = lambda x: f())",
    "[y for y in sorted([1], key = lambda x: f())]",
  ])
  func `that recur through functions of the language`(_ call: String) {
    let error = error("def f():\n  return \(call)\nf()") { $0.frames = 60_000 }
    #expect(error?.kind == .limit)
    #expect(error?.diagnostic.message.contains("nested too deeply") == true)
  }

  /// A value nested 100,000 levels deep.
  private static let deep = """
    a = []
    b = []
    c = {}
    t = ()
    s = struct(x = 1)
    for i in range(100000):
      a = [a]
      b = [b]
      c = {1: c}
      t = (t,)
      s = struct(x = s)

    """

  @Test(arguments: [
    "x = a == b", "x = a < b", "x = c == {1: c}", "x = {t: 1}",
    "x = sorted([a, b])",
  ])
  func `that nest deeply`(_ operation: String) {
    let error = error(Self.deep + operation)
    #expect(error != nil)
    #expect(error?.kind != .internal)
  }

  @Test(arguments: [
    "repr(a)", "json.encode(a)", "str(c)", "repr(t)", "str(s)", "bool(a)", "len(a)", "a == a",
  ])
  func `except where depth costs nothing`(_ operation: String) {
    #expect(error(Self.deep + "x = \(operation)")?.description == nil)
  }

  @Test(arguments: ["str(a)", "json.encode(a)"])
  func `or depth takes too much memory`(_ operation: String) {
    let error = error("a = []\nfor i in range(250000): a = [a]\nx = \(operation)")
    #expect(error?.diagnostic.message.contains("more than 200000 levels") == true)
  }

  @Test func `and deep values are frozen, shared and released`() throws {
    let module = try Interpreter().evaluate(Self.deep).freeze()
    var interpreter = Interpreter()
    interpreter.modules["deep"] = module
    #expect(try interpreter.evaluate("load('deep', 'a')\nx = len(a)").value("x") == 1)
    #expect(throws: EvaluationError.self) { try module.value("a") as StarlarkValue? }
  }

  @Test func `and cycles print, freeze and are released`() throws {
    let module = try Interpreter().evaluate(
      "x = []\nx.append(x)\nd = {}\nd['d'] = d\ntext = str([x, d])\ndef f(): return x")
    #expect(try module.value("text") == "[[[...]], {\"d\": {...}}]")
    #expect(throws: EvaluationError.self) { try module.value("x") as StarlarkValue? }
    #expect(module.freeze().names.contains("x"))
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000),
    String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000),
    "x = " + String(repeating: "-", count: 100_000) + "1",
    "x = 1" + String(repeating: " + 1", count: 100_000),
    "x = lambda: " + String(repeating: "lambda: ", count: 100_000) + "1",
    (0..<1_000).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined(),
    "x = y" + String(repeating: ".a", count: 100_000),
  ])
  func `in the text`(_ text: String) {
    #expect(error(text) != nil)
  }

  @Test(arguments: [
    "for i in range(200000): x = {(i << 32) | j: j for j in range(3)}",
    // Equal low bits, and what other hashes map to one place.
    "x = {i << 40: i for i in range(100000)}",
    "x = {float(i) * 4294967296.0: i for i in range(100000)}",
    "x = {'a' * (i % 50) + str(i): i for i in range(100000)}",
    "x = {(0, i): i for i in range(50000)}",
  ])
  func `except for keys that other hashes would fold together`(_ text: String) throws {
    // A step is an element visited: a table that degenerates takes time, not steps, so its slots are looked at.
    let module = try Interpreter().evaluate(text)
    #expect(try module.value("x", as: [StarlarkValue: StarlarkValue].self).isEmpty == false)
  }
}

@Suite struct `Garbage` {
  @Test(arguments: [
    "x = [i, i + 1]", "x = {'a': i, 'b': [i]}", "x = str(i) + 'text'", "x = (lambda: i)",
    "x = struct(**{'f' + str(i): i})",
    "x = 'a' * 2000", "x = [0] * 100", "x = [i]\n    x.append(x)", "x = set([i, 'b'])",
    "x = hasattr(i, 'name' + str(i))",
    "x = str(i).elems()", "x = f'{i} {i}'", "x = float(i) * 1.0e300",
  ])
  func `does not add up`(_ body: String) throws {
    let interpreter = Interpreter()
    let module = try interpreter.evaluate("def f(n):\n  for i in range(n):\n    \(body)")
    try module.call("f", [20_000])
    let early = module.memoryUsed
    try module.call("f", [150_000])
    #expect(module.memoryUsed < max(early, 8 << 20) + 8 << 20)
  }

  @Test(arguments: [
    "[0] * 1000", "{k: 1 for k in range(60)}", "[0] * 10", "{k: 1 for k in range(6)}", "'a' * 2000",
  ])
  func `is counted as long as it takes memory`(_ value: String) throws {
    // What is kept is in use all the time, whatever a collection frees beside it.
    let interpreter = Interpreter()
    let module = try interpreter.evaluate(
      "kept = [\(value) for _ in range(1000)]\ndef f(n):\n  for i in range(n):\n    x = \(value)")
    let kept = module.memoryUsed
    for _ in 0..<8 {
      try module.call("f", [4_000])
      #expect(module.memoryUsed > kept / 2)
    }
  }

  @Test func `of one size makes room for that of another`() throws {
    // Each round fills the heap with cells of another size; what is taken from the system must not be the sum.
    let evaluator = Evaluator()
    let heap = evaluator.heap
    var most = 0
    for size in 1...12 {
      for _ in 0..<60_000 { _ = heap.tuple(Array(repeating: .none, count: size)) }
      #expect(evaluator.collectGarbage())
      #expect(evaluator.finishSweeping())
      most = max(most, heap.blockBytes)
    }
    #expect(most < 1 << 20, "\(most)")
  }
}
