import HuaweiCloud
import ReeveTestSupport
import Runbooks
import StateStore
import Synchronization
import Testing

/// Runs that are written down, stopped, and gone on with.
struct ReplayTests {
  private static let twoPacks = """
    for n in range(300):
        ignorePort("agent-%d" % n, 22, "TCP")
    print("sent", len(flush()))
    """

  /// Runs a script until a request is under way that gets no answer, then gives it up.
  private func interrupt(
    _ journal: JournalStage, _ script: String, atRequest number: Int
  ) async throws {
    let stage = journal.begin { _, sent in
      if sent == number { return await .never() }
      return .empty
    }
    let canceller = Task {
      while stage.cloud.requests.count <= number { await Task.yield() }
      stage.session.cancel()
      stage.session.cancel()
    }
    let outcome = await stage.run(script)
    await canceller.value
    #expect(outcome.stop == .cancelled)
    #expect(outcome.isResumable)
  }

  @Test func `what is confirmed is not sent again, what is unknown is`() async throws {
    let journal = try JournalStage()
    try await interrupt(journal, Self.twoPacks, atRequest: 1)
    let details = try journal.details
    // Both leave together, so either may be the one that was answered.
    #expect(details.packs.map(\.isOpen).count { $0 } == 1)
    #expect(details.packs.count == 2)
    let stage = try journal.resume()
    let outcome = await stage.run(Self.twoPacks)
    #expect(outcome.trouble == nil)
    let again = stage.cloud.requests.map(\.entries.count)
    #expect(again == [100] || again == [200])
    #expect(stage.events.output == "sent 0\n")
    #expect(outcome.counts.applied == [.ignorePort: 300])
    #expect(outcome.replayedChanges == 300 - again[0])
    let run = try journal.details
    #expect(run.packs.allSatisfy { !$0.isOpen })
    #expect(try journal.journal.verify(run.summary.id).problems.isEmpty)
  }

