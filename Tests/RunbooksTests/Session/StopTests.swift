import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Synchronization
import Testing

struct StopTests {
  // MARK: Credentials

  @Test func `refused credentials are tried once, and nothing else is sent`() async {
    let stage = Stage { _, _ in .refusal("APIGW.0301", status: 401) }
    let outcome = await stage.run(
      """
      for number in range(1000):
          ignorePort("agent-%d" % number, 22, "TCP")
      setSecurityGroup("062212d8-8e30-4783-9671-43f3f1f3bb1e", "g")
      """)
    #expect(stage.cloud.requests.count == 1)
    #expect(outcome.facts.contains(.notAuthorised))
    #expect(outcome.counts.failed + outcome.counts.unsent == outcome.counts.total)
    #expect(outcome.counts.failed > 0 && outcome.counts.unsent >= 1)
    #expect(outcome.summary.last?.contains("Five refusals in a row lock a key") == true)
  }

  @Test(arguments: [
    "len(hosts())", "cloud.call(\"hss\", \"GET\", \"/v5/x\")",
    "cloud.call(\"hss\", \"POST\", \"/v5/x\")",
    "print(attempt(cloud.call, \"hss\", \"POST\", \"/v5/x\"))", "print(attempt(list, hosts()))",
  ])
  func `refused credentials are told once, in one way`(_ script: String) async {
    // Whether the answer or the stop is seen first is chance.
    for _ in 0..<50 {
      let stage = Stage { _, _ in .refusal("APIGW.0301", status: 401) }
      let outcome = await stage.run(script)
      #expect(stage.events.output.isEmpty)
      #expect(outcome.error?.kind == .cancelled)
      #expect(outcome.trouble?.hasPrefix("the credentials were refused: ") == true)
    }
  }

  @Test func `a REPL whose credentials were refused sends nothing more, and says why`() async {
    let stage = Stage { _, _ in .refusal("APIGW.0301", status: 401) }
    _ = await stage.evaluate("len(hosts())")
    for text in ["ignorePort(\"a\", 22, \"TCP\")", "[host for host in hosts()]"] {
      let outcome = await stage.evaluate(text)
      #expect(outcome.run.facts.contains(.notAuthorised))
    }
    #expect(stage.cloud.requests.count == 1)
  }

  @Test func `the first request goes alone, the others together`() async {
    let first = Mutex(0)
    let stage = Stage { request, number in
      if number == 0 {
        try? await Task.sleep(for: .milliseconds(50))
        first.withLock { $0 = 1 }
      } else {
        let isAnswered = first.withLock { $0 == 1 }
        #expect(isAnswered)
        try? await Task.sleep(for: .milliseconds(20))
      }
      return .empty
    }
    _ = await stage.run(
      "for n in range(2400):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")")
    #expect(stage.cloud.requests.count == 12)
    #expect(stage.cloud.mostAtOnce > 1 && stage.cloud.mostAtOnce <= 10)
  }

  // MARK: Failures

  @Test func `a script that fails sends what it asked for before`() async {
    let stage = Stage()
    let outcome = await stage.run("ignorePort(\"a\", 22, \"TCP\")\n1 // 0")
    #expect(stage.cloud.requests.count == 1)
    #expect(outcome.facts == [.scriptFailed])
    #expect(outcome.counts.applied == [.ignorePort: 1])
  }

  @Test func `a script that does not compile sends nothing, and all its errors are told`() async {
    let stage = Stage()
    let outcome = await stage.run("ignorePort(\"a\", 22, \"TCP\")\nx = nosuch\ny = (1\n")
    #expect(stage.cloud.requests.isEmpty)
    #expect(!outcome.diagnostics.isEmpty)
    #expect(outcome.facts == [.scriptFailed])
  }

  @Test func `as many failures as allowed end the run`() async {
    let stage = Stage({ _, _ in .refusal("HSS.0013") }) { $0.maxFailures = 1 }
    let outcome = await stage.run(
      """
      first = ignorePort("a", 22, "TCP")
      flush()
      for n in range(10):
          ignorePort("b%d" % n, 22, "TCP")
      """)
    #expect(outcome.stop == .tooManyFailures(1))
    #expect(outcome.facts.contains(.limitHit))
    #expect(stage.cloud.requests.count == 1)
  }

