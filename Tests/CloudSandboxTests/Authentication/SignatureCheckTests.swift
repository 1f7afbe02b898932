import CloudSandbox
import Testing

/// A request as the vendor's SDK signs it.
struct SignedRequest: CustomTestStringConvertible {
  let testDescription: String
  let request: SandboxRequest
  let secretKey: String
  let canonicalRequest: String
  let authorization: String
  let date: String

  static func all() throws -> [SignedRequest] {
    try (Fixture.json("signatures.json")["vectors"]?.array ?? []).map { vector in
      let headers = (vector["headers"]?.members ?? []).map {
        SandboxRequest.Header($0.name, $0.value.string ?? "")
      }
      return SignedRequest(
        testDescription: vector["name"]?.string ?? "",
        request: SandboxRequest(
          method: vector["method"]?.string ?? "", target: vector["request_target"]?.string ?? "",
          headers: headers, body: Array((vector["body"]?.string ?? "").utf8)),
        secretKey: vector["sk"]?.string ?? "",
        canonicalRequest: vector["canonical_request"]?.string ?? "",
        authorization: vector["authorization"]?.string ?? "",
        date: headers.first { $0.name == "X-Sdk-Date" }?.value ?? "")
    }
  }
}

struct SignatureCheckTests {
  @Test(arguments: try SignedRequest.all())
  func `what the vendor's SDK signs is accepted`(_ signed: SignedRequest) throws {
    let authorization = try #require(SignedAuthorization(header: signed.authorization))
    let canonical = SignatureCheck.canonicalRequest(
      of: signed.request, signedHeaders: authorization.signedHeaders)
    #expect(canonical == signed.canonicalRequest)
    #expect(
      SignatureCheck.isValid(
        authorization, date: signed.date, canonicalRequest: canonical, secretKey: signed.secretKey))
    #expect(
      !SignatureCheck.isValid(
        authorization, date: signed.date, canonicalRequest: canonical,
        secretKey: signed.secretKey + "x"))
    #expect(
      !SignatureCheck.isValid(
        authorization, date: signed.date, canonicalRequest: canonical + "x",
        secretKey: signed.secretKey))
  }

  @Test(arguments: [
    "", "Basic abc", "SDK-HMAC-SHA256 Access=A",
    "SDK-HMAC-SHA1 Access=A, SignedHeaders=a, Signature=0",
    "V11-HMAC-SHA256 Credential=A/20260403, SignedHeaders=a, Signature=0",
  ])
  func `another header is no signature`(_ header: String) {
    #expect(SignedAuthorization(header: header) == nil)
  }
}
