import CloudSandbox
import FoundationEssentials
import HuaweiCloud
import HuaweiCloudHTTP
import Runbooks
import StarlarkSyntax
import StateStore
import Synchronization

/// One random program, run once against a sandbox of its own.
struct PropertyRun {
  let seed: Int
  let program: RandomProgram
  let hasFaults: Bool
  private var random: RandomSource
  private var faults: [SandboxFault] = []
  private var exchanges: [WatchedTransport.Exchange] = []

  /// What somebody needs who looks for the reason of a problem.
  var story: String {
    let requests = exchanges.map { exchange in
      let answer = exchange.response.map { "\($0.status)" } ?? "no answer"
      return
        "\(exchange.departure) \(exchange.request.operation) → \(exchange.arrival ?? 0) \(answer)"
    }
    return (["runbook:", program.text] + faults.map { "\($0)" } + requests).joined(separator: "\n")
  }

  /// How the run proves who it is.
  private enum Proof {
    case keys, temporaryKeys, wrongKeys, password
  }

  init(seed: Int, hasFaults: Bool, subjects: RandomProgram.Subjects) {
    self.seed = seed
    self.hasFaults = hasFaults
    program = RandomProgram(seed: seed, subjects)
    random = RandomSource(seed: seed ^ 0xB0A7)
  }

