internal import ArgumentParser

// The flags that several commands share. What they may hold is said here; what they mean, in `Configuration`.

/// The cloud to work on.
struct CloudFlags: ParsableArguments {
  @Option(
    help: "The profile of config.toml to use; \"sandbox\" is the embedded one.",
    completion: .profiles)
  var profile: String?

  @Option(help: "The region, such as cn-north-4.")
  var region: String?

  @Option(help: "The project, by ID or by name.")
  var project: String?

  @Option(
    name: .customLong("endpoint"),
    help: ArgumentHelp(
      "Where a service answers, such as hss=https://hss.example; repeatable.",
      valueName: "service=url"))
  var endpoints: [String] = []

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp(
      "A PEM file of authorities to trust beside the system's.", valueName: "file"))
  var certificateAuthorityFile: String?

  @Option(
    help: ArgumentHelp("How long one exchange may take, such as 30s.", valueName: "time"),
    transform: Reading.duration)
  var timeout: Duration?

  @Option(
    name: .customLong("rate"),
    help: ArgumentHelp(
      "How often an operation of a service may be called, such as hss=5/min or hss=unlimited; repeatable.",
      valueName: "service=rate"))
  var rates: [String] = []

  @Flag(
    name: .customLong("no-sandbox"),
    help: "Fail where nothing is configured, in place of the embedded sandbox.")
  var forbidsSandbox = false

  var options: CloudOptions {
    var options = CloudOptions()
    options.profile = profile
    options.region = region
    options.project = project
    options.endpoints = endpoints
    options.certificateAuthorityFile = certificateAuthorityFile
    options.timeout = timeout
    options.rates = rates
    options.forbidsSandbox = forbidsSandbox
    return options
  }
}

/// What a session at a terminal begins with.
struct ConsoleFlags: ParsableArguments {
  @Flag(name: .customLong("no-startup"), help: "Pass over the startup file, startup.star.")
  var skipsStartup = false

  @Flag(
    name: .customLong("post-mortem"),
    help: "Where a runbook fails, open a session in the function that failed.")
  var isPostMortem = false

  func options(
    _ file: String?, _ arguments: [String], _ cloud: CloudOptions, _ session: SessionOptions
  ) -> InteractiveOptions {
    var options = InteractiveOptions(cloud: cloud, session: session)
    options.file = file
    options.arguments = arguments
    options.skipsStartup = skipsStartup
    options.isPostMortem = isPostMortem
    return options
  }
}

/// What a runbook may use, and what is told about it.
struct SessionFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp("After so many failed changes send nothing further.", valueName: "n"),
    transform: Reading.positive)
  var maxFailures: Int?

  @Option(
    help: ArgumentHelp("Steps that evaluation may take.", valueName: "n"),
    transform: Reading.positive)
  var maxSteps: Int?

  @Option(
    help: ArgumentHelp(
      "Memory that the values of the script may take, such as 1GiB.", valueName: "size"),
    transform: Reading.size)
  var maxMemory: Int?

  @Option(
    help: ArgumentHelp("Memory that one value may take, such as 64MiB.", valueName: "size"),
    transform: Reading.size)
  var maxValue: Int?

  @Option(
    help: ArgumentHelp("How much may be printed, such as 128MiB.", valueName: "size"),
    transform: Reading.size)
  var maxOutput: Int?

  @Option(
    help: ArgumentHelp("How deep calls may nest.", valueName: "n"), transform: Reading.positive)
  var maxFrames: Int?

  @Option(
    help: ArgumentHelp("How long the whole run may take, such as 10m.", valueName: "time"),
    transform: Reading.duration)
  var deadline: Duration?

  @Option(
    name: .customLong("options"),
    help: ArgumentHelp(
      "Speak strict Starlark with these options only: set, while, recursion, globalreassign, "
        + "toplevelcontrol, loadbindsglobally.", valueName: "list"),
    transform: Reading.languageOptions)
  var languageOptions: [String]?

  @Flag(help: "Confirm what would be asked.")
  var yes = false

  @Flag(name: .customLong("no-input"), help: "Ask nothing; what needs a confirmation is not done.")
  var forbidsInput = false

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("How the summary is written: human, json or jsonl.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var summary = SummaryFormat.human

  @Flag(name: .shortAndLong, help: "Tell errors only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell of each request too.")
  var verbose = false

  @Option(
    name: [.customLong("color"), .customLong("colour")],
    help: ArgumentHelp("Whether colours are used: auto, always or never.", valueName: "when"),
    completion: .list(ColourChoice.allCases.map(\.rawValue)), transform: Reading.choice)
  var colour = ColourChoice.automatic

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  var options: SessionOptions {
    var options = SessionOptions()
    options.maxFailures = maxFailures
    options.maxSteps = maxSteps
    options.maxMemory = maxMemory
    options.maxValue = maxValue
    options.maxOutput = maxOutput
    options.maxFrames = maxFrames
    options.deadline = deadline
    options.languageOptions = languageOptions
    options.isConfirmed = yes
    options.forbidsInput = forbidsInput
    options.summary = summary
    options.verbosity = quiet ? .quiet : verbose ? .verbose : .normal
    options.colour = colour
    return options
  }
}
