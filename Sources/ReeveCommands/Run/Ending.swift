internal import Glibc
internal import HuaweiCloud
internal import Runbooks
internal import StateStore
internal import Starlark
internal import StarlarkSyntax

/// What a run comes to: its exit code and its last words.
struct Ending {
  let outcome: RunOutcome
  let signal: Int32?
  let code: ExitCode

  init(_ outcome: RunOutcome, signal: Int32?) {
    self.outcome = outcome
    self.signal = signal
    var facts = outcome.facts
    var codes: [ExitCode] = []
    if let signal {
      facts.remove(.cancelled)
      codes.append(.signal(signal))
    }
    code = ExitCode.first(of: codes + facts.map { Self.code(of: $0, outcome) })
  }

  private static func code(of fact: OutcomeFact, _ outcome: RunOutcome) -> ExitCode {
    switch fact {
    case .cancelled: .interrupted
    case .internalError: .internalError
    case .notAuthorised: .notAuthorised
    case .limitHit: .limitHit
    case .tryAgainLater: .tryAgain
    case .scriptFailed: scriptFailure(outcome)
    case .changesFailed: .someChangesFailed
    case .unconfirmed: .unconfirmed
    case .stale: .planIsStale
    }
  }

  /// A text that is no runbook is bad data: nothing of it ran.
  private static func scriptFailure(_ outcome: RunOutcome) -> ExitCode {
    if outcome.error?.isOfConfiguration == true { return .configuration }
    return outcome.error == nil && !outcome.diagnostics.isEmpty ? .badData : .failed
  }

  /// Writes errors and the summary to standard error.
  ///
  /// - Parameters:
  ///   - streams: Where they go.
  ///   - options: How they look.
  ///   - style: Whether in colour.
  ///   - showsPlace: Whether an error of mere cancellation shows where the script was.
  func tell(
    _ streams: Streams, _ options: SessionOptions, _ style: TextStyle, showsPlace: Bool = true
  ) {
    streams.output.flush()
    switch options.summary {
    case .human:
      for line in lines(options.verbosity, style, showsPlace) { streams.errors.writeLine(line) }
    case .json:
      streams.errors.writeLine("\(RunJSON.summary(outcome, code: code, withDetails: true))")
    case .jsonl:
      for error in RunJSON.errors(outcome) { streams.errors.writeLine("\(error)") }
      streams.errors.writeLine("\(RunJSON.summary(outcome, code: code, withDetails: false))")
    }
  }

  private func lines(
    _ verbosity: Verbosity, _ style: TextStyle, _ showsPlace: Bool
  ) -> [String] {
    // Nobody reads on, and nothing was changed: nothing to tell.
    guard signal != SIGPIPE || outcome.counts.total > 0 else { return [] }
    var lines = outcome.diagnostics.map { Reports.text($0, style) }
    if let error = outcome.error, showsPlace || error.kind != .cancelled {
      lines.append(Reports.text(error, style))
    }
    lines += outcome.deferredErrors.map { Reports.text($0, style) }
    if verbosity != .quiet || code != .done {
      // Where the error says it already, why the run stopped is not said again.
      let stopped = outcome.error.map { "stopped: \($0.diagnostic.message)" }
      lines += outcome.summary.filter { !showsPlace || $0 != stopped }.map(DisplayWidth.safe)
    }
    if verbosity == .verbose, !outcome.requests.isEmpty {
      let requests = outcome.requests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      lines.append("requests: \(requests.joined(separator: ", "))")
    }
    return lines
  }
}

extension EvaluationError {
  /// Whether the settings are at fault and not the script.
  fileprivate var isOfConfiguration: Bool {
    if case CloudError.configuration? = underlying { return true }
    return (underlying as? ChangeFailure)?.kind == "configuration"
  }
}
