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
    guard ["error", "ok", "value"].contains(name) else { return nil }
    guard let (context, failed) = settle(machine) else { return .failed }
    switch name {
    case "ok": return Value(failed == nil)
    case "error":
      guard let failed, let failure = failed.failure else { return Value.none }
      return context.error(failure, failed, machine)
    default: return Value.none
    }
  }

  func method(_ name: String) -> NativeFunction? {
    switch name {
    case Self.unwrap.name: Self.unwrap
    case Self.orElse.name: Self.orElse
    default: nil
    }
  }

  private static let unwrap = NativeFunction(Attempt.unwrap) { machine, window in
    guard let handle = machine.hostObject(window[-2]) as? ChangeHandle else { return .failed }
    guard let (_, failed) = handle.settle(machine) else { return .failed }
    return failed?.failure.map { machine.fail(failure: $0, of: handle.function) } ?? .none
  }

  private static let orElse = NativeFunction(Attempt.orElse) { machine, window in
    guard let handle = machine.hostObject(window[-2]) as? ChangeHandle else { return .failed }
    guard let (_, failed) = handle.settle(machine) else { return .failed }
    return failed == nil ? .none : window[0]
  }

  /// Waits for the outcomes and takes them as looked at: the first that failed, or nil after an error was recorded.
  private func settle(_ machine: Machine) -> (context: RunContext, failed: ChangeTicket?)? {
    guard let context = RunContext.of(machine) else {
      machine.fail("a change's outcome is not known while a file is being loaded")
      return nil
    }
    let tickets = tickets
    if tickets.contains(where: { $0.outcome == nil }) {
      let dispatcher = context.dispatcher
      let settled: Void? = context.pause(machine, releasing: Set(WriteOperation.allCases)) {
        await dispatcher.wait(for: .outcome(tickets))
      }
      guard settled != nil else { return nil }
    }
    for ticket in tickets { ticket.markRead() }
    return (context, tickets.first { !($0.outcome?.isSuccess ?? true) })
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
