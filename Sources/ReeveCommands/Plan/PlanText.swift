internal import HuaweiCloud
internal import Runbooks
internal import StateStore

/// A plan for people: what would change, by service and kind, and what that takes.
struct PlanText {
  let plan: PlannedChanges
  /// What the journal knows of targets that cannot be read, by target.
  let lastSet: [String: LastSetting]
  let isVerbose: Bool

  /// Most changes of a kind that are shown one by one.
  static let shown = 20

  private static let services: [(name: String, kinds: [ChangeKind])] = [
    ("HSS", [.ignorePort, .unignorePort, .modifyWhitelistPolicy]), ("DBSS", [.setSecurityGroup]),
    ("other calls", [.call]),
  ]

  var lines: [String] {
    var lines: [String] = []
    for (service, kinds) in Self.services {
      let present = kinds.filter { kind in !plan.places { planned, _ in planned == kind }.isEmpty }
      guard !present.isEmpty else { continue }
      lines.append(service)
      for kind in present { lines += self.lines(of: kind) }
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(headline)
    for wait in plan.assumed {
      lines.append("assumed: what \(wait) waits for is so in time")
    }
    for read in plan.unshown {
      lines.append("assumed: what \(read) reads is as before the changes")
    }
    if let reason = plan.incomplete {
      let place = plan.incompletePlace.map { "from \($0.file):\($0.line) on" } ?? "from there on"
      lines.append("incomplete \(place): \(reason)")
    }
    return lines
  }

  private func lines(of kind: ChangeKind) -> [String] {
    func places(_ states: PlannedChange.State...) -> [Int] {
      plan.places { $0 == kind && states.contains($1) }
    }
    var facts = [counted(places(.change).count, "change")]
    let others: [(PlannedChange.State, String)] = [
      (.unchanged, "so already"), (.duplicate, "repeated"),
      (.superseded, "replaced by a later one"),
      (.impossible, "impossible"),
    ]
    for (state, words) in others {
      let count = places(state).count
      if count > 0 { facts.append("\(count) \(words)") }
    }
    var lines = ["  \(kind.rawValue): \(facts.joined(separator: ", "))"]
    let telling = places(.change, .impossible)
    let limit = isVerbose ? Int.max : Self.shown
    // IDs and names come from others.
    lines += telling.prefix(limit).map { "    " + Cells.line(line(of: plan.changes[$0])) }
    if telling.count > limit {
      lines.append("    … and \(telling.count - limit) more; --verbose shows all")
    }
    return lines
  }

  private func line(of change: PlannedChange) -> String {
    guard change.state != .impossible else { return "\(change.text): there is no such target" }
    let after = JSON(text: change.after)
    switch change.kind {
    case .ignorePort, .unignorePort:
      let status = after["status"]?.string ?? "?"
      guard let last = lastSet[change.target] else { return "\(change.text): unknown → \(status)" }
      let known = JSON(text: last.after)["status"]?.string ?? "?"
      return "\(change.text): \(known) (last set by \(last.run), unverified) → \(status)"
    case .setSecurityGroup:
      let before = change.before?["security_group_id"]?.string ?? "unknown"
      let id = JSON(text: change.target)["instance_id"]?.string ?? "?"
      return "audit instance \(id): \(before) → \(after["security_group_id"]?.string ?? "?")"
    case .modifyWhitelistPolicy:
      let parts = (after.object ?? JSONObject()).compactMap { name, value -> String? in
        guard name != "enterprise_project_id" else { return nil }
        return Self.member(name, change.before?[name] ?? .null, value)
      }
      return "\(change.text): \(parts.joined(separator: "; "))"
    case .call: return change.text
    }
  }

  /// A member of a policy before and after; of a list, what comes and goes.
  private static func member(_ name: String, _ before: JSON, _ after: JSON) -> String? {
    guard case .array(let new) = after else {
      return before == after ? nil : "\(name) \(before) → \(after)"
    }
    let old = before.array ?? []
    let texts =
      new.filter { !old.contains($0) }.map { "+\($0)" }
      + old.filter { !new.contains($0) }.map { "-\($0)" }
    return texts.isEmpty ? nil : "\(name) \(texts.joined(separator: " "))"
  }

  private var headline: String {
    let requests = plan.requests.values.reduce(0, +)
    let count = plan.effectiveCount
    guard count > 0 else { return "nothing to change" }
    var line = "\(counted(count, "change")) in \(counted(requests, "request"))"
    if plan.time > .zero { line += ", about \(plan.time.shown) by the service's quota" }
    return line
  }
}
