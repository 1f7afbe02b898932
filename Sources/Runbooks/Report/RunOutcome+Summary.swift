// The summary of a run for people: what changed, what did not, and what to do. Errors of the script itself are rendered
// by their diagnostics.

import StateStore

extension RunOutcome {
  /// How many failures are told one by one.
  private static let shownFailures = 20

  /// The lines of the summary; none where nothing was asked for.
  package var summary: [String] {
    var lines: [String] = []
    if counts.total > 0 { lines.append(headline) }
    lines += failureLines
    if counts.unsent > 0 {
      lines.append("not sent: \(Self.count(counts.unsent, "change")): \(unsentReason)")
      // Who was asked has seen what it would be, and said no.
      if !facts.contains(.unconfirmed) {
        lines += shown(records.filter { if case .unsent = $0.outcome { true } else { false } }) {
          "  \($0.placeText)\($0.kind.rawValue): \($0.target)"
        }
      }
    } else if let stop {
      lines.append("stopped: \(stop)")
    }
    if let advice { lines.append(advice) }
    if let run, isResumable { lines.append(Self.resuming(run)) }
    if let journalFailure {
      lines.append("the end of the run is not written down: \(journalFailure.what)")
      if stop == nil, let run { lines += [journalFailure.relief, Self.resuming(run)] }
    }
    if let run, counts.total > 0 || !lines.isEmpty { lines.append("run \(run)") }
    return lines
  }

  private var headline: String {
    let applied = ChangeKind.allCases.compactMap { kind -> String? in
      guard let count = counts.applied[kind] else { return nil }
      return "\(kind.rawValue) \(count)"
    }
    var parts = [
      applied.isEmpty ? "nothing changed" : "changed: " + applied.joined(separator: ", ")
    ]
    if counts.unchanged > 0 { parts.append("so already: \(counts.unchanged)") }
    if counts.superseded > 0 { parts.append("replaced before sending: \(counts.superseded)") }
    if counts.failed > 0 { parts.append("failed: \(counts.failed)") }
    if counts.unsent > 0 { parts.append("not sent: \(counts.unsent)") }
    if replayedChanges > 0 { parts.append("\(replayedChanges) of them earlier") }
    let sent = requests.values.reduce(0, +)
    return parts.joined(separator: "; ") + " (\(Self.count(sent, "request")))"
  }

  private var failureLines: [String] {
    let failed = records.filter { $0.failure != nil && !$0.wasRead }
    return shown(failed) { record in
      guard let failure = record.failure else { return "" }
      var line = "failed: \(record.placeText)\(record.kind.rawValue): \(record.target): "
      line += failure.message
      if let count = failure.groupCount, count > 1 {
        line += " (refused together with \(Self.count(count - 1, "other")))"
      }
      if failure.mayHaveBeenApplied, !failure.saysItMayBeApplied {
        line += "; it may be in effect all the same"
      }
      return line
    }
  }

  private func shown(
    _ records: [ChangeRecord], _ line: (ChangeRecord) -> String
  ) -> [String] {
    var lines = records.prefix(Self.shownFailures).map(line)
    if records.count > Self.shownFailures {
      let rest = "  … and \(Self.count(records.count - Self.shownFailures, "more"))"
      // What was not sent is not in the journal.
      let kept = records[0].failure == nil ? nil : run
      lines.append(kept.map { "\(rest); `reeve show --all \($0)` tells of each" } ?? rest)
    }
    return lines
  }

  private var unsentReason: String {
    for record in records {
      if case .unsent(let reason) = record.outcome { return reason.description }
    }
    return "the session stopped"
  }

  /// What to do, where something is to be done.
  private var advice: String? {
    let unread = records.filter { !$0.wasRead }.compactMap(\.failure)
    if case .unauthorised(let failure) = stop { return failure.advice }
    if case .unjournaled(let error) = stop {
      return run != nil && isResumable ? error.relief : error.advice
    }
    if run != nil, isResumable { return nil }
    guard let first = unread.first else {
      return counts.unsent > 0
        ? "Run it again to send the rest; changes that are in effect already do no harm." : nil
    }
    // Of a run that changed something, what is true of one change alone would mislead.
    let advice = counts.applied.isEmpty ? first.advice : first.remedy
    return advice.isEmpty ? nil : advice
  }

  private static func resuming(_ run: RunID) -> String {
    "`reeve resume \(run)` goes on where it stopped."
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    noun == "more" ? "\(number) more" : "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension ChangeFailure {
  /// Whether the message itself tells of the doubt.
  fileprivate var saysItMayBeApplied: Bool { message.contains("may have been applied") }

  /// The advice without its first sentence where that tells of this change alone.
  fileprivate var remedy: String {
    let fact = "Nothing was changed. "
    return advice.hasPrefix(fact) ? String(advice.dropFirst(fact.count)) : advice
  }
}

extension ChangeRecord {
  /// Such as `quiet-ssh.star:3: `.
  fileprivate var placeText: String { place.map { "\($0.file):\($0.line): " } ?? "" }
}
