internal import StateStore

/// What can be done about a run, with the command that does it.
struct FollowUp: Hashable {
  /// Nil where there is none.
  let command: String?
  let text: String
}

extension RunReport {
  /// What can be done, or why not.
  var followUps: [FollowUp] { [resumption].compactMap { $0 } + undoings }

  private var resumption: FollowUp? {
    if run.shownState == .running {
      return FollowUp(
        command: nil,
        text: "It is under way in process \(process.number) of \(process.host); nobody else can "
          + "resume or undo it.")
    }
    guard run.isResumable else { return nil }
    return FollowUp(
      command: "reeve resume \(run.id)",
      text: "goes on where it stopped: what is confirmed is not sent again")
  }

  private var undoings: [FollowUp] {
    guard run.shownState != .running, start.run.mode != .plan else { return [] }
    var lines = children.filter { $0.start?.run.mode == .undo }.map { child in
      FollowUp(
        command: "reeve show \(child.id)",
        text: "shows the run that took it back, which is \(child.stateText)")
    }
    let effective = changes.filter {
      $0.outcome == .applied || $0.outcome == .unknown || $0.outcome == .mayBeInEffect
    }
    guard !effective.isEmpty else { return lines }
    let lasting = effective.count { Self.hasNoInverse($0.change) }
    let blind = effective.count { !Self.hasNoInverse($0.change) && $0.change.before == nil }
    if effective.count > lasting {
      lines.append(
        FollowUp(
          command: "reeve undo \(run.id)",
          text: "takes back \(counted(effective.count - lasting, "change"))"
            + (changes.count > 1 ? ", with `--change NO.` one of them" : "")))
    }
    if blind > 0 {
      lines.append(
        FollowUp(
          command: nil,
          text: "What was before \(counted(blind, "change")) is not known; `--assume-before` of "
            + "`reeve undo` says what to assume."))
    }
    if lasting > 0 {
      lines.append(
        FollowUp(
          command: nil,
          text: "\(counted(lasting, "change")) cannot be taken back: nothing is known to be the "
            + "opposite of a `cloud.call`."))
    }
    return lines
  }

  private static func hasNoInverse(_ change: JournalChange) -> Bool { change.kind == "cloud.call" }
}
