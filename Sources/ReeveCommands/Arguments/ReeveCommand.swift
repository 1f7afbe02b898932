// The command line as swift-argument-parser takes it. Each command only makes an `Invocation` of its flags; what
// a command does takes that and the streams, so that both halves are tested apart.

internal import ArgumentParser
internal import Runbooks

/// A command that can say what it was asked.
protocol InvocationMaking: ParsableCommand {
  func invocation() -> Invocation
}

struct ReeveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reeve",
    abstract: "Runs runbooks: Starlark programs that change the security posture of Huawei Cloud.",
    discussion: """
      Without a command, reeve opens a session on a terminal, and runs standard input elsewhere.
      Where no cloud is configured, a simulated one within reeve answers.
      """,
    version: "reeve \(Reeve.version)",
    subcommands: [
      InteractiveCommand.self, RunCommand.self, PlanCommand.self, ApplyCommand.self,
      ResumeCommand.self, UndoCommand.self, RunsCommand.self, ShowCommand.self,
      CheckCommand.self, FormatCommand.self, TestCommand.self, DocumentationCommand.self,
      LanguageServerCommand.self, SandboxCommand.self, ConfigCommand.self, CompletionCommand.self,
      ManualCommand.self, DumpCommand.self,
    ],
    defaultSubcommand: InteractiveCommand.self)
}

struct InteractiveCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Open a session; this is what reeve does without a command.",
    discussion: """
      Where standard input is no terminal, it is run as a runbook.
      """)

  @OptionGroup(title: "Console") var console: ConsoleFlags
  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @Option(
    name: .customShort("i"),
    help: ArgumentHelp("A runbook to run before the first prompt.", valueName: "file"),
    completion: .file(extensions: ["star"]))
  var file: String?

  @Flag(name: .customLong("plan"), help: "Begin with `:plan on`: show changes, and send nothing.")
  var plans = false

  @Flag(name: .customLong("read-only"), help: "Begin with `:read-only on`: refuse changes.")
  var isReadOnly = false

  func validate() throws {
    if plans, isReadOnly { throw ValidationError("--plan and --read-only exclude each other") }
  }

  func invocation() -> Invocation {
    var options = console.options(file, [], cloud.options, session.options)
    if plans { options.mode = .plan }
    if isReadOnly { options.mode = .readOnly }
    return .interactive(options)
  }
}

struct RunCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a runbook.",
    usage: "reeve run [OPTIONS] FILE|- [ARGUMENTS…]",
    discussion: """
      Flags of reeve stand before FILE. What follows belongs to the runbook, which finds it in `args`: \
      --name=value as args.name, the rest in args.positional. After `--`, nothing is taken for a flag of reeve.
      """)

  @Flag(name: .customShort("i"), help: "Open a session with the runbook's names afterwards.")
  var isInteractive = false

  @OptionGroup(title: "Console") var console: ConsoleFlags
  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @OptionGroup(title: "Profile") var profile: ProfileFlags

  @Argument(help: "The runbook; - is standard input.", completion: .file(extensions: ["star"]))
  var file: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("What the runbook finds in `args`.", valueName: "arguments"))
  var arguments: [String] = []

  func validate() throws {
    try ScriptWords.check(arguments)
    if isInteractive || console.isPostMortem, file == "-" {
      throw ValidationError("-i and --post-mortem want a FILE: standard input is the person's")
    }
  }

  func invocation() -> Invocation {
    if isInteractive || console.isPostMortem {
      return .interactive(console.options(file, arguments, cloud.options, session.options))
    }
    var options = RunOptions(
      file: file, arguments: arguments, cloud: cloud.options, session: session.options)
    options.profile = profile.options
    return .run(options)
  }
}

struct SandboxCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Serve the simulated cloud over HTTP.",
    discussion: """
      It answers on 127.0.0.1 until it is interrupted, and keeps what is changed in the file that the embedded \
      sandbox uses.
      """)

  @Option(
    help: ArgumentHelp("The port; 0 takes any free one.", valueName: "n"), transform: Reading.port)
  var port = 0

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Flag(
    name: .customLong("print-credentials"),
    help: "Print keys and ids that exist in it to standard output, as one line of JSON.")
  var printsCredentials = false

  @Option(
    help: ArgumentHelp("A JSON file of hosts, policies, instances and groups.", valueName: "file"))
  var inventory: String?

  @Option(help: ArgumentHelp("The file that keeps what is changed.", valueName: "file"))
  var state: String?

  @Flag(name: .customLong("in-memory"), help: "Keep what is changed in memory alone.")
  var isInMemory = false

  @Flag(help: "Allow 5 calls a minute for each operation of HSS, as the service does.")
  var quota = false

  @Option(
    name: .customLong("quota-window"),
    help: ArgumentHelp(
      "The time in which --quota allows 5 calls, such as 1s; a minute by default.",
      valueName: "time"), transform: Reading.duration)
  var quotaWindow: Duration?

  @Flag(name: .customLong("check-agents"), help: "Refuse agents that do not exist.")
  var checksAgents = false

  @Option(
    name: .customLong("deny"),
    help: ArgumentHelp(
      "An operation that IAM refuses, such as BatchModifyPortStatus; repeatable.",
      valueName: "operation"))
  var deniedOperations: [String] = []

  @Option(
    help: ArgumentHelp("How late answers come, in milliseconds.", valueName: "n"),
    transform: Reading.milliseconds)
  var latency = 0

  @Option(
    help: ArgumentHelp("By how much that varies, in milliseconds.", valueName: "n"),
    transform: Reading.milliseconds)
  var jitter = 0

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "Something that goes wrong, as JSON, such as '{\"effect\": \"status\", \"status\": 503, \"count\": 1}'; "
        + "repeatable.", valueName: "json"))
  var faults: [String] = []

  @Flag(name: .customLong("log"), help: "Write a line of JSON for each request to standard error.")
  var logsRequests = false

  func validate() throws {
    if isInMemory, state != nil {
      throw ValidationError("--in-memory and --state exclude each other")
    }
    if quotaWindow != nil, !quota { throw ValidationError("--quota-window needs --quota") }
  }

  func invocation() -> Invocation {
    var options = SandboxOptions()
    options.port = port
    options.host = host
    options.printsCredentials = printsCredentials
    options.inventoryFile = inventory
    options.stateFile = state
    options.isInMemory = isInMemory
    options.hasQuota = quota
    options.quotaWindow = quotaWindow
    options.checksAgents = checksAgents
    options.deniedOperations = deniedOperations
    options.latency = latency
    options.jitter = jitter
    options.faults = faults
    options.logsRequests = logsRequests
    return .sandbox(options)
  }
}

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Look at the settings.", subcommands: [ConfigShowCommand.self])
}

struct ConfigShowCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the cloud that a command would work on, and where each setting comes from.")

  @OptionGroup(title: "Cloud") var cloud: CloudFlags

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("human, or json.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = SummaryFormat.human

  @Flag(inversion: .prefixedNo, help: "Tell where each setting comes from.")
  var origin = true

  func invocation() -> Invocation {
    .showConfiguration(
      ShowConfigurationOptions(cloud: cloud.options, format: format, showsOrigin: origin))
  }
}

/// For those who work on the language: what its stages make of a file.
struct DumpCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Show what a stage of the language makes of a file.",
    shouldDisplay: false)

  @Argument(help: "tokens, tree or bytecode.", transform: Reading.choice)
  var stage: DumpOptions.Stage

  @Argument(help: "The file.")
  var file: String

  func invocation() -> Invocation { .dump(DumpOptions(stage: stage, file: file)) }
}
