import Glibc
import ReeveCommands
import Runbooks
import Testing

/// The words of a command line and what they ask for.
@Suite struct InvocationTests {
  private static func run(
    _ file: String, _ arguments: [String] = [], _ change: (inout RunOptions) -> Void = { _ in }
  ) -> Invocation {
    var options = RunOptions(file: file, arguments: arguments)
    change(&options)
    return .run(options)
  }

  private static let table: [([String], Invocation)] = [
    ([], .interactive(InteractiveOptions())),
    (["repl"], .interactive(InteractiveOptions())),
    (
      ["--profile", "p"],
      .interactive(
        {
          var options = InteractiveOptions()
          options.cloud.profile = "p"
          return options
        }())
    ),
    (["run", "x.star"], run("x.star")),
    (["run", "-"], run("-")),
    (["run", "x.star", "a", "--name=value", "b"], run("x.star", ["a", "--name=value", "b"])),
    (["run", "x.star", "--", "--yes"], run("x.star", ["--", "--yes"])),
    (["run", "x.star", "-x"], run("x.star", ["-x"])),
    (
      ["run", "--yes", "--no-input", "x.star"],
      run("x.star") {
        $0.session.isConfirmed = true
        $0.session.forbidsInput = true
      }
    ),
    (
      ["run", "--profile=p", "--region", "r", "--project", "q", "--no-sandbox", "x"],
      run("x") {
        $0.cloud.profile = "p"
        $0.cloud.region = "r"
        $0.cloud.project = "q"
        $0.cloud.forbidsSandbox = true
      }
    ),
    (
      [
        "run", "--endpoint", "hss=http://a", "--endpoint", "dbss=http://b", "--ca-file", "ca.pem",
        "--timeout", "2m", "--rate", "hss=unlimited", "x",
      ],
      run("x") {
        $0.cloud.endpoints = ["hss=http://a", "dbss=http://b"]
        $0.cloud.certificateAuthorityFile = "ca.pem"
        $0.cloud.timeout = .seconds(120)
        $0.cloud.rates = ["hss=unlimited"]
      }
    ),
    (
      [
        "run", "--max-steps", "10", "--max-memory", "2GiB", "--max-value", "1MiB", "--max-output",
        "512", "--max-frames", "20", "--max-failures", "3", "--deadline", "90s", "x",
      ],
      run("x") {
        $0.session.maxSteps = 10
        $0.session.maxMemory = 2 << 30
        $0.session.maxValue = 1 << 20
        $0.session.maxOutput = 512
        $0.session.maxFrames = 20
        $0.session.maxFailures = 3
        $0.session.deadline = .seconds(90)
      }
    ),
    (
      ["run", "--options=set,while", "x"],
      run("x") { $0.session.languageOptions = ["set", "while"] }
    ),
    (["run", "--options=", "x"], run("x") { $0.session.languageOptions = [] }),
    (
      ["run", "--output", "json", "-q", "x"],
      run("x") {
        $0.session.summary = .json
        $0.session.verbosity = .quiet
      }
    ),
    (
      ["run", "-v", "--color", "never", "x"],
      run("x") {
        $0.session.verbosity = .verbose
        $0.session.colour = .never
      }
    ),
    (
      ["sandbox", "--port", "8080", "--print-credentials", "--quota"],
      .sandbox(
        {
          var options = SandboxOptions()
          options.port = 8080
          options.printsCredentials = true
          options.hasQuota = true
          return options
        }())
    ),
    (
      [
        "sandbox", "--inventory", "i.json", "--state", "s", "--check-agents", "--deny",
        "ChangeSecurityGroup", "--latency", "20ms", "--jitter", "5", "--fault", "{}", "--log",
      ],
      .sandbox(
        {
          var options = SandboxOptions()
          options.inventoryFile = "i.json"
          options.stateFile = "s"
          options.checksAgents = true
          options.deniedOperations = ["ChangeSecurityGroup"]
          options.latency = 20
          options.jitter = 5
          options.faults = ["{}"]
          options.logsRequests = true
          return options
        }())
    ),
    (["config", "show"], .showConfiguration(ShowConfigurationOptions())),
    (
      ["config", "show", "--output", "json"],
      .showConfiguration(ShowConfigurationOptions(format: .json))
    ),
    (["config", "show", "--origin"], .showConfiguration(ShowConfigurationOptions())),
    (
      ["config", "show", "--no-origin"],
      .showConfiguration(ShowConfigurationOptions(showsOrigin: false))
    ),
    (["dump", "tree", "x.star"], .dump(DumpOptions(stage: .tree, file: "x.star"))),
  ]

