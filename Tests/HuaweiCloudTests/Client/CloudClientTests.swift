import HuaweiCloud
import Testing

@Suite struct CloudClientTests {
  static let password = Login.password(
    PasswordLogin(
      user: .name("user", .name("account")), password: Secret("hunter\"22"),
      scope: .projectName("cn-north-4")))

  static func token(_ text: String) -> HTTPResponse {
    .json(
      201, #"{"token":{"expires_at":"2099-01-01T00:00:00.000000Z","project":{"id":"p1"}}}"#,
      ["X-Subject-Token": text])
  }

  static let refused = HTTPResponse.json(401, #"{"error_code":"APIGW.0307","error_msg":"expired"}"#)
  static let call = Call(operation: "Any", service: .hss, method: .post, path: "/v5/{project_id}/x")

  static func client(
    _ transport: FakeTransport, _ login: Login, projectID: String? = nil,
    tokens: (any TokenStore)? = nil
  ) -> CloudClient {
    CloudClient(
      CloudConfiguration(
        source: "test", login: login, endpoints: Endpoints(region: "cn-north-4"),
        projectID: projectID),
      transport: transport, tokens: tokens, now: { Timestamp(secondsSinceEpoch: 1_775_203_750) })
  }

  @Test func `a password becomes a token, and the token names the project`() async throws {
    let transport = FakeTransport(Self.token("t1"), .empty, .empty)
    let client = Self.client(transport, Self.password)
    try await client.send(Self.call)
    try await client.send(Self.call)
    #expect(
      transport.requests.map(\.essence) == [
        """
        POST https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens?nocatalog=true
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"account"},\
        "name":"user","password":"hunter\\"22"}}},"scope":{"project":{"name":"cn-north-4"}}}}
        """,
        "POST https://hss.cn-north-4.myhuaweicloud.com/v5/p1/x",
        "POST https://hss.cn-north-4.myhuaweicloud.com/v5/p1/x",
      ])
    #expect(transport.requests[0].headers["X-Auth-Token"] == nil)
    #expect(transport.requests[0].headers["Authorization"] == nil)
    #expect(transport.requests[1].headers["X-Auth-Token"] == "t1")
    #expect(!"\(transport.requests[0])".contains("hunter"))
    #expect(!"\(transport.requests[1])".contains("t1\n"))
  }

  @Test func `tokens that end one after the other are renewed each time`() async throws {
    let transport = FakeTransport(
      Self.token("t1"), .empty, Self.refused, Self.token("t2"), .empty, Self.refused,
      Self.token("t3"), .empty, Self.refused, Self.token("t4"), .empty)
    let client = Self.client(transport, Self.password)
    for _ in 0..<4 { try await client.send(Self.call) }
    #expect(transport.requests.count == 11)
  }

