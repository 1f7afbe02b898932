import ReeveTestSupport
import StarlarkSyntax
import Testing

@Suite struct `Trees` {
  static let fixtures = Fixtures("../Fixtures/Trees")

  @Test(arguments: try fixtures.names(withExtension: "star"))
  func `are as recorded`(_ name: String) throws {
    let source = SourceText(name: name, bytes: try Self.fixtures.bytes(name))
    let file = try Parser.parse(source, dialect: .runbook)
    try expectGolden(TreeDump.text(of: file), name + ".tree", in: Self.fixtures)
  }

  @Test(arguments: [
    ("(a) + b", "(do (+ (name a#0)@1:2-1:3 (name b#1)@1:7-1:8)@1:1-1:8)@1:1-1:8\n"),
    (
      "x = (1, 2)",
      "(assign (name x#0)@1:1-1:2 (tuple (int 1)@1:6-1:7 (int 2)@1:9-1:10)@1:5-1:11)@1:1-1:11\n"
    ),
    (
      "f(a = 1)[2]",
      "(do (index (call (name f#0)@1:1-1:2 a#1=(int 1)@1:7-1:8)@1:1-1:9 (int 2)@1:10-1:11)@1:1-1:12)@1:1-1:12\n"
    ),
    ("f'é{x}'", "(do (f \"é\" {(name x#0)@1:5-1:6})@1:1-1:8)@1:1-1:8\n"),
    (
      "def f():\n  pass\n\n\nx",
      "(def f#0 [])@1:1-2:7\n  (pass)@2:3-2:7\n(do (name x#1)@5:1-5:2)@5:1-5:2\n"
    ),
  ])
  func `know where their nodes stand`(_ text: String, _ dump: String) throws {
    let file = try Parser.parse(SourceText(name: "t", text: text), dialect: .runbook)
    #expect(TreeDump.text(of: file, spans: true) == dump)
  }

  @Test func `number identifiers and functions without gaps`() throws {
    let fixtures = Self.fixtures
    for name in try fixtures.names(withExtension: "star") {
      let source = SourceText(name: name, bytes: try fixtures.bytes(name))
      let file = try Parser.parse(source, dialect: .runbook)
      var identifiers: [Int] = []
      var functions: [Int] = []
      SyntaxWalker.walk(file) { node in
        if case .identifier(let identifier, _) = node { identifiers.append(identifier.ordinal) }
        if case .function(let function) = node { functions.append(function.ordinal) }
        return .descend
      }
      #expect(identifiers.sorted() == Array(0..<file.identifierCount), "\(name)")
      #expect(functions.sorted() == Array(0..<file.functionCount), "\(name)")
    }
  }
}

@Suite struct `A walk` {
  private func names(in text: String, _ decide: (SyntaxNode) -> SyntaxWalker.Decision) throws
    -> [String]
  {
    let file = try Parser.parse(SourceText(name: "t", text: text), dialect: .runbook)
    var names: [String] = []
    SyntaxWalker.walk(file) { node in
      if case .identifier(let identifier, let role) = node {
        names.append("\(identifier.name) \(role)")
      }
      return decide(node)
    }
    return names
  }

  @Test func `visits names in the order of the text with their roles`() throws {
    let text = "load('m', 'a')\ndef f(p: T = q) -> R:\n  return b.c(k = v)[d if e else g]"
    let found = try names(in: text) { _ in .descend }
    #expect(
      found == [
        "a loaded", "f function", "p parameter", "T type", "q variable", "R type", "b variable",
        "c attribute", "k argument", "v variable", "d variable", "e variable", "g variable",
      ])
  }

  @Test func `visits every expression once, before its parts`() throws {
    let file = try Parser.parse(SourceText(name: "t", text: "a.b(c)[-d]"), dialect: .strict)
    var found: [String] = []
    SyntaxWalker.walk(file) { node in
      if case .expression(let expression) = node {
        found.append(file.source.text(of: expression.span))
      }
      return .descend
    }
    #expect(found == ["a.b(c)[-d]", "a.b(c)", "a.b", "a", "c", "-d", "d"])
  }

  @Test func `skips what it is told to skip`() throws {
    let found = try names(in: "x = lambda y: z\nw") { node in
      if case .function = node { return .skip }
      return .descend
    }
    #expect(found == ["x variable", "w variable"])
  }

  @Test func `stops when told to`() throws {
    let found = try names(in: "x\ny\nz") { node in
      if case .identifier(let name, _) = node, name.name == "y" { return .stop }
      return .descend
    }
    #expect(found == ["x variable", "y variable"])
  }
}