  @Test func `what is given up counts as failed`() async throws {
    let journal = try JournalStage()
    let script = """
      result = attempt(cloud.call, "hss", "POST", "/v5/x", body = {"a": 1})
      print(result.ok, result.error.kind if result.error else None)
      """
    try await interrupt(journal, script, atRequest: 0)
    let stage = try journal.resume(givingUp: true)
    let outcome = await stage.run(script)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "False unknown\n")
    #expect(stage.cloud.requests.isEmpty)
  }

  @Test func `a script that goes another way sends nothing`() async throws {
    let journal = try JournalStage()
    try await interrupt(journal, Self.twoPacks, atRequest: 1)
    for other in [
      Self.twoPacks.replacing("22", with: "23"), "print(len(hosts()))\n" + Self.twoPacks,
      "ignorePort(\"agent-0\", 22, \"TCP\")",
    ] {
      let stage = try journal.resume()
      let outcome = await stage.run(other)
      #expect(outcome.facts.contains(.internalError), "\(other)")
      #expect(stage.cloud.requests.isEmpty, "\(other)")
    }
    // Nor does it give up what is still to be sent.
    let end = await (try journal.resume()).run(Self.twoPacks)
    #expect(end.counts.applied == [.ignorePort: 300])
  }

  @Test(arguments: [false, true])
  func `a resume that is stopped before it sends leaves all to the next one`(
    isRefused: Bool
  ) async throws {
    let journal = try JournalStage()
    try await interrupt(journal, Self.twoPacks, atRequest: 1)
    let second = try journal.resume { _, _ in
      .refusal("APIGW.0301", status: 401)
    } set: { settings in
      settings.confirm = { _ in isRefused }
    }
    let stopped = await second.run(Self.twoPacks)
    #expect(stopped.counts.applied.values.reduce(0, +) < 300)
    #expect(second.cloud.requests.count == (isRefused ? 1 : 0))
    let third = try journal.resume()
    let end = await third.run(Self.twoPacks)
    #expect(end.counts.applied == [.ignorePort: 300])
    #expect(third.cloud.requests.map(\.entries.count).reduce(0, +) <= 200)
    #expect(try journal.details.packs.allSatisfy { !$0.isOpen })
  }

  @Test func `times, files and reads are told again`() async throws {
    let journal = try JournalStage()
    let script = """
      print(time.now().unix, [row.a for row in csv.read("x.csv")], [h.host_id for h in hosts()])
      ignorePort("agent", 22, "TCP").ok
      """
    let hosts = { @Sendable (id: String) in
      HTTPResponse.json(#"{"total_num": 1, "data_list": [{"host_id": "\#(id)"}]}"#)
    }
    let first = journal.begin { request, number in
      if request.method == .get { return hosts("one") }
      return await .never()
    } set: {
      $0.files = FakeFiles(["/runbooks/x.csv": "a\n1\n"])
      $0.scriptFolder = "/runbooks"
    }
    let canceller = Task {
      while first.cloud.requests.count < 2 { await Task.yield() }
      first.session.cancel()
      first.session.cancel()
    }
    _ = await first.run(script)
    await canceller.value
    let second = try journal.resume { request, _ in
      request.method == .get ? hosts("two") : .empty
    } set: {
      $0.files = FakeFiles(["/runbooks/x.csv": "a\n2\n"])
      $0.scriptFolder = "/runbooks"
      $0.clock.wall = { (1, 2) }
    }
    let outcome = await second.run(script)
    #expect(outcome.trouble == nil)
    #expect(second.events.output == first.events.output)
    #expect(second.events.output.contains(#"["1"] ["one"]"#))
    #expect(second.cloud.requests.map(\.method) == [.post])
  }

  @Test func `a wait that was over is not waited for again`() async throws {
    let journal = try JournalStage()
    let script = """
      for n in poll(1000, 100):
          if n == 3: break
      print("waited")
      ignorePort("agent", 22, "TCP").ok
      """
    let stepping = SessionClock.stepping()
    let first = journal.begin { _, _ in
      await .never()
    } set: {
      $0.clock = stepping
    }
    let canceller = Task {
      while first.cloud.requests.isEmpty { await Task.yield() }
      first.session.cancel()
      first.session.cancel()
    }
    _ = await first.run(script)
    await canceller.value
    let clock = SessionClock.stepping()
    let second = try journal.resume(set: { $0.clock = clock })
    let outcome = await second.run(script)
    #expect(outcome.trouble == nil)
    #expect(second.events.output == "waited\n")
    #expect(clock.now() == .zero)
  }

  @Test func `an answer that holds a secret is not kept, and a replay says so`() async throws {
    let journal = try JournalStage()
    let script = """
      print(len(cloud.call("hss", "GET", "/v5/secrets").body["value"]))
      ignorePort("agent", 22, "TCP").ok
      """
    let stage = journal.begin { request, _ in
      if request.method == .get { return .json(#"{"value": "hunter2"}"#) }
      return await .never()
    }
    let canceller = Task {
      while stage.cloud.requests.count < 2 { await Task.yield() }
      stage.session.cancel()
      stage.session.cancel()
    }
    _ = await stage.run(script)
    await canceller.value
    let second = try journal.resume()
    let outcome = await second.run(script)
    #expect(outcome.stop == .withheld("cloud.call"))
    #expect(second.cloud.requests.isEmpty)
  }

  @Test func `lanes that were cut off go on where they were`() async throws {
    let journal = try JournalStage()
    let script = """
      def change(n):
          done = ignorePort("agent-%d" % n, 22, "TCP").ok
          return [n, done, time.now().unix]
      results = parallelMap(change, range(8), limit = 3)
      print([r[:2] for r in results])
      print(sorted({r[2]: 0 for r in results}.keys()))
      """
    // Whatever time it is told is the beginning's when it is told again.
    let first = journal.begin { _, sent in
      sent == 1 ? await .never() : .empty
    } set: {
      $0.clock.wall = { (1_000, 0) }
    }
    let canceller = Task {
      while first.cloud.requests.count < 2 { await Task.yield() }
      first.session.cancel()
      first.session.cancel()
    }
    let cut = await first.run(script)
    await canceller.value
    #expect(cut.isResumable)
    let second = try journal.resume(set: { $0.clock.wall = { (2_000, 0) } })
    let outcome = await second.run(script)
    #expect(outcome.trouble == nil)
    #expect(second.cloud.requests.map(\.entries.count) == [3, 2])
    #expect(
      second.events.output
        == "[\((0..<8).map { "[\($0), True]" }.joined(separator: ", "))]\n[1000, 2000]\n")
    #expect(outcome.replayedChanges == 3)
    #expect(try journal.journal.verify(journal.details.summary.id).problems.isEmpty)
  }

  @Test func `a clock that is put back changes nothing`() async throws {
    let day: Int64 = 86_400_000
    let wall = Mutex<Int64>(20_000 * day)
    // Each look at it finds it a minute earlier.
    let journal = try JournalStage {
      wall.withLock { time in
        time -= 60_000
        return time
      }
    }
    try await interrupt(journal, Self.twoPacks, atRequest: 1)
    let run = try journal.details.summary.id
    wall.withLock { $0 -= 40 * day }
    let stage = try journal.resume()
    let outcome = await stage.run(Self.twoPacks)
    #expect(outcome.trouble == nil)
    let again = stage.cloud.requests.map(\.entries.count)
    #expect(again == [100] || again == [200])
    let later = journal.begin()
    #expect(await later.run("ignorePort(\"agent-0\", 22, \"TCP\")").trouble == nil)
    let runs = try journal.journal.runs()
    // The newest is the one that began last, whatever the clock said.
    #expect(runs.count == 2)
    #expect(runs.last?.id == run)
    #expect(try journal.journal.verifyRuns().isEmpty)
    for found in runs { #expect(try journal.journal.verify(found.id).problems.isEmpty) }
    let target = try journal.details.changes[0].change.target
    #expect(try journal.journal.lastSet(target: target)?.run == runs[0].id)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts"))
  func `a disk that fills up stops a run, which goes on when there is room`() async throws {
    let disk = try SmallDisk(megabytes: 16)
    let journal = try JournalStage(folder: disk.folder)
    let script = """
      for n in range(8000):
          ignorePort("agent-%d" % n, 22, "TCP")
      print(len(flush()))
      """
    let first = journal.begin { _, number in
      if number == 2 { try? disk.fill() }
      return .empty
    }
    let outcome = await first.run(script)
    guard case .unjournaled(.store(let error))? = outcome.stop else {
      Issue.record("it went on: \(String(describing: outcome.stop))")
      return
    }
    #expect(error.problem == .diskFull)
    #expect(outcome.facts == [.tryAgainLater])
    let id = try #require(outcome.run)
    #expect(
      outcome.summary.contains("`reeve resume \(id)` goes on where it stopped."),
      "\(outcome.summary)")
    let requests = first.cloud.requests
    #expect(requests.count < 40)
    // What left is in the journal, whatever became of it; so is what was about to.
    let packs = try journal.details.packs
    #expect(packs.count >= requests.count)
    let confirmed = Set(packs.filter { !$0.isOpen }.flatMap { $0.intent.changes.map(\.target) })

    disk.makeRoom()
    let second = try journal.resume()
    let end = await second.run(script)
    #expect(end.trouble == nil)
    #expect(second.events.output == "0\n")
    #expect(end.counts.applied == [.ignorePort: 8000])
    let again = second.cloud.requests.flatMap(\.entries).count
    #expect(again == 8000 - confirmed.count)
    let run = try journal.details
    #expect(run.packs.allSatisfy { !$0.isOpen })
    #expect(try journal.journal.verify(run.summary.id).problems.isEmpty)
  }

  // MARK: IDs that look like secrets

  @Test func `an ID is kept as it is, whatever it looks like`() async throws {
    let journal = try JournalStage()
    let script = """
      ignorePort("ABCDEFGHIJ0123456789", 22, "TCP")
      for policy in whitelistPolicies():
          modifyWhitelistPolicy(policy, dirs = ["/opt/hunter2", "/opt/ABCDEFGHIJ0123456789"])
      """
    let long = String(repeating: "/folder", count: 20)
    let stage = journal.begin { request, _ in
      guard request.method == .get else { return .empty }
      return .json(
        #"""
        {"total_num": 1, "data_list": [{"policy_id": "p1", "policy_name": "n", "policy_type": "block",
        "learning_days": 7, "intercept": false, "auto_confirm": false, "auto_detect": false,
        "dir_list": ["\#(long)"], "file_extension_list": [], "host_id_list": []}]}
        """#)
    }
    #expect(await stage.run(script).trouble == nil)
    let changes = try journal.details.changes.map(\.change)
    let port = try #require(changes.first { $0.kind == "ignorePort" })
    let policy = try #require(changes.first { $0.kind == "modifyWhitelistPolicy" })
    #expect(port.target.contains(#""agent_id":"ABCDEFGHIJ0123456789""#))
    #expect(policy.before == #"{"dir_list":["\#(long)"]}"#)
    let after = try #require(policy.after)
    #expect(after.contains(#"["/opt/‹redacted›","/opt/ABCDEFGHIJ0123456789"]"#))
    // The list that was read is kept too, so that a replay has it.
    var isKept = false
    try journal.journal.forEachEntry(of: journal.details.summary.id) { entry in
      guard case .call(let call) = entry.body, case .answer(let text) = call.result else { return }
      isKept = isKept || text.contains(long)
    }
    #expect(isKept)
  }

  // MARK: Without a journal nothing is sent

  @Test func `nothing is sent that cannot be written down`() async throws {
    let journal = try JournalStage()
    let stage = journal.begin { _, _ in
      .empty
    } set: { settings in
      let begin = settings.recording?.begin
      settings.recording?.begin = { source throws(JournalError) in
        guard let writer = try begin?(source) else { throw .unknownRun("") }
        // Whatever is to be written from now on fails.
        try writer.end(exitCode: 0)
        return writer
      }
    }
    let outcome = await stage.run("ignorePort(\"a\", 22, \"TCP\")\nprint(len(flush()))")
    #expect(stage.cloud.requests.isEmpty)
    guard case .unjournaled? = outcome.stop else {
      Issue.record("\(String(describing: outcome.stop))")
      return
    }
    #expect(outcome.counts.unsent == 1)
    #expect(outcome.facts.contains(.tryAgainLater))
  }

  @Test func `a run that cannot begin does nothing`() async throws {
    let journal = try JournalStage()
    let stage = journal.begin { _, _ in
      .empty
    } set: { settings in
      settings.recording?.begin = { _ throws(JournalError) in throw .unknownRun("x") }
    }
    let outcome = await stage.run("print(1)\nignorePort(\"a\", 22, \"TCP\")")
    #expect(outcome.stop == .unjournaled(.unknownRun("x")))
    #expect(stage.events.output.isEmpty)
    #expect(stage.cloud.requests.isEmpty)
  }
}

extension HTTPResponse {
  /// No answer, until nobody waits for it any more.
  static func never() async -> HTTPResponse {
    try? await Task.sleep(for: .seconds(600))
    return .lost
  }
}
