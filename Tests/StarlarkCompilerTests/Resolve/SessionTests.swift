import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `A session` {
  private func chunk(_ text: String, _ globals: [String], dialect: Dialect = .runbook)
    throws(Diagnostic) -> Program
  {
    try compile(text, dialect: dialect) {
      $0.sessionGlobals = globals
      $0.returnsLastExpression = true
    }
  }

  @Test func `keeps the slots of its globals`() throws {
    let program = try chunk("c = b\na = 1", ["a", "b"])
    #expect(program.globals == ["a", "b", "c"])
    #expect(
      instructions(program) == [
        "getGlobal r0, global 1 b", "setGlobal r0, global 2 c", "constant r0, 1",
        "setGlobal r0, global 0 a", "returnNone",
      ])
  }

  @Test func `lets a later chunk bind a global again, whatever the dialect`() throws {
    #expect(try chunk("a = 1", ["a"], dialect: .strict).globals == ["a"])
    #expect(throws: Diagnostic.self) { try chunk("a = 1\na = 2", ["a"], dialect: .strict) }
  }

  @Test func `makes an unknown name inside a function an unbound global`() throws {
    let program = try chunk("def f(): return later(1)\ng = lambda: latest", [])
    #expect(program.globals == ["f", "g", "later", "latest"])
    #expect(instructions(program, function: 1)[0] == "getGlobal r0, global 2 later")
  }

  @Test func `suggests a name at the top level`() {
    let error = #expect(throws: Diagnostic.self) { try chunk("print(agnts)", ["agents"]) }
    #expect(error?.message == "undefined: agnts")
    #expect(error?.hint == "did you mean `agents`?")
    #expect(throws: Diagnostic.self) { try chunk("[agnts for x in [1]]", ["agents"]) }
  }

  @Test(arguments: [
    ("1 + a", ["getGlobal r0, global 0 a", "addK r0, 1, r0", "returnValue r0"]),
    ("a\npass", ["getGlobal r0, global 0 a", "returnNone"]),
    ("'doc'", ["constant r0, \"doc\"", "returnValue r0"]),
  ])
  func `returns the expression that a chunk ends with`(_ text: String, _ code: [String]) throws {
    #expect(Set(instructions(try chunk(text, ["a"]))) == Set(code))
  }
}
