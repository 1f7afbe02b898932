import HuaweiCloud
import HuaweiCloudHTTP
import Testing

@Suite struct ProxySettingsTests {
  static let choices: [([String: String], String, String?)] = [
    ([:], "https://a.example", nil),
    (["HTTPS_PROXY": "http://p:3128"], "https://a.example", "p:3128"),
    (["HTTPS_PROXY": "http://p:3128"], "http://a.example", nil),
    (["HTTP_PROXY": "p"], "http://a.example", "p:80"),
    (["ALL_PROXY": "socks5://p"], "https://a.example", "p:1080"),
    (
      ["https_proxy": "http://small", "HTTPS_PROXY": "http://LARGE"], "https://a.example",
      "small:80"
    ),
    (["HTTPS_PROXY": ""], "https://a.example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "*"], "https://a.example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "b.example, a.example"], "https://a.example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "example"], "https://a.example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": ".example"], "https://a.example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "*.example"], "https://A.Example", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "xample"], "https://a.example", "p:80"),
    (["HTTPS_PROXY": "p", "NO_PROXY": "a.example:8443"], "https://a.example", "p:80"),
    (["HTTPS_PROXY": "p", "NO_PROXY": "a.example:8443"], "https://a.example:8443", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "10.0.0.0/8"], "https://10.255.0.1", nil),
    (["HTTPS_PROXY": "p", "NO_PROXY": "10.0.0.0/8"], "https://11.0.0.1", "p:80"),
    (["HTTPS_PROXY": "p", "NO_PROXY": "10.0.0.1"], "https://10.0.0.10", "p:80"),
    (["HTTPS_PROXY": "p", "NO_PROXY": "10.0.0.0/x"], "https://10.0.0.0", "p:80"),
    (["HTTP_PROXY": "p"], "http://127.0.0.1:8080", nil),
    (["HTTP_PROXY": "p"], "http://localhost", nil),
    (["HTTP_PROXY": "p"], "http://[::1]:80", nil),
  ]

  @Test(arguments: choices)
  func `the proxy of an address is found`(
    _ environment: [String: String], address: String, proxy: String?
  ) throws {
    let endpoint = try Endpoint(address)
    let server = try ProxySettings(environment: environment).server(
      scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port)
    #expect(server.map { "\($0.host):\($0.port)" } == proxy)
  }

  @Test func `user and password are decoded and not shown`() throws {
    let settings = try ProxySettings(environment: ["HTTPS_PROXY": "http://u:p%40ss@p:1"])
    #expect(settings.https?.credentials?.reveal() == "u:p@ss")
    #expect(!"\(settings)".contains("p@ss"))
  }

  @Test(arguments: ["https://p:1", "http://u:hidden@p:x", "ftp://hidden@p"])
  func `a proxy that cannot be used is refused without its password`(_ text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try ProxySettings(environment: ["HTTPS_PROXY": text])
    }
    #expect(error?.message.hasPrefix("HTTPS_PROXY: got ") == true)
    #expect(error?.message.contains("hidden") == false)
  }

  static func through(_ server: LoopbackServer) throws -> (HTTPTransport, HTTPRequest) {
    let transport = try HTTPTransportTests.transport {
      $0.proxies.http = ProxyServer(
        host: "127.0.0.1", port: server.port, credentials: Secret("u:p"))
    }
    let request = HTTPRequest(
      operation: "Any", method: .post, scheme: "http", host: "hss.example", path: "/v5/x", body: [1]
    )
    return (transport, request)
  }

  @Test func `a request goes through the proxy`() async throws {
    try await LoopbackServer.run(.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) { server in
      let (transport, request) = try Self.through(server)
      let response = try await transport.send(request)
      #expect(response.status == 200)
      #expect(server.requests.first?.hasPrefix("CONNECT hss.example:80 HTTP/1.1\r\n") == true)
      #expect(server.requests.first?.contains(" Basic dTpw\r\n") == true)
      #expect(server.requests.last?.hasPrefix("POST /v5/x HTTP/1.1\r\n") == true)
    }
  }

  @Test(arguments: ["407 Proxy Authentication Required", "502 Bad Gateway"])
  func `a proxy that refuses is named as the reason`(_ status: String) async throws {
    let answer = "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n"
    try await LoopbackServer.run(.write(answer)) { server in
      let (transport, request) = try Self.through(server)
      let error = await #expect(throws: HuaweiCloud.TransportError.self) {
        try await transport.send(request)
      }
      #expect(error?.kind == .proxy)
      #expect(error?.mayHaveBeenApplied == false)
    }
  }
}
