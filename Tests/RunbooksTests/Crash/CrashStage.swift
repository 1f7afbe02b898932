import CloudSandbox
import FoundationEssentials
import Glibc
import HuaweiCloud
import HuaweiCloudHTTP
import Runbooks
import StarlarkSyntax
import StateStore
import Synchronization

/// Kills this process at a moment that is counted: each moment at which the network or the database is touched.
final class KillSwitch: Sendable {
  private let count = Mutex(0)
  private let fatal: Int

  init(at fatal: Int) { self.fatal = fatal }

  var passed: Int { count.withLock { $0 } }

  func pass() {
    let number = count.withLock { count in
      count += 1
      return count
    }
    if number == fatal { kill(getpid(), SIGKILL) }
  }
}

/// A transport with a moment before each request and one after each answer.
struct CountedTransport: Transport {
  let transport: any Transport
  let moments: KillSwitch

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    moments.pass()
    let response = try await transport.send(request)
    moments.pass()
    return response
  }
}

/// What a process needs to carry out a runbook: it is handed over as text.
struct CrashStage: Codable, Sendable {
  var address: String
  var accessKey: String
  var secretKey: String
  var region: String
  var project: String
  /// The state folder.
  var folder: String
  var script: String

  init(_ sandbox: Sandbox, _ address: SandboxAddress, folder: String, script: String) {
    let keys = sandbox.credentials()
    self.address = address.baseURL
    (accessKey, secretKey) = (keys.accessKey, keys.secretKey)
    (region, project) = (keys.region, keys.projectID)
    self.folder = folder
    self.script = script
  }

  /// The journal, whose every step is a moment: one before each transaction, one for each entry within.
  func journal(_ moments: KillSwitch) throws -> Journal {
    try StateStore(folder: folder).journal { bytes in
      moments.pass()
      return ContentDigest.sha256(bytes)
    } redact: {
      $0
    } wallClock: {
      Journal.systemWallClock()
    }
  }

  struct Result: Sendable {
    var outcome: RunOutcome
    var output: String
  }

  /// Runs the script, or goes on with the newest run.
  func run(resuming isResuming: Bool, _ moments: KillSwitch = KillSwitch(at: 0)) async throws
    -> Result
  {
    let journal = try journal(moments)
    let endpoint = try Endpoint(address)
    let services: [Service] = [.hss, .dbss, .vpc, .eps, .iam]
    let client = CloudClient(
      transport: CountedTransport(transport: try HTTPTransport(), moments: moments),
      credentials: FixedCredentials(
        .accessKey(AccessKey(id: accessKey, secret: Secret(secretKey)))),
      endpoints: Endpoints(
        region: region,
        overrides: Dictionary(uniqueKeysWithValues: services.map { ($0, endpoint) })),
      projectID: project)
    var settings = SessionSettings()
    settings.rates = [:]
    settings.retries.firstDelay = .milliseconds(5)
    let source = SourceText(name: "random.star", text: script)
    var replay: Replay?
    var writer: RunWriter?
    if isResuming, let run = try journal.runs().first {
      writer = try journal.resume(run.id)
      replay = Replay(try journal.recording(of: run.id))
    }
    settings.recording = RunRecording(journal: journal, replay: replay) {
      [writer] source throws(JournalError) in
      if let writer { return writer }
      return try journal.begin(
        NewRun(mode: .run, script: source.name, project: project, engine: "test"),
        inputs: [RunInput(.script, name: source.name, content: source.bytes)])
    } ending: { outcome in
      (outcome.facts.isEmpty ? 0 : 1, "{}")
    }
    let events = Recorder()
    let session = Session(
      cloud: CloudAccess(client: client, project: project), settings: settings, events: events)
    let outcome = await session.run(source)
    return Result(outcome: outcome, output: events.output)
  }

  var text: String {
    (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  init(text: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }
}
