/// What is asked of a service, before credentials, endpoint and project are known.
///
/// Signing happens when a call is sent, so a call may wait in a queue as long as it likes.
public struct Call: Sendable, Hashable {
  /// The operation as the API reference names it, for errors; it is not sent.
  public var operation: String
  /// The service.
  public var service: Service
  /// The method.
  public var method: HTTPMethod
  /// The path, percent-encoded; `{project_id}` is replaced when the call is sent.
  public var path: String
  /// The query, not encoded.
  public var query: [HTTPRequest.QueryItem]
  /// The body as JSON text; empty for none.
  public var body: [UInt8]
  /// Whether sending it twice leaves the same state as sending it once.
  public var isIdempotent: Bool
  /// Whether it changes nothing, although its method might.
  public var isRead: Bool
  /// Secrets that stand in query and body only when the request is made.
  package var secrets: [CarriedSecret] = []
  /// Whether the body holds a password.
  var bodyIsSecret = false
  /// Whether the query holds a secret.
  var queryIsSecret = false

  /// Makes a call of any operation.
  ///
  /// - Parameters:
  ///   - operation: The operation's name; by default method and path.
  ///   - service: The service.
  ///   - method: The method.
  ///   - path: The path from its first slash, with `{project_id}` where the project's ID stands;
  ///     what a path cannot hold is encoded.
  ///   - query: The query; a name may come several times.
  ///   - body: The body, or `nil` for none.
  ///   - isRead: Whether it changes nothing; by default whether the method is GET or HEAD.
  ///   - isIdempotent: Whether it may be repeated; by default whether it changes nothing.
  public init(
    operation: String? = nil, service: Service, method: HTTPMethod, path: String,
    query: [(String, String)] = [], body: JSON? = nil, isRead: Bool? = nil,
    isIdempotent: Bool? = nil
  ) {
    self.operation = operation ?? "\(method.rawValue) \(path)"
    self.service = service
    self.method = method
    self.path = Self.legalPath(path)
    self.query = query.map { .init($0.0, $0.1) }
    self.body = body?.encoded() ?? []
    self.isRead = isRead ?? method.isSafe
    self.isIdempotent = isIdempotent ?? self.isRead
  }

  /// Makes the call of a declared operation.
  package init(
    _ operation: Operation, query: [HTTPRequest.QueryItem] = [], body: [UInt8] = [],
    isRead: Bool? = nil
  ) {
    self.operation = operation.name
    service = operation.service
    method = operation.method
    path = operation.path
    self.query = query
    self.body = body
    isIdempotent = operation.isIdempotent
    self.isRead = isRead ?? operation.method.isSafe
  }

  /// Where the project's ID stands in a path.
  package static let projectPlaceholder = "{project_id}"

  /// Whether the path names the project.
  package var needsProject: Bool { path.contains(Self.projectPlaceholder) }

  private static func legalPath(_ path: String) -> String {
    let rooted = path.hasPrefix("/") ? path : "/" + path
    return rooted.percentEncoded(keeping: keptInPaths)
  }

  /// What a path has as it is.
  static let keptInPaths = Set("/%{}:@!$&'()*+,;=".utf8)
}

extension Call: CustomStringConvertible {
  /// Method, service, path, query and body as text.
  public var description: String {
    var text = "\(method.rawValue) \(service.name):\(path)"
    if !query.isEmpty {
      text +=
        "?"
        + query.map { $0.name.percentEncoded() + "=" + $0.value.percentEncoded() }
        .joined(separator: "&")
    }
    guard !body.isEmpty else { return text }
    return text + "\n" + (bodyIsSecret ? Secret.mask : String(decoding: body, as: UTF8.self))
  }
}

/// What a service answered, its success established.
public struct Answer: Sendable, Hashable {
  /// The HTTP status, from 200 to 299.
  public let status: Int
  /// The body; `nil` where it was empty.
  public let json: JSON?
  /// The request's ID, where the service gave one.
  public let requestID: String?
  /// The token that IAM hands out beside the body.
  let subjectToken: Secret?
}
