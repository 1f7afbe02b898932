import ReeveTestSupport
import StarlarkSyntax
import Testing

@Suite struct `Syntax errors` {
  static let fixtures = Fixtures("../Fixtures/Errors")

  @Test(arguments: try Chunk.all(in: fixtures))
  func `are reported on their line`(_ chunk: Chunk) {
    let source = SourceText(name: chunk.file, text: chunk.text)
    do {
      _ = try Parser.parse(source, dialect: .runbook)
      chunk.expect([])
    } catch {
      chunk.expect([(source.line(of: error.span.start), error.message)])
    }
  }

  @Test(arguments: [
    ("f'{x}'", "f-strings belong to the runbook dialect"),
    ("x: int = 1", "type annotations belong to the runbook dialect"),
    ("def f(x: int): pass", "type annotations belong to the runbook dialect"),
    ("def f() -> int: pass", "type annotations belong to the runbook dialect"),
    ("while x: pass", "`while` needs the option `while`"),
  ])
  func `name what the dialect lacks`(_ text: String, _ message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "t", text: text), dialect: .strict)
    }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("x = (1", true), ("x = [", true), ("f(a,", true), ("x = '''a", true), ("if x:", true),
    ("if x:\n", true), ("if x:\n  # comment\n", true), ("x = 1 + \\", true), ("x = \\\n", true),
    ("x = 'a\\\n", true), ("def f(", true), ("load(", true), ("load('m',", true),
    ("x = f'''{a", true), ("x =", false), ("x = 'a", false), ("x = f'{a", false),
    ("if x", false), ("x = (1))", false), ("def f() pass", false), ("x = (1 2", false),
  ])
  func `say whether more text could help`(_ text: String, _ isIncomplete: Bool) {
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "t", text: text), dialect: .runbook)
    }
    #expect(error?.category == (isIncomplete ? .incomplete : .syntax))
  }
}

@Suite struct `An expression alone` {
  @Test func `is a file of one statement`() throws {
    let source = SourceText(name: "t", text: "a + b, c\n")
    let file = try Parser.parseExpression(source, dialect: .strict)
    #expect(TreeDump.text(of: file) == "(do (tuple (+ (name a#0) (name b#1)) (name c#2)))\n")
    #expect(file.identifierCount == 3)
  }

  @Test(arguments: ["x = 1", "x\ny", "pass", "", "x;"])
  func `is refused if it is anything else`(_ text: String) {
    #expect(throws: Diagnostic.self) {
      try Parser.parseExpression(SourceText(name: "t", text: text), dialect: .strict)
    }
  }
}

@Suite struct `Options of a file` {
  static let cases: [(String, Dialect)] = [
    ("# option:while\n", .whileLoops), ("#!/usr/bin/env reeve\n# option:set\n", .set),
    ("\n\n# Title\n#option:recursion option:set\n", [.recursion, .set]),
    ("x = 1\n# option:while\n", []), ("# see option:while\n", []), ("", []),
  ]

  @Test(arguments: cases)
  func `are the comments before its first statement`(_ text: String, _ dialect: Dialect) throws {
    let file = try Parser.parse(SourceText(name: "t", text: text), dialect: .strict)
    #expect(file.dialect == dialect)
  }

  @Test func `suggest the nearest name`() {
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "t", text: "# option:whlie"), dialect: .strict)
    }
    #expect(error?.hint == "did you mean `while`?")
  }
}
