import ReeveTestSupport
import Starlark
import StarlarkCompiler
import StarlarkSyntax
import Synchronization
import Testing

/// What runs long within one instruction has to look whether it is to stop.
///
/// Here it is to stop from the start: what comes
/// to its end all the same has taken fewer steps than lie between two looks.
@Suite struct `A cancelled evaluation` {
  static let preparation = Result {
    try Interpreter().evaluate(
      """
      n = 100000
      s = "a" * 1500000
      t = "a" * 1499999 + "a"
      words = "ab " * 50000
      l = list(range(n))
      m = [x + 0 for x in l]
      texts = [str(x) for x in l]
      p = [(x, x) for x in l]
      d = {x: x for x in l}
      e = set(l)
      g = set(texts)
      kw = {"k" + str(x): x for x in range(20000)}
      wide = (1 << 500) * (1 << 500)
      for _ in range(6): wide = wide * wide
      wide = wide - 1
      digits = "9" * 15000
      deep = ()
      for _ in range(18): deep = (deep, deep)
      nested = [l]
      json_text = "[" + "1, " * 50000 + "1]"
      def star(*args, **kwargs): return 0
      """
    ).freeze()
  }

  static let operations = [
    "s + s", "s * 3", "(1, 2) * n * 2", "l + l + l + l", "l * 9", "l[::-1] + l[::2]", "s[1:]",
    "s[::2]", "s == t",
    "s != t", "s < t", "t >= s", "'b' in s", "'ab' in s", "-1 in l", "(1, 2) in [l] * 20000",
    "s in [t] * 20",
    "b'b' in bytes(s)", "l == m", "l < m", "d == dict(p)", "e == set(m)", "nested == [m]",
    "sorted(l)", "sorted(l, reverse = True)", "sorted(l, key = lambda x: -x)", "sorted(texts)",
    "max(range(1 << 60))", "min(range(1 << 60))", "any([0] * n)", "all(range(1, n))",
    "list(range(n))",
    "tuple(l)", "set(l)", "dict(p)", "dict(d)", "reversed(l)", "enumerate(l)", "zip(l, m)",
    "e | e", "e & e", "e - set()", "e ^ set()", "d | d", "e.union(e)", "e.intersection(e)",
    "e.difference(e)",
    "e.symmetric_difference(e)", "e.issubset(e)", "e.issuperset(e)", "d.keys()", "d.values()",
    "d.items()",
    "{}.update(d)", "l.index(-1)", "y.insert(0, 1)", "y.pop(0)", "y.remove(99999)",
    "y.extend(l * 2)",
    "str(l)", "repr(s)", "repr(texts)", "repr(d)", "str(deep)", "hash(s[1:])", "{deep: 1}",
    "s.replace('a', 'b')", "s.count('a')", "s.find('b')", "s.rfind('b')", "s.index('a' * 1499999)",
    "s.upper()",
    "s.lower()", "s.title()", "s.capitalize()", "s.strip('a')", "s.lstrip('a')", "s.rstrip('a')",
    "words.split(' ')",
    "words.split()", "words.rsplit(' ')", "words.splitlines() + ('\\n' * n).splitlines()",
    "s.partition('b')",
    "s.rpartition('b')", "s.isalpha()", "s.isalnum()", "s.islower()", "s.isupper()", "s.istitle()",
    "s.isspace() or s.isalpha()",
    "s.isdigit() or words.isalpha() or s.isalpha()", "','.join(texts)", "''.join([s, s])",
    "'{}'.format(texts)",
    "'{}{}'.format(s, s)", "'%s' % s", "'%r' % [texts]", "f'{texts}'", "f'{s}{s}'",
    "s.startswith(t)",
    "s.endswith(t)", "list(s.elems())", "list(s.codepoints())",
    "list(bytes(s).elems())",
    "bytes(s)", "bytes(l[:256] * 400)", "str(bytes(s))", "star(*l)", "star(**kw)",
    "(wide >> 33000) * (wide >> 33000)",
    "wide // (wide >> 32000)",
    "wide % (wide >> 32000)", "str(wide)", "'%d' % wide", "int(digits)",
    "json.encode(l)", "json.decode(json_text)", "json.indent(json_text)", "[x for x in l]",
    "{x: x for x in l}",
    "[x for x in range(1 << 60) if x < 0]", "re.compile('(a*)*b').search(s)",
    "csv.parse('a,b\\n' * n)", "csv.write(p)",
    "[print(s)]",
  ]

