import ReeveTestSupport
import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `Large programs` {
  /// Code without optimisation takes several times the stack.
  #if DEBUG
    static let stackSize = 4 << 20
  #else
    static let stackSize = 512 << 10
  #endif

  /// What is wrong with a program that is compiled on a small stack.
  private func problems(in text: String) -> [String]? {
    onThread(stackSize: Self.stackSize) {
      do throws(Diagnostic) {
        return CodeVerifier.problems(in: try compile(text))
      } catch {
        return [error.message]
      }
    }
  }

  private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test func `may have long literals`() throws {
    #expect(problems(in: "x = [" + repeated("1, a, ", 50_000) + "]\na = 1") == ["undefined: a"])
    #expect(problems(in: "a = 1\nx = [" + repeated("1, a, ", 50_000) + "]") == [])
    #expect(problems(in: "a = 1\nx = (" + repeated("1, a, ", 5_000) + ")") == [])
    #expect(problems(in: "a = 1\nx = {" + repeated("1: a, ", 50_000) + "}") == [])
    #expect(problems(in: "a = 1\nx = f'" + repeated("{a} ", 500) + "'") == [])
  }

  @Test func `may have many branches and statements`() {
    let branches = repeated("elif x == 1:\n  x = 2\n", 10_000)
    #expect(problems(in: "x = 1\nif x:\n  pass\n" + branches) == [])
    #expect(problems(in: "def f(x):\n" + repeated("  x += 1\n", 50_000)) == [])
    #expect(problems(in: repeated("def f(): return f\n", 10_000)) == [])
    let locals = (0..<2_000).map { "  v\($0) = \($0)\n" }.joined()
    #expect(problems(in: "def f():\n" + locals + "  return v1999") == [])
  }

  @Test(arguments: [
    " + x", ".a", "[0]", "()", ".m()", " and x", " or x", "[:]", " + 'a'", "(x)", " % x",
  ])
  func `may have long chains`(_ link: String) {
    #expect(problems(in: "x = 1\ny = x" + repeated(link, 490)) == [])
    #expect(problems(in: "def f(x):\n  x = x" + repeated(link, 490)) == [])
  }

  @Test(arguments: [
    ("(1, ", ")"), ("[", "]"), ("{1: ", "}"), ("f(", ")"), ("x[", "]"), ("- ", ""), ("not ", ""),
    ("lambda: ", ""), ("a if b else ", ""), ("[y for y in ", "]"), ("f(*", ")"), ("x[1:2:", "]"),
    ("(a or b and ", ")"), ("(a + ", ")"),
  ])
  func `may be nested`(_ before: String, _ after: String) {
    let start = "a = b = 1\n".replacing("a = b = 1", with: "a = 1\nb = 1\nx = 1\ndef f(x): pass")
    let text = start + "y = " + repeated(before, 90) + "x" + repeated(after, 90)
    #expect(problems(in: text) == [])
    let condition = repeated(before, 60) + "x" + repeated(after, 60)
    #expect(problems(in: start + "if \(condition):\n  pass") == [])
  }

  @Test func `may be nested in blocks`() {
    for head in ["if x:", "for y in x:", "def f(x):"] {
      let blocks = (0..<90).map { repeated(" ", $0) + head + "\n" }.joined()
      #expect(problems(in: "x = 1\n" + blocks + repeated(" ", 90) + "pass") == [], "\(head)")
    }
  }

  @Test func `have jumps that are long enough`() throws {
    let text =
      "def f(x, ys):\n  for i in range(3):\n    if x == i or x < 2 and not x > 's':\n"
      + repeated("      x = x.a\n", 12_000)
      + "  for y in ys:\n" + repeated("    x = x.a\n", 12_000)
      + "    if y:\n      return y\n  def g():\n    return x\n  return [z for z in ys]\n"
      + "def g(x):\n  if x == 1:\n" + repeated("    x = x.a\n", 12_000) + "  return x\n"
    let program = try compile(text)
    #expect(CodeVerifier.problems(in: program) == [])
    #expect(program.functions.map(\.name) == ["<toplevel>", "f", "g", "g"])
    let code = instructions(program, function: 1)
    #expect(code.contains { $0.hasPrefix("next ") && $0.contains("→") })
    let lengths = program.functions.map(\.words.count)
    #expect(lengths[1] > 48_000)
  }

  @Test func `that do not fit the machine are an error`() {
    let locals = (0..<65_540).map { "  v\($0) = 1\n" }.joined()
    let error = #expect(throws: Diagnostic.self) { try compile("def f():\n" + locals) }
    #expect(error?.message.hasPrefix("the function needs more than 65,535") == true)
    let arguments = "print(" + repeated("1, ", 65_540) + ")"
    let second = #expect(throws: Diagnostic.self) { try compile(arguments) }
    #expect(second?.message.hasPrefix("the function needs more than 65,535") == true)
  }
}
