internal import HuaweiCloud
internal import Runbooks
internal import StateStore

/// What has become of a run, in the words that people filter by.
package enum RunState: String, Sendable, Hashable, CaseIterable {
  /// A process works on it.
  case running
  /// Its process is gone, and did not end it.
  case interrupted
  case done
  /// It ended with another exit code than 0.
  case failed
  /// Its entries were removed.
  case pruned
}

extension RunSummary {
  var shownState: RunState {
    switch state {
    case .alive: .running
    case .interrupted: .interrupted
    case .pruned: .pruned
    case .finished: exitCode == 0 ? .done : .failed
    }
  }

  /// Such as `failed (3)`.
  var stateText: String {
    guard shownState == .failed, let exitCode else { return shownState.rawValue }
    return "failed (\(exitCode))"
  }

  /// Whether `reeve resume` has something to go on with: the run was cut off, or stopped before its end.
  var isResumable: Bool {
    switch shownState {
    case .interrupted: start?.run.mode != .plan
    case .failed, .done: JSON(text: summary)["resumable"] == true
    case .running, .pruned: false
    }
  }

  /// How long it has taken so far, in milliseconds; nil where the clock was put back.
  var lasted: Int64? { touched >= started ? touched - started : nil }
}

extension RunFilter {
  /// Lets through the runs in a state.
  mutating func select(_ state: RunState?) {
    switch state {
    case .running: self.state = .alive
    case .interrupted: self.state = .interrupted
    case .done, .failed:
      self.state = .finished
      hasFailed = state == .failed
    case .pruned: self.state = .pruned
    case nil: break
    }
  }
}
