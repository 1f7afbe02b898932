import CloudSandbox
import ReeveCommands

/// A sandbox served on a port, and a home whose variables name it as a real cloud would be named.
struct SandboxHarness: Sendable {
  let sandbox: Sandbox
  let address: SandboxAddress
  var harness: Harness

  /// How the variables log in.
  enum Login: Sendable {
    case password, token(String), keys, reader
  }

  static func start(
    _ login: Login = .password, _ change: (inout SandboxConfiguration) -> Void = { _ in }
  ) async throws -> Self {
    var configuration = SandboxConfiguration()
    change(&configuration)
    let sandbox = try Sandbox(configuration)
    let address = try sandbox.start()
    var variables = Self.variables(login, sandbox)
    for service in ["HSS", "DBSS", "IAM", "VPC", "EPS"] {
      variables["REEVE_ENDPOINT_\(service)"] = address.baseURL
    }
    return Self(sandbox: sandbox, address: address, harness: try Harness(variables))
  }

  private static func variables(_ login: Login, _ sandbox: Sandbox) -> [String: String] {
    let credentials = sandbox.credentials()
    switch login {
    case .password: return password(credentials)
    case .reader: return password(sandbox.credentials(for: .reader))
    case .token(let text):
      return ["OS_AUTH_TOKEN": text, "HUAWEICLOUD_SDK_PROJECT_ID": credentials.projectID]
    case .keys:
      return [
        "HUAWEICLOUD_SDK_AK": credentials.accessKey, "HUAWEICLOUD_SDK_SK": credentials.secretKey,
        "HUAWEICLOUD_SDK_PROJECT_ID": credentials.projectID,
      ]
    }
  }

  private static func password(_ credentials: SandboxCredentials) -> [String: String] {
    [
      "OS_USERNAME": credentials.user, "OS_PASSWORD": credentials.password,
      "OS_USER_DOMAIN_NAME": credentials.domain, "OS_PROJECT_NAME": credentials.projectName,
    ]
  }

  /// Moves the login from the variables into a protected profile `live` of `config.toml`.
  mutating func protect() throws {
    let credentials = sandbox.credentials()
    try harness.configure(
      """
      [profiles.live]
      region = "cn-north-4"
      project_id = "\(credentials.projectID)"
      protected = true
      credentials = { access_key = "\(credentials.accessKey)", secret_key = "\(credentials.secretKey)" }
      """)
    for name in harness.environment.keys where name.hasPrefix("HUAWEICLOUD") {
      harness.environment[name] = nil
    }
  }

  /// Runs a script's text against the served sandbox.
  func run(_ script: String, flags: [String] = []) async throws -> CommandResult {
    try harness.write(script, to: "script.star")
    return try await harness.reeve(["run"] + flags + ["script.star"])
  }

  func stop() async {
    await sandbox.stop()
    harness.remove()
  }
}
