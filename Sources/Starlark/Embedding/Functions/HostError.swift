/// Why a host function fails, in words for the person who wrote the script.
public struct HostError: Error, Sendable {
  /// What went wrong: what was got, what was wanted, in lower case without a full stop.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// The parameter whose argument is wrong: the caret points at that argument.
  public var parameter: String?

  /// Makes an error.
  public init(_ message: String, hint: String? = nil, parameter: String? = nil) {
    self.message = message
    self.hint = hint
    self.parameter = parameter
  }
}

extension HostError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension Machine {
  /// Records an error that the code of a host threw; the answer is what a native function returns then.
  func fail(_ function: String, _ error: any Error) -> Value {
    switch error {
    case let failure as TransferFailure: return fail(failure)
    case let error as EvaluationError:
      evaluator.adopt(error)
      return .failed
    case is CancellationError: return fail(EvaluationFailure(.cancelled, "cancelled"))
    case let error as ArgumentError:
      return fail(
        EvaluationFailure(
          .error, "\(function): parameter `\(error.parameter)`: \(error.reason)",
          parameter: error.parameter))
    case let error as HostError:
      return fail(
        EvaluationFailure(
          .host, "\(function): \(error.message)", hint: error.hint, parameter: error.parameter,
          underlying: error))
    default:
      return fail(EvaluationFailure(.host, "\(function): \(error)", underlying: error))
    }
  }
}

/// An argument that a parameter does not take.
struct ArgumentError: Error {
  let parameter: String
  let reason: ConversionError
}