  @Test func `an error of the service is repeated until it passes`() async throws {
    let clock = SessionClock.fast(20)
    let times = Mutex<[Duration]>([])
    let stage = Stage({ _, number in
      times.withLock { $0.append(clock.now()) }
      return switch number {
      case 0: .lost
      case 1: .refusal("APIGW.0613", status: 503)
      case 2: .json("{\"error_code\": \"APIGW.0308\"}", status: 429, ["Retry-After": "4"])
      default: .empty
      }
    }) { $0.clock = clock }
    let outcome = await stage.run("ignorePort(\"a\", 22, \"TCP\")")
    #expect(outcome.facts.isEmpty)
    try #require(stage.cloud.requests.count == 4)
    let sent = times.withLock { $0 }
    // Half of the wait is chance, but what the service asks for is not.
    #expect(sent[1] - sent[0] >= .milliseconds(250))
    #expect(sent[2] - sent[1] >= .milliseconds(500))
    #expect(sent[3] - sent[2] >= .seconds(4))
    #expect(Set(stage.cloud.requests.map(\.bodyText)).count == 1)
  }

  @Test func `an error that lasts is told, with what is not known`() async {
    let stage = Stage({ _, _ in .lost }) { $0.retries.total = .seconds(2) }
    let outcome = await stage.run("ignorePort(\"a\", 22, \"TCP\")")
    #expect(outcome.facts == [.changesFailed, .tryAgainLater])
    let summary = outcome.summary.joined(separator: "\n")
    #expect(summary.contains("the change may have been applied"))
    // Once is enough.
    #expect(!summary.contains("it may be in effect all the same"))
  }

  // MARK: One bad entry

  @Test func `one bad agent of two hundred is found, all others are changed`() async {
    let stage = Stage { request, _ in
      request.bodyText.contains("\"agent-137\"") ? .refusal("HSS.1001") : .empty
    }
    let outcome = await stage.run(
      """
      for number in range(600):
          ignorePort("agent-%d" % number, 22, "TCP")
      """)
    #expect(outcome.counts.applied == [.ignorePort: 599])
    #expect(outcome.counts.failed == 1)
    let failed = outcome.records.first { $0.failure != nil }
    #expect(failed?.target == "port 22/TCP of agent agent-137")
    #expect(failed?.failure?.code == "HSS.1001")
    // Three packs first, the search after them.
    #expect(stage.cloud.requests.prefix(3).allSatisfy { $0.entries.count == 200 })
    #expect(stage.cloud.requests.count <= 3 + Bisection.maximumRequests)
  }

