// Reads the shapes in which gateway, HSS, DBSS and IAM answer an error.
extension ServiceError {
  /// How much of a text that is not JSON is kept, in characters.
  private static let longestText = 300

  /// Makes an error of an answer.
  ///
  /// - Parameters:
  ///   - kind: The kind, where it is known without looking at the answer.
  ///   - call: What was asked.
  ///   - response: What was answered.
  ///   - json: The body, where it is JSON.
  ///   - message: What is wrong, in place of the service's words.
  ///   - redactor: Removes secrets from all texts.
  init(
    kind: Kind? = nil, call: Call, response: HTTPResponse, json: JSON?, message: String? = nil,
    redactor: Redactor
  ) {
    // IAM and older DBSS wrap the members.
    let facts = json?["error"]?.object.map(JSON.object) ?? json
    func text(_ names: String...) -> String? {
      for name in names {
        switch facts?[name] {
        case .string(let text) where !text.isEmpty: return redactor.redactForeign(text)
        case .int(let number): return "\(number)"
        default: continue
        }
      }
      return nil
    }
    let code = text("error_code", "errorCode", "code")
    let kind = kind ?? ErrorCodes.kind(code: code, status: response.status)
    self.kind = kind
    operation = call.operation
    service = call.service
    status = response.status
    self.code = code
    self.message =
      message ?? text("error_msg", "errorMsg", "errorMessage", "message", "title").map(Self.oneLine)
      ?? Self.excerpt(of: response.body, redactor: redactor)
    requestID =
      text("request_id", "requestId")
      ?? response.headers["X-Request-Id"].map { redactor.redactForeign($0) }
    details = (facts?["details"]?.array ?? []).map { detail in
      Detail(
        code: redactor.redactForeign(detail["error_code"]?.string ?? ""),
        message: Self.oneLine(redactor.redactForeign(detail["error_msg"]?.string ?? "")))
    }
    encodedAuthorizationMessage = text("encoded_authorization_message")
    retryAfter = Self.seconds(response.headers["Retry-After"], answeredAt: response.headers["Date"])
    mayHaveBeenApplied =
      !call.isRead && (kind == .malformedAnswer || (kind == .server && response.status >= 500))
  }

  /// Gateways echo requests of many lines; an error is one.
  private static func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func excerpt(of body: [UInt8], redactor: Redactor) -> String {
    let text = redactor.redactForeign(String(decoding: body.prefix(16_384), as: UTF8.self))
    let line = oneLine(text)
    guard !line.isEmpty else { return "no further word" }
    return line.count <= longestText ? line : line.prefix(longestText) + "…"
  }

  /// `Retry-After` as seconds from now; a date counts from the answer's own.
  private static func seconds(_ value: String?, answeredAt: String?) -> Int? {
    guard let value else { return nil }
    if let seconds = Double(value), abs(seconds) < 1e9 { return Int(max(0, seconds).rounded(.up)) }
    guard let until = Timestamp(httpDate: value) else { return nil }
    let start = answeredAt.flatMap(Timestamp.init(httpDate:)) ?? .now()
    return max(0, until.secondsSinceEpoch - start.secondsSinceEpoch)
  }
}
