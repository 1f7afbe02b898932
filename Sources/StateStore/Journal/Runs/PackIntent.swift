/// A request that was intended, over all runs of this machine; later ones have greater numbers.
package struct PackID: Sendable, Hashable, Comparable {
  package let number: Int64

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A request that is about to leave.
package struct PackIntent: Sendable, Hashable {
  package var operation: String
  /// A digest of the request, by which its repetition is known.
  package var request: String
  /// Whether sending it again does no harm.
  package var isIdempotent: Bool
  /// All changes that it settles; an outcome names them by their place here.
  package var changes: [JournalChange]

  package init(
    operation: String, request: String, isIdempotent: Bool, changes: [JournalChange]
  ) {
    self.operation = operation
    self.request = request
    self.isIdempotent = isIdempotent
    self.changes = changes
  }
}

/// What became of a request, or of a change.
package struct PackOutcome: Sendable, Hashable {
  package enum Result: String, Sendable, Hashable, CaseIterable {
    /// The service confirmed it.
    case applied
    /// The service refused it, and it had no effect.
    case refused
    /// It failed, and may be in effect all the same.
    case unknown
    /// It did not leave after all.
    case unsent
    /// It was refused as a whole, and its changes go out again in parts.
    case divided
  }

  package var result: Result
  package var requestID: String?
  /// The HTTP status.
  package var status: Int?
  package var code: String?
  package var message: String?
  /// What else a replay must tell the script, as JSON.
  package var facts: String?

  package init(
    _ result: Result, requestID: String? = nil, status: Int? = nil, code: String? = nil,
    message: String? = nil, facts: String? = nil
  ) {
    self.result = result
    self.requestID = requestID
    self.status = status
    self.code = code
    self.message = message
    self.facts = facts
  }
}

extension PackOutcome {
  init(_ fields: inout Fields) {
    // A result that is not understood is one that nobody may rely on.
    result = Result(rawValue: fields.text()) ?? .unknown
    requestID = fields.optionalText()
    status = fields.optionalInteger().map { Int($0) }
    code = fields.optionalText()
    message = fields.optionalText()
    facts = fields.optionalText()
  }

  func values(_ redact: (String) -> String) -> [SQLValue] {
    [
      .text(result.rawValue), .optional(requestID.map(redact)), .optional(status.map { Int64($0) }),
      .optional(code.map(redact)), .optional(message.map(redact)), .optional(facts.map(redact)),
    ]
  }
}