  @Test(arguments: operations)
  func `ends within any operation`(_ operation: String) throws {
    let reached = Mutex(false)
    let cancellation = Cancellation()
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("stop", "Cancels.") { cancellation.cancel() },
      HostFunction("reach", "Notes that the operation has ended.") {
        reached.withLock { $0 = true }
      },
    ]
    interpreter.output = { _ in }
    interpreter.limits.steps = 100_000_000
    interpreter.modules["data"] = try Self.preparation.get()
    let names = try Self.preparation.get().names.map { "'\($0)'" }.joined(separator: ", ")
    let text = """
      load('data', \(names))
      y = list(l)
      stop()
      x = \(operation)
      reach()
      for i in range(20000): pass
      """
    let error = #expect(throws: EvaluationError.self) {
      try interpreter.evaluate(text, cancellation: cancellation)
    }
    #expect(error?.kind == .cancelled, "\(error?.description ?? "")")
    #expect(!reached.withLock { $0 }, "came to its end")
  }

  /// Values whose loops cost fewer steps than lie between two looks, so that only the loops themselves can look.
  static let shortValues = Result {
    try Interpreter().evaluate(
      """
      s = "a" * 60000
      u = "é" * 30000
      sp = " " * 60000
      b = bytes(s)
      quoted = '"' + s + '"'
      spaces = sp + "1"
      braces = s + "{}"
      percents = "%%" * 30000
      ints = [x * 7 % 60000 for x in range(60000)]
      large = {x: x for x in range(1 << 16)}
      names = {"n" + str(x): x for x in range(40000)}
      fields = struct(**names)
      """
    ).freeze()
  }

  @Test(arguments: [
    "hash(s)", "hash(u)", "hash(b)", "s.upper()", "u.upper()", "s.title()", "u.lower()",
    "s.capitalize()", "s.strip('a')", "sp.lstrip()", "sp.rstrip()", "u.strip('é')",
    "''.strip(u)", "s.count('ab')", "s.count('')", "s.count('a')", "s.find('ab')", "s.rfind('ba')",
    "s.rfind('b')", "sp.split()", "sp.rsplit()", "s.splitlines()", "s.isalpha()", "u.isalpha()",
    "u.islower()", "u.istitle()", "sp.isspace()", "repr(s)", "repr(u)", "str(b)", "bytes(u)",
    "json.encode(s)", "json.encode(u)", "json.decode(quoted)", "json.decode(spaces)",
    "braces.format(1)", "re.escape(s)", "csv.parse(s)", "csv.parse(quoted)", "int('0' * 60000)",
    "list(range(60000))", "reversed([0] * 120000)", "percents % ()", "sorted(ints)",
    "struct(**names)", "dir(fields)", "dict(large)",
  ])
  func `ends in the middle of a loop`(_ operation: String) throws {
    let reached = Mutex(false)
    let cancellation = Cancellation()
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("stop", "Cancels.") { cancellation.cancel() },
      HostFunction("reach", "Notes that the operation has ended.") {
        reached.withLock { $0 = true }
      },
    ]
    interpreter.modules["data"] = try Self.shortValues.get()
    let names = try Self.shortValues.get().names.map { "'\($0)'" }.joined(separator: ", ")
    let text = """
      load('data', \(names))
      stop()
      x = \(operation)
      reach()
      """
    let error = #expect(throws: EvaluationError.self) {
      try interpreter.evaluate(text, cancellation: cancellation)
    }
    #expect(error?.kind == .cancelled, "\(error?.description ?? "")")
    #expect(!reached.withLock { $0 }, "came to its end")
  }

  @Test(arguments: [
    "d[-1] = 1", "d.update({-1: 1})", "d.setdefault(-1, 1)", "s.add(-1)", "s.update([-1])",
    "for x in range(70000): d.pop(x)", "for x in range(70000): s.pop()",
    "for x in range(70000): d.popitem()",
  ])
  func `leaves a table whole that was to become another size`(_ change: String) throws {
    let cancellation = Cancellation()
    var interpreter = Interpreter()
    interpreter.functions = [HostFunction("stop", "Cancels.") { cancellation.cancel() }]
    let text = """
      n = 1 << 17
      d = {x: x for x in range(n)}
      s = set(d)
      def change():
        \(change)
      def stopped():
        stop()
        change()
        for x in range(20000): pass
      def known(table):
        if len(table) not in (n - 70000, n, n + 1): fail(len(table))
        left = [x for x in table if x >= 0]
        return left == list(range(left[0], n)) and all([x in table for x in left])
      def check(): return known(d) and known(s)
      """
    let module = try interpreter.evaluate(text)
    // Where a table changes its size within a long loop, the steps of the loop end first; what matters is what stays.
    let error = #expect(throws: EvaluationError.self) {
      try module.call("stopped", cancellation: cancellation)
    }
    #expect(error?.kind == .cancelled)
    if !change.contains("for") {
      #expect(try module.call("check") == .bool(true))
      try module.call("change")
      #expect(try module.call("check") == .bool(true))
    }
  }

  @Test func `ends while it collects`() throws {
    let cancellation = Cancellation()
    let evaluator = Evaluator(cancellation: cancellation)
    let heap = evaluator.heap
    let list = heap.list()
    for _ in 0..<100_000 { list.append(heap.list([.none]), heap: heap) }
    evaluator.machine.push(Value(list.object))
    let before = heap.allocated
    cancellation.cancel()
    #expect(!evaluator.collectGarbage())
    #expect(heap.allocated == before)
    // What the first collection has marked does not keep the second from looking further.
    cancellation.reset()
    list.count = 10
    #expect(evaluator.collectGarbage())
    #expect(heap.allocated < before / 2)
    for index in 0..<10 { #expect(ListObject(list[index].object).count == 1) }
  }

  @Test(arguments: [
    "x = [" + String(repeating: "1,", count: 100_000) + "]\n",
    String(repeating: "x = 1\n", count: 100_000),
    "def f(x):\n" + String(repeating: "  x.append(1)\n", count: 100_000),
  ])
  func `does not compile its program`(_ text: String) throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    let error = #expect(throws: EvaluationError.self) {
      try Interpreter().evaluate(text, cancellation: cancellation)
    }
    #expect(error?.kind == .cancelled)
    // Parsing ends first; resolving and compiling have to look as well.
    let file = try Parser.parse(SourceText(name: "t", text: text), dialect: .runbook)
    var options = CompilerOptions()
    options.isCancelled = { true }
    let diagnostic = #expect(throws: Diagnostic.self) {
      try Compiler.compile(file, predeclared: [], options: options)
    }
    #expect(diagnostic?.category == .cancelled)
    let asked = Mutex(0)
    options.isCancelled = {
      asked.withLock { asked in
        asked += 1
        return asked > 1
      }
    }
    _ = #expect(throws: Diagnostic.self) {
      try Compiler.compile(file, predeclared: [], options: options)
    }
    #expect(asked.withLock { $0 } == 2)
  }

  @Test func `can be followed by another on the same module`() async throws {
    let module = try await Interpreter().evaluate(
      "def spin(n):\n  for i in range(n): pass\n  return n")
    let spinning = Task { try await module.call("spin", [.int(1 << 60)]) }
    spinning.cancel()
    let error = await #expect(throws: EvaluationError.self) { try await spinning.value }
    #expect(error?.kind == .cancelled)
    #expect(try await module.call("spin", [3]) == 3)
  }
}
