import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// A service behind an address, as a real one is configured, and each way in which it can let one down.
@Suite struct EndpointTests {
  private static let change = "ignorePort(\"agent\", 22, \"TCP\")\n"
  private static let read = "print(len([group for group in securityGroups()]))\n"

  @Test(arguments: [SandboxHarness.Login.password, .keys])
  func `a password or keys log in`(_ login: SandboxHarness.Login) async throws {
    let server = try await SandboxHarness.start(login)
    let result = try await server.run(Self.change)
    #expect(result.code == .done, "\(result.errors)")
    #expect(result.errors == "changed: ignorePort 1 (1 request)\n")
    #expect(server.sandbox.ignoredPorts.count == 1)
    await server.stop()
  }

  @Test func `a token is fetched once and kept for the next command`() async throws {
    let server = try await SandboxHarness.start()
    for _ in 1...2 {
      let result = try await server.run(Self.read)
      #expect(result.output == "5\n", "\(result.errors)")
    }
    #expect(server.sandbox.requests().count { $0.path == "/v3/auth/tokens" } == 1)
    await server.stop()
  }

  @Test func `flags name endpoints too`() async throws {
    let server = try await SandboxHarness.start()
    var harness = server.harness
    for name in harness.environment.keys where name.hasPrefix("REEVE_ENDPOINT_") {
      harness.environment[name] = nil
    }
    try harness.write(Self.change, to: "x.star")
    let endpoints = ["hss", "dbss", "iam", "vpc"].flatMap {
      ["--endpoint", "\($0)=\(server.address.baseURL)"]
    }
    let result = try await harness.reeve(["run"] + endpoints + ["x.star"])
    #expect(result.code == .done, "\(result.errors)")
    await server.stop()
  }

  // MARK: Refusals

  @Test func `401 ends everything with the code of missing rights`() async throws {
    let server = try await SandboxHarness.start(.token("no-token-at-all"))
    let result = try await server.run(Self.change)
    #expect(result.code == .notAuthorised)
    #expect(result.errors.contains("HSS refused BatchModifyPortStatus: "), "\(result.errors)")
    #expect(result.errors.contains("HTTP 401"))
    #expect(result.errors.contains("stopped: the credentials were refused"), "\(result.errors)")
    #expect(server.sandbox.requestCount(of: "BatchModifyPortStatus") == 1)
    await server.stop()
  }

  @Test func `403 names the operation`() async throws {
    let server = try await SandboxHarness.start(.reader)
    let result = try await server.run(Self.change)
    #expect(result.code == .someChangesFailed)
    #expect(result.errors.contains("HTTP 403"), "\(result.errors)")
    #expect(result.errors.contains("Ask for the permission of this operation"))
    await server.stop()
  }

  @Test func `404 says that the region or the path is wrong`() async throws {
    var server = try await SandboxHarness.start()
    server.harness.environment["REEVE_ENDPOINT_HSS"] = "\(server.address.baseURL)/elsewhere"
    let result = try await server.run(Self.change)
    #expect(result.code == .someChangesFailed)
    #expect(result.errors.contains("HTTP 404"), "\(result.errors)")
    #expect(
      result.errors.contains("This region does not offer the operation, or the path is wrong."))
    await server.stop()
  }

  @Test func `a malformed answer is told apart`() async throws {
    let listener = try FakeServer("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nnothing")
    let result = try await listener.harness().run(Self.read, flags: [])
    #expect(result.code == .failed)
    #expect(
      result.errors.contains("the endpoint is the service itself and not a proxy"),
      "\(result.errors)")
    listener.stop()
  }

  @Test func `what is no HTTP is told apart`() async throws {
    let listener = try FakeServer("SSH-2.0-OpenSSH_9.2\r\n")
    let result = try await listener.harness().run(Self.read, flags: [])
    #expect(result.code == .failed)
    #expect(result.errors.contains("malformed answer"), "\(result.errors)")
    listener.stop()
  }

  // MARK: No answer

  @Test func `a host that nobody knows`() async throws {
    let result = try await FakeServer.harness("http://no-such-host.invalid").run(Self.read)
    #expect(result.code == .failed)
    #expect(result.errors.contains("unknown host (no-such-host.invalid)"), "\(result.errors)")
  }

  @Test func `a port on which nothing listens`() async throws {
    let listener = try FakeServer("")
    let address = listener.address
    listener.stop()
    let result = try await FakeServer.harness(address).run(
      Self.read, flags: ["--deadline", "2s"])
    #expect(result.code == .limitHit)
    #expect(result.errors.contains("the deadline of 2 s passed"), "\(result.errors)")
  }

  @Test func `a service that does not answer in time`() async throws {
    let listener = try FakeServer(nil)
    let result = try await listener.harness().run(
      Self.read, flags: ["--timeout", "200ms", "--deadline", "3s"])
    #expect(result.code == .tryAgain || result.code == .limitHit)
    #expect(
      result.errors.contains("time-out") || result.errors.contains("deadline"), "\(result.errors)")
    listener.stop()
  }

  @Test func `a connection that is not secured`() async throws {
    let listener = try FakeServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    let result = try await FakeServer.harness(
      listener.address.replacing("http://", with: "https://")
    ).run(Self.read)
    #expect(result.code == .failed)
    #expect(result.errors.contains("TLS failure"), "\(result.errors)")
    listener.stop()
  }

  @Test func `a CA file that is none`() async throws {
    let harness = try FakeServer.harness("https://127.0.0.1:1")
    try harness.harness.write("no certificate\n", to: "ca.pem")
    let result = try await harness.run(Self.read, flags: ["--ca-file", "ca.pem"])
    #expect(result.code == .configuration)
    #expect(result.errors.contains("ca.pem: no PEM file of certificates"), "\(result.errors)")
  }

  @Test func `an endpoint without its region is a fault of the settings`() async throws {
    let harness = try Harness([
      "OS_AUTH_TOKEN": "t", "OS_PROJECT_ID": "0605767fa600d5542f7ec0136d4fb0c5",
      "REEVE_ENDPOINT_DBSS": "http://127.0.0.1:9",
    ])
    defer { harness.remove() }
    try harness.write("print(len([host for host in hosts()]))\n", to: "x.star")
    let result = try await harness.reeve("run", "x.star")
    #expect(result.code == .configuration)
    #expect(result.errors.contains("no region is set, so HSS has no endpoint"), "\(result.errors)")
  }

  @Test func `an error that passes is retried until it has`() async throws {
    let server = try await SandboxHarness.start()
    server.sandbox.inject(SandboxFault(.status(503), operation: "BatchModifyPortStatus", count: 1))
    let result = try await server.run(Self.change)
    #expect(result.code == .done, "\(result.errors)")
    #expect(server.sandbox.requestCount(of: "BatchModifyPortStatus") == 2)
    await server.stop()
  }
}
