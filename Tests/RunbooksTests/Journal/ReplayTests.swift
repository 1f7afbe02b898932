import HuaweiCloud
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
    #expect(details.packs.map(\.isOpen) == [false, true])
    let stage = try journal.resume()
    let outcome = await stage.run(Self.twoPacks)
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.map(\.entries.count) == [100])
    #expect(stage.events.output == "sent 0\n")
    #expect(outcome.counts.applied == [.ignorePort: 300])
    #expect(outcome.replayedChanges == 200)
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
  fileprivate static func never() async -> HTTPResponse {
    try? await Task.sleep(for: .seconds(600))
    return .lost
  }
}
