// `reeve doc`: the reference of the language and of the built-ins, made of their declarations.

internal import ArgumentParser
internal import Runbooks

package struct DocumentationOptions: Hashable, Sendable {
  package enum Format: String, Sendable, Hashable, CaseIterable {
    case text, markdown
  }

  /// What is looked up; nil asks for all there is.
  package var name: String?
  package var format: Format

  package init(name: String? = nil, format: Format = .text) {
    self.name = name
    self.format = format
  }
}

struct DocumentationCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "Show the reference of the language and its built-ins.",
    discussion: """
      Without NAME, lists what there is; as Markdown, the whole reference. NAME is written as in a runbook: \
      ignorePort, json.encode, string.upper, time.
      """)

  @Option(
    name: .customLong("output"), help: ArgumentHelp("text or markdown.", valueName: "form"),
    completion: .list(DocumentationOptions.Format.allCases.map(\.rawValue)),
    transform: Reading.choice)
  var format = DocumentationOptions.Format.text

  @Argument(
    help: "What to look up.",
    completion: .custom { _, _, _ in Documentation.pages.map(\.name) })
  var name: String?

  func invocation() -> Invocation {
    .documentation(DocumentationOptions(name: name, format: format))
  }
}

extension Reeve {
  static func documentation(
    _ options: DocumentationOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let style = TextStyle(.never, streams.output, streams)
    let width = streams.output.isTerminal ? min(style.columns, 100) : 80
    let text: String?
    switch (options.format, options.name) {
    case (.markdown, let name): text = Documentation.markdown(for: name)
    case (.text, let name?): text = Documentation.text(for: name, width: width)
    case (.text, nil): text = Documentation.overview(width: width)
    }
    guard let text else {
      let name = options.name ?? ""
      throw Failure(
        .usage, "there is no page for \"\(name)\"",
        advice: Documentation.suggestion(for: name).map { "Did you mean `reeve doc \($0)`?" }
          ?? "`reeve doc` lists what there is.")
    }
    streams.output.write(text)
    return .done
  }
}
