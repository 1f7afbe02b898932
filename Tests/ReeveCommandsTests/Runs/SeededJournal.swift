import FoundationEssentials
import HuaweiCloud
import StateStore
import Synchronization

/// A journal in a harness's home, with clocks that the test moves.
final class SeededJournal: Sendable {
  private let elapsed = Mutex<Int64>(0)
  private let folder: String
  private let start: Int64

  /// 2026-11-21T10:00:00Z.
  static let start: Int64 = 1_795_255_200_000

  init(_ harness: Harness, at start: Int64 = start) {
    folder = "\(harness.home)/state/reeve"
    self.start = start
  }

  var database: String { "\(folder)/state.db" }

  /// The journal as a process of its own opens it.
  func open() throws -> Journal {
    let clock = MachineClock(
      bootID: { "boot" }, now: { self.elapsed.withLock { 1_000_000_000 + $0 * 1_000_000 } })
    return try StateStore(folder: folder, clock: clock)
      .journal(digest: ContentDigest.sha256, redact: { $0 }) {
        self.start + self.elapsed.withLock { $0 }
      }
  }

  /// Edits the file of the database behind the journal's back, which must be closed: one text for another of its length.
  func edit(_ text: String, to other: String) async throws {
    // The last one to close the database moves everything into the file; a writer may take a moment to.
    for _ in 0..<1_000 where FileManager.default.fileExists(atPath: "\(database)-wal") {
      try await Task.sleep(for: .milliseconds(10))
    }
    var bytes = Array(try Data(contentsOf: URL(filePath: database)))
    let (old, new) = (Array(text.utf8), Array(other.utf8))
    guard old.count == new.count, let place = bytes.firstRange(of: old) else {
      throw POSIXFailure(number: 0)
    }
    bytes.replaceSubrange(place, with: new)
    try Data(bytes).write(to: URL(filePath: database))
  }

  func advance(milliseconds: Int64) { elapsed.withLock { $0 += milliseconds } }

  // MARK: Runs

  static let script = """
    # Quiet SSH, and <b>nothing</b> else.
    for agent in args.positional:
        ignorePort(agent, 22, "TCP")
    modifyWhitelistPolicy("pol-1", intercept = True, name = "办公室 & \\"lab\\"")
    setSecurityGroup("inst-1", "sg-2")
    cloud.call("hss", "POST", "/v5/{project_id}/setting", body = {"on": True})

    """

  static let run = NewRun(
    mode: .run, script: "books/quiet-ssh.star",
    arguments: #"{"window": "night", "positional": ["agent-1", "agent-2"]}"#, profile: "prod",
    project: "p-1", region: "cn-north-4", engine: "0.1.0")

  static func call(_ ordinal: Int) -> CallIdentity { CallIdentity(ordinal: ordinal) }

  static func port(_ agent: String, _ ordinal: Int, _ role: JournalChange.Role = .sent)
    -> JournalChange
  {
    JournalChange(
      ChangeIdentity(call(ordinal)), role: role, kind: "ignorePort",
      target: #"{"project":"p-1","agent_id":"\#(agent)","port":22,"port_type":"TCP"}"#,
      after: #"{"status":"ignored","category":"host"}"#,
      place: JournalChange.Place(file: "books/quiet-ssh.star", line: 3, column: 5))
  }

  static let policy = JournalChange(
    ChangeIdentity(call(3)), kind: "modifyWhitelistPolicy",
    target: #"{"project":"p-1","policy_id":"pol-1"}"#,
    before: #"{"policy_name":"old","intercept":true}"#,
    after:
      #"{"enterprise_project_id":"0","policy_name":"办公室 & \"lab\"","intercept":true}"#,
    place: JournalChange.Place(file: "books/quiet-ssh.star", line: 4, column: 1))

