import CloudSandbox
import Testing

/// How a test proves who it is.
enum Proof {
  case signature
  case signer(Signer)
  case token(String)
  case none
}

/// A sandbox that runs, and a way to call it.
struct Client {
  let sandbox: Sandbox
  let address: SandboxAddress
  let credentials: SandboxCredentials

  /// Runs a test against a sandbox and stops it.
  static func with(
    _ configuration: SandboxConfiguration = SandboxConfiguration(),
    as user: SandboxCredentials.User = .operator,
    _ test: (Client) async throws -> Void
  ) async throws {
    let sandbox = try Sandbox(configuration)
    let address = try sandbox.start()
    do {
      try await test(
        Client(sandbox: sandbox, address: address, credentials: sandbox.credentials(for: user)))
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  func send(
    _ method: String, _ target: String, _ body: String = "", proof: Proof = .signature,
    headers extra: [(String, String)] = []
  ) throws -> RawConnection {
    let connection = try RawConnection(address)
    send(method, target, body, proof: proof, headers: extra, on: connection)
    return connection
  }

  func send(
    _ method: String, _ target: String, _ body: String = "", proof: Proof = .signature,
    headers extra: [(String, String)] = [], on connection: RawConnection
  ) {
    let bytes = Array(body.utf8)
    var headers = [("Host", "127.0.0.1:\(address.port)"), ("Content-Type", "application/json")]
    headers += extra
    switch proof {
    case .signature: headers = Signer(credentials).sign(method, target, headers, bytes)
    case .signer(let signer): headers = signer.sign(method, target, headers, bytes)
    case .token(let token): headers.append(("X-Auth-Token", token))
    case .none: break
    }
    connection.send(method, target, headers: headers, body: bytes)
  }

  @discardableResult
  func call(
    _ method: String, _ target: String, _ body: String = "", proof: Proof = .signature,
    headers: [(String, String)] = []
  ) throws -> RawAnswer {
    try send(method, target, body, proof: proof, headers: headers).receive()
  }

  // MARK: - The operations that most tests need

  var portsPath: String {
    "/v5/\(credentials.projectID)/asset/batch-modify-port-status?category=host"
  }

  @discardableResult
  func ignore(_ agents: String..., port: Int = 22, type: String = "TCP", proof: Proof = .signature)
    throws -> RawAnswer
  {
    let entries = agents.map { #"{"agent_id":"\#($0)","port":\#(port),"port_type":"\#(type)"}"# }
    return try call(
      "POST", portsPath,
      #"{"operate_type":"ignore","data_list":[\#(entries.joined(separator: ","))]}"#,
      proof: proof)
  }

  @discardableResult
  func get(_ path: String, proof: Proof = .signature) throws -> RawAnswer {
    try call("GET", "/v5/\(credentials.projectID)/\(path)", proof: proof)
  }

  /// A token for the project, or for the domain.
  func token(scope: String? = nil, password: String? = nil) throws -> RawAnswer {
    let scope = scope ?? #"{"project":{"name":"\#(credentials.projectName)"}}"#
    return try call(
      "POST", "/v3/auth/tokens",
      """
      {"auth":{"identity":{"methods":["password"],"password":{"user":{
      "name":"\(credentials.user)","password":"\(password ?? credentials.password)",
      "domain":{"name":"\(credentials.domain)"}}}},"scope":\(scope)}}
      """, proof: .none)
  }

  func control(_ method: String, _ path: String, _ body: String = "") throws -> RawAnswer {
    try call(
      method, path, body, proof: .none,
      headers: [("X-Sandbox-Control", credentials.controlToken)])
  }
}
