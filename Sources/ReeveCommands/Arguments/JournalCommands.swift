// The commands that go on with what is in the journal.

internal import ArgumentParser

/// A run of the journal.
struct RunFlags: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The run, by its ID or as much of it as no other has.", valueName: "run"),
    completion: .runs)
  var run: String?

  @Flag(help: "The newest run.")
  var last = false

  func validate() throws {
    guard last || run != nil else { throw ValidationError("name a run, or add --last") }
    guard !last || run == nil else { throw ValidationError("--last and RUN exclude each other") }
  }
}

struct PlanCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a runbook would change, and change nothing.",
    usage: "reeve plan [OPTIONS] FILE|- [ARGUMENTS…]",
    discussion: """
      The runbook runs with live reads, and no change is sent. What it prints goes to standard error. Flags of reeve \
      stand before FILE; what follows belongs to the runbook.
      """)

  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @Option(
    name: [.customShort("o"), .customLong("plan-file")],
    help: ArgumentHelp("Write the plan to a file, for `reeve apply`.", valueName: "plan"),
    completion: .file())
  var planFile: String?

  @Flag(
    name: .customLong("detailed-exitcode"), help: "Exit with 2 where there is something to change.")
  var hasDetailedExitCode = false

  @Argument(help: "The runbook; - is standard input.", completion: .file(extensions: ["star"]))
  var file: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("What the runbook finds in `args`.", valueName: "arguments"))
  var arguments: [String] = []

  func validate() throws { try ScriptWords.check(arguments) }

  func invocation() -> Invocation {
    var options = PlanOptions(
      RunOptions(
        file: file, arguments: arguments, cloud: cloud.options, session: session.options))
    options.file = planFile
    options.hasDetailedExitCode = hasDetailedExitCode
    return .plan(options)
  }
}

struct ApplyCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Carry out a plan, and nothing that it does not show.",
    usage: "reeve apply [OPTIONS] PLAN",
    discussion: """
      The runbook runs again with what the plan read. Where a target is no longer as the plan says, nothing is \
      changed, and the exit code is 5. A plan is carried out once.
      """)

  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @Argument(help: "The file that `reeve plan -o` wrote.", completion: .file())
  var plan: String

  func invocation() -> Invocation {
    var options = ApplyOptions(plan)
    options.cloud = cloud.options
    options.session = session.options
    return .apply(options)
  }
}

struct ResumeCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a run that ended before its runbook did.",
    usage: "reeve resume [OPTIONS] RUN|--last",
    discussion: """
      The runbook runs again from its beginning, is told again what it was told, and prints it again; what was \
      confirmed is not sent again. A runbook that was changed since is refused.
      """)

  @OptionGroup var target: RunFlags
  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @Flag(help: "Send unknown outcomes again though other runs set the same targets since.")
  var force = false

  func invocation() -> Invocation {
    var options = ResumeOptions(target.run)
    options.forces = force
    options.cloud = cloud.options
    options.session = session.options
    return .resume(options)
  }
}

struct UndoCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what a run changed.",
    usage: "reeve undo [OPTIONS] RUN|--last",
    discussion: """
      What is to be taken back is shown first, and is a run of its own. Of a policy only the members are set that the \
      run changed. Whether a port is ignored cannot be read, so that what was before comes from the journal.
      """)

  @OptionGroup var target: RunFlags
  @OptionGroup(title: "Cloud") var cloud: CloudFlags
  @OptionGroup(title: "Session") var session: SessionFlags

  @Option(
    help: ArgumentHelp("Take back this change alone, by its number.", valueName: "n"),
    transform: Reading.positive)
  var change: Int?

  @Flag(help: "Overwrite what somebody else set since.")
  var force = false

  @Flag(
    name: .customLong("assume-before"),
    help: "Where nothing is known of before, assume the opposite of what the run set.")
  var assumesBefore = false

  @Flag(name: .customLong("dry-run"), help: "Show what would be taken back, and change nothing.")
  var isDryRun = false

  func invocation() -> Invocation {
    var options = UndoOptions(target.run)
    options.change = change
    options.forces = force
    options.assumesBefore = assumesBefore
    options.isDryRun = isDryRun
    options.cloud = cloud.options
    options.session = session.options
    return .undo(options)
  }
}
