// What a session needs and a command opens: the cloud with its HTTP stack, the embedded sandbox where that is
// the cloud, the state database.

internal import CloudSandbox
internal import HuaweiCloud
internal import HuaweiCloudHTTP
internal import Runbooks
internal import Starlark
internal import StarlarkSyntax
internal import StateStore

struct Workplace: Sendable {
  let environment: CloudEnvironment
  let cloud: CloudAccess
  let settings: SessionSettings
  /// Nil where there is no state folder; the sandbox works without it.
  let store: StateStore?
  /// What is written down of runs; nil where there is no state folder.
  let journal: Journal?
  let endpoints: Endpoints
  /// What runbooks may name, and all that nobody may see.
  let secrets: ScriptSecrets
  private let sandbox: EmbeddedSandbox?

  static func open(
    _ cloud: CloudOptions, _ session: SessionOptions, _ streams: Streams, _ reporter: Reporter
  ) throws(Failure) -> Self {
    let environment = try EnvironmentResolver(cloud, streams).resolve()
    // Before the sandbox, which has its state in the same folder and fewer words for what is wrong with that.
    let store = try openStore(streams, isNeeded: environment.access != .sandbox)
    let sandbox: EmbeddedSandbox?
    let configuration: CloudConfiguration
    switch environment.access {
    case .sandbox:
      let opened = try EmbeddedSandbox.open(streams)
      sandbox = opened
      configuration = opened.configuration
      environment.announce(session, streams)
    case .cloud(let found):
      sandbox = nil
      configuration = found
    }
    let secrets = ScriptSecrets(
      login: configuration.login.secrets, profile: environment.profile, streams)
    let transport = try transport(environment, streams)
    let client = CloudClient(
      configuration,
      transport: TellingTransport(transport: sandbox?.serving(transport) ?? transport) {
        [weak reporter] in reporter?.tell($0)
      },
      tokens: store.flatMap { _ in streams.stateFolder }.map { FileTokenStore(folder: $0) },
      userAgent: "reeve/\(Reeve.version)")
    let access = CloudAccess(
      client: client, profile: environment.profile,
      project: configuration.projectID ?? configuration.projectName
        ?? configuration.endpoints.region,
      projectID: configuration.projectID)
    return Self(
      environment: environment, cloud: access,
      settings: settings(session, environment, store: store, secrets), store: store,
      journal: store.map { Self.journal($0, secrets.known) },
      endpoints: configuration.endpoints, secrets: secrets, sandbox: sandbox)
  }

  /// How long a call is tried again.
  ///
  /// Longer than the minute after which a service that counts calls answers again;
  /// not so long that a wrong address seems to be a hang.
  private static let retryTime = Duration.seconds(90)

  /// Stops what was started.
  func close() async { await sandbox?.sandbox.stop() }

  /// The journal, which no secret enters.
  static func journal(_ store: StateStore, _ secrets: KnownSecrets = KnownSecrets()) -> Journal {
    store.journal(
      digest: ContentDigest.sha256, redact: { secrets.redactor.redact($0) },
      redactKnown: { secrets.redactor.redactKnown($0) })
  }

  /// Calls are counted and runs written down over all processes, so that nothing goes without the database.
  private static func openStore(
    _ streams: Streams, isNeeded: Bool
  ) throws(Failure) -> StateStore? {
    guard let folder = streams.stateFolder else {
      guard isNeeded else { return nil }
      throw Failure(
        .configuration,
        "neither XDG_STATE_HOME nor HOME is set, so calls cannot be counted nor runs written down",
        advice: "Set XDG_STATE_HOME to a folder on a local disk.")
    }
    do throws(StateStoreError) {
      return try StateStore(folder: folder)
    } catch {
      throw Failure(error)
    }
  }

  private static func transport(
    _ environment: CloudEnvironment, _ streams: Streams
  ) throws(Failure) -> HTTPTransport {
    var configuration = HTTPTransport.Configuration()
    configuration.certificateAuthorityFile = environment.certificateAuthorityFile
    if let timeout = environment.timeout {
      configuration.totalTimeout = timeout
      configuration.connectTimeout = min(configuration.connectTimeout, timeout)
      configuration.readTimeout = min(configuration.readTimeout, timeout)
    }
    do throws(ConfigurationError) {
      configuration.proxies = try ProxySettings(environment: streams.environment)
      return try HTTPTransport(configuration)
    } catch {
      throw Failure(error)
    }
  }

  private static func settings(
    _ options: SessionOptions, _ environment: CloudEnvironment, store: StateStore?,
    _ secrets: ScriptSecrets
  ) -> SessionSettings {
    var settings = SessionSettings()
    if let steps = options.maxSteps { settings.limits.steps = steps }
    if let memory = options.maxMemory { settings.limits.memory = memory }
    if let value = options.maxValue { settings.limits.value = value }
    if let output = options.maxOutput { settings.limits.output = output }
    if let frames = options.maxFrames { settings.limits.frames = frames }
    if let names = options.languageOptions {
      settings.dialect = names.compactMap(Dialect.named).reduce(.strict) { $0.union($1) }
    }
    settings.maxFailures = options.maxFailures
    settings.retries.total = retryTime
    settings.rates = environment.rates
    settings.callLimiter = store?.limiter
    settings.locks = store?.locks
    settings.enterpriseProject = environment.enterpriseProject
    settings.secrets = secrets
    return settings
  }
}
