import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `Options of the compiler` {
  @Test func `lines are reported once each time they are reached`() throws {
    let text = """
      x = 1; y = 2
      if x:
        y = 3
      elif y:
        z = [
          1]
      for i in []:
        pass

      """
    let program = try compile(text) { $0.recordsLines = true }
    let lines = instructions(program).filter { $0.hasPrefix("line") }
    #expect(lines == ["line 1", "line 2", "line 3", "line 4", "line 5", "line 7", "line 8"])
  }

  @Test func `a host may give universal names another meaning`() throws {
    let text = "def f(x):\n  for i in range(x):\n    len(x)"
    let usual = instructions(try compile(text), function: 1)
    #expect(usual.contains { $0.hasPrefix("length") })
    #expect(usual.contains { $0.hasPrefix("rangeNext") })
    let other = instructions(
      try Compiler.compile(
        Parser.parse(SourceText(name: "t", text: text), dialect: .runbook),
        predeclared: ["len", "range"], options: Self.withoutUniverse), function: 1)
    #expect(other.contains("constant r4, predeclared len"))
    #expect(other.contains("constant r4, predeclared range"))
    #expect(!other.contains { $0.hasPrefix("length") || $0.hasPrefix("rangeNext") })
  }

  @Test(arguments: [
    "len = sorted\ndef f(x): return len(x)", "def f(x, len): return len(x)",
    "def f(x): return [len(x) for len in x]",
  ])
  func `a name that hides one of the universe is called`(_ text: String) throws {
    #expect(!(try compile(text).disassembly.contains(" length ")))
  }

  @Test func `types of the host are known`() throws {
    let program = try compile("def f(x: Window): pass") { $0.types = ["Window"] }
    #expect(instructions(program, function: 1)[0] == "checkParameter r0, 0, type Window")
    #expect(throws: Diagnostic.self) { try compile("def f(x: Window): pass") }
  }

  @Test func `a program lists what it loads and binds`() throws {
    let program = try compile("load('a', 'x')\nload('b', y = 'z')\nw = x", dialect: .strict)
    #expect(program.loads.map(\.name) == ["a", "b"])
    #expect(program.globals == ["x", "y", "w"])
    #expect(program.loadedGlobals == [0, 1])
    let shared = try compile("load('a', 'x')", dialect: .loadBindsGlobally)
    #expect(shared.loadedGlobals == [])
  }

  @Test func `the arguments of a call are known by place`() throws {
    let program = try compile("print(1, sep = 'x', *[2])")
    let call = try #require(program.functions[0].calls.first)
    #expect(Instruction(word: program.functions[0].words[call.word]).opcode == .callNamed)
    #expect(call.arguments == [Span(6, 7), Span(15, 18), Span(21, 24)])
  }

  private static var withoutUniverse: CompilerOptions {
    var options = CompilerOptions()
    options.universe = []
    return options
  }
}
