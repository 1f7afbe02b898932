/// Why an operation did not do what it was asked.
public enum CloudError: Error, Sendable, Hashable {
  /// The service refused or failed.
  case service(ServiceError)
  /// No complete answer came.
  case transport(TransportError)
  /// An argument is not allowed; nothing was sent.
  case parameter(ParameterError)
  /// The settings do not suffice; nothing was sent.
  case configuration(ConfigurationError)

  /// The kind in one word, as scripts see it.
  public var kind: String {
    switch self {
    case .service(let error): error.kind.rawValue
    case .transport(let error): error.kind == .cancelled ? "cancelled" : "transport"
    case .parameter: "invalid"
    case .configuration: "configuration"
    }
  }

  /// The service's own code, where it gave one.
  public var code: String? {
    guard case .service(let error) = self else { return nil }
    return error.code
  }

  /// The HTTP status, where there was an answer.
  public var status: Int? {
    guard case .service(let error) = self else { return nil }
    return error.status
  }

  /// The request's ID, where the service gave one.
  public var requestID: String? {
    guard case .service(let error) = self else { return nil }
    return error.requestID
  }

  /// Whether the same request may succeed a little later.
  public var isRetryable: Bool {
    switch self {
    case .service(let error): error.isRetryable
    case .transport(let error): error.isRetryable
    case .parameter, .configuration: false
    }
  }

  /// How long the service asks to wait, in seconds.
  public var retryAfter: Int? {
    guard case .service(let error) = self else { return nil }
    return error.retryAfter
  }

  /// Whether something may have been changed all the same.
  public var mayHaveBeenApplied: Bool {
    switch self {
    case .service(let error): error.mayHaveBeenApplied
    case .transport(let error): error.mayHaveBeenApplied
    case .parameter, .configuration: false
    }
  }

  /// Whether the credentials were refused, so that nothing further may be sent with them.
  public var isAuthentication: Bool {
    switch self {
    case .service(let error): error.kind == .authentication
    case .configuration(let error): error.isLockOut
    case .transport, .parameter: false
    }
  }

  /// Whether the task that waited was cancelled.
  public var isCancellation: Bool {
    guard case .transport(let error) = self else { return false }
    return error.kind == .cancelled
  }

  /// What to do about it; empty where the description says it already.
  public var advice: String {
    switch self {
    case .service(let error): error.advice
    case .transport(let error): error.advice
    case .parameter: "Nothing was sent."
    case .configuration: ""
    }
  }
}

extension CloudError {
  /// What to do, where another attempt may have done what this one was refused.
  package func advice(mayHaveBeenApplied: Bool) -> String {
    guard mayHaveBeenApplied, !self.mayHaveBeenApplied else { return advice }
    let remedy = if case .service(let error) = self { error.remedy } else { advice }
    return "The change may have been applied all the same. \(remedy)"
  }
}

extension CloudError: CustomStringConvertible {
  /// What went wrong, in one line.
  public var description: String {
    switch self {
    case .service(let error): error.description
    case .transport(let error): error.description
    case .parameter(let error): error.description
    case .configuration(let error): error.description
    }
  }
}
