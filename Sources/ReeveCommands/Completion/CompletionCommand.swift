// `reeve completion`: scripts that let shells complete commands, flags, runbooks and names of profiles.

internal import ArgumentParser

package struct CompletionOptions: Hashable, Sendable {
  package enum Shell: String, Sendable, Hashable, CaseIterable {
    case bash, zsh, fish
  }

  package var shell: Shell

  package init(shell: Shell) { self.shell = shell }
}

struct CompletionCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print what lets a shell complete commands of reeve.",
    discussion: """
      bash: source <(reeve completion bash)
      zsh:  reeve completion zsh > ~/.zsh/completions/_reeve, a folder of $fpath
      fish: reeve completion fish > ~/.config/fish/completions/reeve.fish
      """)

  @Argument(
    help: "bash, zsh or fish.",
    completion: .list(CompletionOptions.Shell.allCases.map(\.rawValue)),
    transform: Reading.choice)
  var shell: CompletionOptions.Shell

  func invocation() -> Invocation { .completion(CompletionOptions(shell: shell)) }
}

extension Reeve {
  static func completion(_ options: CompletionOptions, _ streams: Streams) -> ExitCode {
    let shell: CompletionShell =
      switch options.shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    let script = ShellTree.script(for: shell)
    streams.output.write(script.hasSuffix("\n") ? script : script + "\n")
    return .done
  }
}
