// What stands behind the file of a runbook is for the runbook: no flag of reeve is offered there, where it would be
// refused.

internal import ArgumentParser

extension ShellTree {
  /// The commands whose words after the file belong to the runbook.
  private static let runners: [String] = [
    RunCommand.self as any ParsableCommand.Type, PlanCommand.self,
  ]
  .compactMap { $0.configuration.commandName }

  static func noneAfterFile(bash script: String) -> String {
    var function = ""
    var lines: [String] = []
    for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasSuffix("() {") { function = String(line.dropLast(4)) }
      if line == "__reeve_offer_flags_options() {" {
        lines.append(
          """
          # Whether the file of a runbook stands before the word: what follows it is the runbook's.
          __reeve_is_after_file() {
              local is_value=false
              local word option
              for word in "${unparsed_words[@]::${#unparsed_words[@]}-1}"; do
                  if "${is_value}"; then
                      is_value=false
                      continue
                  fi
                  case "${word}" in
                  --) ;;
                  -?*)
                      for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                          [[ "${word}" = "${option}" ]] && is_value=true && break
                      done
                      ;;
                  *) return 0 ;;
                  esac
              done
              return 1
          }

          """)
      }
      if line.hasPrefix("    __reeve_offer_flags_options "),
        runners.contains(where: { function == "_reeve_\($0)" })
      {
        lines.append(
          """
              if __reeve_is_after_file; then
                  __reeve_add_completions -f
                  return
              fi
          """)
      }
      lines.append(String(line))
    }
    return lines.joined(separator: "\n")
  }

  static func noneAfterFile(zsh script: String) -> String {
    var isRunner = false
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasSuffix("() {") { isRunner = runners.contains { line == "_reeve_\($0)() {" } }
      return isRunner
        ? line.replacing("_arguments -w -s -S :", with: #"_arguments -w -s -S -A "-*" :"#)
          .replacing("'*:arguments:'", with: "'*:arguments:_files'") : line
    }
    return lines.joined(separator: "\n")
  }

  static func noneAfterFile(fish script: String) -> String {
    let commands = runners.map { "'reeve \($0)'" }.joined(separator: " ")
    let question = #"    test "$commands" = "$expected_commands"; and return"#
    return script.replacing(
      question,
      with: """
            # What follows the file of a runbook is the runbook's.
            contains -- "$commands" \(commands); and test "$positional_index" -gt 1; and return 1
        \(question)
        """)
      + runners.map { name in
        "\ncomplete -c 'reeve' -n '__reeve_should_offer_completions_for_positional "
          + "\"reeve \(name)\" -gt 1' -F"
      }.joined()
  }
}
