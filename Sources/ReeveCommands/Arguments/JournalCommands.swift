// The commands that go on with what is in the journal.

internal import ArgumentParser

/// A run of the journal.
struct RunFlags: ParsableArguments {
  @Argument(help: ArgumentHelp("The run, by its ID or the end of it.", valueName: "run"))
  var run: String?

  @Flag(help: "The newest run.")
  var last = false

  func validate() throws {
    guard last || run != nil else { throw ValidationError("name a run, or add --last") }
    guard !last || run == nil else { throw ValidationError("--last and RUN exclude each other") }
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
