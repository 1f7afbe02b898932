import ReeveCommands
import Runbooks
import Testing

/// `reeve doc`: what it prints for a name, for a misspelt one, and for none.
struct DocumentationCommandTests {
  @Test func `a page has parameters with types, limits, defaults and the reference`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("doc", "modifyWhitelistPolicy")
    #expect(result.code == .done)
    #expect(result.output.contains("learningDays: int"))
    #expect(result.output.contains("Want an integer from 3 to 30"))
    #expect(result.output.contains("Default \"0\""))
    #expect(result.output.contains("Reference: HSS API"))
    #expect(result.output.contains("Result  Change"))
  }

  @Test func `a misspelt name says what was meant`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("doc", "ignorePrt")
    #expect(result.code == .usage)
    #expect(
      result.errors == """
        error: there is no page for "ignorePrt"
          Did you mean `reeve doc ignorePort`?

        """)
  }

  @Test func `without a name, everything is listed`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("doc")
    for page in Documentation.pages where page.section != .methods {
      #expect(result.output.contains("\n  \(page.name)"), "\(page.name)")
    }
    let markdown = try await harness.reeve("doc", "--output", "markdown")
    for page in Documentation.pages {
      #expect(markdown.output.contains("### \(page.name)\n"), "\(page.name)")
    }
  }
}
