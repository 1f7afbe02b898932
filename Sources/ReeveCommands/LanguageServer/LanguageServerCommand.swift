// `reeve lsp`: what editors ask about runbooks, over the Language Server Protocol.

internal import ArgumentParser

struct LanguageServerCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Answer an editor: what is wrong, what fits, what things mean.",
    discussion: """
      Speaks the Language Server Protocol on standard input and output, and asks no cloud. Tells what `reeve check` \
      finds, completes, explains, finds definitions, lists what a file defines, and lays out as `reeve fmt`.
      """)

  @Flag(help: "Speak on standard input and output, which it does anyway; editors say so.")
  var stdio = false

  func invocation() -> Invocation { .languageServer }
}
