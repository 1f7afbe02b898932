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
    switch shell {
    case .bash:
      return noneAfterFile(bash: ownFlagsFirst(script))
        // Flags are offered once one is begun: among forty of them nobody finds the commands.
        .replacing(
          #"[[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]"#,
          with: #"[[ "${cur}" = -* ]]"#)
    case .zsh: return noneAfterFile(zsh: script)
    case .fish: return noneAfterFile(fish: script)
    default: return script
    }
  }

  /// The script for bash with the flags of a command that is there already before those of what is around it: else
  /// `reeve show --` would be given the flags of a session, and `--output` its forms.
  private static func ownFlagsFirst(_ script: String) -> String {
    var names: [String: String] = [:]
    var function = ""
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasSuffix("() {") { function = String(line.dropLast(4)) }
      if line == #"    case "${subcommand}" in"#, index + 1 < lines.count {
        names[function] = lines[index + 1].drop { $0 == " " }.prefix { $0 != ")" }.description
      }
    }
    var result: [String] = []
    for line in lines {
      if line.hasSuffix("() {") { function = String(line.dropLast(4)) }
      if line.hasPrefix("    __reeve_offer_flags_options "), let commands = names[function] {
        result.append(
          """
              if [[ "${#unparsed_words[@]}" -gt 1 && "${unparsed_words[0]}" = @(\(commands)) ]]; then
                  local -r subcommand="${unparsed_words[0]}"
                  unset 'unparsed_words[0]'
                  unparsed_words=("${unparsed_words[@]}")
                  "\(function)_${subcommand}"
                  return
              fi
          """)
      }
      result.append(String(line))
    }
    return result.joined(separator: "\n")
  }
}
