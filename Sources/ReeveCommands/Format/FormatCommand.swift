// `reeve fmt`: one layout for all runbooks.

internal import ArgumentParser

struct FormatCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay out runbooks in one style.",
    discussion: """
      Files are written in place, whole or not at all; what they mean and their comments stay. A list that ends with a \
      comma keeps an element a line. `# fmt: off` and `# fmt: on` leave lines between them alone, `# fmt: skip` at \
      the end of a line leaves that one. A file with errors of syntax is left alone, and exits with 65.
      """)

  @Flag(help: "Change nothing, and exit with 1 where a file would change.")
  var check = false

  @Flag(help: "Change nothing, and show what would change.")
  var diff = false

  @Option(
    name: .customLong("line-length"),
    help: ArgumentHelp(
      "Columns of a line that can be broken; 100 by default.", valueName: "n"),
    transform: Reading.positive)
  var lineLength = FormatOptions.defaultMargin

  @Option(
    name: [.customLong("color"), .customLong("colour")],
    help: ArgumentHelp("Whether colours are used: auto, always or never.", valueName: "when"),
    completion: .list(ColourChoice.allCases.map(\.rawValue)),
    transform: Reading.choice)
  var colour = ColourChoice.automatic

  @Argument(
    help: "The runbooks; - is standard input, and standard output what comes of it.",
    completion: .file(extensions: ["star"]))
  var files: [String]

  func invocation() -> Invocation {
    var options = FormatOptions(files: files)
    options.checks = check
    options.showsDifference = diff
    options.margin = lineLength
    options.colour = colour
    return .format(options)
  }
}
