internal import ArgumentParser

/// What follows FILE on the command line.
///
/// A flag of Reeve that stands there would silently become the script's: `run close.star --dry-run` must not
/// run live. So it is refused; after `--` anything goes.
package enum ScriptWords {
  /// The flags of Reeve, and words that people take for such.
  package static let reserved: Set<String> = [
    "--profile", "--region", "--project", "--endpoint", "--ca-file", "--timeout", "--rate",
    "--no-sandbox", "--max-failures", "--max-steps", "--max-memory", "--max-value", "--max-output",
    "--max-frames", "--deadline", "--options", "--yes", "--no-input", "--output", "--quiet", "-q",
    "--verbose", "-v", "--color", "--colour", "--help", "-h", "--version", "--dry-run",
    "--read-only", "-y", "-n", "-o", "--plan-file", "--detailed-exitcode", "--force",
    "--assume-before", "-i", "--no-startup", "--post-mortem", "--profile-lines",
    "--profile-stacks",
  ]

  /// Refuses flags of Reeve before the first `--`.
  ///
  /// - Throws: `ValidationError` naming the flag that does not belong there.
  static func check(_ words: [String]) throws {
    for word in words.prefix(while: { $0 != "--" }) {
      let name = String(word.prefix { $0 != "=" })
      guard reserved.contains(name) else { continue }
      throw ValidationError(
        "\(name) stands after FILE, where it would be the runbook's; put it before FILE, or after "
          + "`--` if the runbook is meant")
    }
  }
}
