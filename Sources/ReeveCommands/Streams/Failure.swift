internal import StarlarkSyntax

/// Why a command cannot do what it was asked, before or beside the running of a runbook.
package struct Failure: Error, Hashable, Sendable {
  package let code: ExitCode
  /// What is wrong: what was got, what was wanted, without a full stop.
  package let message: String
  /// What to do, in sentences.
  package let advice: String?

  package init(_ code: ExitCode, _ message: String, advice: String? = nil) {
    self.code = code
    self.message = message
    self.advice = advice
  }

  /// The lines for standard error.
  package var lines: String {
    // Names of files and words of services are among them.
    DisplayWidth.safe("error: \(message)\n" + (advice.map { "  \($0)\n" } ?? ""))
  }
}
