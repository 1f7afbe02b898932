import HuaweiCloud
import ReeveCommands
import ReeveTestSupport
import Runbooks
import StateStore
import Testing

/// Every error that a user can meet, in one golden: it is read as a whole when something in it changes.
struct ErrorGoldenTests {
  private static let goldens = Fixtures("Goldens")

  @Test func `what a command line does wrong`() async throws {
    try await compare(Mishap.commandLines, "command-line.txt")
  }

  @Test func `what settings and files do wrong`() async throws {
    try await compare(Mishap.settings, "settings.txt")
    try await compare(Mishap.files, "files.txt")
  }

  @Test func `what a runbook does wrong`() async throws {
    try await compare(Mishap.runbooks, "runbooks.txt")
  }

  @Test func `what a plan or a run is asked that cannot be`() async throws {
    try await compare(Mishap.plans, "plans.txt")
  }

  @Test func `what a service answers`() async throws {
    var text = ""
    for (name, answer) in Answers.all {
      text += try await said(name, answer, to: "print(len(hosts()))", Answers.variables)
    }
    let (name, answer) = Answers.unknown
    for (login, variables) in [("a token", Answers.variables), ("a key", Answers.keys)] {
      text += try await said(
        "\(name) to \(login)", answer, to: "ignorePort(\"a\", 22, \"TCP\")", variables)
    }
    try expectGolden(text, "services.txt", in: Self.goldens)
  }

  private func said(
    _ name: String, _ answer: String, to script: String,
    _ variables: (_ address: String) -> [String: String]
  ) async throws -> String {
    let server = try FakeServer(answer)
    defer { server.stop() }
    let harness = try Harness(variables(server.address))
    defer { harness.remove() }
    try harness.write(script + "\n", to: "x.star")
    let result = try await harness.reeve("run", "--rate", "hss=unlimited", "x.star")
    return Mishap.rendered(name, result, harness).replacing(server.address, with: "http://SERVER")
  }

  @Test func `what is wrong with the state database and the journal`() throws {
    let stores: [StateStoreError.Problem] = [
      .notWritable, .foreignOwner, .networkFileSystem(name: "NFS"), .diskFull, .corrupt, .locked,
      .newerVersion(found: 9, known: 3), .inputOutput, .refused,
    ]
    let run = RunID("r-20261121-7k3q")
    let journals: [JournalError] = [
      .alive(run, RunProcess(user: "operator", host: "ops-1", number: 4711, boot: "b")),
      .unknownRun("7k3"), .ambiguousRun("7k3", [run, RunID("r-20261120-7k3q")]), .pruned(run),
      .planUsed(by: run), .ended(run), .lost(run),
    ]
    let failures =
      stores.map { problem in
        Failure(
          StateStoreError(
            path: "/var/lib/operator/state/reeve/state.db", problem: problem, detail: ""))
      } + journals.map(Failure.init)
    let text = failures.map { "exit \($0.code.rawValue)\n\($0.lines)\n" }.joined()
    try expectGolden(text, "journal.txt", in: Self.goldens)
  }

  @Test func `what is wrong on the way to a service`() throws {
    let kinds: [TransportError.Kind] = [
      .unknownHost, .refused, .unreachable, .tls, .proxy, .connectTimeout, .readTimeout,
      .totalTimeout, .connectionLost, .answerTooLarge, .malformedAnswer, .invalidRequest,
      .cancelled,
    ]
    let request = HTTPRequest(
      operation: "BatchModifyPortStatus", method: .post, host: "hss.cn-north-4.myhuaweicloud.com",
      path: "/")
    let text = kinds.map { kind in
      let error = CloudError.transport(
        TransportError(kind, request: request, detail: "the system's words"))
      return "error: \(error)\n  \(error.advice)\n\n"
    }
    try expectGolden(text.joined(), "network.txt", in: Self.goldens)
  }

  private func compare(_ scenes: [Mishap], _ name: String) async throws {
    var text = ""
    for scene in scenes { text += try await scene.play() }
    try expectGolden(text, name, in: Self.goldens)
  }
}

/// A command line in a home of its own, and what it says.
struct Mishap: Sendable {
  let name: String
  let words: [String]
  var files: [(path: String, text: String)] = []
  var variables: [String: String] = [:]
  var settings: String?

  init(
    _ words: [String], _ name: String? = nil, files: [(path: String, text: String)] = [],
    variables: [String: String] = [:], settings: String? = nil
  ) {
    self.words = words
    self.name = name ?? (["reeve"] + words).joined(separator: " ")
    self.files = files
    self.variables = variables
    self.settings = settings
  }

  /// A runbook of the sandbox.
  init(script: String) {
    self.init(
      ["run", "--profile", "sandbox", "x.star"],
      script.split(separator: "\n").first.map(String.init),
      files: [("x.star", script)])
  }

  func play() async throws -> String {
    let harness = try Harness(variables)
    defer { harness.remove() }
    for (path, text) in files { try harness.write(text, to: path) }
    if let settings { try harness.configure(settings) }
    return Self.rendered(name, try await harness.reeve(words), harness)
  }

  static func rendered(_ name: String, _ result: CommandResult, _ harness: Harness) -> String {
    let run = /r-\d{8}-[0-9a-z]{4}/
    let errors = result.errors.replacing(harness.home, with: "HOME").replacing(run, with: "RUN")
      .replacing(/request id [0-9a-f]{32}/, with: "request id ID")
    return "# \(name)\nexit \(result.code.rawValue)\n\(errors)\n"
  }
}
