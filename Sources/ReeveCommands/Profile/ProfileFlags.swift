internal import ArgumentParser

/// Whether a run is profiled.
package struct ProfileOptions: Hashable, Sendable {
  /// Whether what lines and functions took is told at the end.
  package var isTold = false
  /// The file that gets the stacks of calls with their times.
  package var stacksFile: String?

  package init() {}

  var isWanted: Bool { isTold || stacksFile != nil }
}

/// What of a run is measured.
struct ProfileFlags: ParsableArguments {
  @Flag(
    name: .customLong("profile-lines"),
    help: "Tell at the end, on standard error, what time and steps each line and function took.")
  var isTold = false

  @Option(
    name: .customLong("profile-stacks"),
    help: ArgumentHelp(
      "Write the stacks of calls with their microseconds, as flame graphs and speedscope read them.",
      valueName: "file"))
  var stacksFile: String?

  var options: ProfileOptions {
    var options = ProfileOptions()
    options.isTold = isTold
    options.stacksFile = stacksFile
    return options
  }
}
