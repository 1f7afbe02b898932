import HuaweiCloud
import HuaweiCloudHTTP
import NIOSSL
import Testing

@Suite struct HTTPTransportTests {
  static func transport(
    _ change: (inout HTTPTransport.Configuration) -> Void = { _ in }
  ) throws -> HTTPTransport {
    var configuration = HTTPTransport.Configuration()
    change(&configuration)
    return try HTTPTransport(configuration)
  }

  static func request(
    _ server: LoopbackServer, _ method: HuaweiCloud.HTTPMethod = .post, scheme: String = "http",
    host: String = "127.0.0.1", body: String = "{}"
  ) -> HTTPRequest {
    HTTPRequest(
      operation: "Any", method: method, scheme: scheme, host: host, port: server.port,
      path: "/v5/x", query: [.init("name", "é &")],
      headers: ["Host": "\(host):\(server.port)", "X-Sdk-Date": "20260403T080910Z"],
      body: Array(body.utf8))
  }

  func failure(
    _ transport: HTTPTransport, _ request: HTTPRequest
  ) async -> HuaweiCloud.TransportError? {
    await #expect(throws: HuaweiCloud.TransportError.self) { try await transport.send(request) }
  }

  static let ok: LoopbackServer.Step = .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

  @Test func `a request and its answer arrive letter by letter`() async throws {
    let answer =
      "HTTP/1.1 400 Bad Request\r\nX-Request-Id: r1\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
    try await LoopbackServer.run(.write(answer)) { server in
      let response = try await Self.transport().send(Self.request(server))
      #expect(
        response
          == HTTPResponse(
            status: 400, headers: ["X-Request-Id": "r1", "Content-Length": "7"],
            body: Array(#"{"a":1}"#.utf8)))
      #expect(
        server.requests == [
          "POST /v5/x?name=%C3%A9%20%26 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
            + "X-Sdk-Date: 20260403T080910Z\r\nAccept-Encoding: gzip\r\n"
            + "Content-Length: 2\r\n\r\n{}"
        ])
    }
  }

  @Test func `connections are kept open`() async throws {
    try await LoopbackServer.run(Self.ok) { server in
      let transport = try Self.transport()
      for _ in 0..<5 { _ = try await transport.send(Self.request(server)) }
      #expect(server.requests.count == 5)
      #expect(server.connections == 1)
    }
  }

  @Test func `a chunked answer is put together`() async throws {
    try await LoopbackServer.run(
      .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n"),
      .pause(milliseconds: 20), .write("4\r\n\":1}\r\n0\r\n\r\n")
    ) { server in
      let response = try await Self.transport().send(Self.request(server))
      #expect(String(decoding: response.body, as: UTF8.self) == #"{"a":1}"#)
    }
  }

  /// `{"a":1}` and 4,096 spaces after it, by gzip.
  private static let zipped: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 13, 0, 48, 8, 0, 48, 43, 11, 14, 246, 226, 6, 29,
    4, 239, 248, 32, 109, 59, 42, 242, 207, 3, 0, 0, 0, 206, 91, 55, 140, 132, 79, 7, 16, 0, 0,
  ]

  private static func coded(_ coding: String, _ body: ArraySlice<UInt8>) -> [UInt8] {
    Array(
      "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n"
        .utf8) + body
  }

  @Test func `an answer that is compressed is unpacked, within the same limit`() async throws {
    let answer = Self.coded("gzip", Self.zipped[...])
    try await LoopbackServer.run(.send(answer)) { server in
      let response = try await Self.transport().send(Self.request(server))
      #expect(response.body.count == 4103)
      #expect(response.body.starts(with: Array(#"{"a":1}"#.utf8)))
    }
    try await LoopbackServer.run(.send(answer)) { server in
      let transport = try Self.transport { $0.maximumAnswerSize = 4000 }
      let error = await failure(transport, Self.request(server))
      #expect(error?.kind == .answerTooLarge)
    }
  }

  @Test func `an answer that is not coded as it says is malformed`() async throws {
    for (coding, body) in [("br", Self.zipped[...]), ("gzip", Array("{\"a\":1}".utf8)[...])] {
      try await LoopbackServer.run(.send(Self.coded(coding, body))) { server in
        let error = await failure(try Self.transport(), Self.request(server))
        #expect(error?.kind == .malformedAnswer, "\(coding): \(String(describing: error))")
        #expect(error?.mayHaveBeenApplied == true)
      }
    }
    let half = Self.coded("gzip", Self.zipped.prefix(20))
    try await LoopbackServer.run(.send(half)) { server in
      let error = await failure(try Self.transport(), Self.request(server))
      #expect(error?.kind == .connectionLost, "\(String(describing: error))")
    }
  }