  @Test(arguments: [
    [], ["run", "x.star"], ["run", "-"], ["run", "x.star", "a", "--name=value", "b", "é"],
    ["run", "x.star", "-x=1", "", "run"], ["run", "folder/x.star", "--dry=run", "--=x"],
    ["run", "--quiet", "x.star"], ["run", "-q", "-", "word"],
  ])
  func `a usual line is read without the parser, and read alike`(
    _ words: [String]
  ) throws {
    #expect(try Invocation(plain: words) == Invocation(parsing: words))
  }

  @Test(arguments: [
    ["repl"], ["run"], ["run", "-i", "x.star"], ["run", "x.star", "--"], ["run", "x.star", "-x"],
    ["run", "x.star", "--yes"], ["run", "x.star", "--output=json"], ["run", "--", "x.star"],
    ["runs"], ["--version"], ["run", "--quiet"], ["run", "-q", "--yes", "x.star"],
    ["run", "-qv", "x.star"], ["run", "-q", "-q", "x.star"],
  ])
  func `all other lines are left to the parser`(_ words: [String]) {
    #expect(Invocation(plain: words) == nil)
  }

  @Test(arguments: table)
  func `words ask for what they say`(_ words: [String], _ wanted: Invocation) throws {
    #expect(try Invocation(words) == wanted)
  }

  private static let refused: [([String], String)] = [
    (["run"], "<file> is missing"),
    (["run", "x.star", "--yes"], "--yes stands after FILE"),
    (["run", "x.star", "a", "--profile=p"], "--profile stands after FILE"),
    (["run", "x.star", "--dry-run"], "--dry-run stands after FILE"),
    (["run", "x.star", "-v", "--", "y"], "-v stands after FILE"),
    (["run", "--max-steps", "0", "x"], "want a whole number from 1"),
    (["run", "--max-memory", "1GB", "x"], "want a size such as 512KiB"),
    (["run", "--deadline", "soon", "x"], "want a time such as 30s"),
    (
      ["run", "--options=whale", "x"], "unknown language option \"whale\"; did you mean \"while\"?"
    ),
    (["run", "--output", "xml", "x"], "got \"xml\", want human, json or jsonl"),
    (["run", "-q", "-v", "x"], "--quiet and --verbose exclude each other"),
    (["run", "--nonsense", "x"], "there is no flag --nonsense"),
    (["sandbox", "--port", "70000"], "want a port from 0 to 65535"),
    (["sandbox", "--in-memory", "--state", "s"], "exclude each other"),
    (["x.star"], "there is no command \"x.star\""), (["rnu"], "Did you mean `reeve run`?"),
  ]

  @Test(arguments: refused)
  func `a command line that makes no sense says why`(_ words: [String], _ message: String) throws {
    let error = try #require(throws: CommandLineStop.self) { try Invocation(words) }
    #expect(error.code == .usage)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test(arguments: [["--help"], ["run", "--help"], ["--version"], ["config"]])
  func `asking for help is no error`(_ words: [String]) throws {
    let error = try #require(throws: CommandLineStop.self) { try Invocation(words) }
    #expect(error.code == .done)
    #expect(!error.message.isEmpty)
  }

  @Test func `every flag of run is refused after FILE`() throws {
    let help = try #require(throws: CommandLineStop.self) { try Invocation(["run", "--help"]) }
    let flags = help.message.matches(of: /(?m)^  (?:-\w, )?(--[a-z-]+)/).map { String($0.1) }
    #expect(flags.count > 20)
    for flag in flags {
      #expect(ScriptWords.reserved.contains(flag), "\(flag)")
    }
  }
}