  @Test func `an agency's token is fetched with one's own key`() async throws {
    let transport = FakeTransport(Self.token("t1"), .empty)
    let agency = Agency(name: "ops", domain: .id("d1"), scope: .projectID("p1"))
    let client = Self.client(
      transport, .agency(agency, through: .accessKey(CloudClient.testKey, domainID: nil)))
    try await client.send(Self.call)
    #expect(
      transport.requests.first?.essence == """
        POST https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens?nocatalog=true
        {"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_id":"d1",\
        "agency_name":"ops"}},"scope":{"project":{"id":"p1"}}}}
        """)
    #expect(transport.requests[0].headers["Authorization"]?.hasPrefix("SDK-HMAC-SHA256 ") == true)
    #expect(transport.requests[1].headers["X-Auth-Token"] == "t1")
    #expect(transport.requests[1].headers["Authorization"] == nil)
  }

  @Test func `a key looks its project up once and signs with its ID`() async throws {
    let transport = FakeTransport(
      .json(
        200, #"{"projects":[{"id":"p1","name":"cn-north-4"},{"id":"p2","name":"cn-north-4_b"}]}"#),
      .empty, .empty)
    let client = Self.client(transport, .accessKey(CloudClient.testKey, domainID: "d1"))
    try await client.send(Self.call)
    try await client.send(Self.call)
    #expect(
      transport.requests.map(\.url) == [
        "https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4",
        "https://hss.cn-north-4.myhuaweicloud.com/v5/p1/x",
        "https://hss.cn-north-4.myhuaweicloud.com/v5/p1/x",
      ])
    #expect(transport.requests[0].headers["X-Domain-Id"] == "d1")
    #expect(transport.requests[1].headers["X-Project-Id"] == "p1")
    #expect(transport.requests[1].headers["X-Domain-Id"] == nil)
  }

  @Test(arguments: ["[]", #"[{"id":"a","name":"cn-north-4"},{"id":"b","name":"cn-north-4"}]"#])
  func `no project or two are a configuration error`(_ projects: String) async {
    let transport = FakeTransport(.json(200, #"{"projects":\#(projects)}"#))
    let client = Self.client(transport, .accessKey(CloudClient.testKey, domainID: nil))
    let error = await #expect(throws: CloudError.self) { try await client.projectID() }
    #expect(error?.kind == "configuration")
  }

  @Test func `a request is signed at the time of sending and says what it is`() async throws {
    let transport = FakeTransport(.empty)
    let client = CloudClient.test(transport)
    try await client.send(
      Call(
        operation: "Any", service: "cts", method: .post, path: "v3/{project_id}/a b",
        query: [("limit", "1"), ("from", "é")], body: ["a": [1, .null]]))
    #expect(
      transport.requests.map { "\($0)" } == [
        """
        POST https://cts.cn-north-4.myhuaweicloud.com/v3/2b31ed520d0a4c7fa3f1ebedb6e57c0d/a%20b\
        ?from=%C3%A9&limit=1
        Host: cts.cn-north-4.myhuaweicloud.com
        User-Agent: reeve
        Accept: application/json
        Content-Type: application/json
        X-Project-Id: 2b31ed520d0a4c7fa3f1ebedb6e57c0d
        X-Sdk-Date: 20260403T080910Z
        Authorization: ‹redacted›

        {"a":[1,null]}

        """
      ])
  }

  @Test func `an expired token is renewed once and the call sent again`() async throws {
    let store = LoginDouble()
    let transport = FakeTransport(Self.token("t1"), .empty)
    try await Self.client(transport, Self.password, tokens: store).send(Self.call)
    let second = FakeTransport(Self.refused, Self.token("t2"), .empty)
    try await Self.client(second, Self.password, tokens: store).send(Self.call)
    #expect(second.requests.map { $0.headers["X-Auth-Token"] } == ["t1", nil, "t2"])
  }

  @Test func `a call refused twice is not sent a third time`() async throws {
    let store = LoginDouble()
    try await Self.client(FakeTransport(Self.token("t1"), .empty), Self.password, tokens: store)
      .send(Self.call)
    let second = FakeTransport(Self.refused, Self.token("t2"), Self.refused, Self.token("t3"))
    let client = Self.client(second, Self.password, tokens: store)
    await #expect(throws: CloudError.self) { try await client.send(Self.call) }
    #expect(second.requests.count == 3)
  }

  @Test(arguments: [
    Login.accessKey(CloudClient.testKey, domainID: nil), .token(Secret("somebody's")),
  ])
  func `a refused key or foreign token is never tried twice`(_ login: Login) async {
    let transport = FakeTransport(Self.refused, .empty)
    let client = Self.client(transport, login, projectID: "p")
    let error = await #expect(throws: CloudError.self) { try await client.send(Self.call) }
    #expect(error?.isAuthentication == true)
    #expect(error?.isRetryable == false)
    #expect(transport.requests.count == 1)
  }

  @Test func `a login without a token in its answer is malformed`() async {
    let client = Self.client(FakeTransport(.json(201, "{}")), Self.password)
    let error = await #expect(throws: CloudError.self) { try await client.send(Self.call) }
    #expect(error?.kind == "malformed_answer")
  }

  @Test func `a failing connection is passed on, with what it means for the change`() async {
    let transport = FakeTransport { _, request in
      .failure(TransportError(.connectionLost, request: request))
    }
    let client = CloudClient.test(transport)
    let write = await #expect(throws: CloudError.self) { try await client.send(Self.call) }
    #expect(write?.mayHaveBeenApplied == true)
    var call = Self.call
    call.isRead = true
    let reading = call
    let read = await #expect(throws: CloudError.self) { try await client.send(reading) }
    #expect(read?.mayHaveBeenApplied == false)
    #expect(read?.isRetryable == true)
  }

  @Test func `without a region or an endpoint nothing is sent`() async {
    let transport = FakeTransport(.empty)
    let client = CloudClient.test(transport, endpoints: Endpoints())
    let error = await #expect(throws: CloudError.self) { try await client.send(Self.call) }
    #expect(
      error?.description
        == "no region is set, so HSS has no endpoint; set the region or its endpoint")
    #expect(transport.requests.isEmpty)
  }

  @Test func `an answer gives its body and its request's ID`() async throws {
    let client = CloudClient.test(
      FakeTransport(.json(202, #"{"id":1}"#, ["X-Request-Id": "r1"]), .json(204, "")))
    let first = try await client.send(Self.call)
    #expect(first.status == 202)
    #expect(first.json == ["id": 1])
    #expect(first.requestID == "r1")
    #expect(try await client.send(Self.call).json == nil)
  }
}
