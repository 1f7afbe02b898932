import Starlark
import StarlarkSyntax

// Errors as scripts see them: kind, message, code, status, request_id, retryable, stack.
extension RunContext {
  private static let names = [
    "kind", "message", "code", "status", "request_id", "retryable", "stack",
  ]

  /// The error that a call ended with.
  func error(_ error: EvaluationError, _ machine: Machine) -> Value {
    let stack = error.traceback.map { frame in
      let position = frame.source.position(of: frame.span.start)
      return "\(frame.source.name):\(position.line):\(position.column): in \(frame.name)"
    }
    let failure = error.underlying as? ChangeFailure
    return make(
      kind: failure?.kind ?? error.kind.word, message: error.diagnostic.message, failure,
      stack: stack, machine)
  }

  /// The error of a change.
  func error(_ failure: ChangeFailure, _ ticket: ChangeTicket, _ machine: Machine) -> Value {
    let stack = ticket.place.map { ["\($0.file):\($0.line)"] } ?? []
    return make(
      kind: failure.kind, message: "\(ticket.content.target): \(failure.message)", failure,
      stack: stack, machine)
  }

  private func make(
    kind: String, message: String, _ failure: ChangeFailure?, stack: [String], _ machine: Machine
  ) -> Value {
    let heap = machine.heap
    let structure = heap.structure(shape("Error", Self.names, heap))
    let fields: [Value] = [
      heap.string(kind), heap.string(message),
      failure?.code.map { heap.string($0) } ?? .none,
      failure?.status.map { heap.int($0) } ?? .none,
      failure?.requestID.map { heap.string($0) } ?? .none,
      Value(failure?.isRetryable ?? false), heap.tuple(stack.map { heap.string($0) }),
    ]
    for (index, field) in fields.enumerated() { structure.fields[index] = field }
    return Value(structure.object)
  }
}

extension EvaluationError.Kind {
  /// The kind in one word, as scripts see it.
  fileprivate var word: String {
    switch self {
    case .programming: "error"
    case .data: "data"
    case .fail: "fail"
    case .host: "host"
    case .limit: "limit"
    case .cancelled: "cancelled"
    case .internal: "internal"
    }
  }
}
