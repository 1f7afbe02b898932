import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// Options and streams of `reeve run`, and what comes out of it.
@Suite struct RunTests {
  private static let announcement =
    "reeve: no cloud is configured; working on the embedded sandbox\n"

  /// The ID of an instance that does not exist.
  private static let noInstance = "00000000-0000-0000-0000-000000000000"

  @Test func `standard output has the script's words alone`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(
      """
      print("before")
      ignorePort("some-agent", 22, "TCP")
      print("after")

      """, to: "x.star")
    let result = try await harness.reeve("run", "x.star")
    #expect(result.code == .done)
    #expect(result.output == "before\nafter\n")
    #expect(result.errors == Self.announcement + "changed: ignorePort 1 (1 request)\n")
  }

  @Test(arguments: ["", "\n", "# nothing to do"])
  func `a file without statements is a runbook that changes nothing`(_ text: String) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(text, to: "x.star")
    let result = try await harness.reeve("run", "x.star")
    #expect(result.code == .done)
    #expect(result.output.isEmpty)
    #expect(result.errors == Self.announcement)
  }

  @Test func `a run without statements is written down like any other, and no sandbox is started`()
    async throws
  {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("# one\n", to: "empty.star")
    try harness.write("x = 1\n", to: "some.star")
    _ = try await harness.reeve("run", "-q", "empty.star", "word", "name=value")
    let sandbox = "\(harness.home)/state/reeve/sandbox.jsonl"
    #expect(unsafe access(sandbox, F_OK) != 0)
    _ = try await harness.reeve("run", "-q", "some.star", "word", "name=value")
    #expect(unsafe access(sandbox, F_OK) == 0)
    let runs = try await harness.reeve("runs", "--output", "json").output
    #expect(runs.components(of: "\"state\":\"done\"") == 2, "\(runs)")
    #expect(try await harness.reeve("runs", "verify").code == .done)
    let ids = runs.matches(of: /r-[0-9]{8}-[0-9a-z]{4}/).map { String($0.output) }
    var shown: [String] = []
    for id in Set(ids).sorted() {
      shown.append(
        try await harness.reeve("show", id).output.withoutCircumstances
          .replacing(/(empty|some)\.star/, with: "FILE"))
    }
    #expect(shown.count == 2 && shown[0] == shown[1], "\(shown)")
    let told = try await harness.reeve("run", "--output", "json", "empty.star")
    #expect(told.run.map { !ids.contains($0) } == true, "\(told.errors)")
  }

  @Test func `quiet tells errors alone`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort(\"some-agent\", 70000, \"TCP\")\n", to: "x.star")
    let result = try await harness.reeve("run", "-q", "x.star")
    #expect(result.code == .done)
    #expect(result.errors.isEmpty)
  }

  @Test func `a warning is told once, with its place`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(
      """
      for agent in ["a", "b"]:
          ignorePort(agent, 70000, "TCP")

      """)
    #expect(result.code == .done)
    #expect(result.errors.components(of: "script.star:2:5: warning: ") == 1, "\(result.errors)")
    #expect(result.errors.contains("port 70000 is above 65535"))
  }

  @Test func `verbose tells of each request`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("ignorePort([\"a\", \"b\"], 22, \"TCP\")\n", to: "x.star")
    let result = try await harness.reeve("run", "-v", "x.star")
    #expect(result.errors.contains("ignorePort: 2 changes applied, request id "))
    #expect(result.errors.hasSuffix("requests: BatchModifyPortStatus 1\n"))
  }

  @Test func `a script finds its arguments`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(
      "print(args.positional, args.name, args.dry_run)\n",
      ["one", "--name=value", "--", "--dry-run", "two"])
    #expect(result.code == .failed)
    let other = try await harness.run(
      "print(args.positional, args.name)\n", ["one", "--name=value", "--", "--dry-run"])
    #expect(other.output == "[\"one\", \"--dry-run\"] value\n")
  }

  @Test func `standard input is a runbook`() async throws {
    var harness = try Harness()
    defer { harness.remove() }
    harness.input = Array("print(args.positional)\n".utf8)
    #expect(try await harness.reeve("run", "-", "a").output == "[\"a\"]\n")
    let alone = try await harness.reeve()
    #expect(alone.output == "[]\n")
    #expect(alone.errors == Self.announcement)
  }

  @Test func `errors of standard input bear its name`() async throws {
    var harness = try Harness()
    defer { harness.remove() }
    harness.input = Array("print(1 +)\n".utf8)
    let result = try await harness.reeve("run", "-q", "-")
    #expect(result.code == .badData)
    #expect(result.errors.hasPrefix("<stdin>:1:10: error: "))
  }

  @Test func `data lies beside the script, or where the command stands`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("agent_id\nbeside\n", to: "books/beside.csv")
    try harness.write("agent_id\nhere\n", to: "here.csv")
    try harness.write(
      """
      load("lib.star", "rows")
      print(rows("beside.csv")[0].agent_id, rows("here.csv")[0].agent_id)

      """, to: "books/x.star")
    try harness.write(
      "def rows(path):\n    return csv.read(path)\n", to: "books/lib.star")
    let result = try await harness.reeve("run", "-q", "books/x.star")
    #expect(result.errors.isEmpty)
    #expect(result.output == "beside here\n")
  }

  @Test func `a traceback shows the calls`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(
      """
      def outer():
          inner()

      def inner():
          fail("enough")

      outer()

      """)
    #expect(result.code == .failed)
    #expect(
      result.errors == """
        script.star:5:5: error: fail: enough
        5 |     fail("enough")
          |     ^^^^^^^^^^^^^^
        Traceback (most recent call last):
          script.star:7:1: in <toplevel>
          script.star:2:5: in outer
          script.star:5:5: in inner

        """)
  }

  @Test func `strict Starlark has no top-level loops`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("for i in [1]:\n    print(i)\n", to: "x.star")
    #expect(try await harness.reeve("run", "-q", "--options=", "x.star").code == .badData)
    let result = try await harness.reeve("run", "-q", "--options=toplevelcontrol", "x.star")
    #expect(result.output == "1\n")
  }

  @Test func `colours are for terminals, and can be forced or forbidden`() async throws {
    var harness = try Harness()
    defer { harness.remove() }
    try harness.write("fail(\"x\")\n", to: "x.star")
    let plain = try await harness.reeve("run", "-q", "x.star")
    #expect(!plain.errors.contains("\u{1b}["))
    let forced = try await harness.reeve("run", "-q", "--color", "always", "x.star")
    #expect(forced.errors.contains("\u{1b}["))
    harness.areErrorsTerminal = true
    #expect(try await harness.reeve("run", "-q", "x.star").errors.contains("\u{1b}["))
    harness.environment["NO_COLOR"] = "1"
    #expect(try await !harness.reeve("run", "-q", "x.star").errors.contains("\u{1b}["))
  }

  @Test func `a summary can be read by programs`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(
      "ignorePort(\"a\", 22, \"TCP\")\nsetSecurityGroup(\"\(Self.noInstance)\", \"none\")\n",
      to: "x.star")
    let result = try await harness.reeve("run", "--output", "json", "x.star")
    #expect(result.code == .someChangesFailed)
    #expect(result.output.isEmpty)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1)
    for part in [
      #""event":"summary","exit_code":3,"applied":{"ignorePort":1},"superseded":0,"failed":1,"unsent":0"#,
      #""BatchModifyPortStatus":1"#, #""kind":"setSecurityGroup""#, #""outcome":"failed""#,
    ] {
      #expect(result.errors.contains(part), "\(result.errors)")
    }
    let events = try await harness.reeve("run", "--output", "jsonl", "x.star")
    let kinds = events.errors.split(separator: "\n").compactMap {
      $0.firstMatch(of: /"event":"(\w+)"/).map { String($0.1) }
    }
    #expect(kinds.sorted() == ["change", "change", "summary"])
  }

  @Test func `a failure that the script has read does not count`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.run(
      """
      move = attempt(setSecurityGroup, "\(Self.noInstance)", "none")
      print(move.ok, move.error.kind)

      """)
    #expect(result.code == .done, "\(result.errors)")
    #expect(result.output.hasPrefix("False "))
  }

  @Test func `a protected profile wants a confirmation`() async throws {
    var harness = try Harness()
    defer { harness.remove() }
    try harness.configure(
      """
      [profiles.default]
      region = "cn-north-4"
      project_id = "0605767fa600d5542f7ec0136d4fb0c5"
      protected = true
      credentials = { token = "t" }
      """)
    try harness.write("print(1)\n", to: "x.star")
    for flags in [[], ["--no-input"]] {
      let result = try await harness.reeve(["run"] + flags + ["x.star"])
      #expect(result.code == .unconfirmed)
      #expect(
        result.errors == """
          error: default@cn-north-4 is protected, and nobody can be asked
            Add --yes to run x.star there.

          """)
      #expect(result.output.isEmpty)
    }
    harness.isInputTerminal = true
    harness.areErrorsTerminal = true
    harness.input = Array("no\n".utf8)
    #expect(try await harness.reeve("run", "x.star").code == .unconfirmed)
    harness.input = Array("default\n".utf8)
    #expect(try await harness.reeve("run", "x.star").code == .done)
    harness.input = []
    let confirmed = try await harness.reeve("run", "--yes", "x.star")
    #expect(confirmed.output == "1\n")
    #expect(confirmed.errors == "nothing to change\n")
  }

  @Test func `a protected profile is planned, shown and carried out where --yes confirms`()
    async throws
  {
    var stage = try await SandboxHarness.start(.keys)
    try stage.protect()
    try stage.harness.write(
      "setSecurityGroup(auditInstances()[0], securityGroups()[1])\nprint(1)\n", to: "x.star")
    let flags = ["run", "--profile", "live", "--yes"]
    let result = try await stage.harness.reeve(flags + ["x.star"])
    #expect(result.code == .done)
    #expect(result.output == "1\n")
    let shown = try #require(result.errors.firstRange(of: "setSecurityGroup: 1 change\n"))
    let done = try #require(result.errors.firstRange(of: "changed: setSecurityGroup 1"))
    #expect(shown.lowerBound < done.lowerBound)
    let events = try await stage.harness.reeve(flags + ["--output", "jsonl", "x.star"])
    #expect(events.errors.hasPrefix("{\"event\":\"plan\",\"format\":\"reeve-plan\""))
    let summary = try await stage.harness.reeve(flags + ["--output", "json", "x.star"])
    #expect(summary.errors.split(separator: "\n").count == 1)
    // What a plan cannot show, --yes confirms all the same.
    try stage.harness.write(
      "print(cloud.call(\"hss\", \"POST\", \"/v5/{project_id}/x\", read = False).status)\n",
      to: "y.star")
    let unseen = try await stage.harness.reeve(flags + ["y.star"])
    #expect(unseen.code == .failed)
    #expect(unseen.errors.contains("incomplete from y.star:1 on"))
    #expect(unseen.errors.contains("HSS refused POST"))
    await stage.stop()
  }

  @Test func `state lasts between commands`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    _ = try await harness.run(
      "modifyWhitelistPolicy(whitelistPolicies()[0], learningDays = 29).unwrap()\n")
    let result = try await harness.run("print(whitelistPolicies()[0].learning_days)\n")
    #expect(result.output == "29\n")
  }

  @Test func `a stage of the language can be looked at`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("x = 1 + 2\n", to: "x.star")
    #expect(try await harness.reeve("dump", "tokens", "x.star").output.contains("name"))
    #expect(try await harness.reeve("dump", "tree", "x.star").output.contains("(assign"))
    #expect(try await harness.reeve("dump", "bytecode", "x.star").output.contains("toplevel"))
    try harness.write("x = \n", to: "x.star")
    #expect(try await harness.reeve("dump", "tree", "x.star").code == .badData)
  }
}
