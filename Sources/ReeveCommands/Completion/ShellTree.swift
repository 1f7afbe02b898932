// The commands as shells complete them: one that has a command of its own to fall back on takes the flags of that one
// too, `reeve --profile` as well as `reeve repl --profile`. swift-argument-parser's scripts know such flags only below
// the command's name.

internal import ArgumentParser

enum ShellTree {
  /// The word by which scripts ask for names.
  static let question = "---completion"

  struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: ReeveCommand.configuration.commandName,
      subcommands: ReeveCommand.configuration.subcommands.map {
        $0 == RunsCommand.self ? Runs.self : $0
      })

    @OptionGroup var session: InteractiveCommand
  }

  struct Runs: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: RunsCommand.configuration.commandName,
      abstract: RunsCommand.configuration.abstract,
      subcommands: RunsCommand.configuration.subcommands)

    @OptionGroup var list: ListRunsCommand
  }

  /// The script of a shell.
  static func script(for shell: CompletionShell) -> String {
    let script = Root.completionScript(for: shell)
    guard shell == .bash else { return script }
    // Flags are offered once one is begun: among forty of them nobody finds the commands.
    return script.replacing(
      #"[[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]"#,
      with: #"[[ "${cur}" = -* ]]"#)
  }
}
