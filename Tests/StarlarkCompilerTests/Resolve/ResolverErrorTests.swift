import ReeveTestSupport
import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `Static errors` {
  static let fixtures = Fixtures("../Fixtures/Resolver")

  @Test(arguments: try Chunk.all(in: fixtures))
  func `are reported on their line`(_ chunk: Chunk) throws {
    let source = SourceText(name: chunk.file, text: chunk.text)
    let dialect: Dialect = chunk.file == "types.star" ? .runbook : .strict
    let file = try Parser.parse(source, dialect: dialect)
    let diagnostics = Compiler.diagnose(file, predeclared: predeclaredNames)
    chunk.expect(
      diagnostics.map { diagnostic in
        let hint = diagnostic.hint.map { " (\($0))" } ?? ""
        return (source.line(of: diagnostic.span.start), diagnostic.message + hint)
      })
    #expect(diagnostics.allSatisfy { $0.category == .resolution })
  }

  @Test func `are thrown in the order of the text`() {
    let error = #expect(throws: Diagnostic.self) { try compile("x = y\nz = w") }
    #expect(error?.message == "undefined: y")
    #expect(error?.span == Span(4, 5))
  }

  @Test func `point at the keyword of a refused statement`() {
    let error = #expect(throws: Diagnostic.self) {
      try compile("while U:\n  pass", dialect: [.whileLoops])
    }
    #expect(error?.span == Span(0, 5))
  }
}
