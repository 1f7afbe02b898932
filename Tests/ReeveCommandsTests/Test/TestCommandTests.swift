import ReeveCommands
import Testing

/// `reeve test`, and what `reeve run` measures.
struct TestCommandTests {
  private static let library = """
    def double(x):
        if x > 100:
            return "much"
        return x * 2

    """
  private static let tests = """
    load("lib.star", "double")
    def test_double():
        assert.eq(double(2), 4)
        assert.true(double(3) > 5, "grows")
    def test_failing():
        print("seen")
        assert.eq(double(1), 3, "once")
    def helper():
        fail("never called")
    def test_errors():
        assert.eq(assert.fails(lambda: 1 // 0, "division"), "division by zero")
        assert.fails(lambda: 1)

    """

  private func reeve(
    _ words: [String], _ files: [String: String], reading path: String? = nil
  ) async throws -> (result: CommandResult, text: String) {
    let harness = try Harness()
    defer { harness.remove() }
    for (name, text) in files { try harness.write(text, to: name) }
    let result = try await harness.reeve(words)
    return (result, try path.map { try harness.text("\(harness.folder)/\($0)") } ?? "")
  }

  @Test func `each test is told of, and what failed with its place`() async throws {
    let (result, _) = try await reeve(
      ["test", "x.star"], ["x.star": Self.tests, "lib.star": Self.library])
    #expect(result.code == .failed)
    #expect(result.output.contains("x.star: test_double: ok\n"))
    #expect(
      result.output.contains("x.star: test_failing: FAILED\nseen\nx.star:7:5: error: assert.eq: "))
    #expect(result.output.contains("once: got 2, want 3"))
    #expect(result.output.contains("x.star: test_errors: FAILED\n"))
    #expect(result.output.contains("assert.fails: the call gave 1"))
    #expect(!result.output.contains("never called"))
    #expect(result.errors.hasSuffix("1 passed, 2 failed\n"))
  }

  @Test func `tests change a cloud that begins anew`() async throws {
    let text = """
      def test_change():
          assert.true(ignorePort(hosts()[0], 22, "TCP").ok)
      """
    let (result, _) = try await reeve(["test", "x.star"], ["x.star": text])
    #expect(result.code == .done, "\(result.output)")
    #expect(result.errors.hasSuffix("1 passed, 0 failed\n"))
  }

  @Test func `a file that cannot be run has failed`() async throws {
    let (result, _) = try await reeve(["test", "x.star"], ["x.star": "x = (\n"])
    #expect(result.code == .failed)
    #expect(result.output.hasPrefix("x.star: FAILED\n"))
  }

  @Test func `tests are chosen by their names`() async throws {
    let (result, _) = try await reeve(
      ["test", "--only", "double", "x.star"], ["x.star": Self.tests, "lib.star": Self.library])
    #expect(result.code == .done)
    #expect(result.output == "x.star: test_double: ok\n")
  }

  @Test func `coverage tells the lines that nothing has reached`() async throws {
    let (result, file) = try await reeve(
      [
        "test", "--coverage", "--coverage-file", "out.info", "--only", "double", "x.star",
      ], ["x.star": Self.tests, "lib.star": Self.library], reading: "out.info")
    #expect(result.code == .done)
    #expect(result.output.contains("lib.star: 75.0 % of 4 lines, not 3\n"), "\(result.output)")
    #expect(file.contains("/lib.star\nDA:1,1\nDA:2,2\nDA:3,0\nDA:4,2\nLF:4\nLH:3\nend_of_record\n"))
  }

  @Test func `a name of its own keeps assert reserved`() async throws {
    let (result, _) = try await reeve(["run", "x.star"], ["x.star": "assert = 1\n"])
    #expect(result.code == .badData)
  }

  @Test func `a profile tells lines and functions, and writes stacks`() async throws {
    let text = """
      def inner(n):
          return [x * x for x in range(n)]
      def outer():
          return parallelMap(inner, [10, 20], limit = 2)
      print(len(outer()), len(inner(5)))
      """
    let (result, stacks) = try await reeve(
      ["run", "--profile-lines", "--profile-stacks", "out.txt", "x.star"], ["x.star": text],
      reading: "out.txt")
    #expect(result.code == .done)
    #expect(result.output == "2 5\n")
    #expect(result.errors.contains("x.star:2  return [x * x for x in range(n)]"))
    #expect(result.errors.contains("own time"))
    let names = stacks.split(separator: "\n").map { $0.split(separator: " ").dropLast().joined() }
    #expect(
      Set(names) == [
        "<toplevel>(x.star:1)", "<toplevel>(x.star:1);outer(x.star:3)",
        "<toplevel>(x.star:1);outer(x.star:3);inner(x.star:1)",
        "<toplevel>(x.star:1);inner(x.star:1)",
      ])
  }
}
