import HuaweiCloud
import ReeveCommands
import Testing

/// `reeve check`: what it prints, and what it exits with.
struct CheckCommandTests {
  private static let misspelt = """
    for host in hosts():
        ignorePort(host, 22, "TPC")

    """
  private static let unused = """
    def f(host):
        name = host.host_name
        ignorePort(host, 22, "TCP")

    for host in hosts():
        f(host)

    """

  private func check(
    _ files: [String: String], _ words: [String] = []
  ) async throws -> CommandResult {
    let harness = try Harness()
    defer { harness.remove() }
    for (name, text) in files { try harness.write(text, to: name) }
    return try await harness.reeve(["check"] + words + files.keys.sorted())
  }

  @Test func `a misspelt value is shown where it stands`() async throws {
    let result = try await check(["x.star": Self.misspelt])
    #expect(result.code == .badData)
    #expect(
      result.output == """
        x.star:2:26: error: ignorePort: parameter `protocol`: got "TPC", want "TCP" or "UDP"
        2 |     ignorePort(host, 22, "TPC")
          |                          ^^^^^ did you mean "TCP"?

        """)
    #expect(result.errors == "1 file checked: 1 error\n")
  }

  @Test func `a warning fails only where it is asked to`() async throws {
    let lax = try await check(["x.star": Self.unused])
    #expect(lax.code == .done)
    #expect(lax.output.contains("x.star:2:5: warning: variable `name` is never used"))
    #expect(lax.errors == "1 file checked: 1 warning\n")
    let strict = try await check(["x.star": Self.unused], ["--strict"])
    #expect(strict.code == .badData)
  }

  @Test func `a correct runbook gives nothing`() async throws {
    let result = try await check(["a.star": "print(1)\n", "b.star": "print(2)\n"])
    #expect(result.code == .done)
    #expect(result.output.isEmpty)
    #expect(result.errors == "2 files checked: nothing found\n")
  }

  @Test func `a file that is missing is named and the others are checked`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(Self.misspelt, to: "x.star")
    let both = try await harness.reeve("check", "none.star", "x.star")
    #expect(both.code == .badData)
    #expect(both.errors.contains("none.star: there is no such file"))
    #expect(both.output.contains("x.star:2:26"))
    let alone = try await harness.reeve("check", "none.star")
    #expect(alone.code == .noInput)
  }

  @Test func `a file that two load is told of once`() async throws {
    let result = try await check([
      "a.star": "load(\"lib/x.star\", \"f\")\nf()\n",
      "b.star": "load(\"lib/x.star\", \"f\")\nf()\n",
    ])
    #expect(result.output.contains("a.star:1:6: error: load: there is no file"))
    let shared = try await check([
      "a.star": "load(\"z.star\", \"f\")\nf()\n", "b.star": "load(\"z.star\", \"f\")\nf()\n",
      "z.star": "def f():\n    print(nme)\n",
    ])
    #expect(shared.errors == "3 files checked: 1 error\n")
    #expect(shared.output.hasPrefix("z.star:2:11: error: undefined: nme"))
  }

  // MARK: Forms

  @Test func `JSON has every finding with its place`() async throws {
    let result = try await check(["x.star": Self.misspelt], ["--output", "json"])
    let json = try JSON(parsing: result.output)
    #expect(json["errors"]?.int == 1)
    #expect(json["warnings"]?.int == 0)
    #expect(json["files"]?.array?.map(\.string) == ["x.star"])
    let finding = try #require(json["diagnostics"]?.array?.first)
    #expect(finding["file"]?.string == "x.star")
    #expect(finding["line"]?.int == 2)
    #expect(finding["column"]?.int == 26)
    #expect(finding["end_column"]?.int == 31)
    #expect(finding["severity"]?.string == "error")
    #expect(finding["rule"]?.string == "failure")
    #expect(finding["hint"]?.string == "did you mean \"TCP\"?")
    #expect(result.errors.isEmpty)
  }

  @Test func `JSON lines end with a summary`() async throws {
    let result = try await check(["x.star": Self.unused], ["--output", "jsonl"])
    let lines = try result.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines.map { $0["event"]?.string } == ["warning", "summary"])
    #expect(lines.last?["warnings"]?.int == 1)
  }

  @Test func `SARIF has what its schema asks for`() async throws {
    let result = try await check(
      ["my book.star": Self.misspelt, "y.star": Self.unused], ["--output", "sarif"])
    #expect(result.code == .badData)
    let log = try JSON(parsing: result.output)
    #expect(log["version"]?.string == "2.1.0")
    #expect(log["$schema"]?.string?.contains("sarif-2.1.0") == true)
    let run = try #require(log["runs"]?.array?.first)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"]?.string == "reeve")
    let rules = try #require(driver["rules"]?.array).compactMap { $0["id"]?.string }
    let results = try #require(run["results"]?.array)
    #expect(results.count == 2)
    for found in results {
      let id = try #require(found["ruleId"]?.string)
      let index = try #require(found["ruleIndex"]?.int)
      #expect(rules[index] == id)
      #expect(["error", "warning"].contains(found["level"]?.string))
      #expect(found["message"]?["text"]?.string?.isEmpty == false)
    }
    let place = try #require(results.first?["locations"]?.array?.first?["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"]?.string == "my%20book.star")
    #expect(place["region"]?["startLine"]?.int == 2)
    #expect(place["region"]?["startColumn"]?.int == 26)
    #expect(place["region"]?["endColumn"]?.int == 31)
    let artifacts = try #require(run["artifacts"]?.array)
    let number = try #require(place["artifactLocation"]?["index"]?.int)
    #expect(artifacts[number]["location"]?["uri"]?.string == "my%20book.star")
  }

  // MARK: Before a run

  @Test func `a mistake on the last line keeps a runbook from starting`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(
      """
      print("begins")
      for host in hosts():
          ignorePort(host, 22, "TCP")
      flush(wait = True)

      """)
    #expect(result.code == .badData)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.hasPrefix(
        "script.star:4:7: error: flush: unexpected keyword argument \"wait\"\n"))
    #expect(!result.errors.contains("applied"))
  }

  @Test func `warnings are told and the runbook runs`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run("fail\nprint(\"ran\")\n")
    #expect(result.code == .done)
    #expect(result.output == "ran\n")
    #expect(result.errors.contains("warning: the value is not used"))
  }

  @Test func `the bare language fails where it comes to the mistake`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("print(\"begins\")\nprint(1 + \"a\")\n", to: "x.star")
    let result = try await harness.reeve("run", "--options=", "x.star")
    #expect(result.code == .failed)
    #expect(result.output == "begins\n")
  }
}
