/// Why a value does not pass between Swift and a script.
enum TransferFailure: Error {
  /// The evaluator has recorded why.
  case recorded
  case refused(EvaluationFailure)

  /// How deep values may nest that pass: Swift releases them level by level on its stack.
  static let depthLimit = 200

  static var tooDeep: TransferFailure {
    .refused(
      EvaluationFailure(
        .error, "value nested too deeply for the host: more than \(depthLimit) levels"))
  }
}

extension Machine {
  /// Records why a value did not pass.
  func fail(_ failure: TransferFailure) -> Value {
    if case .refused(let reason) = failure { fail(reason) }
    return .failed
  }
}