  @Test func `where the fault cannot be told, the group is`() async {
    let stage = Stage { _, _ in .refusal("HSS.1001") }
    let outcome = await stage.run(
      "for n in range(200):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")")
    #expect(outcome.counts.failed == 200)
    #expect(stage.cloud.requests.count == 1 + Bisection.maximumRequests)
    #expect(outcome.records.contains { ($0.failure?.groupCount ?? 0) > 1 })
    #expect(
      outcome.records.filter { ($0.failure?.groupCount ?? 0) > 1 }
        .allSatisfy { $0.failure?.mayHaveBeenApplied == true })
  }

  // MARK: Policies

  @Test func `a policy that is not there is a conflict, and nothing is put`() async {
    let stage = Stage { request, _ in .json("{\"total_num\": 0, \"data_list\": []}") }
    let outcome = await stage.run(
      "print(modifyWhitelistPolicy(\"nosuch\", learningDays = 5).error.kind)")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "conflict\n")
    #expect(stage.cloud.requests.map(\.method) == [.get])
  }

  @Test func `what a policy change leaves out is kept as it is at that moment`() async throws {
    let days = Mutex(7)
    let stage = Stage { request, _ in
      guard request.method == .get else {
        days.withLock { $0 = request.json?["learning_days"]?.int ?? 0 }
        return .empty
      }
      let now = days.withLock { $0 }
      return .json(
        """
        {"total_num": 1, "data_list": [{"policy_id": "p", "policy_name": "n", "policy_type": "block",
          "learning_days": \(now), "specified_dir": true, "intercept": true, "auto_detect": true,
          "auto_confirm": false, "dir_list": ["/opt"], "file_extension_list": ["sh"],
          "host_id_list": ["h"]}]}
        """)
    }
    let outcome = await stage.run(
      """
      modifyWhitelistPolicy("p", learningDays = 9)
      modifyWhitelistPolicy("p", dirs = [], name = None)
      """)
    #expect(outcome.facts.isEmpty)
    #expect(stage.cloud.requests.map(\.method) == [.get, .put, .get, .put])
    let last = try #require(stage.cloud.requests.last?.json)
    #expect(last["learning_days"] == 9)
    #expect(last["dir_list"] == [])
    #expect(last["ext_list"] == ["sh"])
    #expect(last["policy_name"] == "n")
    #expect(last["specified_dir"] == true)
  }

  // MARK: Cancelling

  @Test func `cancelling ends a wait at once and leaves the rest unsent`() async {
    let stage = Stage({ _, _ in .empty }) {
      $0.rates = [.hss: .calls(1, per: .seconds(86_400 * 365))]
      $0.clock = .system
    }
    let canceller = Task {
      while stage.cloud.requests.isEmpty { await Task.yield() }
      stage.session.cancel()
    }
    let outcome = await stage.run(
      "for n in range(400):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")\nflush()")
    await canceller.value
    #expect(outcome.stop == .cancelled)
    #expect(outcome.error?.kind == .cancelled)
    #expect(outcome.facts == [.cancelled])
    #expect(outcome.counts.applied == [.ignorePort: 200])
    #expect(outcome.counts.unsent == 200)
    #expect(stage.cloud.requests.count == 1)
  }

  @Test(arguments: ["", "flush()"])
  func `everything that a cancelled run has not sent is told`(end: String) async {
    let stage = Stage({ _, _ in .empty }) {
      $0.rates = [.hss: .calls(1, per: .seconds(86_400 * 365))]
      $0.clock = .system
    }
    let canceller = Task {
      while stage.events.output.isEmpty || stage.events.progress.last?.changesDone != 200 {
        await Task.yield()
      }
      stage.session.cancel()
    }
    let outcome = await stage.run(
      "for n in range(10000):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")\nprint(1)\n\(end)")
    await canceller.value
    #expect(outcome.counts.applied == [.ignorePort: 200])
    #expect(outcome.counts.unsent == 9800)
    #expect(outcome.summary.contains { $0.hasPrefix("not sent: 9800 changes") })
  }

  @Test func `cancelling ends a loop, and what was deferred runs`() async {
    let stage = Stage(set: { $0.limits.steps = .max })
    let canceller = Task {
      while stage.events.output.isEmpty { await Task.yield() }
      stage.session.cancel()
    }
    let outcome = await stage.run(
      """
      defer(lambda: print("deferred"))
      def forever():
          print("started")
          for a in range(1 << 60):
              pass
      forever()
      """)
    await canceller.value
    #expect(outcome.stop == .cancelled)
    #expect(stage.events.output == "started\ndeferred\n")
  }

  @Test func `the deadline covers waiting`() async {
    let stage = Stage(set: { $0.deadline = .seconds(20) })
    let outcome = await stage.run("for n in poll(100000, 1): pass")
    #expect(outcome.stop == .deadline(.seconds(20)))
    #expect(outcome.trouble == "the deadline of 20 s passed")
    #expect(outcome.facts == [.limitHit])
  }

  // MARK: Pace

  @Test func `no more calls than allowed leave in any window`() async {
    let clock = SessionClock.stepping()
    let times = Mutex<[Duration]>([])
    let stage = Stage({ _, _ in
      times.withLock { $0.append(clock.now()) }
      return .empty
    }) {
      $0.rates = SessionSettings.documentedRates
      $0.clock = clock
    }
    let outcome = await stage.run(
      "for n in range(2400):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")")
    #expect(outcome.facts.isEmpty)
    let sent = times.withLock { $0 }
    #expect(sent.count == 12)
    for start in sent { #expect(sent.count { $0 >= start && $0 < start + .seconds(60) } <= 5) }
    #expect(stage.events.progress.contains { $0.wait != nil && $0.estimate != nil })
    #expect(stage.events.progress.last?.changesDone == 2400)
  }

  @Test func `a script runs ahead of the wire by sixteen full requests`() async throws {
    // Long enough to queue everything, were nothing to keep the script.
    let stage = Stage { _, number in
      if number < 10 { try? await Task.sleep(for: .seconds(1)) }
      return .empty
    }
    let outcome = await stage.run(
      "for n in range(30000):\n  ignorePort(\"agent-%d\" % n, 22, \"TCP\")")
    #expect(outcome.counts.applied == [.ignorePort: 30_000])
    #expect(stage.cloud.requests.count == 150)
    let ahead = try #require(
      stage.events.progress.map { $0.changesTotal - $0.changesDone }.max())
    // Twenty requests are under way, and one is not full.
    #expect(ahead >= 16 * 200 && ahead <= (16 + 20 + 1) * 200, "\(ahead)")
  }

  @Test func `more changes than are kept leave in full packs`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def change(n):
          return ignorePort("agent-%d" % n, 22, "TCP")
      for n in range(60000):
          change(n)
      """)
    #expect(outcome.counts.applied == [.ignorePort: 60_000])
    #expect(stage.cloud.requests.count == 300)
    #expect(outcome.records.count == 4_000)
  }
}
