import StarlarkSyntax
import Testing

@Suite struct `A chunk of a REPL` {
  private func judge(_ text: String) -> String {
    switch Completeness(of: SourceText(name: "t", text: text), dialect: .runbook) {
    case .complete: "complete"
    case .incomplete(let indentation): "incomplete \(indentation)"
    case .invalid: "invalid"
    }
  }

  @Test(arguments: [
    "", "# comment", "x = 1", "x = (1,\n2)", "def f(): pass", "for x in y: print(x)",
    "def f():\n    return 1\n", "if x:\n    y\n    ", "if x: y\n", "x = '''a\nb'''",
  ])
  func `runs when nothing can follow`(_ text: String) {
    #expect(judge(text) == "complete")
  }

  @Test(arguments: [
    ("def f():", 4), ("if x:\n    if y:", 8), ("if x:\n  y", 2), ("if x:\n  if y:\n    z", 4),
    ("def f():\n    return 1", 0), ("def f():\n    if x:\n        break", 4), ("if x: y", 0),
    ("x = [", 4), ("x = [\n    1,", 4), ("f(a,", 0), ("x = '''a", 0), ("x = 1 + \\", 4),
    ("if x:\n    y = {", 8), ("if x:\n    y\n\n    z", 4),
  ])
  func `goes on at the right column`(_ text: String, _ indentation: Int) {
    #expect(judge(text) == "incomplete \(indentation)")
  }

  @Test(arguments: ["x = ", "x = )", "f(a b", "if x\n", "'abc", "  x", "def f():\n  x y"])
  func `is refused when nothing can mend it`(_ text: String) {
    #expect(judge(text) == "invalid")
  }
}
