internal import Runbooks

// `:plan`, `:read-only`: what a line does with changes.
extension REPL {
  func change(_ mode: SessionMode, isOn: Bool) -> ExitCode {
    // Each of the two commands speaks of its own mode.
    guard isOn || session.mode == mode else {
      return refuse("\(Self.name(of: mode)) is not on")
    }
    session.mode = isOn ? mode : .live
    switch session.mode {
    case .plan: say("plan: what lines would change is shown, and nothing is sent")
    case .readOnly: say("read-only: lines that would change something are refused")
    case .live: say("live: lines change what they say")
    }
    return .done
  }

  static func name(of mode: SessionMode) -> String {
    switch mode {
    case .live: "live"
    case .plan: "plan"
    case .readOnly: "read-only"
    }
  }

  /// What a line would have changed.
  func show(_ plan: PlannedChanges) {
    guard !plan.changes.isEmpty || plan.incomplete != nil else { return }
    let isVerbose = options.session.verbosity == .verbose
    show(PlanText(plan: plan, lastSet: [:], isVerbose: isVerbose).lines)
  }
}
