import Glibc
import ReeveCommands
import Testing

/// What people give by mistake: each has a message of its own, whole, and an exit code.
@Suite struct BadInputTests {
  /// A script, the flags that it is run with, and what comes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let script: [UInt8]
    let flags: [String]
    let code: ExitCode
    let message: String

    init(
      _ name: String, _ script: String, flags: [String] = [], _ code: ExitCode, _ message: String
    ) {
      self.init(name, bytes: Array(script.utf8), flags: flags, code, message)
    }

    init(
      _ name: String, bytes: [UInt8], flags: [String] = [], _ code: ExitCode, _ message: String
    ) {
      self.name = name
      script = bytes
      self.flags = flags
      self.code = code
      self.message = message
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      "wrong type", #"ignorePort(5, 22, "TCP")"#, .badData,
      """
      x.star:1:12: error: ignorePort: parameter `agent`: got 5, want an agent id or an object with `agent_id`
      1 | ignorePort(5, 22, "TCP")
        |            ^

      """),
    Case(
      "misspelt value", #"ignorePort("a", 22, "TPC")"#, .badData,
      """
      x.star:1:21: error: ignorePort: parameter `protocol`: got "TPC", want "TCP" or "UDP"
      1 | ignorePort("a", 22, "TPC")
        |                     ^^^^^ did you mean "TCP"?

      """),
    Case(
      "port below zero", #"ignorePort("a", -1, "TCP")"#, .badData,
      """
      x.star:1:17: error: ignorePort: parameter `port`: got -1, want an integer from 0 to 2147483647
      1 | ignorePort("a", -1, "TCP")
        |                 ^^

      """),
    Case(
      "empty id", #"ignorePort("", 22, "TCP")"#, .badData,
      """
      x.star:1:12: error: ignorePort: parameter `agent`: got an empty agent id, want a text of 1 to 64 characters
      1 | ignorePort("", 22, "TCP")
        |            ^^

      """),
    Case(
      "201 learning days", #"modifyWhitelistPolicy("p", learningDays = 201)"#, .badData,
      """
      x.star:1:43: error: modifyWhitelistPolicy: parameter `learningDays`: got 201, want an integer from 3 to 30
      1 | modifyWhitelistPolicy("p", learningDays = 201)
        |                                           ^^^

      """),
    Case(
      "two groups", #"setSecurityGroup("3f2a9c1d7e6b4580a1b2c3d4e5f60718", ["a", "b"])"#, .badData,
      """
      x.star:1:54: error: setSecurityGroup: parameter `securityGroup`: got ["a", "b"], want a security group id or an object with `id` or `security_group_id`
      1 | setSecurityGroup("3f2a9c1d7e6b4580a1b2c3d4e5f60718", ["a", "b"])
        |                                                      ^^^^^^^^^^

      """),
    Case(
      "undefined name", "print(agnet)\n", .badData,
      """
      x.star:1:7: error: undefined: agnet
      1 | print(agnet)
        |       ^^^^^

      """),
    Case(
      "unclosed bracket", "x = (1,\n", .badData,
      """
      x.star:2:1: error: got end of file, want expression
      2 |
        | ^

      """),
    Case(
      "no grammar", "def f(:\n  pass\n", .badData,
      """
      x.star:1:7: error: got `:`, want parameter
      1 | def f(:
        |       ^

      """),
    Case(
      "not UTF-8", bytes: Array("x = \"".utf8) + [0xFF] + Array("\"\n".utf8), .badData,
      """
      x.star:1:6: error: the file is not UTF-8: byte 0xFF
      1 | x = "\u{FFFD}"
        |      ^

      """),
    Case(
      "zero byte", bytes: [97, 0, 98], .badData,
      """
      x.star:1:2: error: the file has a zero byte
      1 | a\u{FFFD}b
        |  ^

      """),
    Case(
      "64 MB file", bytes: [UInt8](repeating: 35, count: 64 << 20), .badData,
      """
      error: x.star: got 67108864 bytes, want at most 16777216 bytes
        Is it a runbook? Data is read by `csv.read`, not run.

      """),
    Case(
      "while without its option", "while True:\n    pass\n", .badData,
      """
      x.star:1:1: error: `while` needs the option `while`
      1 | while True:
        | ^^^^^ write `# option:while` at the start of the file

      """),
    Case(
      "missing argument of the script", "print(args.agent)\n", .failed,
      """
      x.star:1:12: error: args has no `agent`: the script was given no arguments
      1 | print(args.agent)
        |            ^^^^^ pass it after the script: --agent=VALUE

      """),
    Case(
      "too many steps", "for i in range(1 << 40):\n    pass\n", flags: ["--max-steps", "1000"],
      .limitHit,
      """
      x.star:1:10: error: the script takes more than 1000 steps
      1 | for i in range(1 << 40):
        |          ^^^^^^^^^^^^^^ raise the limit with --max-steps

      """),
    Case(
      "too large a value", "x = \"a\" * (1 << 30)\n", .limitHit,
      """
      x.star:1:9: error: value too large: 1073741824 bytes, the limit is 67108864
      1 | x = "a" * (1 << 30)
        |         ^ raise it with --max-value

      """),
    Case(
      "deadline", "for i in range(1 << 60):\n    pass\n",
      flags: ["--deadline", "100ms", "--max-steps", "\(1 << 60)"], .limitHit,
      """
      x.star:1:10: error: the deadline of 0.1 s passed
      1 | for i in range(1 << 60):
        |          ^^^^^^^^^^^^^^

      """),
    Case(
      "unknown language option", "x = 1\n", flags: ["--options=whale"], .usage,
      """
      error: --options <list>: unknown language option "whale"; did you mean "while"?
      Help:  --options <list>  Speak strict Starlark with these options only: set, while, recursion, globalreassign, toplevelcontrol, loadbindsglobally.
      Usage: reeve run [OPTIONS] FILE|- [ARGUMENTS…]
        See 'reeve run --help' for more information.

      """),
  ]

  @Test(arguments: cases)
  func `a bad script has its message and code`(_ bad: Case) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(bad.script, to: "x.star")
    let result = try await harness.reeve(["run", "-q"] + bad.flags + ["x.star"])
    #expect(result.code == bad.code)
    #expect(result.errors.replacing(/r-\d{8}-[0-9a-z]{4}/, with: "RUN") == bad.message)
    #expect(result.output.isEmpty)
  }

  @Test func `an unknown keyword is named`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(#"modifyWhitelistPolicy("p", days = 3)"#)
    #expect(result.code == .badData)
    #expect(
      result.errors.hasPrefix(
        "script.star:1:28: error: modifyWhitelistPolicy: unexpected keyword argument \"days\"\n"),
      "\(result.errors)")
  }

  @Test func `a missing column is named with the columns that are there`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("host,ip\nweb,10.0.0.1\n", to: "agents.csv")
    let result = try await harness.run(
      """
      for row in csv.read("agents.csv"):
          ignorePort(row.agent_id, 22, "TCP")

      """)
    #expect(result.code == .failed)
    #expect(result.errors.contains("script.star:2:20: error: "), "\(result.errors)")
    #expect(result.errors.contains("agent_id"), "\(result.errors)")
  }

  @Test func `a missing data file is named with where it was looked for`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run("csv.read(\"none.csv\")\n")
    #expect(result.code == .failed)
    #expect(
      result.errors == """
        script.star:1:10: error: csv.read: there is no file \(harness.folder)/none.csv
        1 | csv.read("none.csv")
          |          ^^^^^^^^^^

        """)
  }

  private static let files: [(String, String)] = [
    ("none.star", "error: none.star: there is no such file\n"),
    ("folder", "error: folder: is a directory, want a file\n"),
    ("file/x.star", "error: file/x.star: its path leads through a file, want folders\n"),
  ]

  @Test(arguments: files)
  func `what is no file says what it is`(_ path: String, _ message: String) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("", to: "file")
    try harness.write("", to: "folder/x")
    let result = try await harness.reeve("run", path)
    #expect(result.code == .noInput)
    #expect(result.errors == message)
  }

  @Test(.enabled(if: geteuid() != 0))
  func `a file without permission says so`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("x = 1\n", to: "x.star", mode: 0)
    let result = try await harness.reeve("run", "x.star")
    #expect(result.code == .noInput)
    #expect(result.errors == "error: x.star: no permission to read it\n")
  }
}
