import Glibc
import ReeveCommands
import Testing

/// `reeve fmt`: what becomes of files, and what is told.
struct FormatCommandTests {
  private static let loose = "x=1\nif x : print( 'a' )\n"
  private static let tidy = "x = 1\nif x:\n    print(\"a\")\n"

  private func harness() throws -> Harness {
    let harness = try Harness()
    try harness.write(Self.loose, to: "loose.star", mode: 0o754)
    try harness.write(Self.tidy, to: "tidy.star")
    try harness.write("x = (\n", to: "broken.star")
    return harness
  }

  private func text(_ name: String, _ harness: Harness) throws -> String {
    try harness.text("\(harness.folder)/\(name)")
  }

  private func mode(_ path: String) -> mode_t {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : 0
  }

  @Test func `files are written in place and keep their mode`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let result = try await harness.reeve("fmt", "loose.star", "tidy.star")
    #expect(result.code == .done)
    #expect(result.output.isEmpty)
    #expect(result.errors == "2 files: 1 laid out anew, 1 as they should be\n")
    #expect(try text("loose.star", harness) == Self.tidy)
    #expect(mode("\(harness.folder)/loose.star") == 0o754)
    #expect(try text("tidy.star", harness) == Self.tidy)
  }

  @Test func `a file with errors stays as it is, and the others are laid out`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let result = try await harness.reeve("fmt", "broken.star", "none.star", "loose.star")
    #expect(result.code == .badData)
    #expect(result.errors.contains("broken.star:2:1: error: "))
    #expect(result.errors.contains("error: none.star: there is no such file"))
    #expect(result.errors.hasSuffix("2 files: 1 laid out anew, 1 with errors, left alone\n"))
    #expect(try text("broken.star", harness) == "x = (\n")
    #expect(try text("loose.star", harness) == Self.tidy)
    let missing = try await harness.reeve("fmt", "none.star")
    #expect(missing.code == .noInput)
    let folder = try await harness.reeve("fmt", ".")
    #expect(folder.code == .noInput)
  }

  @Test func `check tells what would change, and changes nothing`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let result = try await harness.reeve("fmt", "--check", "loose.star", "tidy.star")
    #expect(result.code == .failed)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        loose.star: would be laid out anew
        2 files: 1 would be laid out anew, 1 as they should be

        """)
    #expect(try text("loose.star", harness) == Self.loose)
    let good = try await harness.reeve("fmt", "--check", "tidy.star")
    #expect(good.code == .done)
  }

  @Test func `diff shows what would change, as patch takes it`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let result = try await harness.reeve("fmt", "--diff", "loose.star", "tidy.star")
    #expect(result.code == .done)
    #expect(
      result.output == """
        --- loose.star
        +++ loose.star
        @@ -1,2 +1,3 @@
        -x=1
        -if x : print( 'a' )
        +x = 1
        +if x:
        +    print("a")

        """)
    #expect(try text("loose.star", harness) == Self.loose)
    let both = try await harness.reeve("fmt", "--diff", "--check", "loose.star")
    #expect(both.code == .failed)
    #expect(both.output == result.output)
  }

  @Test func `hunks have lines around them, and a missing line end is told`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    let lines = (1...20).map { "x = \($0)" }
    let text = (["y=1"] + lines + ["z=1"] + lines + ["last = 1"]).joined(separator: "\n")
    try harness.write(text, to: "long.star")
    let result = try await harness.reeve("fmt", "--diff", "long.star")
    #expect(
      result.output == """
        --- long.star
        +++ long.star
        @@ -1,4 +1,4 @@
        -y=1
        +y = 1
         x = 1
         x = 2
         x = 3
        @@ -19,7 +19,7 @@
         x = 18
         x = 19
         x = 20
        -z=1
        +z = 1
         x = 1
         x = 2
         x = 3
        @@ -40,4 +40,4 @@
         x = 18
         x = 19
         x = 20
        -last = 1
        \\ No newline at end of file
        +last = 1

        """)
  }

  @Test func `standard input is laid out on standard output`() async throws {
    var harness = try harness()
    defer { harness.remove() }
    harness.input = Array(Self.loose.utf8)
    let result = try await harness.reeve("fmt", "-")
    #expect(result == CommandResult(code: .done, output: Self.tidy, errors: ""))
    harness.input = Array("x = (".utf8)
    let broken = try await harness.reeve("fmt", "-")
    #expect(broken.code == .badData)
    #expect(broken.output.isEmpty)
    #expect(broken.errors.contains("<stdin>:1:6: error: "))
  }

  @Test func `a link stays a link`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    #expect(unsafe symlink("loose.star", "\(harness.folder)/link.star") == 0)
    let result = try await harness.reeve("fmt", "link.star")
    #expect(result.code == .done)
    var facts = stat()
    #expect(unsafe lstat("\(harness.folder)/link.star", &facts) == 0)
    #expect(facts.st_mode & S_IFMT == S_IFLNK)
    #expect(try text("loose.star", harness) == Self.tidy)
  }

  @Test func `lines are as long as is asked for`() async throws {
    let harness = try harness()
    defer { harness.remove() }
    try harness.write("call(first, second)\n", to: "x.star")
    let result = try await harness.reeve("fmt", "--line-length", "12", "x.star")
    #expect(result.code == .done)
    #expect(try text("x.star", harness) == "call(\n    first,\n    second,\n)\n")
    let wrong = try await harness.reeve("fmt", "--line-length", "0", "x.star")
    #expect(wrong.code == .usage)
    let none = try await harness.reeve("fmt")
    #expect(none.code == .usage)
  }
}
