import Runbooks
import Starlark
import StarlarkCompiler
import Testing

/// The reference has a page for every name, and each says what there is to know.
struct DocumentationPagesTests {
  private static var reachable: [String] {
    let environment = Builtins.environment(SessionSettings())
    return environment.names.filter { !$0.hasPrefix("\u{0}") }.sorted()
  }

  @Test func `every predeclared name has a page`() {
    for name in Self.reachable {
      #expect(!Documentation.pages(for: name).isEmpty, "\(name)")
    }
  }

  @Test(arguments: [
    "and", "break", "continue", "def", "elif", "else", "for", "if", "in", "lambda", "load", "not",
    "or", "pass", "return", "while",
  ])
  func `every keyword has a page`(_ keyword: String) throws {
    let page = try #require(Documentation.pages(for: keyword).first)
    #expect(page.section == .statements)
    #expect(page.form.joined().contains(keyword))
    #expect(try #require(Documentation.text(for: keyword)).hasPrefix(page.form[0] + "\n"))
  }

  @Test func `every page has a summary, every function its parameters and result`() {
    for page in Documentation.pages {
      #expect(page.summary.hasSuffix("."), "\(page.name): \(page.summary)")
      #expect(page.summary.first?.isUppercase == true, "\(page.name)")
    }
  }

  @Test func `every built-in of the cloud says what its parameters mean`() {
    for page in Documentation.pages where page.section == .cloud {
      for parameter in page.signature?.parameters ?? [] where parameter.kind != .star {
        #expect(!parameter.documentation.isEmpty, "\(page.name): \(parameter.name)")
      }
    }
  }

  @Test func `every declared signature has its page`() {
    let names = Set(Documentation.pages.map(\.name))
    let signatures =
      LanguageReference.universe + LanguageReference.library
      + LanguageReference.modules.flatMap(\.functions)
      + LanguageReference.types.flatMap(\.methods) + Builtins.signatures
    for signature in signatures { #expect(names.contains(signature.name), "\(signature.name)") }
  }

  @Test(arguments: Documentation.pages.map(\.name))
  func `every page can be shown`(_ name: String) throws {
    let text = try #require(Documentation.text(for: name))
    #expect(text.hasSuffix("\n"))
    #expect(
      !text.split(separator: "\n").contains { $0.count > 80 && $0.contains(" ") }
        || text.contains("("))
    let markdown = try #require(Documentation.markdown(for: name))
    #expect(markdown.hasPrefix("# \(name)\n"))
  }

  @Test func `a method is found by its own name, a type and its function together`() {
    #expect(Documentation.pages(for: "upper").map(\.name) == ["string.upper"])
    #expect(Documentation.pages(for: "list").map(\.section) == [.universe, .types])
    #expect(Documentation.text(for: "nothing") == nil)
  }
}