  @Test func `a redirect is an answer like others`() async throws {
    try await LoopbackServer.run(
      .write("HTTP/1.1 302 Found\r\nLocation: http://other/\r\nContent-Length: 0\r\n\r\n")
    ) { server in
      let response = try await Self.transport().send(Self.request(server))
      #expect(response.status == 302)
    }
  }

  @Test func `silence is a read time-out after which the change may be applied`() async throws {
    try await LoopbackServer.run { server in
      let transport = try Self.transport { $0.readTimeout = .milliseconds(100) }
      let error = await failure(transport, Self.request(server))
      #expect(error?.kind == .readTimeout)
      #expect(error?.mayHaveBeenApplied == true)
      #expect(error?.isRetryable == true)
      #expect(
        error?.description
          == "Any: read time-out (127.0.0.1:\(server.port)): nothing came for 0.1 seconds; "
          + "the change may have been applied")
      #expect(
        await failure(transport, Self.request(server, .get, body: ""))?.mayHaveBeenApplied == false)
    }
  }

  @Test func `a trickle does not outlast the total time`() async throws {
    let drop: [LoopbackServer.Step] = [.write("x"), .pause(milliseconds: 40)]
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n"
    let steps = [.write(head)] + Array(repeating: drop, count: 200).flatMap { $0 }
    let server = try await LoopbackServer(steps)
    let transport = try Self.transport {
      $0.readTimeout = .seconds(5)
      $0.totalTimeout = .milliseconds(300)
    }
    let error = await failure(transport, Self.request(server))
    #expect(error?.kind == .totalTimeout)
    #expect(error?.mayHaveBeenApplied == true)
    try await server.stop()
  }

  static let losses: [[LoopbackServer.Step]] = [
    [.close], [.reset], [.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"a"), .close],
    [
      .write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"a"), .pause(milliseconds: 20), .reset,
    ],
    [.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close],
    [.write("HTTP/1.1 200"), .close],
  ]

  @Test(arguments: losses)
  func `an answer that breaks off is a lost connection`(_ steps: [LoopbackServer.Step]) async throws
  {
    let server = try await LoopbackServer(steps)
    let error = await failure(try Self.transport(), Self.request(server))
    #expect(error?.kind == .connectionLost)
    #expect(error?.mayHaveBeenApplied == true)
    #expect(server.requests.count == 1)
    try await server.stop()
  }

  @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 2OO OK\r\n\r\n"])
  func `what is not HTTP is malformed`(_ text: String) async throws {
    try await LoopbackServer.run(.write(text)) { server in
      let error = await failure(try Self.transport(), Self.request(server))
      #expect(error?.kind == .malformedAnswer)
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
      + String(repeating: "x", count: 1001) + "\r\n0\r\n\r\n",
  ])
  func `an answer beyond the limit is refused`(_ text: String) async throws {
    try await LoopbackServer.run(.write(text)) { server in
      let transport = try Self.transport { $0.maximumAnswerSize = 1000 }
      let error = await failure(transport, Self.request(server))
      #expect(error?.kind == .answerTooLarge)
      #expect(error?.detail == "more than 1000 bytes")
    }
  }

  @Test func `an answer at the limit is taken`() async throws {
    let text =
      "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + String(repeating: "x", count: 1000)
    try await LoopbackServer.run(.write(text)) { server in
      let transport = try Self.transport { $0.maximumAnswerSize = 1000 }
      let response = try await transport.send(Self.request(server))
      #expect(response.body.count == 1000)
    }
  }

  @Test func `a refused port names the port and says nothing was applied`() async throws {
    let server = try await LoopbackServer([])
    try await server.stop()
    let error = await failure(try Self.transport(), Self.request(server))
    #expect(error?.kind == .refused)
    #expect(error?.description == "Any: connection refused (127.0.0.1:\(server.port))")
    #expect(error?.mayHaveBeenApplied == false)
  }

  @Test func `a host without an address is unknown`() async throws {
    let request = HTTPRequest(
      operation: "Any", method: .post, scheme: "http", host: "no-such-host.invalid", path: "/",
      body: [1])
    let error = await failure(try Self.transport(), request)
    #expect(error?.kind == .unknownHost)
    #expect(error?.mayHaveBeenApplied == false)
  }

  @Test func `a token with a line end inside is refused without being shown`() async throws {
    try await LoopbackServer.run(Self.ok) { server in
      var request = Self.request(server)
      request.headers["X-Auth-Token"] = "secret\r\nX-Injected: 1"
      let error = await failure(try Self.transport(), request)
      #expect(error?.kind == .invalidRequest)
      #expect(error?.description.contains("X-Auth-Token") == true)
      #expect(error?.description.contains("secret") == false)
      #expect(error?.mayHaveBeenApplied == false)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `cancelling the task ends the wait`() async throws {
    try await LoopbackServer.run { server in
      let transport = try Self.transport()
      let task = Task { try await transport.send(Self.request(server)) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      let error = await #expect(throws: HuaweiCloud.TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.mayHaveBeenApplied == true)
    }
  }
}

@Suite struct TLSTests {
  static let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  static let authority = "/\(folder)/Fixtures/authority.pem"

  static func configuration() throws -> TLSConfiguration {
    .makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile("/\(folder)/Fixtures/server.pem")
        .map { .certificate($0) },
      privateKey: .privateKey(
        try NIOSSLPrivateKey(file: "/\(folder)/Fixtures/server.key", format: .pem)))
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func `an authority of one's own is trusted`(_ host: String) async throws {
    let server = try await LoopbackServer([HTTPTransportTests.ok], tls: Self.configuration())
    let transport = try HTTPTransportTests.transport {
      $0.certificateAuthorityFile = Self.authority
    }
    let request = HTTPTransportTests.request(server, scheme: "https", host: host)
    #expect(try await transport.send(request).status == 200)
    try await server.stop()
  }

  @Test func `a server that speaks HTTP/2 gets requests at once over one connection`()
    async throws
  {
    let server = try await HTTP2Server(try Self.configuration())
    let transport = try HTTPTransportTests.transport {
      $0.certificateAuthorityFile = Self.authority
    }
    func send(_ body: String) async throws -> HTTPResponse {
      try await transport.send(
        HTTPRequest(
          operation: "Any", method: .post, scheme: "https", host: "localhost", port: server.port,
          path: "/v5/x", headers: ["Host": "localhost:\(server.port)"], body: Array(body.utf8)))
    }
    #expect(try await send("first").body == Array("{}".utf8))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<4 { group.addTask { try await send("\(number)").status } }
      for try await status in group { #expect(status == 200) }
    }
    let seen = server.seen
    #expect(seen.connections == 1)
    #expect(
      Set(seen.bodies.values.map { String(decoding: $0, as: UTF8.self) })
        == ["first", "0", "1", "2", "3"])
    try await server.stop()
  }

  @Test func `a certificate of an unknown authority is refused before anything leaves`()
    async throws
  {
    let server = try await LoopbackServer([HTTPTransportTests.ok], tls: Self.configuration())
    let request = HTTPTransportTests.request(server, scheme: "https")
    let transport = try HTTPTransportTests.transport()
    let error = await #expect(throws: HuaweiCloud.TransportError.self) {
      try await transport.send(request)
    }
    #expect(error?.kind == .tls)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(server.requests.isEmpty)
    try await server.stop()
  }

  @Test func `a server that speaks no TLS is a TLS failure`() async throws {
    let server = try await LoopbackServer([.write("HTTP/1.1 400 Bad\r\n\r\n")], afterBytes: 1)
    let request = HTTPTransportTests.request(server, scheme: "https")
    let transport = try HTTPTransportTests.transport()
    let error = await #expect(throws: HuaweiCloud.TransportError.self) {
      try await transport.send(request)
    }
    #expect(error?.kind == .tls)
    #expect(error?.mayHaveBeenApplied == false)
    try await server.stop()
  }

  @Test func `a server that never shakes hands is a connect time-out`() async throws {
    let server = try await LoopbackServer([], afterBytes: 1)
    let request = HTTPTransportTests.request(server, scheme: "https")
    let transport = try HTTPTransportTests.transport { $0.connectTimeout = .milliseconds(200) }
    let error = await #expect(throws: HuaweiCloud.TransportError.self) {
      try await transport.send(request)
    }
    #expect(error?.kind == .connectTimeout)
    #expect(error?.mayHaveBeenApplied == false)
    try await server.stop()
  }

  @Test func `a missing authority file is a configuration error`() {
    let error = #expect(throws: ConfigurationError.self) {
      try HTTPTransportTests.transport { $0.certificateAuthorityFile = "/no/such.pem" }
    }
    #expect(error?.message.hasPrefix("/no/such.pem: no PEM file of certificates") == true)
  }
}
