internal import ArgumentParser
package import Runbooks
internal import StarlarkSyntax

/// What a command line asks for.
package enum Invocation: Hashable, Sendable {
  case interactive(InteractiveOptions)
  case run(RunOptions)
  case plan(PlanOptions)
  case apply(ApplyOptions)
  case resume(ResumeOptions)
  case undo(UndoOptions)
  case check(CheckOptions)
  case format(FormatOptions)
  case languageServer
  case test(TestOptions)
  case documentation(DocumentationOptions)
  case completion(CompletionOptions)
  case listRuns(ListRunsOptions)
  case verifyRuns(VerifyRunsOptions)
  case exportRuns(ExportRunsOptions)
  case pruneRuns(PruneRunsOptions)
  case show(ShowOptions)
  case sandbox(SandboxOptions)
  case showConfiguration(ShowConfigurationOptions)
  case manual(ManualOptions)
  case dump(DumpOptions)
}

package struct InteractiveOptions: Hashable, Sendable {
  package var cloud = CloudOptions()
  package var session = SessionOptions()
  /// A runbook that is run before the first prompt.
  package var file: String?
  /// What it finds in `args`.
  package var arguments: [String] = []
  /// What is done with changes from the first prompt on.
  package var mode = SessionMode.live
  /// Whether the startup file is passed over.
  package var skipsStartup = false
  /// Whether an error leads to a prompt in the frame that failed.
  package var isPostMortem = false

  package init(cloud: CloudOptions = CloudOptions(), session: SessionOptions = SessionOptions()) {
    self.cloud = cloud
    self.session = session
  }
}

package struct RunOptions: Hashable, Sendable {
  /// A path, or `-` for standard input.
  package var file: String
  /// What the runbook finds in `args`.
  package var arguments: [String]
  package var cloud: CloudOptions
  package var session: SessionOptions
  package var profile = ProfileOptions()

  package init(
    file: String, arguments: [String] = [], cloud: CloudOptions = CloudOptions(),
    session: SessionOptions = SessionOptions()
  ) {
    self.file = file
    self.arguments = arguments
    self.cloud = cloud
    self.session = session
  }
}

package struct PlanOptions: Hashable, Sendable {
  package var run: RunOptions
  /// Where the plan is written to.
  package var file: String?
  package var hasDetailedExitCode = false

  package init(_ run: RunOptions) { self.run = run }
}

package struct ApplyOptions: Hashable, Sendable {
  /// The plan's file.
  package var plan: String
  package var cloud = CloudOptions()
  package var session = SessionOptions()

  package init(_ plan: String) { self.plan = plan }
}

package struct ResumeOptions: Hashable, Sendable {
  /// The run's ID or the end of it; nil means the newest.
  package var run: String?
  /// Whether unknown outcomes are sent again though other runs set the same targets since.
  package var forces = false
  package var cloud = CloudOptions()
  package var session = SessionOptions()

  package init(_ run: String?) { self.run = run }
}

package struct UndoOptions: Hashable, Sendable {
  /// The run's ID or the end of it; nil means the newest.
  package var run: String?
  /// The one change to take back, from 1; nil takes back all.
  package var change: Int?
  package var forces = false
  package var assumesBefore = false
  package var isDryRun = false
  package var cloud = CloudOptions()
  package var session = SessionOptions()

  package init(_ run: String?) { self.run = run }
}

package struct SandboxOptions: Hashable, Sendable {
  package var port = 0
  package var host = "127.0.0.1"
  package var printsCredentials = false
  package var inventoryFile: String?
  package var stateFile: String?
  package var isInMemory = false
  package var hasQuota = false
  /// The time in which the quota's calls are counted; nil is the service's own minute.
  package var quotaWindow: Duration?
  package var checksAgents = false
  package var deniedOperations: [String] = []
  package var latency = 0
  package var jitter = 0
  /// Faults as JSON.
  package var faults: [String] = []
  package var logsRequests = false

  package init() {}
}

package struct ShowConfigurationOptions: Hashable, Sendable {
  package var cloud = CloudOptions()
  package var format = SummaryFormat.human
  package var showsOrigin = true

  package init(
    cloud: CloudOptions = CloudOptions(), format: SummaryFormat = .human, showsOrigin: Bool = true
  ) {
    self.cloud = cloud
    self.format = format
    self.showsOrigin = showsOrigin
  }
}

package struct DumpOptions: Hashable, Sendable {
  package enum Stage: String, CaseIterable, Sendable {
    case tokens, tree, bytecode
  }

  package var stage: Stage
  package var file: String

  package init(stage: Stage, file: String) {
    self.stage = stage
    self.file = file
  }
}

/// A command line that asks for nothing that can be done, or for help.
package struct CommandLineStop: Error, Hashable, Sendable {
  package let code: ExitCode
  package let message: String
}

extension Invocation {
  /// Reads the words of a command line, without the program's own name.
  package init(_ words: [String]) throws(CommandLineStop) {
    if let plain = Invocation(plain: words) {
      self = plain
      return
    }
    try self.init(parsing: words)
  }

  /// Reads them by the declarations of all commands.
  package init(parsing words: [String]) throws(CommandLineStop) {
    if let stop = Self.unknownCommand(words) { throw stop }
    do {
      if words.first == ShellTree.question { _ = try ShellTree.Root.parseAsRoot(words) }
      var command = try ReeveCommand.parseAsRoot(Self.withEmptyOptions(words))
      if let command = command as? any InvocationMaking {
        self = command.invocation()
        return
      }
      // Help, or a command that only has others below it: both say so by an error.
      try command.run()
      throw CleanExit.helpRequest(command)
    } catch {
      throw CommandLineStop(
        code: ExitCode(rawValue: ReeveCommand.exitCode(for: error).rawValue),
        message: Self.worded(ReeveCommand.fullMessage(for: error)))
    }
  }

  /// A message of the parser in the words of all other errors: what was got, and what is wanted.
  private static func worded(_ message: String) -> String {
    guard message.hasPrefix("Error: ") else { return message }
    let text = String(message.dropFirst(7))
    if let value = text.prefixMatch(of: #/The value '.*?' is invalid for '(.*?)': /#) {
      return "error: \(value.1): \(text[value.range.upperBound...])"
    }
    if let missing = text.prefixMatch(of: #/Missing expected argument '(.*?)'/#) {
      return "error: \(missing.1) is missing\(text[missing.range.upperBound...])"
    }
    if let unknown = text.prefixMatch(of: #/Unknown option '(.*?)'/#) {
      return "error: there is no flag \(unknown.1)\(text[unknown.range.upperBound...])"
    }
    return "error: \(text)"
  }

  /// `--options=` has an empty value, which the parser only takes as a word of its own.
  private static func withEmptyOptions(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    return words[..<end].flatMap { $0 == "--options=" ? ["--options", ""] : [$0] } + words[end...]
  }

  /// A word where a command should be, which the parser would take for an argument of the default one.
  private static func unknownCommand(_ words: [String]) -> CommandLineStop? {
    let commands = ReeveCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard let word = words.first, !word.hasPrefix("-"), word != "help", !commands.contains(word)
    else { return nil }
    let near = Spelling.nearest(to: word, among: commands).map { "Did you mean `reeve \($0)`?" }
    return CommandLineStop(
      code: .usage,
      message: """
        error: there is no command \"\(word)\"
          \(near ?? "A runbook is run by `reeve run FILE`; `reeve --help` lists the commands.")
        """)
  }
}
