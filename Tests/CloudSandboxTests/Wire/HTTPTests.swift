import CloudSandbox
import Testing

struct HTTPTests {
  @Test func `an unknown path has the gateway's own answer`() async throws {
    try await Client.with { client in
      for (method, path) in [
        ("GET", "/"), ("GET", "/v5/x/asset/batch-modify-port-status"), ("DELETE", "/v3/projects"),
        ("GET", "/v5//app/policy"),
      ] {
        let answer = try client.call(method, path)
        #expect(answer.status == 404)
        #expect(answer.code == "APIGW.0101")
        #expect(answer.header("X-Request-Id")?.isEmpty == false)
      }
    }
  }

  @Test func `one connection carries many requests, pipelined too`() async throws {
    try await Client.with { client in
      let connection = try RawConnection(client.address)
      for _ in 1...3 {
        client.send("GET", "/v3/projects", on: connection)
        try #expect(connection.receive().status == 200)
      }
      for _ in 1...3 { client.send("GET", "/v3/projects", on: connection) }
      for _ in 1...3 { try #expect(connection.receive().status == 200) }
    }
  }

  @Test func `a body over 12 MB is refused before it is sent`() async throws {
    try await Client.with { client in
      let connection = try RawConnection(client.address)
      let head = "POST /v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 12582913\r\n\r\n"
      connection.send(Array(head.utf8))
      let answer = try connection.receive()
      #expect(answer.status == 413)
      #expect(answer.code == "APIGW.0201")
    }
  }

  @Test func `who asks whether to continue may`() async throws {
    try await Client.with { client in
      let connection = try RawConnection(client.address)
      let head =
        "POST /v3/auth/tokens HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
      connection.send(Array(head.utf8))
      try #expect(connection.receive().status == 100)
      connection.send(Array("{}".utf8))
      try #expect(connection.receive().status == 400)
    }
  }

  @Test func `what is no HTTP does not disturb the others`() async throws {
    try await Client.with { client in
      let connection = try RawConnection(client.address)
      connection.send(Array("\u{1}\u{2}\r\n\r\n".utf8))
      try #expect(connection.receive().status == 400)
      try #expect(client.call("GET", "/v3/projects").status == 200)
    }
  }

  @Test func `a sandbox starts once, and frees its port`() async throws {
    var configuration = SandboxConfiguration()
    // An address of its own: on the common one another test may take the port as soon as it is free.
    configuration.host = "127.0.0.77"
    let sandbox = try Sandbox(configuration)
    let address = try sandbox.start()
    #expect(throws: SandboxError.alreadyStarted) { try sandbox.start() }
    await sandbox.stop()
    // A process that another test starts meanwhile inherits the socket, and holds it until it ends.
    var isRefused = false
    for _ in 0..<300 where !isRefused {
      isRefused = (try? RawConnection(address)) == nil
      if !isRefused { try await Task.sleep(for: .milliseconds(100)) }
    }
    #expect(isRefused)
  }

  @Test func `a port that is taken is an error that names it`() async throws {
    try await Client.with { client in
      var configuration = SandboxConfiguration()
      configuration.port = client.address.port
      let second = try Sandbox(configuration)
      #expect {
        try second.start()
      } throws: { error in
        "\(error)".contains("127.0.0.1:\(client.address.port)")
      }
    }
  }
}
