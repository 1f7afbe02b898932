import HuaweiCloud
import Testing

/// Calls that carry secrets.
struct CarriedSecretTests {
  private let call: Call = {
    var call = Call(
      operation: "Any", service: .hss, method: .post, path: "/v5/x",
      query: [("a", "b"), ("token", Secret.placeholder("query"))],
      body: ["list": [1, ["key": "‹secret body›", "other": "‹secret body›"]]])
    call.secrets = [
      CarriedSecret(Secret("q&1+2345"), at: .query(1)),
      CarriedSecret(Secret("b\"12345"), at: .body([.member("list"), .item(1), .member("key")])),
    ]
    return call
  }()

  @Test func `only the request has them, and does not show them`() async throws {
    let transport = FakeTransport(.empty)
    try await CloudClient.test(transport).send(call)
    let request = transport.requests[0]
    #expect(
      request.essence == """
        POST https://hss.cn-north-4.myhuaweicloud.com/v5/x?a=b&token=q%261%2B2345
        {"list":[1,{"key":"b\\"12345","other":"‹secret body›"}]}
        """)
    for text in ["\(request)", "\(call)", String(reflecting: request)] {
      #expect(!text.contains("12345") && !text.contains("2345"), "\(text)")
    }
    #expect("\(call)".contains("token=%E2%80%B9secret%20query%E2%80%BA"))
  }

  @Test func `a service that shows them again is not passed on`() async throws {
    let transport = FakeTransport(
      .json(400, #"{"error_code":"X.1","error_msg":"bad key b\"12345 at q%261%2B2345"}"#))
    let error = await #expect(throws: CloudError.self) {
      try await CloudClient.test(transport).send(call)
    }
    let text = try #require(error.map { "\($0)" })
    #expect(text.contains("bad key ‹redacted› at ‹redacted›"), "\(text)")
    #expect(!text.contains("2345"))
  }
}
