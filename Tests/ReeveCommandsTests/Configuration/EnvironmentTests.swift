import HuaweiCloud
import ReeveCommands
import Runbooks
import Testing

/// Which cloud a command works on, by flags, variables and files.
@Suite struct EnvironmentTests {
  private static let keys = ["HUAWEICLOUD_SDK_AK": "AK", "HUAWEICLOUD_SDK_SK": "SK"]

  private static let file = """
    profile = "staging"

    [profiles.staging]
    region = "cn-north-4"
    project_id = "0605767fa600d5542f7ec0136d4fb0c5"
    credentials = { access_key = "STAGING", secret_key = { env = "STAGING_SK" } }
    endpoints = { hss = "https://hss.example" }
    rates = { hss = "10/min", vpc = "2/s" }

    [profiles.production]
    region = "eu-west-101"
    protected = true
    enterprise_project = "all_granted_eps"
    credentials = { user = "audit", domain = "example", password = { file = "/tmp/none" } }
    """

  private func resolve(
    _ harness: Harness, _ change: (inout CloudOptions) -> Void = { _ in }
  ) throws(Failure) -> CloudEnvironment {
    var options = CloudOptions()
    change(&options)
    let streams = Streams(
      output: Sink(), errors: Sink(), input: 0, isInputTerminal: false,
      environment: harness.environment, currentDirectory: harness.folder)
    return try EnvironmentResolver(options, streams).resolve()
  }

  private func configuration(_ environment: CloudEnvironment) throws -> CloudConfiguration {
    guard case .cloud(let configuration) = environment.access else { throw NoCloud() }
    return configuration
  }

  private struct NoCloud: Error {}

  private func value(_ name: String, _ environment: CloudEnvironment) -> [String] {
    environment.facts.first { $0.name == name }.map { [$0.value, $0.source] } ?? []
  }

  // MARK: Nothing, or half

