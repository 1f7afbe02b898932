/// Which call of a script reached outside: what a replay finds its answer by.
package struct CallIdentity: Sendable, Hashable {
  /// The path to the lane in a form of the caller's; empty for the run itself.
  package var lane: String
  /// The how-manieth such call of its lane.
  package var ordinal: Int

  package init(lane: String = "", ordinal: Int) {
    self.lane = lane
    self.ordinal = ordinal
  }
}

/// A call of a script that reached outside, with what came back.
package struct RecordedCall: Sendable, Hashable {
  package enum Result: Sendable, Hashable {
    /// JSON.
    case answer(String)
    /// JSON.
    case failure(String)
    /// There was an answer, which is not kept because it is secret or holds a secret.
    case withheld
  }

  package var identity: CallIdentity
  package var operation: String
  /// JSON.
  package var arguments: String
  package var result: Result

  package init(
    _ identity: CallIdentity, operation: String, arguments: String, result: Result
  ) {
    self.identity = identity
    self.operation = operation
    self.arguments = arguments
    self.result = result
  }
}

extension RecordedCall {
  init(_ fields: inout Fields) {
    identity = CallIdentity(lane: fields.text(), ordinal: Int(fields.integer()))
    operation = fields.text()
    arguments = fields.text()
    let (answer, failure) = (fields.optionalText(), fields.optionalText())
    result = answer.map(Result.answer) ?? failure.map(Result.failure) ?? .withheld
  }

  func values(_ redact: (String) -> String) -> [SQLValue] {
    var (answer, failure) = (SQLValue.null, SQLValue.null)
    switch result {
    // A changed answer would make another run of the replay.
    case .answer(let text): answer = redact(text) == text ? .text(text) : .null
    case .failure(let text): failure = .text(redact(text))
    case .withheld: break
    }
    return [
      .text(identity.lane), .integer(Int64(identity.ordinal)), .text(operation),
      .text(redact(arguments)), answer, failure,
    ]
  }
}
