/// What a service said instead of doing what it was asked.
public struct ServiceError: Error, Sendable, Hashable {
  /// What kind of refusal it is; the raw value is what scripts see.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The credentials are not accepted. Sending them again may lock them.
    case authentication
    /// The credentials are accepted, but do not allow this.
    case permission
    /// Too many calls; ``ServiceError/retryAfter`` says how long to wait, where the service did.
    case throttled
    /// A parameter or the path is wrong.
    case invalid
    /// What the request names does not exist.
    case notFound = "not_found"
    /// The server's agent is absent, offline or out of reach.
    case agentOffline = "agent_offline"
    /// The service or its gateway failed.
    case server
    /// HTTP says success, the answer says `"result": "failed"`.
    case resultFailed = "result_failed"
    /// The answer is not what the operation answers.
    case malformedAnswer = "malformed_answer"
  }

  /// A further fact that DBSS gives about a refused authorization.
  public struct Detail: Sendable, Hashable {
    /// The code.
    public let code: String
    /// The text, secrets removed.
    public let message: String
  }

  /// What kind of refusal it is.
  public let kind: Kind
  /// The operation, as the API reference names it.
  public let operation: String
  /// Who refused.
  public let service: Service
  /// The HTTP status.
  public let status: Int
  /// The service's own code, such as `HSS.0001` or `APIGW.0301`.
  public let code: String?
  /// The service's own words, secrets removed.
  public let message: String
  /// What support asks for.
  public let requestID: String?
  /// Further facts about a refused authorization.
  public let details: [Detail]
  /// What IAM can decode into the reason of a refused authorization.
  public let encodedAuthorizationMessage: String?
  /// How long the service asks to wait, in seconds.
  public let retryAfter: Int?
  /// Whether something may have been changed all the same.
  public let mayHaveBeenApplied: Bool

  /// Whether the same request may succeed a little later.
  public var isRetryable: Bool {
    switch kind {
    case .throttled, .server: true
    case .authentication, .permission, .invalid, .notFound, .agentOffline, .resultFailed,
      .malformedAnswer:
      false
    }
  }

  /// Whether a single entry of a batch can be the reason, so that the rest may pass without it.
  public var isEntrySpecific: Bool {
    guard let code else { return false }
    return ErrorCodes.entrySpecific.contains(code)
  }
}

extension ServiceError: CustomStringConvertible {
  /// Who refused what, and why, in one line, with all that the service told.
  public var description: String {
    var text =
      kind == .malformedAnswer
      ? "\(service) answered \(operation) with something else: "
      : "\(service) refused \(operation): "
    if let code { text += "\(code) " }
    text += message
    for detail in details {
      text += "; \(detail.code)\(detail.code.isEmpty ? "" : " ")\(detail.message)"
    }
    if let encodedAuthorizationMessage {
      text += "; encoded_authorization_message \(encodedAuthorizationMessage)"
    }
    text += " (HTTP \(status)"
    if let requestID { text += ", request id \(requestID)" }
    return text + ")"
  }

  /// What has happened and what to do, in one or two sentences.
  public var advice: String {
    let fact =
      mayHaveBeenApplied ? "The change may have been applied." : "Nothing was changed."
    return "\(fact) \(remedy)"
  }

  /// What to do, in one sentence or two.
  var remedy: String { ErrorCodes.advice(kind: kind, code: code, retryAfter: retryAfter) }
}
