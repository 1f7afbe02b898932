/// Why no complete answer came.
///
/// Whether the service may have carried out the request all the same is part of the error:
/// ``mayHaveBeenApplied``. It never holds a header, a body or a query.
public struct TransportError: Error, Sendable, Hashable {
  /// What went wrong, open to further kinds.
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    private enum Code: String {
      case unknownHost = "unknown host"
      case refused = "connection refused"
      case unreachable = "host unreachable"
      case tls = "TLS failure"
      case proxy = "proxy failure"
      case connectTimeout = "connect time-out"
      case readTimeout = "read time-out"
      case totalTimeout = "total time-out"
      case connectionLost = "connection lost"
      case answerTooLarge = "answer too large"
      case malformedAnswer = "malformed answer"
      case invalidRequest = "invalid request"
      case cancelled = "cancelled"
    }

    private let code: Code

    private init(_ code: Code) { self.code = code }

    /// The host's name has no address.
    public static let unknownHost = Self(.unknownHost)
    /// The host answers, but nothing listens on the port.
    public static let refused = Self(.refused)
    /// No way to the host.
    public static let unreachable = Self(.unreachable)
    /// The connection could not be secured: a certificate that is not trusted, or no common protocol.
    public static let tls = Self(.tls)
    /// The proxy refused to pass the connection on.
    public static let proxy = Self(.proxy)
    /// No connection within the time allowed for it.
    public static let connectTimeout = Self(.connectTimeout)
    /// Nothing arrived for the time allowed between two reads.
    public static let readTimeout = Self(.readTimeout)
    /// The whole exchange took longer than allowed.
    public static let totalTimeout = Self(.totalTimeout)
    /// The connection ended before the answer was complete.
    public static let connectionLost = Self(.connectionLost)
    /// The answer is larger than allowed.
    public static let answerTooLarge = Self(.answerTooLarge)
    /// What came is not HTTP.
    public static let malformedAnswer = Self(.malformedAnswer)
    /// The request could not be written as HTTP.
    public static let invalidRequest = Self(.invalidRequest)
    /// The task that waited was cancelled.
    public static let cancelled = Self(.cancelled)

    /// The kind in words.
    public var description: String { code.rawValue }

    /// Whether a request that ended so cannot have reached the service.
    fileprivate var isBeforeSending: Bool {
      switch code {
      case .unknownHost, .refused, .unreachable, .tls, .proxy, .connectTimeout, .invalidRequest:
        true
      case .readTimeout, .totalTimeout, .connectionLost, .answerTooLarge, .malformedAnswer,
        .cancelled:
        false
      }
    }

    fileprivate var isPassing: Bool {
      switch code {
      case .refused, .unreachable, .proxy, .connectTimeout, .readTimeout, .totalTimeout,
        .connectionLost:
        true
      case .unknownHost, .tls, .answerTooLarge, .malformedAnswer, .invalidRequest, .cancelled: false
      }
    }
  }

  /// What went wrong.
  public let kind: Kind
  /// The host, with its port where that is not the scheme's own.
  public let host: String
  /// The operation that was under way.
  public let operation: String
  /// Further facts: the limit that was passed, or the words of the layer below.
  public let detail: String?
  /// Whether the service may have carried out the request although no answer came.
  public let mayHaveBeenApplied: Bool

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - kind: What went wrong.
  ///   - request: The request that was under way; only its operation and host are kept.
  ///   - detail: Further facts, without secrets.
  ///   - wasSent: Whether any byte of the request may have left; by default what the kind implies.
  public init(
    _ kind: Kind, request: HTTPRequest, detail: String? = nil, wasSent: Bool? = nil
  ) {
    self.kind = kind
    host = request.authority
    operation = request.operation
    self.detail = detail
    mayHaveBeenApplied = (wasSent ?? !kind.isBeforeSending) && !request.method.isSafe
  }

  /// Whether the same request may succeed a little later.
  public var isRetryable: Bool { kind.isPassing }

  /// Whether the time for an answer passed without one.
  package var isSilence: Bool { kind == .readTimeout || kind == .totalTimeout }

  /// Whether there was no connection that could have taken the request.
  public var isBeforeSending: Bool { kind.isBeforeSending }
}

extension TransportError: CustomStringConvertible {
  /// What went wrong, where, and whether something may have been changed.
  public var description: String {
    var text = "\(operation): \(kind) (\(host))"
    if let detail { text += ": \(detail)" }
    if mayHaveBeenApplied { text += "; the change may have been applied" }
    return text
  }

  /// What to do about it, in one sentence.
  public var advice: String {
    switch kind {
    case .unknownHost: "Check the region and the endpoint; \(host) has no address."
    case .refused: "Check the endpoint; nothing listens at \(host)."
    case .unreachable: "Check the network and HTTPS_PROXY; there is no way to \(host)."
    case .tls: "Check the certificate of \(host), or name its authority in a CA file."
    case .proxy: "Check HTTPS_PROXY and NO_PROXY."
    case .answerTooLarge: "Narrow the request by a filter, or raise the limit."
    case .malformedAnswer: "Check that \(host) is an endpoint of the service."
    case .invalidRequest: "Check the endpoint, the path and the header fields."
    case .cancelled: "The request was given up on demand."
    default: "Try again; if it goes on, check the network between here and \(host)."
    }
  }
}
