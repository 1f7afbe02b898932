import CloudSandbox
import FoundationEssentials
import Glibc
import HuaweiCloud
import Runbooks
import StateStore
import Testing

/// Runs that are killed at any moment and resumed end as if nothing had happened.
///
/// `REEVE_CRASH_POINTS` says how many runs are killed, `REEVE_CRASH_FIRST` the first one's number; a day of it is
/// `REEVE_CRASH_POINTS=100000`.
@Suite(.serialized)
struct CrashTests {
  private typealias JSON = HuaweiCloud.JSON

  private static func variable(_ name: String, default value: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
  }

  private static let first = variable("REEVE_CRASH_FIRST", default: 0)
  private static let points = variable("REEVE_CRASH_POINTS", default: 24)

  /// How often one run is killed at most.
  private static let mostKills = 12

  /// What a sandbox holds after a run.
  private struct World: Equatable {
    let ports: Set<CloudSandbox.PortTarget>
    let policies: [String: [String]?]
    let groups: [String: String?]

    init(_ sandbox: Sandbox) {
      ports = sandbox.ignoredPorts
      policies = Dictionary(
        uniqueKeysWithValues: sandbox.inventory.policies.map {
          ($0.id, sandbox.policy($0.id)?.directories)
        })
      groups = Dictionary(
        uniqueKeysWithValues: sandbox.inventory.auditInstances.map {
          ($0.id, sandbox.securityGroup(ofInstance: $0.id))
        })
    }
  }

  private func withSandbox<Value>(
    _ body: (Sandbox, SandboxAddress, String) async throws -> Value
  ) async throws -> Value {
    let sandbox = try Sandbox()
    let address = try sandbox.start()
    let folder =
      "\(FileManager.default.temporaryDirectory.path)/crash-\(UInt64.random(in: 0 ... .max))"
    let value = try await body(sandbox, address, folder)
    await sandbox.stop()
    try? FileManager.default.removeItem(atPath: folder)
    return value
  }

  @Test(arguments: first..<(first + points))
  func `a run that is killed and resumed ends as one that is not`(_ number: Int) async throws {
    let script = RandomRunbook.text(seed: UInt64(number / 3 + 1))
    let (world, output, moments) = try await withSandbox { sandbox, address, folder in
      let moments = KillSwitch(at: 0)
      let stage = CrashStage(sandbox, address, folder: folder, script: script)
      let result = try await stage.run(resuming: false, moments)
      #expect(result.outcome.trouble == nil)
      return (World(sandbox), result.output, moments.passed)
    }
    try await withSandbox { sandbox, address, folder in
      var numbers = SplitMix(UInt64(number + 1))
      if number % 2 == 1 { disturb(sandbox, &numbers) }
      let stage = CrashStage(sandbox, address, folder: folder, script: script)
      try await kill(stage, resuming: false, at: 1 + numbers.next(moments))
      var confirmed = try confirmedChanges(stage)
      var sent = sandbox.requests().count
      // Of three runs one is resumed in peace, one is killed once more, and one again and again until it ends.
      let kills = [0, 1, Self.mostKills][number % 3]
      for _ in 0..<kills where try !isFinished(stage) {
        try await kill(stage, resuming: true, at: 1 + numbers.next(moments))
        check(sandbox, since: sent, confirmed)
        confirmed = try confirmedChanges(stage)
        sent = sandbox.requests().count
      }
      if try !isFinished(stage) {
        let result = try await stage.run(resuming: true)
        #expect(result.outcome.trouble == nil, Comment(rawValue: script))
        #expect(result.outcome.stop == nil)
        #expect(result.output == output, Comment(rawValue: script))
      }
      #expect(World(sandbox) == world, Comment(rawValue: script))
      check(sandbox, since: sent, confirmed)
      let journal = try stage.journal(KillSwitch(at: 0))
      let run = try #require(try journal.runs().first)
      #expect(run.state == .finished)
      #expect(try journal.verify(run.id).problems.isEmpty)
      #expect(try journal.verifyRuns().isEmpty)
    }
  }

  /// Things that go wrong for a moment, each with a request of its own: of two that befall one, the first could keep
  /// a change from being made, and the second deliver the answer that says it is.
  private func disturb(_ sandbox: Sandbox, _ numbers: inout SplitMix) {
    var places: Set<Int> = []
    while places.count < 3 { places.insert(5 + numbers.next(10)) }
    for place in places.sorted() {
      let effect: SandboxFault.Effect =
        switch numbers.next(4) {
        case 0: .status(503, applied: false)
        case 1: .status(503, applied: true)
        case 2: .reset(.before, applied: false)
        default: .reset(.after, applied: true)
        }
      sandbox.inject(SandboxFault(effect, nth: place, count: 1))
    }
  }

  /// Carries the stage out in a process of its own, which is killed.
  private func kill(_ stage: CrashStage, resuming isResuming: Bool, at moment: Int) async throws {
    let text = stage.text
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [text = text as String, isResuming = isResuming as Bool, moment = moment as Int] in
      _ = try await CrashStage(text: text).run(
        resuming: isResuming, KillSwitch(at: moment))
      // It has come to its end before.
      Glibc.kill(getpid(), SIGKILL)
    }
  }

  /// Whether the run came to its end, before the last kill.
  private func isFinished(_ stage: CrashStage) throws -> Bool {
    try stage.journal(KillSwitch(at: 0)).runs().first?.state == .finished
  }

  /// What the journal says is in effect: what must not be sent again.
  private func confirmedChanges(_ stage: CrashStage) throws -> [JSON] {
    let journal = try stage.journal(KillSwitch(at: 0))
    guard let run = try journal.runs().first else { return [] }
    return try journal.details(of: run.id).changes.compactMap { change in
      guard case .settled(let outcome) = change.state, outcome.result == .applied,
        change.change.role == .sent, JSON(text: outcome.facts)["unchanged"] != true
      else { return nil }
      return [
        "target": JSON(text: change.change.target), "after": JSON(text: change.change.after),
        "kind": .string(change.change.kind),
      ]
    }
  }

  /// No request since a moment carries a change that was confirmed before.
  private func check(_ sandbox: Sandbox, since start: Int, _ confirmed: [JSON]) {
    for request in sandbox.requests().dropFirst(start) where request.method != "GET" {
      guard let body = try? JSON(parsing: request.body) else { continue }
      for change in confirmed {
        switch change["kind"]?.string {
        case "ignorePort", "unignorePort":
          let action = change["kind"] == "ignorePort" ? "ignore" : "not_ignore"
          guard body["operate_type"]?.string == action else { continue }
          let isThere = (body["data_list"]?.array ?? []).contains { entry in
            ["agent_id", "port", "port_type"].allSatisfy { entry[$0] == change["target"]?[$0] }
          }
          #expect(!isThere, "sent again: \(change)")
        case "modifyWhitelistPolicy":
          #expect(body["dir_list"] == nil || body["dir_list"] != change["after"]?["dir_list"])
        case "setSecurityGroup":
          let isSame =
            body["instance_id"] == change["target"]?["instance_id"]
            && body["instance_id"] != nil
            && body["securitygroup_ids"]?.array?.first == change["after"]?["security_group_id"]
          #expect(!isSame, "sent again: \(change)")
        default: break
        }
      }
    }
  }
}
