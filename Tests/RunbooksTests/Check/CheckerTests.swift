import ReeveTestSupport
import Runbooks
import Starlark
import StarlarkSyntax
import Synchronization
import Testing

/// The checker finds what is planted, where it is planted, and is silent about the rest.
struct CheckerTests {
  private static let mistakes = Fixtures("Mistakes")
  private static let correct = Fixtures("Correct")

  private static func chunks(_ fixtures: Fixtures) -> [Chunk] {
    (try? Chunk.all(in: fixtures)) ?? []
  }

  private static func check(_ chunk: Chunk, _ fixtures: Fixtures) async -> [Diagnostic] {
    await Checker(settings(fixtures)).check(SourceText(name: chunk.file, text: chunk.text))
  }

  private static func settings(_ fixtures: Fixtures) -> SessionSettings {
    var settings = SessionSettings()
    settings.scriptFolder = fixtures.folder
    return settings
  }

  @Test func `a check that nobody waits for ends, at any stage`() async {
    let source = SourceText(
      name: "x.star", text: "port = 22\n" + String(repeating: "x = [1, port]\n", count: 4_000))
    var stages = 0
    while stages < 1_000 {
      let left = Mutex(stages)
      let checker = Checker(SessionSettings()) {
        left.withLock { left in
          left -= 1
          return left < 0
        }
      }
      let found = await checker.check(source)
      guard found.contains(where: { $0.category == .cancelled }) else { break }
      #expect(found.count == 1)
      stages += 1
    }
    // Reading, resolving, compiling and the check itself each look more than once.
    #expect((8..<1_000).contains(stages))
  }

  @Test func `there are enough planted mistakes`() {
    let planted = Self.chunks(Self.mistakes).flatMap(\.expectations)
    #expect(planted.count >= 60)
  }

  @Test(arguments: chunks(mistakes))
  func `each planted mistake is found on its line, and nothing else`(_ chunk: Chunk) async {
    let found = await Self.check(chunk, Self.mistakes)
    chunk.expect(
      found.map { diagnostic in
        let hint = diagnostic.hint.map { " [\($0)]" } ?? ""
        let label = diagnostic.severity == .warning ? "warning: " : ""
        return (
          diagnostic.source.line(of: diagnostic.span.start), label + diagnostic.message + hint
        )
      })
  }

  @Test(arguments: chunks(correct))
  func `nothing is said of a correct runbook`(_ chunk: Chunk) async {
    let found = await Self.check(chunk, Self.correct)
    #expect(found.map { $0.rendered() } == [])
  }

  /// The runbooks that Reeve comes with.
  @Test func `nothing is said of the runbooks that come along`() async throws {
    let runbooks = Fixtures("../../../scripts/runbooks")
    let names = try runbooks.names(withExtension: "star")
    #expect(!names.isEmpty)
    for name in names {
      let source = SourceText(name: name, bytes: try runbooks.bytes(name))
      let found = await Checker(Self.settings(runbooks)).check(source)
      #expect(found.map { $0.rendered() } == [], "\(name)")
    }
  }

  @Test(arguments: [
    ("circle", "load: files load each other in a circle: "),
    ("eager", "ignorePort cannot be called while a file is being loaded"),
  ])
  func `errors of a loaded file have its place`(_ file: String, _ message: String) async throws {
    let source = SourceText(
      name: "main.star", text: "load(\"lib/\(file).star\", \"x\")\nprint(x)\n")
    let found = await Checker(Self.settings(Self.mistakes)).check(source)
    let error = try #require(found.first)
    #expect(error.message.hasPrefix(message))
    #expect(error.source.name == "lib/\(file).star")
    #expect(error.source.line(of: error.span.start) == 1)
  }

  @Test func `long chains and deep nesting are checked too`() async {
    let sum = "x = " + Array(repeating: "1", count: 900).joined(separator: " + ") + " + \"a\"\n"
    let calls = "y = " + "abs(".repeated(150) + "\"a\"" + ")".repeated(150) + "\n"
    let chain = "z = \"a\"" + ".upper()".repeated(400) + ".uper()\n"
    let source = SourceText(name: "deep.star", text: sum + calls + chain)
    let found = await Checker(SessionSettings()).check(source)
    #expect(found.map { $0.source.line(of: $0.span.start) } == [1, 2, 3])
  }

  /// What the checker calls an error fails in a run too, with the same words.
  @Test(arguments: chunks(mistakes))
  func `a run says the same`(_ chunk: Chunk) async {
    let errors = await Self.check(chunk, Self.mistakes).filter { $0.severity == .error }
    guard let first = errors.first, !chunk.text.contains("# not reached") else { return }
    let stage = Stage(set: { $0.scriptFolder = Self.mistakes.folder })
    let outcome = await stage.run(chunk.text, name: chunk.file)
    let diagnostic = outcome.error?.diagnostic ?? outcome.diagnostics.first
    #expect(diagnostic?.message == first.message, "\(chunk.testDescription)")
    if let diagnostic, let hint = diagnostic.hint { #expect(first.hint == hint) }
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
