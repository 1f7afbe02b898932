import HuaweiCloud
import Testing

/// A request, and what the vendor's signer makes of it.
struct SignerVector: Sendable, CustomTestStringConvertible {
  let name: String
  let input: JSON
  let expect: JSON

  var testDescription: String { name }

  static func all() throws -> [SignerVector] {
    try all(in: "signer-vectors.json") + all(in: "signer-vectors-of-odd-requests.json")
  }

  private static func all(in file: String) throws -> [SignerVector] {
    let vectors = try #require(try Fixtures.json(file)["vectors"]?.array)
    return try vectors.map { vector in
      SignerVector(
        name: try #require(vector["name"]?.string), input: try #require(vector["input"]),
        expect: try #require(vector["expect"]))
    }
  }

  /// The request before signing, with the fields that the client adds to it.
  func request() throws -> HTTPRequest {
    let host = try #require(input["host"]?.string).split(separator: ":")
    var request = HTTPRequest(
      operation: name,
      method: try #require(input["method"]?.string.flatMap(HTTPMethod.init(rawValue:))),
      scheme: try #require(input["scheme"]?.string), host: String(host[0]),
      port: host.count > 1 ? Int(host[1]) : nil, path: try #require(input["path"]?.string))
    for pair in input["query"]?.array ?? [] {
      let name = try #require(pair.array?[0].string)
      switch pair.array?[1] {
      case .array(let values):
        request.query += values.compactMap(\.string).map { .init(name, $0) }
      case .string(let value): request.query.append(.init(name, value))
      default: Issue.record("an unknown kind of query value")
      }
    }
    for (name, value) in try #require(input["headers"]?.object) {
      request.headers.add(name, try #require(value.string))
    }
    if let id = input["project_id"]?.string { request.headers["X-Project-Id"] = id }
    if let id = input["domain_id"]?.string { request.headers["X-Domain-Id"] = id }
    if input["body_base64"]?.string == "AAFiaW5hcnk=" {
      request.body = [0, 1] + Array("binary".utf8)
    } else if let digits = input["body_hex"]?.string {
      request.body = stride(from: 0, to: digits.utf8.count, by: 2).compactMap { place in
        UInt8(digits.dropFirst(place).prefix(2), radix: 16)
      }
    } else {
      request.body = Array((input["body"]?.string ?? "").utf8)
    }
    return request
  }
}

@Suite struct SignerTests {
  @Test(arguments: try SignerVector.all())
  func `every step of every vector agrees`(_ vector: SignerVector) throws {
    var request = try vector.request()
    let key = AccessKey(
      id: try #require(vector.input["ak"]?.string),
      secret: Secret(try #require(vector.input["sk"]?.string)),
      securityToken: vector.input["security_token"]?.string.map(Secret.init))
    let scope = vector.input["derived_auth"]
    let signer = Signer(key: key, algorithm: scope == nil ? .sdk : .derived)
    let steps = signer.sign(
      &request, scope: (scope?["region"]?.string ?? "", scope?["service"]?.string ?? ""),
      at: try #require(Timestamp(parsing: "20260403T080910Z")))

    #expect(steps.canonicalRequest == vector.expect["canonical_request"]?.string)
    #expect(steps.stringToSign == vector.expect["string_to_sign"]?.string)
    #expect(steps.signature == vector.expect["signature"]?.string)
    #expect(steps.authorization == vector.expect["authorization"]?.string)
    #expect(request.headers["Authorization"] == vector.expect["authorization"]?.string)
    #expect(request.target == vector.expect["request_target"]?.string)
    let headers = try #require(vector.expect["final_headers"]?.object)
    for (name, value) in headers where name != "X-Note" {
      #expect(request.headers[name] == value.string, "\(name)")
    }
    #expect(request.headers.fields.count == headers.count + 1)
  }

  @Test func `a signed request prints without its secrets`() throws {
    var request = HTTPRequest(
      operation: "Any", method: .get, host: "hss.cn-north-4.myhuaweicloud.com", path: "/v5/x")
    let key = AccessKey(
      id: "VECTORAK000000000001", secret: Secret("vectorSK0123456789"),
      securityToken: Secret("the-security-token"))
    Signer(key: key).sign(
      &request, scope: ("", ""), at: Timestamp(secondsSinceEpoch: 1_775_203_750))
    #expect(
      "\(request)" == """
        GET https://hss.cn-north-4.myhuaweicloud.com/v5/x
        X-Sdk-Date: 20260403T080910Z
        X-Security-Token: ‹redacted›
        Host: hss.cn-north-4.myhuaweicloud.com
        Authorization: ‹redacted›

        """)
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!dumped.contains("the-security-token"))
    #expect(!dumped.contains("Signature"))
  }
}
