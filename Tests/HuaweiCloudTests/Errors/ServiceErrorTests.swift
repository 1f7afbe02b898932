import HuaweiCloud
import Testing

@Suite struct ServiceErrorTests {
  /// Makes the error of an answer by way of the client.
  static func error(
    _ response: HTTPResponse, _ service: Service = .hss, _ method: HuaweiCloud.HTTPMethod = .post
  ) async throws -> ServiceError {
    let client = CloudClient.test(FakeTransport(response))
    let call = Call(
      operation: "BatchModifyPortStatus", service: service, method: method, path: "/x")
    do {
      try await client.send(call)
    } catch .service(let error) {
      return error
    }
    throw CloudError.configuration(try #require(nil as ConfigurationError?))
  }

  typealias Kind = ServiceError.Kind

  static let shapes: [(HTTPResponse, Kind, code: String?, message: String, requestID: String?)] = [
    (
      .json(
        401, #"{"error_msg":"Incorrect","error_code":"APIGW.0301","request_id":"r1"}"#),
      .authentication, "APIGW.0301", "Incorrect", "r1"
    ),
    (
      .json(400, #"{"error_code":"HSS.0001","error_msg":"bad"}"#, ["x-request-id": "r2"]),
      .invalid, "HSS.0001", "bad", "r2"
    ),
    (
      .json(403, #"{"error":{"error_code":"DBSS.10020100","error_msg":"token"}}"#),
      .authentication, "DBSS.10020100", "token", nil
    ),
    (
      .json(400, #"{"errorCode":"HSS.0011","errorMsg":"gone","requestId":"r3"}"#),
      .notFound, "HSS.0011", "gone", "r3"
    ),
    (
      .json(200, #"{"errorCode":"HSS.0010","errorMessage":"no"}"#), .permission, "HSS.0010", "no",
      nil
    ),
    (
      .json(401, #"{"error":{"code":401,"message":"m","title":"Unauthorized"}}"#), .authentication,
      "401", "m", nil
    ),
    (
      .json(502, "<html>\n<b>Bad   Gateway</b></html>"), .server, nil,
      "<html> <b>Bad Gateway</b></html>", nil
    ),
    (.json(500, ""), .server, nil, "no further word", nil),
    (.json(400, "[1]"), .invalid, nil, "[1]", nil),
    (
      .json(200, "<html>login</html>"), .malformedAnswer, nil,
      "no JSON at byte 0: no value starts so", nil
    ),
    (
      .json(200, #"{"error_code":"HSS.0010","error_msg":"no"}"#), .permission, "HSS.0010", "no", nil
    ),
    (
      .json(200, #"{"error":{"error_code":"DBSS.10021004","error_msg":"gone"}}"#), .notFound,
      "DBSS.10021004", "gone", nil
    ),
    (
      .json(200, #"{"error":{"code":404,"message":"m","title":"Not Found"}}"#), .malformedAnswer,
      "404", "m", nil
    ),
    (
      .json(200, #"{"result":"FAILED"}"#), .resultFailed, nil,
      #"the answer says "result": "failed""#, nil
    ),
    (.json(302, ""), .malformedAnswer, nil, "no further word", nil),
    (
      .json(200, #"{"result":"failed"}"#), .resultFailed, nil,
      #"the answer says "result": "failed""#, nil
    ),
  ]

  @Test(arguments: shapes)
  func `every shape of an error is read`(
    _ response: HTTPResponse, kind: Kind, code: String?, message: String, requestID: String?
  ) async throws {
    let error = try await Self.error(response)
    #expect(error.kind == kind)
    #expect(error.code == code)
    #expect(error.message == message)
    #expect(error.requestID == requestID)
    #expect(error.status == response.status)
  }

  @Test(arguments: [
    ("APIGW.0101", 404, Kind.notFound), ("APIGW.0201", 400, .invalid),
    ("APIGW.0201", 413, .invalid),
    ("APIGW.0201", 502, .server), ("APIGW.0302", 403, .permission),
    ("APIGW.0307", 401, .authentication),
    ("APIGW.0308", 429, .throttled), ("APIGW.0310", 403, .permission), ("APIGW.0601", 500, .server),
    ("HSS.0002", 400, .invalid), ("HSS.0011", 400, .notFound), ("HSS.0013", 400, .permission),
    ("HSS.1001", 400, .agentOffline), ("HSS.1006", 400, .agentOffline),
    ("HSS.1007", 400, .agentOffline), ("HSS.9999", 400, .invalid), ("10000001", 400, .invalid),
    ("10021004", 400, .notFound), ("11000000", 500, .server), ("X", 401, .authentication),
    ("X", 403, .permission), ("X", 404, .notFound), ("X", 429, .throttled), ("X", 503, .server),
  ])
  func `the code decides, then the status`(code: String, status: Int, kind: Kind) async throws {
    let body = #"{"error_code":"\#(code)","error_msg":"m"}"#
    #expect(try await Self.error(.json(status, body)).kind == kind)
  }

  @Test func `a refused authorization keeps its details`() async throws {
    let error = try await Self.error(
      .json(
        403,
        #"""
        {"error_code":"DBSS.1","error_msg":"m","encoded_authorization_message":"abc",
        "details":[{"error_code":"PDP5.1","error_msg":"no right"}]}
        """#), .dbss)
    #expect(error.details.map(\.code) == ["PDP5.1"])
    #expect(error.details.map(\.message) == ["no right"])
    #expect(error.encodedAuthorizationMessage == "abc")
    #expect(
      error.description.contains(
        "DBSS.1 m; PDP5.1 no right; encoded_authorization_message abc (HTTP"))
  }

  @Test(arguments: [
    ("7", 7), ("-1", 0), ("1.2", 2), ("1e99", nil), ("nan", nil),
    ("Fri, 03 Apr 2026 08:09:40 GMT", 30), ("soon", nil),
  ])
  func `the time to wait is read as seconds or as a date`(_ text: String, seconds: Int?)
    async throws
  {
    let response = HTTPResponse.json(
      429, "", ["Retry-After": text, "Date": "Fri, 03 Apr 2026 08:09:10 GMT"])
    let error = try await Self.error(response)
    #expect(error.retryAfter == seconds)
    #expect(error.isRetryable)
    #expect(!error.mayHaveBeenApplied)
  }

  @Test(arguments: [#"{"result":"succ"#, "{", #"{"a":1"#, #"{"a":[1,"#])
  func `an answer that breaks off is a lost connection, and no other answer`(
    _ body: String
  ) async throws {
    let call = Call(service: .dbss, method: .post, path: "/x")
    let error = await #expect(throws: CloudError.self) {
      try await CloudClient.test(FakeTransport(.json(200, body))).send(call)
    }
    #expect(error?.kind == "transport")
    #expect(error?.isRetryable == true)
    #expect(error?.mayHaveBeenApplied == true)
  }

  @Test func `success without more may have the members of an error`() async throws {
    for body in [#"{"error_code":"","error_msg":""}"#, #"{"error_code":0}"#, #"{"error":null}"#] {
      let call = Call(service: .dbss, method: .post, path: "/x")
      try await CloudClient.test(FakeTransport(.json(200, body))).send(call)
    }
  }

  @Test func `a failure inside the service leaves a write in doubt, and no read`() async throws {
    #expect(try await Self.error(.json(500, "")).mayHaveBeenApplied)
    #expect(try await !Self.error(.json(500, ""), .hss, .get).mayHaveBeenApplied)
    #expect(try await !Self.error(.json(400, "")).mayHaveBeenApplied)
    #expect(try await Self.error(.json(200, "<")).mayHaveBeenApplied)
  }

  @Test func `an error says who, what, why and what to do`() async throws {
    let error = try await Self.error(
      .json(
        400, #"{"error_code":"HSS.0001","error_msg":"invalid param error","request_id":"7c1b"}"#))
    #expect(
      error.description
        == "HSS refused BatchModifyPortStatus: HSS.0001 invalid param error (HTTP 400, "
        + "request id 7c1b)")
    #expect(
      error.advice
        == "Nothing was changed. Check that every agent belongs to the enterprise project named, "
        + "and that each value is within the limits of the reference.")
    #expect(error.isEntrySpecific)
  }

  @Test func `the client's own secrets are in no error text`() async throws {
    let error = try await Self.error(
      .json(
        401,
        #"{"error_code":"APIGW.0301","error_msg":"sk vectorSK0123456789 ak VECTORAK000000000001"}"#)
    )
    #expect(error.message == "sk ‹redacted› ak ‹redacted›")
    #expect(!error.isRetryable)
  }

  @Test func `an echoed request becomes one line`() async throws {
    let error = try await Self.error(
      .json(401, #"{"error_code":"APIGW.0301","error_msg":"fail: GET\n/v3/\n\nhost:h"}"#))
    #expect(error.message == "fail: GET /v3/ host:h")
  }

  @Test func `a long text that is no JSON is cut`() async throws {
    let error = try await Self.error(.json(500, String(repeating: "word ", count: 10_000)))
    #expect(error.message.count == 301)
  }
}