  static let group = JournalChange(
    ChangeIdentity(call(4)), kind: "setSecurityGroup",
    target: #"{"project":"p-1","instance_id":"inst-1"}"#,
    before: #"{"security_group_id":"sg-1"}"#, after: #"{"security_group_id":"sg-2"}"#,
    place: JournalChange.Place(file: "books/quiet-ssh.star", line: 5, column: 1))

  static let cloudCall = JournalChange(
    ChangeIdentity(call(5)), kind: "cloud.call",
    target: #"{"project":"p-1","call":"hss POST /v5/{project_id}/setting"}"#,
    after: #"{"body":{"on":true}}"#,
    place: JournalChange.Place(file: "books/quiet-ssh.star", line: 6, column: 1))

  static func intent(_ operation: String, _ changes: [JournalChange]) -> PackIntent {
    PackIntent(operation: operation, request: "d", isIdempotent: true, changes: changes)
  }

  /// Makes the same run, and lets its process go before it has ended.
  func makeCutOffRun(in journal: Journal) async throws -> RunID {
    let id = try { try makeRun(in: journal, exitCode: nil).id }()
    // What wrote it last lets go of it a moment later.
    while try journal.isAlive(id) { try await Task.sleep(for: .milliseconds(1)) }
    return id
  }

  /// A run of all kinds: read, changed, refused, and left without an answer.
  ///
  /// - Parameters:
  ///   - journal: Where it is written.
  ///   - exitCode: How it ends; nil leaves it open.
  /// - Returns: Its writer, which keeps it alive where it is open.
  /// - Throws: What the journal throws.
  func makeRun(in journal: Journal, exitCode: Int? = 3) throws -> RunWriter {
    let writer = try journal.begin(
      Self.run,
      inputs: [
        RunInput(.script, name: "books/quiet-ssh.star", content: Array(Self.script.utf8)),
        RunInput(.data, name: "agents.csv", content: Array("agent_id\nagent-1\n".utf8)),
      ])
    advance(milliseconds: 120)
    writer.record(
      RecordedCall(
        Self.call(0), operation: "hosts", arguments: #"{"name": "<web>"}"#,
        result: .answer(#"[{"agent_id":"agent-1"},{"agent_id":"agent-2"}]"#)))
    advance(milliseconds: 30)
    let ports = try writer.intend(
      Self.intent(
        "BatchModifyPortStatus",
        [Self.port("agent-1", 1, .superseded), Self.port("agent-2", 2)]))
    advance(milliseconds: 350)
    try writer.settle(ports, PackOutcome(.applied, requestID: "7c1b", status: 200))
    let policy = try writer.intend(Self.intent("ChangeAppWhitelistPolicy", [Self.policy]))
    advance(milliseconds: 80)
    try writer.settle(
      policy,
      PackOutcome(
        .refused, requestID: "9f00", status: 400, code: "HSS.0001",
        message: "invalid param <script>alert(1)</script>"))
    let group = try writer.intend(Self.intent("UpdateAuditSecurityGroup", [Self.group]))
    advance(milliseconds: 1500)
    try writer.settle(group, PackOutcome(.applied, requestID: "aa01", status: 200))
    try writer.intend(Self.intent("hss POST /v5/{project_id}/setting", [Self.cloudCall]))
    try writer.note("waiting", "for the quota of HSS, 54 s")
    advance(milliseconds: 10)
    if let exitCode { try writer.end(exitCode: exitCode, summary: #"{"failed": 1}"#) }
    return writer
  }
}

extension String {
  /// The text without what differs from machine to machine and from run to run.
  func settled(_ run: RunID, _ process: RunProcess) -> String {
    replacing(run.text, with: "RUN").replacing(process.host, with: "HOST")
      .replacing("process \(process.number)", with: "process PID")
      .replacing("\"process\":\(process.number)", with: "\"process\":0")
      .replacing("\(process.user) on HOST", with: "USER on HOST")
      .replacing("\"user\":\"\(process.user)\"", with: "\"user\":\"USER\"")
  }
}
