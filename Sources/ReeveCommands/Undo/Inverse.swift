internal import HuaweiCloud
internal import Runbooks
internal import StateStore

/// What takes the changes of one target back.
struct Inverse: Sendable {
  enum Obstacle: Sendable, Hashable {
    /// Never, and why.
    case impossible(String)
    /// What was there before is not known.
    case unknownBefore
    /// Somebody else set it since, as the words say.
    case changedSince(String)
  }

  /// The changes that it takes back, by their number in the run.
  var numbers: [Int]
  var text: String
  /// Nil where nothing has to be sent, or nothing can be.
  var change: DirectChange?
  var planned: PlannedChange?
  var obstacle: Obstacle?
  /// Why nothing has to be sent.
  var settled: String?

  /// What it is about, with the numbers that `--change` takes.
  var name: String { "change \(numbers.map(String.init).joined(separator: ", ")), \(text)" }
}

/// Finds the inverse of what a run changed, the last change first.
struct Inverses {
  let details: RunDetails
  let assumesBefore: Bool
  private let targets: TargetReader

  init(details: RunDetails, journal: Journal, assumesBefore: Bool) {
    self.details = details
    self.assumesBefore = assumesBefore
    targets = journal.targets()
  }

  private typealias Numbered = (number: Int, change: RecordedChange)

  /// All of them, or the one of a single change.
  func all(only number: Int?) throws(Failure) -> [Inverse] {
    let changes = details.changes.enumerated().map { (number: $0.offset + 1, change: $0.element) }
    if let number, !changes.contains(where: { $0.number == number }) {
      throw Failure(
        .usage, "run \(details.summary.id) has no change \(number)",
        advice: "It has \(counted(changes.count, "change")).")
    }
    let effective = changes.filter { $0.change.isInEffect }
    var targets: [String] = []
    var byTarget: [String: [Numbered]] = [:]
    for change in effective.reversed() {
      let target = change.change.change.target
      if byTarget[target] == nil { targets.append(target) }
      byTarget[target, default: []].insert(change, at: 0)
    }
    var inverses: [Inverse] = []
    for target in targets {
      guard var group = byTarget[target] else { continue }
      var later: [Int] = []
      if let number {
        guard let place = group.firstIndex(where: { $0.number == number }) else { continue }
        later = group[(place + 1)...].map(\.number)
        group = [group[place]]
      }
      var inverse = try self.inverse(of: group)
      if let after = later.last, inverse.obstacle == nil {
        inverse.obstacle = .changedSince("change \(after) of the run set it later")
      }
      inverses.append(inverse)
    }
    return inverses
  }

  private func inverse(of group: [Numbered]) throws(Failure) -> Inverse {
    let first = group[0].change
    let last = group[group.count - 1].change
    let target = JSON(text: last.change.target)
    var inverse = Inverse(numbers: group.map(\.number), text: last.change.target)
    guard let content = last.change.content else {
      inverse.text = "\(last.change.kind) \(target["call"]?.string ?? last.change.target)"
      inverse.obstacle = .impossible("what a call does cannot be known, nor taken back")
      return inverse
    }
    inverse.text = content.target
    guard !group.contains(where: { $0.change.change.holdsSecret }) else {
      inverse.obstacle = .impossible("the journal does not keep the secret that it holds")
      return inverse
    }
    let (before, after, source) = try states(of: group, first, content)
    guard let before else {
      inverse.obstacle = .unknownBefore
      return inverse
    }
    if let other = try laterRun(than: last) {
      inverse.obstacle = .changedSince("run \(other) set it since")
    }
    guard !PolicyEdit.agree(before, after) else {
      inverse.obstacle = nil
      inverse.settled =
        source.map { "run \($0) had set it so before" } ?? "the run left it as it was"
      return inverse
    }
    guard let back = content.setting(before) else {
      inverse.obstacle = .impossible("what was there before cannot be set again: \(before)")
      return inverse
    }
    let isReadable = if case .port = content { false } else { true }
    inverse.change = DirectChange(back, expected: isReadable ? after : nil)
    inverse.planned = PlannedChange(
      kind: back.kind, text: back.target, target: last.change.target,
      before: isReadable ? after : nil, after: back.afterJSON.description)
    return inverse
  }

  /// What was before the first change, and what is after the last one, as far as is known; and the run that tells of
  /// before, where no read does.
  private func states(
    of group: [Numbered], _ first: RecordedChange, _ content: ChangeContent
  ) throws(Failure) -> (before: JSON?, after: JSON, source: RunID?) {
    switch content {
    case .port:
      let after = status(group[group.count - 1].change.change)
      if let (known, run) = try earlierStatus(first) {
        return (["status": .string(known)], after, run)
      }
      guard assumesBefore else { return (nil, after, nil) }
      let opposite = status(first.change)["status"] == "ignored" ? "reported" : "ignored"
      return (["status": .string(opposite)], after, nil)
    case .policy, .securityGroup:
      var before = JSONObject()
      var after = JSONObject()
      for (_, change) in group {
        guard let known = JSON(text: change.change.before).object else { return (nil, .null, nil) }
        for (name, value) in known where before[name] == nil { before[name] = value }
        let set = JSON(text: change.change.after)
        for (name, _) in known { after[name] = set[name] ?? .null }
      }
      return (.object(before), .object(after), nil)
    }
  }

  private func status(_ change: JournalChange) -> JSON {
    ["status": JSON(text: change.after)["status"] ?? .null]
  }

  /// What another request had set a port to before, and its run; no read tells it.
  private func earlierStatus(
    _ change: RecordedChange
  ) throws(Failure) -> (status: String, run: RunID)? {
    guard let pack = change.packs.first else { return nil }
    do throws(JournalError) {
      let earlier = try targets.history(of: change.change.target)
        .filter {
          $0.pack < pack && $0.outcome?.result != .refused && $0.outcome?.result != .unsent
        }
      guard let last = earlier.last, last.isConfirmed else { return nil }
      return JSON(text: last.change.after)["status"]?.string.map { ($0, last.run) }
    } catch {
      throw Failure(error)
    }
  }

  private func laterRun(than change: RecordedChange) throws(Failure) -> RunID? {
    guard let pack = change.packs.last else { return nil }
    do throws(JournalError) {
      return try targets.laterIntents(of: change.change.target, after: pack)
        .last { $0.run != details.summary.id && $0.outcome?.result != .refused }?.run
    } catch {
      throw Failure(error)
    }
  }
}

extension RecordedChange {
  /// Whether the service has it, or may have it.
  fileprivate var isInEffect: Bool {
    guard change.role == .sent, mayBeInEffect else { return false }
    guard case .settled(let outcome) = state, outcome.result == .applied else { return true }
    return JSON(text: outcome.facts)["unchanged"] != true
  }
}

extension JournalChange {
  /// Whether something of it was replaced, so that it cannot be sent.
  fileprivate var holdsSecret: Bool {
    [target, before, after].contains { $0?.contains(Secret.mask) ?? false }
  }

  /// The change as a session makes it; nil where it is a call of its own.
  var content: ChangeContent? {
    ChangeContent(kind: kind, target: JSON(text: target), after: JSON(text: after))
  }
}
