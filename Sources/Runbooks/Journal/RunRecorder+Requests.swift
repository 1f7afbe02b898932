import HuaweiCloud
import StarlarkSyntax
import StateStore

extension RunRecorder {
  /// Writes down that a request is about to leave; it may leave when this has returned.
  ///
  /// - Parameters:
  ///   - entries: What it settles.
  ///   - call: The request; nil where there is none, because what it would do is known not to be needed or possible.
  ///   - operation: What the request carries out.
  ///   - before: What was read of the targets right before, by their place in `entries`.
  /// - Returns: The request's number in the journal; nil where nothing is written down.
  /// - Throws: ``JournalError``; the request must not leave then.
  func intend(
    _ entries: [ChangeQueue.Entry], _ call: Call?, _ operation: WriteOperation,
    before: [Int: JSON] = [:]
  ) async throws(JournalError) -> PackID? {
    guard let writer = try writer() else { return nil }
    var changes: [JournalChange] = []
    changes.reserveCapacity(entries.count)
    var after = AfterText()
    for (index, entry) in entries.enumerated() {
      let known = before[index]?.description
      for ticket in entry.superseded {
        changes.append(change(ticket, .superseded, before: nil, &after))
      }
      changes.append(change(entry.ticket, .sent, before: known, &after))
      for ticket in entry.collapsed {
        changes.append(change(ticket, .collapsed, before: known, &after))
      }
    }
    // Nothing else of them is kept while the disk is waited for.
    let identities = changes.map(\.identity)
    let pack = try await writer.intend(
      PackIntent(
        operation: operation.operation.name, request: call.map(digest) ?? "",
        isIdempotent: operation.operation.isIdempotent, changes: consume changes))
    noteLeaving(pack, identities)
    return pack
  }

  /// Writes down what became of a request.
  ///
  /// - Parameters:
  ///   - pack: The request's number; nothing is written where it is nil.
  ///   - outcome: What became of its changes.
  ///   - changes: What became of single ones, by their place among all that it settles.
  /// - Throws: ``JournalError``; nobody may rely on the outcome then.
  func settle(
    _ pack: PackID?, _ outcome: PackOutcome, changes: [Int: PackOutcome] = [:]
  ) async throws(JournalError) {
    guard let pack, let writer = try writer() else { return }
    if outcome.result == .unsent { noteUnsent(pack) }
    try await writer.settle(pack, outcome, changes: changes)
  }

  /// Writes down that changes of one call fail without a request.
  @available(*, noasync)
  func refuse(_ tickets: [ChangeTicket], _ failure: ChangeFailure) throws(JournalError) {
    guard let operation = tickets.first?.content.operation.operation, let writer = try writer()
    else { return }
    var after = AfterText()
    let pack = try writer.intend(
      PackIntent(
        operation: operation.name, request: "", isIdempotent: true,
        changes: tickets.map { change($0, .sent, before: nil, &after) }))
    noteLeaving(pack, tickets.lazy.map(\.call.changeIdentity))
    try writer.settle(pack, PackOutcome(failure))
  }

  private func change(
    _ ticket: ChangeTicket, _ role: JournalChange.Role, before: String?,
    _ after: inout AfterText
  ) -> JournalChange {
    JournalChange(
      ticket.call.changeIdentity, role: role, kind: ticket.content.kind.rawValue,
      target: ticket.content.targetText(project: project), before: before,
      after: after.text(of: ticket.content), place: ticket.place?.inJournal)
  }

  /// By which the repetition of a request is known.
  func digest(_ call: Call) -> String {
    guard let recording else { return "" }
    return Journal.hexadecimal(recording.journal.digest(of: call.description))
  }
}

/// What changes set as JSON; the ports of a request mostly all get the same.
private struct AfterText {
  private var last: (change: PortChange, text: String)?

  mutating func text(of content: ChangeContent) -> String {
    guard case .port(let change) = content else { return content.afterText }
    if let last, last.change.setsTheSame(as: change) { return last.text }
    let text = content.afterText
    last = (change, text)
    return text
  }
}

extension PortChange {
  /// Whether both set the same, whatever their ports.
  fileprivate func setsTheSame(as other: PortChange) -> Bool {
    action == other.action && category == other.category && hostID == other.hostID
      && enterpriseProject == other.enterpriseProject
  }
}

extension CallPlace {
  var inJournal: JournalChange.Place {
    let position = source.position(of: span.start)
    return JournalChange.Place(file: file, line: position.line, column: position.column)
  }
}
