/// What the codes of the services mean.
///
/// HSS answers HTTP 400 for nearly everything, so a code says more than a status and is looked up
/// first.
///
/// References: HSS API, *Error Codes*; DBSS API, *Error Codes*; API Gateway, *Error Codes*;
/// IAM API, *Error Codes*.
enum ErrorCodes {
  static func kind(code: String?, status: Int) -> ServiceError.Kind {
    if let code, let kind = kinds[code.removingPrefix("DBSS.")] { return kind }
    return kind(status: status)
  }

  /// Codes that one bad entry of a batch can cause.
  static let entrySpecific: Set<String> = [
    "HSS.0001", "HSS.0011", "HSS.1001", "HSS.1006", "HSS.1007",
  ]

  private static let kinds: [String: ServiceError.Kind] = [
    // The gateway. APIGW.0201 covers bad requests and broken back ends alike: its status decides.
    "APIGW.0101": .notFound, "APIGW.0103": .notFound, "APIGW.0106": .invalid,
    "APIGW.0301": .authentication, "APIGW.0303": .authentication, "APIGW.0305": .authentication,
    "APIGW.0307": .authentication, "APIGW.0302": .permission, "APIGW.0304": .permission,
    "APIGW.0306": .permission, "APIGW.0310": .permission, "APIGW.0308": .throttled,
    "APIGW.0601": .server, "APIGW.0602": .server, "APIGW.0613": .server,
    // HSS.
    "HSS.0001": .invalid, "HSS.0002": .invalid, "HSS.0010": .permission, "HSS.0011": .notFound,
    "HSS.0013": .permission, "HSS.1001": .agentOffline, "HSS.1006": .agentOffline,
    "HSS.1007": .agentOffline,
    // DBSS.
    "10000001": .invalid, "10020021": .invalid, "10020100": .authentication,
    "10021004": .notFound, "11000000": .server,
  ]

  private static func kind(status: Int) -> ServiceError.Kind {
    switch status {
    case 401, 407: .authentication
    case 403: .permission
    case 404, 410: .notFound
    case 429: .throttled
    case 408, 500...599: .server
    case 400..<500: .invalid
    default: .malformedAnswer
    }
  }

  static func advice(kind: ServiceError.Kind, code: String?, retryAfter: Int?) -> String {
    switch (kind, code) {
    case (.authentication, "APIGW.0301"):
      "Check the access key or the token, and this machine's clock, which may be at most 15 minutes off. "
        + "Five refusals in a row lock a key for five minutes."
    case (.authentication, _):
      "Check user, password and token. Five refusals in a row lock an account for some minutes."
    case (.permission, _):
      "Ask for the permission of this operation, and check the project and the enterprise project."
    case (.throttled, _):
      retryAfter.map { "Wait \($0) seconds." } ?? "Wait a minute, and send fewer calls."
    case (.invalid, "HSS.0001"):
      "Check that every agent belongs to the enterprise project named, and that each value is "
        + "within the limits of the reference."
    case (.invalid, _): "Check the arguments against the API reference."
    case (.notFound, "APIGW.0101"):
      "This region does not offer the operation, or the path is wrong."
    case (.notFound, _): "Check the IDs, the project and the enterprise project."
    case (.agentOffline, _): "Install or start the agent of the server, then try again."
    case (.server, _): "Try again; if it goes on, give the request id to support."
    case (.resultFailed, _): "Check that the instance is active and the security group exists."
    case (.malformedAnswer, _): "Check that the endpoint is the service itself and not a proxy."
    }
  }
}

extension String {
  func removingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