  /// Runs it and says what is wrong; nothing where all is well.
  mutating func problems() async throws -> [String] {
    let proof = pickProof()
    let lines = Mutex<[String]>([])
    var configuration = SandboxConfiguration()
    configuration.keptRequests = 5000
    configuration.requestLog = { line in lines.withLock { $0.append(line) } }
    let sandbox = try Sandbox(configuration)
    let address = try sandbox.start()
    let before = Dictionary(
      program.effects.compactMap { effect in
        sandbox.value(of: effect.target).map { (effect.target, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let folder = "\(FileManager.default.temporaryDirectory.path)/reeve-property-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = random.chance(hasFaults ? 10 : 30) ? try StateStore(folder: folder) : nil

    var transportSettings = HTTPTransport.Configuration()
    if hasFaults {
      transportSettings.readTimeout = .milliseconds(250)
      transportSettings.totalTimeout = .milliseconds(1000)
    }
    let transport = WatchedTransport(try HTTPTransport(transportSettings))
    let (credentials, secrets) = try await credentials(proof, sandbox, address, transport)
    if hasFaults {
      let agents = Array(RandomProgram.Subjects(sandbox.inventory).agents.prefix(40))
      faults = RandomFaults(seed: seed, agents: agents, logsIn: proof == .password).faults
      // Nobody who is refused is told first that something else is wrong.
      if proof == .wrongKeys { faults.removeAll { $0.isRefusal } }
      for fault in faults { sandbox.inject(fault) }
    }
    let client = CloudClient(
      CloudConfiguration(
        source: "test", login: credentials,
        endpoints: Endpoints(
          region: sandbox.credentials().region,
          overrides: Dictionary(
            uniqueKeysWithValues: try [Service.hss, .dbss, .vpc, .eps, .iam].map {
              ($0, try Endpoint(address.baseURL))
            })),
        projectID: sandbox.credentials().projectID),
      transport: transport, tokens: store.map { _ in FileTokenStore(folder: folder) })

    var settings = SessionSettings()
    settings.clock = .fast(100)
    settings.rates = [:]
    settings.retries.total = .seconds(60)
    settings.locks = store?.locks
    if let store {
      settings.callLimiter = store.limiter
      settings.rates = [.hss: .calls(1000, per: .milliseconds(1))]
    }
    var isCut = proof == .wrongKeys
    if hasFaults, random.chance(10) {
      settings.maxFailures = 1 + random.below(3)
      isCut = true
    }
    let events = Recorder()
    let session = Session(
      cloud: CloudAccess(client: client), settings: settings, events: events)
    var canceller: Task<Void, Never>?
    if hasFaults, random.chance(10) {
      isCut = true
      let (delay, isTwice) = (random.below(40), random.chance(50))
      canceller = Task {
        try? await Task.sleep(for: .milliseconds(delay))
        session.cancel()
        if isTwice { session.cancel() }
      }
    }
    let outcome = await session.run(SourceText(name: "random.star", text: program.text))
    await canceller?.value
    await sandbox.stop()
    exchanges = transport.exchanges

    let check = PropertyCheck(
      program: program, outcome: outcome, exchanges: transport.exchanges, before: before,
      sandbox: sandbox, output: events.output, isCut: isCut, hasFaults: hasFaults)
    var problems = check.problems
    let said =
      lines.withLock { $0 } + events.warnings.map { "\($0)" } + events.progress.map { "\($0)" }
      + events.settled.map { "\($0)" } + outcome.summary + ["\(outcome)", events.output]
    problems += leaks(of: secrets, in: said, folder: store == nil ? nil : folder)
    let refusals = transport.exchanges.count { $0.response?.status == 401 }
    if proof == .wrongKeys, refusals > 1 {
      problems.append("a refused key was tried \(refusals) times")
    }
    return problems
  }

  private mutating func pickProof() -> Proof {
    guard hasFaults else { return .keys }
    switch random.below(100) {
    case 0..<55: return .keys
    case 55..<65: return .temporaryKeys
    case 65..<70: return .wrongKeys
    default: return .password
    }
  }

  // MARK: Credentials

  private func credentials(
    _ proof: Proof, _ sandbox: Sandbox, _ address: SandboxAddress, _ transport: WatchedTransport
  ) async throws -> (login: Login, secrets: [String]) {
    let known = sandbox.credentials()
    switch proof {
    case .keys:
      let key = AccessKey(id: known.accessKey, secret: Secret(known.secretKey))
      return (.accessKey(key, domainID: nil), [known.accessKey, known.secretKey])
    case .temporaryKeys, .wrongKeys:
      var key = try await temporaryKey(known, address, transport)
      let secrets = [key.id, key.secret.reveal(), key.securityToken?.reveal() ?? ""]
      if proof == .wrongKeys {
        key.secret = Secret("wr0ngSecretKeyOfForty" + "Characters0123456789")
      }
      return (.accessKey(key, domainID: nil), secrets + [key.secret.reveal()])
    case .password:
      return (
        .password(
          PasswordLogin(
            user: .name(known.user, .name(known.domain)), password: Secret(known.password),
            scope: .projectName(known.projectName))), [known.password]
      )
    }
  }

  /// A temporary key as the vendor's tools get one.
  private func temporaryKey(
    _ known: SandboxCredentials, _ address: SandboxAddress, _ transport: WatchedTransport
  ) async throws -> AccessKey {
    let body = """
      {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"\(known.user)",\
      "password":"\(known.password)","domain":{"name":"\(known.domain)"}}}},\
      "scope":{"project":{"name":"\(known.projectName)"}}}}
      """
    let http = try HTTPTransport()
    let endpoint = try Endpoint(address.baseURL)
    func post(_ path: String, _ text: String, token: String?) async throws -> HTTPResponse {
      var request = HTTPRequest(
        operation: "", method: .post, scheme: endpoint.scheme, host: endpoint.host,
        port: endpoint.port, path: path, body: Array(text.utf8))
      request.headers["Content-Type"] = "application/json"
      if let token { request.headers["X-Auth-Token"] = token }
      return try await http.send(request)
    }
    let token = try await post("/v3/auth/tokens", body, token: nil).headers["X-Subject-Token"] ?? ""
    let answer = try await post(
      "/v3.0/OS-CREDENTIAL/securitytokens",
      "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"\(token)\"}}}}",
      token: token)
    let key = try HuaweiCloud.JSON(parsing: answer.body)["credential"]
    return AccessKey(
      id: key?["access"]?.string ?? "", secret: Secret(key?["secret"]?.string ?? ""),
      securityToken: (key?["securitytoken"]?.string).map(Secret.init))
  }

  // MARK: Secrets

  private func leaks(of secrets: [String], in said: [String], folder: String?) -> [String] {
    var problems: [String] = []
    for secret in secrets {
      for text in said where text.contains(secret) {
        problems.append("a secret is in \"\(text.prefix(400))\"")
      }
    }
    guard let folder else { return problems }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let bytes = (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))) ?? Data()
      let text = String(decoding: bytes, as: UTF8.self)
      for secret in secrets where text.contains(secret) {
        problems.append("a secret is in the state file \(name)")
      }
    }
    return problems
  }
}
