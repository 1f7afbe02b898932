// Every refusal in the shape that its service gives it: the one place that knows these bodies.

struct Refusal: Error, Sendable {
  enum Shape: Sendable {
    case gateway
    case hss
    case dbss
    case iam
    case vpc
    case sandbox
  }

  let shape: Shape
  let status: Int
  let code: String
  let message: String
  var retryAfterSeconds: Int?

  func answer(requestID: String) -> Answer {
    let plain: JSON = ["error_code": .string(code), "error_msg": .string(message)]
    let body: JSON
    switch shape {
    case .gateway:
      body = [
        "error_msg": .string(message), "error_code": .string(code),
        "request_id": .string(requestID),
      ]
    case .hss, .sandbox: body = plain
    case .dbss:
      body = [
        "error_code": .string(code), "error_msg": .string(message), "details": [],
        "encoded_authorization_message": "",
      ]
    case .iam:
      body = [
        "error": [
          "code": .integer(status), "message": .string(message), "title": .string(code),
        ]
      ]
    case .vpc:
      body = [
        "error_msg": .string(message), "error_code": .string(code),
        "request_id": .string(requestID),
      ]
    }
    var answer = Answer.json(body, status: status)
    if let retryAfterSeconds {
      answer.headers.append(.init("Retry-After", String(retryAfterSeconds)))
    }
    return answer
  }
}

// MARK: - The gateway in front of all services

extension Refusal {
  static func gateway(_ status: Int, _ code: String, _ message: String) -> Refusal {
    Refusal(shape: .gateway, status: status, code: code, message: message)
  }

  static let noSuchAPI = gateway(
    404, "APIGW.0101", "The API does not exist or has not been published in the environment.")
  static let bodyTooLarge = gateway(
    413, "APIGW.0201", "Bad request: the request body exceeds 12 MB.")
  static let tokenMustBeUpdated = gateway(401, "APIGW.0307", "The token must be updated.")

  static func notAuthenticated(_ reason: String) -> Refusal {
    gateway(401, "APIGW.0301", "Incorrect IAM authentication information: \(reason)")
  }

  static func throttled(_ quota: SandboxQuota, retryAfterSeconds: Int) -> Refusal {
    var refusal = gateway(
      429, "APIGW.0308",
      "The throttling threshold has been reached: policy user over ratelimit,"
        + "limit:\(quota.calls),time:1 minute")
    refusal.retryAfterSeconds = retryAfterSeconds
    return refusal
  }
}

// MARK: - The services

extension Refusal {
  static func hss(_ code: String, _ message: String, status: Int = 400) -> Refusal {
    Refusal(shape: .hss, status: status, code: code, message: message)
  }

  static func dbss(_ status: Int, _ code: String, _ message: String) -> Refusal {
    Refusal(shape: .dbss, status: status, code: code, message: message)
  }

  static func iam(_ status: Int, _ title: String, _ message: String) -> Refusal {
    Refusal(shape: .iam, status: status, code: title, message: message)
  }

  /// What the service answers to a parameter that it does not accept.
  static func invalidParameter(_ service: Service, _ message: String) -> Refusal {
    switch service {
    case .hss: .hss("HSS.0001", "invalid param error: \(message)")
    case .dbss: .dbss(400, "10000001", "Invalid parameter: \(message)")
    case .iam: .iam(400, "Bad Request", message)
    case .vpc:
      Refusal(shape: .vpc, status: 400, code: "VPC.0002", message: "Invalid parameter: \(message)")
    case .eps:
      Refusal(shape: .vpc, status: 400, code: "EPS.0004", message: "Invalid parameter: \(message)")
    case .sandbox: Refusal(shape: .sandbox, status: 400, code: "SANDBOX.0001", message: message)
    }
  }

  /// A member of the body that has the wrong type is a text that HSS cannot parse.
  static func invalidField(_ service: Service, _ error: FieldError) -> Refusal {
    service == .hss && error.problem == .wrongType
      ? unparsable(.hss, error.message) : invalidParameter(service, error.message)
  }

  static func unparsable(_ service: Service, _ message: String) -> Refusal {
    service == .hss
      ? .hss("HSS.0002", "parse param error: \(message)")
      : invalidParameter(service, message)
  }

  static func forbidden(_ service: Service, _ operation: String) -> Refusal {
    let message = "Policy doesn't allow \(operation) to be performed."
    switch service {
    case .hss: return .hss("HSS.0013", message, status: 403)
    case .dbss:
      // The reference shows the shape of this answer but no code.
      return .dbss(403, "10000403", message)
    case .iam: return .iam(403, "Forbidden", message)
    case .vpc, .eps: return .gateway(403, "APIGW.0302", message)
    case .sandbox:
      return Refusal(shape: .sandbox, status: 403, code: "SANDBOX.0003", message: message)
    }
  }
}