  @Test func `nothing configured is the sandbox`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    let environment = try resolve(harness)
    #expect(environment.access == .sandbox)
    #expect(environment.isFallback)
    #expect(environment.name == "sandbox")
    #expect(environment.rates.isEmpty)
  }

  @Test(arguments: [[:], ["REEVE_NO_SANDBOX": "1"]])
  func `the sandbox can be forbidden`(_ variables: [String: String]) throws {
    let harness = try Harness(variables)
    defer { harness.remove() }
    let error = try #require(throws: Failure.self) {
      try resolve(harness) { $0.forbidsSandbox = variables.isEmpty }
    }
    #expect(error.code == .configuration)
    #expect(error.message == "no cloud is configured, and the sandbox is forbidden")
  }

  @Test func `an endpoint without credentials is half a configuration`() throws {
    let harness = try Harness(["REEVE_REGION": "cn-north-4"])
    defer { harness.remove() }
    let error = try #require(throws: Failure.self) {
      try resolve(harness) { $0.endpoints = ["hss=https://hss.example"] }
    }
    #expect(error.code == .configuration)
    #expect(error.message == "REEVE_REGION, --endpoint are set, but no credentials")
  }

  private static let halves: [([String: String], String)] = [
    (
      ["HUAWEICLOUD_SDK_AK": "AK"],
      "environment: HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not"
    ),
    (
      ["OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_PROJECT_NAME": "cn-north-4"],
      "environment: OS_PASSWORD, OS_USERNAME, OS_PROJECT_NAME are set, but OS_USER_DOMAIN_NAME is not"
    ),
    (keys, "HUAWEICLOUD_SDK_AK is set, but no region"),
    (
      ["OS_AUTH_TOKEN": "t", "REEVE_ENDPOINT_HSS": "http://h"],
      "OS_AUTH_TOKEN is set, but neither a project nor a region by which to find it"
    ),
  ]

  @Test(arguments: halves)
  func `half a configuration names what is missing`(
    _ variables: [String: String], _ message: String
  ) throws {
    let harness = try Harness(variables)
    defer { harness.remove() }
    let error = try #require(throws: Failure.self) { try resolve(harness) }
    #expect(error.code == .configuration)
    #expect(error.message == message)
  }

  // MARK: Credentials of other tools

  @Test func `keys of the SDKs work with a region`() throws {
    let harness = try Harness(Self.keys)
    defer { harness.remove() }
    let environment = try resolve(harness) { $0.region = "cn-north-4" }
    let configuration = try configuration(environment)
    #expect(configuration.endpoints.region == "cn-north-4")
    #expect(environment.name == "cn-north-4")
    #expect(value("region", environment) == ["cn-north-4", "--region"])
    #expect(value("rate hss", environment) == ["5/min", "the service's own"])
    #expect(
      value("endpoint dbss", environment)
        == ["https://dbss.cn-north-4.myhuaweicloud.com", "the rule of the region"])
  }

  @Test func `a project of the SDKs goes with a token of OpenStack's tools`() throws {
    let id = "0605767fa600d5542f7ec0136d4fb0c5"
    let harness = try Harness([
      "HUAWEICLOUD_SDK_PROJECT_ID": id, "OS_AUTH_TOKEN": "t",
      "REEVE_ENDPOINT_HSS": "http://127.0.0.1:9",
    ])
    defer { harness.remove() }
    let configuration = try configuration(try resolve(harness))
    #expect(configuration.login == .token(Secret("t")))
    #expect(configuration.projectID == id)
    #expect(try configuration.endpoints.endpoint(of: .hss) == Endpoint("http://127.0.0.1:9"))
  }

  @Test func `a password's token is for the project of the SDKs`() throws {
    let id = "0605767fa600d5542f7ec0136d4fb0c5"
    let harness = try Harness([
      "HUAWEICLOUD_SDK_PROJECT_ID": id, "OS_USERNAME": "u", "OS_PASSWORD": "p",
      "OS_USER_DOMAIN_NAME": "d",
    ])
    defer { harness.remove() }
    let configuration = try configuration(try resolve(harness) { $0.region = "cn-north-4" })
    guard case .password(let login) = configuration.login else {
      Issue.record("\(configuration.login)")
      return
    }
    #expect(login.scope == .projectID(id))
  }

  @Test func `another region has another project`() throws {
    let harness = try Harness([
      "HW_ACCESS_KEY": "AK", "HW_SECRET_KEY": "SK", "HW_REGION_NAME": "cn-north-4",
      "HW_PROJECT_ID": "0605767fa600d5542f7ec0136d4fb0c5",
    ])
    defer { harness.remove() }
    #expect(try configuration(try resolve(harness)).projectID != nil)
    let moved = try configuration(try resolve(harness) { $0.region = "cn-east-3" })
    #expect(moved.projectID == nil)
    #expect(moved.endpoints.region == "cn-east-3")
  }

  @Test func `flags go before variables`() throws {
    let harness = try Harness(
      Self.keys.merging([
        "REEVE_REGION": "cn-north-1", "REEVE_ENDPOINT_HSS": "http://variable",
        "REEVE_RATE_HSS": "1/min", "REEVE_TIMEOUT": "9s", "REEVE_PROJECT": "other",
      ]) { $1 })
    defer { harness.remove() }
    let environment = try resolve(harness) {
      $0.endpoints = ["hss=http://flag"]
      $0.rates = ["hss=unlimited"]
      $0.timeout = .seconds(3)
    }
    #expect(value("endpoint hss", environment) == ["http://flag", "--endpoint"])
    #expect(value("rate hss", environment) == ["unlimited", "--rate"])
    #expect(value("project", environment) == ["other", "REEVE_PROJECT"])
    #expect(environment.timeout == .seconds(3))
    #expect(environment.rates[.hss] == .unlimited)
  }

  // MARK: Profiles

  @Test func `the file's own profile counts where nothing else does`() throws {
    let harness = try Harness(["STAGING_SK": "s"])
    defer { harness.remove() }
    try harness.configure(Self.file)
    let environment = try resolve(harness)
    let configuration = try configuration(environment)
    #expect(environment.name == "staging@cn-north-4")
    #expect(environment.rates[.hss] == .calls(10, per: .seconds(60)))
    #expect(environment.rates[.vpc] == .calls(2, per: .seconds(1)))
    #expect(try configuration.endpoints.endpoint(of: .hss) == Endpoint("https://hss.example"))
    guard case .accessKey(let key, _) = configuration.login else {
      Issue.record("\(configuration.login)")
      return
    }
    #expect(key.id == "STAGING")
    #expect(key.secret.reveal() == "s")
  }

  @Test func `credentials of other tools go before the file's own profile`() throws {
    let harness = try Harness(Self.keys)
    defer { harness.remove() }
    try harness.configure(Self.file)
    let environment = try resolve(harness) { $0.region = "cn-north-4" }
    #expect(environment.profile == nil)
  }

  @Test func `a profile that is named beats what is ambient`() throws {
    let harness = try Harness(Self.keys.merging(["STAGING_SK": "s"]) { $1 })
    defer { harness.remove() }
    try harness.configure(Self.file)
    #expect(try resolve(harness) { $0.profile = "staging" }.profile == "staging")
    #expect(try resolve(harness) { $0.profile = "sandbox" }.access == .sandbox)
  }

  @Test func `a profile may be protected`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    let path = try harness.write("secret\n", to: "password")
    try harness.configure(Self.file.replacing("/tmp/none", with: path))
    let environment = try resolve(harness) { $0.profile = "production" }
    #expect(environment.isProtected)
    #expect(environment.enterpriseProject == .allGranted)
    guard case .password(let login) = try configuration(environment).login else { return }
    #expect(login.password.reveal() == "secret")
    #expect(login.scope == .projectName("eu-west-101"))
  }

  @Test(arguments: [("domain", Domain.name("d")), ("domain_id", .id("d"))])
  func `a profile may act for another account, and sign as newer services ask`(
    _ key: String, _ domain: Domain
  ) throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure(
      """
      [profiles.default]
      region = "cn-north-4"
      credentials = { access_key = "AK", secret_key = "SK" }
      agency = { name = "ops", \(key) = "d" }
      signing_algorithm = "V11-HMAC-SHA256"
      """, mode: 0o600)
    let configuration = try configuration(try resolve(harness))
    #expect(configuration.algorithm == .derived)
    #expect(
      configuration.login
        == .agency(
          Agency(name: "ops", domain: domain, scope: .projectName("cn-north-4")),
          through: .accessKey(AccessKey(id: "AK", secret: Secret("SK")), domainID: nil)))
  }

  @Test func `a secret in a file that others may read is refused`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    let text = """
      [profiles.default]
      region = "r"
      credentials = { access_key = "AK", secret_key = "SK" }
      """
    try harness.configure(text, mode: 0o644)
    let error = try #require(throws: Failure.self) { try resolve(harness) }
    #expect(
      error.message.hasSuffix("credentials.secret_key: a secret in a file that others may read"))
    try harness.configure(text, mode: 0o600)
    #expect(try resolve(harness).profile == "default")
  }

  private static let faulty: [(String, String)] = [
    ("profile = ", "no TOML"),
    ("[profiles.a]\nprotectd = true", "profiles.a: unknown key `protectd`"),
    ("[profiles.a]\nprotected = \"yes\"", "`protected`: got string, want true or false"),
    (
      "[profiles.default]\nregion = \"r\"\nagency = { name = \"a\" }\n"
        + "credentials = { access_key = \"A\", secret_key = { env = \"HOME\" } }",
      "profiles.default.agency: want `name`, and `domain` or `domain_id` of the account"
    ),
    (
      "[profiles.a]\nagency = { role = \"a\" }", "profiles.a.agency: unknown key `role`"
    ),
    (
      "[profiles.default]\nregion = \"r\"\nsigning_algorithm = \"MD5\"\n"
        + "credentials = { access_key = \"A\", secret_key = { env = \"HOME\" } }",
      "`signing_algorithm`: got \"MD5\", want \"SDK-HMAC-SHA256\" or \"V11-HMAC-SHA256\""
    ),
    ("[profiles.a]\nregion = 4", "`region`: got int, want a string"),
    ("[profiles.sandbox]\nregion = \"r\"", "the name belongs to the embedded sandbox"),
    ("[profiles.a]\nregion = \"r\"", "has profiles, and none of them is the default"),
    ("profile = \"b\"\n[profiles.a]\nregion = \"r\"", "`profile` names \"b\", which is not in it"),
    ("[profiles.default]\nregion = \"r\"", "profiles.default: no credentials"),
    (
      "[profiles.default]\nregion = \"r\"\ncredentials = { user = \"u\" }",
      "credentials: `user` set, but `password` is not"
    ),
    (
      "[profiles.default]\nregion = \"r\"\ncredentials = { token = { env = \"ABSENT\" } }",
      "credentials.token: the variable ABSENT is not set"
    ),
    (
      "[profiles.default]\ncredentials = { token = { file = \"absent\" } }",
      "credentials.token: "
    ),
    (
      "[profiles.default]\nregion = \"r\"\ncredentials = { token = 5 }",
      "`token`: got int, want a string, { env = \"NAME\" } or { file = \"PATH\" }"
    ),
    (
      "[profiles.default]\nregion = \"r\"\ncredentials = { token = \"t\" }\nrates = { hss = \"often\" }",
      "rates.hss: got \"often\", want N/s, N/min, N/h or unlimited"
    ),
    (
      "[profiles.default]\nregion = \"r\"\ncredentials = { token = \"t\" }\nendpoints = { hss = \"ftp://x\" }",
      "endpoints.hss: no endpoint"
    ),
  ]

  @Test(arguments: faulty)
  func `what is wrong in the file is said with its place`(
    _ text: String, _ message: String
  ) throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure(text)
    let error = try #require(throws: Failure.self) { try resolve(harness) }
    #expect(error.code == .configuration)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test func `an unknown profile names those that exist`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure(Self.file)
    let error = try #require(throws: Failure.self) {
      try resolve(harness) { $0.profile = "prod" }
    }
    #expect(error.code == .configuration)
    #expect(error.message.hasSuffix("has no profile \"prod\""))
    #expect(error.advice == "It has production, staging.")
  }

  // MARK: What is shown

  @Test func `showing the settings masks secrets`() async throws {
    let harness = try Harness([
      "HUAWEICLOUD_SDK_AK": "AKIDAKIDAKIDAKIDAKID", "HUAWEICLOUD_SDK_SK": "do-not-show",
    ])
    defer { harness.remove() }
    let result = try await harness.reeve("config", "show", "--region", "cn-north-4")
    #expect(result.code == .done)
    #expect(!result.output.contains("do-not-show"))
    #expect(result.output.contains("access key AKIDAKIDAKIDAKIDAKID, secret ‹redacted›"))
    #expect(result.errors.isEmpty)
    let json = try await harness.reeve(
      "config", "show", "--region", "cn-north-4", "--output", "json")
    #expect(json.output.contains(#"{"name":"region","value":"cn-north-4","source":"--region"}"#))
  }
}
