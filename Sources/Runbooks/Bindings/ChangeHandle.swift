import Starlark
import StarlarkCompiler

/// What a write gives to the script: the outcome, once somebody looks.
///
/// Loops leave thousands of them until their memory is collected, so they take little.
final class ChangeHandle: HostObject {
  private let kind: ChangeKind
  private let subject: Subject

  /// One change, as nearly always, or those of a list.
  private enum Subject {
    case one(ChangeTicket)
    case several([ChangeTicket])
  }

  /// How often everything had been sent when the change was made, and what counts that.
  private let barriers: Barriers
  private let barriersBefore: Int
  /// Whether it is only taken into a plan.
  private let isPlanned: Bool

  init(_ kind: ChangeKind, _ tickets: [ChangeTicket], _ context: RunContext) {
    self.kind = kind
    subject = tickets.count == 1 ? .one(tickets[0]) : .several(tickets)
    barriers = context.barriers
    barriersBefore = barriers.count
    isPlanned = context.control.mode == .plan
  }

  private var function: String { kind.rawValue }

  private var tickets: [ChangeTicket] {
    switch subject {
    case .one(let ticket): [ticket]
    case .several(let tickets): tickets
    }
  }

  /// Whether the script may know what became of the change.
  ///
  /// It knows once it has asked or waited. What it prints before does not depend on how fast the service is, so that
  /// a run that is resumed prints the same.
  private var isKnown: Bool {
    barriers.count > barriersBefore || tickets.contains(where: \.wasRead)
  }

  var typeName: String { "Change" }
  var attributeNames: [String] { Attempt.names }

  var text: String {
    let tickets = tickets
    let applied = isPlanned ? "planned" : "applied"
    let state: String
    if !isKnown {
      state = "queued"
    } else if tickets.count == 1 {
      let outcome = tickets[0].outcome
      state = outcome == .applied ? applied : outcome?.word ?? "queued"
    } else {
      let count = tickets.count { $0.outcome?.isSuccess ?? false }
      state = "\(count) of \(tickets.count) \(applied)"
    }
    let target = tickets.count == 1 ? " " + tickets[0].content.target : ""
    return "<\(function)\(target): \(state)>"
  }

  func attribute(_ name: String, machine: Machine) -> Value? {
    guard Attempt.names.contains(name) else { return nil }
    guard let context = RunContext.of(machine) else {
      return machine.fail("a change's outcome is not known while a file is being loaded")
    }
    guard let failed = settle(context, machine) else { return .failed }
    let failure = failed.first?.failure
    switch name {
    case "ok": return Value(failure == nil)
    case "value": return Value.none
    case "error":
      guard let failure, let ticket = failed.first else { return Value.none }
      return context.error(failure, ticket, machine)
    case "unwrap":
      return context.method(Attempt.unwrap) { [function] machine, _ in
        failure.map { machine.fail(failure: $0, of: function) } ?? .none
      }
    default:
      return context.method(Attempt.orElse) { _, window in failure == nil ? .none : window[0] }
    }
  }

  /// Waits for the outcomes and takes them as looked at: those that failed, or nil after an error was recorded.
  private func settle(_ context: RunContext, _ machine: Machine) -> [ChangeTicket]? {
    let tickets = tickets
    if tickets.contains(where: { $0.outcome == nil }) {
      let dispatcher = context.dispatcher
      let settled: Void? = context.pause(machine, releasing: Set(WriteOperation.allCases)) {
        await dispatcher.wait(for: .outcome(tickets))
      }
      guard settled != nil else { return nil }
    }
    for ticket in tickets { ticket.markRead() }
    return tickets.filter { !($0.outcome?.isSuccess ?? true) }
  }
}

extension ChangeTicket {
  /// Why the change did not succeed; nil where it did or is not settled.
  var failure: ChangeFailure? {
    switch outcome {
    case .failed(let failure): failure
    case .unsent(let reason): .unsent(reason)
    case .applied, .superseded, .unchanged, nil: nil
    }
  }
}

extension ChangeOutcome {
  package var isSuccess: Bool {
    switch self {
    case .applied, .superseded, .unchanged: true
    case .failed, .unsent: false
    }
  }
}
