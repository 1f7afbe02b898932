internal import Runbooks

// `:plan`, `:read-only`: what a line does with changes.
extension REPL {
  func change(_ mode: SessionMode, isOn: Bool) -> ExitCode {
    // Each of the two commands speaks of its own mode; what the other said stays.
    guard isOn || modes.contains(mode) else {
      return refuse("\(Self.name(of: mode)) is not on")
    }
    if isOn { modes.insert(mode) } else { modes.remove(mode) }
    session.mode = [.readOnly, .plan].first(where: modes.contains) ?? .live
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
