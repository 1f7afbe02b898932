package import Runbooks

/// What a line at the console is about to touch, in words, for the person who is asked.
package struct BlastRadius {
  private let pending: PendingChanges

  package init(_ pending: PendingChanges) { self.pending = pending }

  /// The number that is to be typed: of changes.
  package var count: Int { pending.counts.values.reduce(0, +) }

  /// What it is, in a line: `ignorePort 40: 40 changes to 20 agents in 1 request`.
  package var text: String {
    let kinds = ChangeKind.allCases.compactMap { kind in
      pending.counts[kind].map { "\(kind.rawValue) \($0)" }
    }
    let targets = [
      (pending.agents, "agent", "agents"), (pending.policies, "policy", "policies"),
      (pending.instances, "instance", "instances"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    var text = "\(kinds.joined(separator: ", ")): \(counted(count, "change"))"
    if !targets.isEmpty { text += " to \(targets.joined(separator: ", "))" }
    text += " in \(counted(pending.requests, "request"))"
    if let call = pending.call { text += ", \(call) among them" }
    if pending.time >= .seconds(1) { text += "; the quota makes them take \(pending.time.shown)" }
    return text
  }
}
