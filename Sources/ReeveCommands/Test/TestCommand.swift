internal import ArgumentParser

package struct TestOptions: Hashable, Sendable {
  package var files: [String]
  /// Only tests whose names have this in them.
  package var filter: String?
  /// Whether the lines are told that no test has reached.
  package var showsCoverage = false
  /// The file that gets the coverage in the format of LCOV.
  package var coverageFile: String?

  package init(files: [String]) {
    self.files = files
  }
}

struct TestCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of runbooks.",
    discussion: """
      A test is a function of a file whose name begins with test_. It fails by an error, such as one of the \
      module `assert`: eq, ne, true, false, lt, contains, fails. What it changes and reads is in a simulated cloud \
      that begins anew for each file. Exits with 1 where a test fails.
      """)

  @Option(
    name: .customLong("only"),
    help: ArgumentHelp("Run tests whose names have this in them.", valueName: "text"))
  var filter: String?

  @Flag(help: "Tell which lines no test has reached.")
  var coverage = false

  @Option(
    name: .customLong("coverage-file"),
    help: ArgumentHelp("Write the coverage in the format of LCOV.", valueName: "file"))
  var coverageFile: String?

  @Argument(help: "The files.", completion: .file(extensions: ["star"]))
  var files: [String]

  func invocation() -> Invocation {
    var options = TestOptions(files: files)
    options.filter = filter
    options.showsCoverage = coverage
    options.coverageFile = coverageFile
    return .test(options)
  }
}
