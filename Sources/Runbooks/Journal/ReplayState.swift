import HuaweiCloud
import StateStore
import Synchronization

// While a run is replayed, every call finds its record by its identity. Records that nobody has asked for yet are the
// prefix that is left: nothing is sent before it ends.

/// What is left to replay of a run.
struct ReplayState: Sendable {
  let recording: Recording
  let givenUp: Set<PackID>
  private(set) var callsLeft: Set<CallIdentity>
  private(set) var changesLeft: Set<ChangeIdentity>
  /// Whether calls go out again.
  private(set) var isOver = false
  /// Where a stop ended the script, so that only what `defer` registered is left to do.
  let deferral: Deferral?
  /// Requests of unknown outcome, with the changes that are sent again in others.
  var repeated: [PackID: Set<ChangeIdentity>] = [:]
  /// The changes that have left again, by the request that they left in.
  var resent: [PackID: Set<ChangeIdentity>] = [:]

  init(_ replay: Replay) {
    recording = replay.recording
    givenUp = replay.givenUp
    callsLeft = Set(recording.calls.keys)
    changesLeft = Set(recording.changes.keys)
    deferral = recording.details.events.lazy.compactMap { Deferral($0.event) }.first
    if callsLeft.isEmpty, changesLeft.isEmpty, deferral == nil { isOver = true }
  }

  var hasPrefixLeft: Bool { !(callsLeft.isEmpty && changesLeft.isEmpty) }

  mutating func takeCall(_ identity: CallIdentity) -> RecordedCall? {
    callsLeft.remove(identity)
    return recording.calls[identity]
  }

  mutating func takeChange(_ identity: ChangeIdentity) -> RecordedChange? {
    changesLeft.remove(identity)
    return recording.changes[identity]
  }

  mutating func end() { isOver = true }
}

/// A stop after which calls that `defer` registered ran.
struct Deferral: Sendable, Hashable {
  static let kind = "deferring"

  /// How many calls reached outside before it.
  var ordinal: Int
  /// How many calls were registered.
  var registered: Int
  var reason: StopReason

  init(ordinal: Int, registered: Int, reason: StopReason) {
    self.ordinal = ordinal
    self.registered = registered
    self.reason = reason
  }

  init?(_ event: RunEvent) {
    guard case .note(kind: Self.kind, let text) = event else { return nil }
    let json = JSON(text: text)
    guard let ordinal = json["ordinal"]?.int, let registered = json["registered"]?.int else {
      return nil
    }
    // Earlier versions kept whole seconds.
    let deadline =
      json["deadline_ms"]?.int.map { Duration.milliseconds($0) }
      ?? json["deadline"]?.int.map { .seconds($0) }
    self.init(
      ordinal: ordinal, registered: registered, reason: deadline.map { .deadline($0) } ?? .cancelled
    )
  }

  var text: String {
    var object: JSONObject = ["ordinal": .int(ordinal), "registered": .int(registered)]
    if case .deadline(let duration) = reason {
      object["deadline_ms"] = .int(duration.milliseconds)
    }
    return JSON.object(object).description
  }
}

/// Why a replay cannot go on.
struct ReplayFailure: Error, Sendable, Hashable {
  let reason: StopReason
}

extension RunRecorder {
  /// Whether calls are answered from the recording still.
  var isReplaying: Bool { state.withLock { $0.replay.map { !$0.isOver } ?? false } }

  /// Where a stop ended the script of a run that is replayed.
  var deferral: Deferral? { state.withLock { $0.replay?.deferral } }

  /// Whether all that was recorded has been replayed, so that calls may go out; true where nothing is replayed.
  var isPrefixOver: Bool { state.withLock { !($0.replay?.hasPrefixLeft ?? false) } }

  /// Lets calls go out from now on.
  func endReplay() { state.withLock { $0.replay?.end() } }

  /// What a call was answered in the recording; nil where it is new.
  ///
  /// - Throws: ``ReplayFailure`` where another call was recorded in its place, or its answer is not kept.
  func recorded(
    _ identity: CallIdentity, _ operation: String, _ arguments: JSON,
    _ redaction: Redaction = .suspected
  ) throws(ReplayFailure) -> RecordedCall.Result? {
    guard let recording, let call = state.withLock({ $0.replay?.takeCall(identity) }) else {
      return nil
    }
    let given = recording.journal.redacted(arguments.description, redaction)
    guard call.operation == operation, call.arguments == given else {
      throw ReplayFailure(
        reason: .diverged(
          "call \(identity.ordinal) was \(call.operation) \(call.arguments), and is \(operation) \(given)"
        ))
    }
    if case .withheld = call.result {
      throw ReplayFailure(reason: .withheld(operation))
    }
    return call.result
  }

