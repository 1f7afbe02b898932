// `reeve check`: what is wrong with runbooks, without running them or asking any cloud.

internal import ArgumentParser

/// How what was found is written.
package enum CheckFormat: String, Sendable, Hashable, CaseIterable {
  case human, json, jsonl, sarif
}

package struct CheckOptions: Hashable, Sendable {
  /// Paths, or `-` for standard input.
  package var files: [String]
  package var format = CheckFormat.human
  /// Whether warnings fail too.
  package var isStrict = false
  /// The language options of `--options=LIST`; nil speaks the runbook dialect.
  package var languageOptions: [String]?
  package var colour = ColourChoice.automatic

  package init(files: [String], format: CheckFormat = .human, isStrict: Bool = false) {
    self.files = files
    self.format = format
    self.isStrict = isStrict
  }
}

struct CheckCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Find what is wrong with runbooks without running them.",
    discussion: """
      Looks at the text alone: syntax, names, calls, literal arguments against the limits of the service, types \
      where they are known, what is never used or reached, and the files that are loaded. Exits with 65 where \
      there are errors; warnings alone exit with 0.
      """)

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("human, json, jsonl or sarif.", valueName: "form"),
    completion: .list(CheckFormat.allCases.map(\.rawValue)),
    transform: Reading.choice)
  var format = CheckFormat.human

  @Flag(help: "Let warnings fail too.")
  var strict = false

  @Option(
    name: .customLong("options"),
    help: ArgumentHelp(
      "Speak strict Starlark with these options only, as of `reeve run`.", valueName: "list"),
    transform: Reading.languageOptions)
  var languageOptions: [String]?

  @Option(
    name: [.customLong("color"), .customLong("colour")],
    help: ArgumentHelp("Whether colours are used: auto, always or never.", valueName: "when"),
    completion: .list(ColourChoice.allCases.map(\.rawValue)),
    transform: Reading.choice)
  var colour = ColourChoice.automatic

  @Argument(
    help: "The runbooks; - is standard input.", completion: .file(extensions: ["star"]))
  var files: [String]

  func invocation() -> Invocation {
    var options = CheckOptions(files: files, format: format, isStrict: strict)
    options.languageOptions = languageOptions
    options.colour = colour
    return .check(options)
  }
}
