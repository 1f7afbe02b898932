import FoundationEssentials
import ReeveTestSupport
import StarlarkSyntax
import Testing

/// What the formatter makes of programs.
@Suite struct `The formatter` {
  static let fixtures = Fixtures("../Fixtures/Format")

  private func formatted(_ text: String, margin: Int = SourceFormatter.defaultMargin) throws
    -> String
  {
    let source = SourceText(name: "t.star", text: text)
    guard case .formatted(let bytes) = SourceFormatter.format(source, margin: margin) else {
      throw NotFormatted(text: text)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private struct NotFormatted: Error { let text: String }

  @Test(arguments: ["layout", "comments"], [100, 40])
  func `lays out as recorded`(_ name: String, _ margin: Int) throws {
    let result = try formatted(Self.fixtures.text("\(name).star"), margin: margin)
    try expectGolden(result, "\(name).\(margin).formatted", in: Self.fixtures)
    #expect(try formatted(result, margin: margin) == result)
  }

  @Test(arguments: [
    // Spaces.
    ("x=1", "x = 1\n"), ("f( a,b )", "f(a, b)\n"), ("f(a=1)", "f(a = 1)\n"),
    ("x = - 1", "x = -1\n"),
    ("f(* a, ** b)", "f(*a, **b)\n"), ("x = a*-b", "x = a * -b\n"), ("x = {1 : 2}", "x = {1: 2}\n"),
    ("x = a [ 1 : 2 ]", "x = a[1:2]\n"), ("x = a[b+1:]", "x = a[b + 1 :]\n"),
    ("x = a[ : f(b) : c]", "x = a[: f(b) : c]\n"), ("x = not(a)", "x = not (a)\n"),
    ("def f(*,a): pass", "def f(*, a):\n    pass\n"), ("x = lambda:0", "x = lambda: 0\n"),
    ("x = lambda *a,b=1:0", "x = lambda *a, b = 1: 0\n"), ("x:int=1", "x: int = 1\n"),
    ("def f()->tuple[int,...]: pass", "def f() -> tuple[int, ...]:\n    pass\n"),
    ("x = a if(b)else c", "x = a if (b) else c\n"), ("x += 1 ;y|=2", "x += 1\ny |= 2\n"),
    ("load('m','a',b='c')", "load(\"m\", \"a\", b = \"c\")\n"),
    // Quotes.
    ("x = 'a'", "x = \"a\"\n"), ("x = 'a\"b'", "x = 'a\"b'\n"), ("x = 'it\\'s'", "x = \"it's\"\n"),
    ("x = '\\\\'", "x = \"\\\\\"\n"), ("x = r'\\''", "x = r\"\\'\"\n"), ("x = ''", "x = \"\"\n"),
    ("x = '''a'''", "x = \"\"\"a\"\"\"\n"), ("x = rb'a'", "x = rb\"a\"\n"),
    ("x = f'{a['b']}'", "x = f\"{a['b']}\"\n"), ("x = f'{a[\"b\"]}'", "x = f'{a[\"b\"]}'\n"),
    // Parentheses around a whole value, and commas at ends.
    ("x = (a)", "x = a\n"), ("x = ((a + b))", "x = a + b\n"), ("return (a, b)", "return (a, b)\n"),
    ("x = (a,)", "x = (a,)\n"), ("x = ()", "x = ()\n"), ("x = f((a))", "x = f((a))\n"),
    ("if (a): pass", "if a:\n    pass\n"), ("for x in (y): pass", "for x in y:\n    pass\n"),
    ("x = [a,]", "x = [\n    a,\n]\n"), ("f(a,)", "f(\n    a,\n)\n"),
    // Lines.
    ("", ""), ("\n\n", ""), ("# a", "# a\n"), ("\n\nx", "x\n"), ("x\n\n\n\n\ny", "x\n\n\ny\n"),
    ("def f():\n\n  x\n\n\n\n  y\nz", "def f():\n    x\n\n    y\n\nz\n"),
    ("if a:\n def f(): pass\n b", "if a:\n    def f():\n        pass\n\n    b\n"),
    ("if a:\n def f(): pass\nelse:\n b", "if a:\n    def f():\n        pass\nelse:\n    b\n"),
    ("x\n# c\ndef f(): pass", "x\n\n# c\ndef f():\n    pass\n"),
    ("x = a + \\\n b", "x = a + b\n"), ("\u{FEFF}x=1", "\u{FEFF}x = 1\n"),
    ("x=1\r\ny = '''a\r\nb'''\r\n", "x = 1\r\ny = \"\"\"a\r\nb\"\"\"\r\n"),
    ("#option:while\nwhile a: pass", "# option:while\nwhile a:\n    pass\n"),
    // What stays as it is.
    ("x = \"\"\"\n  a\n\"\"\" + b", "x = \"\"\"\n  a\n\"\"\" + b\n"),
    ("# fmt: off\nx=1\n# fmt: on\ny=1", "# fmt: off\nx=1\n# fmt: on\ny = 1\n"),
    ("# fmt: off\nx=1", "# fmt: off\nx=1\n"), ("x=1 # fmt: skip", "x=1 # fmt: skip\n"),
    ("if a:\n # fmt: off\n x=1", "if a:\n    # fmt: off\n    x = 1\n"),
  ])
  func `writes each thing in one way`(_ text: String, _ expected: String) throws {
    #expect(try formatted(text) == expected)
    #expect(try formatted(expected) == expected)
  }

  /// Every program of the repository, in pieces where a file holds several.
  private static func programs() throws -> [Chunk] {
    let top = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
      .joined(separator: "/")
    var chunks: [Chunk] = []
    for folder in ["Tests", "scripts"] {
      let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(top)/\(folder)")
      for path in paths.sorted() where path.hasSuffix(".star") && !path.contains(".build") {
        let data = try Data(contentsOf: URL(filePath: "\(top)/\(folder)/\(path)"))
        chunks += (try? Chunk.all(in: String(decoding: data, as: UTF8.self), of: path)) ?? []
      }
    }
    return chunks
  }

  @Test(arguments: [100, 30, 1])
  func `keeps what every program of the repository means, and repeats itself`(_ margin: Int) throws
  {
    let programs = try Self.programs()
    #expect(programs.count > 300)
    for program in programs {
      let source = SourceText(name: program.file, text: program.text)
      switch SourceFormatter.format(source, margin: margin) {
      case .refused: continue
      case .differs: Issue.record("\(program.testDescription) would be another program")
      case .formatted(let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(try formatted(text, margin: margin) == text, "\(program.testDescription)")
        #expect(
          Self.comments(bytes) == Self.comments(source.bytes), "\(program.testDescription)")
      }
    }
  }

  /// The words of all comments, in any order: which line one ends on may change.
  private static func comments(_ bytes: [UInt8]) -> [String] {
    let source = SourceText(name: "t", bytes: bytes)
    guard var lexer = try? Lexer(source, dialect: SourceFormatter.dialect) else { return [] }
    while let token = try? lexer.next(), token.kind != .endOfFile {}
    return lexer.comments.flatMap {
      source.text(of: $0).split { $0 == " " || $0 == "\t" || $0 == "#" }
    }
    .map(String.init).sorted()
  }

  @Test func `refuses a text that is no program, with all its errors`() {
    let source = SourceText(name: "t.star", text: "x = (\ndef f(:\n  pass\ny = = 1\n")
    guard case .refused(let errors) = SourceFormatter.format(source) else {
      Issue.record("it was laid out")
      return
    }
    #expect(errors.count > 1)
  }
}