  /// What became of a change in the recording, and the request's ID; nil where it is to be sent.
  ///
  /// - Throws: ``ReplayFailure`` where another change was recorded in its place.
  func recorded(
    _ ticket: ChangeTicket
  ) throws(ReplayFailure) -> (outcome: ChangeOutcome, requestID: String?)? {
    try recorded(
      ticket.call.changeIdentity, kind: ticket.content.kind.rawValue,
      target: { ticket.content.targetText(project: project) }, after: { ticket.content.afterText }
    ).map { ($0.outcome(as: $1), $0.requestID) }
  }

  /// What the journal has of a change; nil where it is to be sent.
  func recorded(
    _ identity: ChangeIdentity, kind: String, target: () -> String, after: () -> String
  ) throws(ReplayFailure) -> (PackOutcome, JournalChange.Role)? {
    guard let recording else { return nil }
    let (found, givenUp) = state.withLock { state in
      (state.replay?.takeChange(identity), state.replay?.givenUp ?? [])
    }
    guard let found else { return nil }
    let redaction: Redaction = kind == ChangeKind.call.rawValue ? .suspected : .known
    let (target, after) = (
      recording.journal.redacted(target(), redaction),
      recording.journal.redacted(after(), redaction)
    )
    let known = found.change
    guard known.kind == kind, known.target == target, known.after == after else {
      throw ReplayFailure(
        reason: .diverged(
          "change \(identity.call.ordinal) was \(known.kind) of \(known.target) to \(known.after ?? "?"), and is "
            + "\(kind) of \(target) to \(after)"))
    }
    switch found.state {
    case .settled(let outcome): return (outcome, known.role)
    case .pending: return nil
    case .open(let pack):
      if givenUp.contains(pack) { return (PackOutcome(ChangeFailure.abandoned), known.role) }
      state.withLock { state in
        for pack in found.packs { state.replay?.repeated[pack, default: []].insert(identity) }
      }
      return nil
    }
  }

  /// Whether a change goes out again because nobody knows whether it did.
  func isRepeated(_ ticket: ChangeTicket) -> Bool {
    let identity = ticket.call.changeIdentity
    return state.withLock { state in
      state.replay?.repeated.values.contains { $0.contains(identity) } ?? false
    }
  }

  /// Notes that changes are about to leave in a request.
  func noteLeaving(_ pack: PackID, _ identities: some Sequence<ChangeIdentity>) {
    state.withLock { state in
      guard state.replay?.repeated.isEmpty == false else { return }
      state.replay?.resent[pack] = Set(identities)
    }
  }

  /// Notes that a request did not leave after all.
  func noteUnsent(_ pack: PackID) { state.withLock { $0.replay?.resent[pack] = nil } }

  /// Closes the requests of unknown outcome whose changes have all gone out again; what a stop left unsent is still
  /// to be sent by whoever goes on.
  func settleRepeated(_ writer: RunWriter) throws(JournalError) {
    let packs = state.withLock { state -> [PackID] in
      guard let replay = state.replay else { return [] }
      let resent = replay.resent.values.reduce(into: Set()) { $0.formUnion($1) }
      let packs = replay.repeated.filter { $0.value.isSubset(of: resent) }
      state.replay?.repeated = [:]
      return packs.keys.sorted()
    }
    for pack in packs where writer.isOpen(pack) {
      try writer.settle(
        pack,
        PackOutcome(.unknown, message: "the process ended before the answer; it was sent again"))
    }
  }
}

extension ChangeFailure {
  /// A change that was sent without an answer when the session stopped.
  static let interrupted: ChangeFailure = {
    var failure = conflict(
      "the session stopped before there was an answer", advice: "Resume the run, or run it again.")
    failure.kind = "cancelled"
    failure.isRetryable = true
    failure.mayHaveBeenApplied = true
    return failure
  }()

  /// A change that may have been sent, and is not sent again.
  static let abandoned: ChangeFailure = {
    var failure = conflict(
      "the process ended before the answer, and it is not sent again",
      advice: "Check whether it is in effect.")
    failure.kind = "unknown"
    failure.mayHaveBeenApplied = true
    return failure
  }()
}
