// The wording of everything that is told about a run, except the errors of the language themselves.

internal import Runbooks
internal import Starlark
internal import StarlarkSyntax

enum Reports {
  /// A diagnostic; one without a place is a line.
  static func text(
    _ diagnostic: Diagnostic, traceback: [Diagnostic.Frame] = [], _ style: TextStyle
  ) -> String {
    guard !diagnostic.source.bytes.isEmpty else {
      let label = diagnostic.severity == .error ? "error" : "warning"
      return "\(label): \(diagnostic.message)" + (diagnostic.hint.map { "\n  \($0)" } ?? "")
    }
    return diagnostic.rendered(
      traceback: traceback, style: style.usesColour ? .ansi : .plain, columns: style.columns)
  }

  /// An error of evaluation, with the calls that led to it.
  static func text(_ error: EvaluationError, _ style: TextStyle) -> String {
    // A traceback of the top level alone says what the first line says.
    let traceback = error.traceback.count > 1 ? error.traceback : []
    return text(error.diagnostic, traceback: traceback, style)
  }

  // MARK: - Changes

  /// The lines that `--verbose` tells of the changes of one request.
  static func batch(_ records: [ChangeRecord]) -> [String] {
    var lines: [String] = []
    for kind in ChangeKind.allCases {
      let same = records.filter { $0.kind == kind }
      for word in Set(same.map(\.outcome.word)).sorted() {
        let alike = same.filter { $0.outcome.word == word }
        let request = alike.first?.requestID.map { ", request id \($0)" } ?? ""
        lines.append("\(kind.rawValue): \(counted(alike.count, "change")) \(word)\(request)")
      }
    }
    return lines
  }
}
