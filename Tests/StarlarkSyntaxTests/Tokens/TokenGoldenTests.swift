import ReeveTestSupport
import StarlarkSyntax
import Testing

@Suite struct `Tokens` {
  static let fixtures = Fixtures("../Fixtures/Tokens")

  @Test(arguments: try fixtures.names(withExtension: "star"))
  func `are as recorded`(_ name: String) throws {
    let source = SourceText(name: name, bytes: try Self.fixtures.bytes(name))
    let dump = try TokenDump.text(of: source, dialect: .runbook)
    try expectGolden(dump, name + ".tokens", in: Self.fixtures)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `do not depend on the kind of line end`(_ lineEnd: String) throws {
    let lines = ["if x:", "    y = '''a", "b''' + \"c\\", "d\"", "", "# comment", "z = (1,", "2)"]
    var lexer = try Lexer(
      SourceText(name: "t", text: lines.joined(separator: lineEnd)), dialect: .runbook)
    var kinds: [Token.Kind] = []
    var strings: [[UInt8]] = []
    while true {
      let token = try lexer.next()
      kinds.append(token.kind)
      if token.kind == .string, case .string(let bytes) = lexer.literal {
        strings.append(bytes)
      }
      if token.kind == .endOfFile { break }
    }
    #expect(strings == [Array("a\nb".utf8), Array("cd".utf8)])
    #expect(
      kinds == [
        .if, .name, .colon, .newline, .indent, .name, .assign, .string, .plus, .string, .newline,
        .outdent, .name, .assign, .leftParenthesis, .int, .comma, .int, .rightParenthesis, .newline,
        .endOfFile,
      ])
  }

  @Test func `skip a byte order mark`() throws {
    let source = SourceText(name: "t", bytes: [0xEF, 0xBB, 0xBF] + Array("x = 1".utf8))
    var lexer = try Lexer(source, dialect: .strict)
    let first = try lexer.next()
    #expect(first.kind == .name)
    #expect(source.position(of: first.span.start) == Position(line: 1, column: 1))
  }

  @Test func `keep the comments`() throws {
    let source = SourceText(name: "t", text: "# one\nx = 1 # two\n")
    var lexer = try Lexer(source, dialect: .strict)
    while try lexer.next().kind != .endOfFile {}
    #expect(lexer.comments.map { source.text(of: $0) } == ["# one", "# two"])
  }

  @Test(arguments: [
    ([0x78, 0xFF], "the file is not UTF-8: byte 0xFF", 1),
    ([0x61, 0xC3], "the file is not UTF-8: byte 0xC3", 1),
    ([0xED, 0xA0, 0x80], "the file is not UTF-8: byte 0xED", 0),
    ([0x61, 0x00], "the file has a zero byte", 1),
  ])
  func `are of UTF-8 without zero bytes`(_ bytes: [UInt8], _ message: String, _ offset: UInt32) {
    let error = #expect(throws: Diagnostic.self) {
      _ = try Lexer(SourceText(name: "t", bytes: bytes), dialect: .strict)
    }
    #expect(error?.message == message)
    #expect(error?.span.start == offset)
  }
}
