import HuaweiCloud
import Runbooks
import Starlark
import StateStore
import Synchronization
import Testing

/// What a session does with changes: sends them, asks first, plans them, or refuses them.
struct ModeTests {
  @Test func `a session is asked before anything is sent, once for what is queued`() async {
    let asked = Mutex<[PendingChanges]>([])
    let stage = Stage { _, _ in
      .empty
    } set: { settings in
      settings.rates = SessionSettings.documentedRates
      settings.clock = .stepping()
      settings.confirm = { pending in
        asked.withLock { $0.append(pending) }
        return true
      }
    }
    let outcome = await stage.evaluate(
      "for n in range(1300): ignorePort(\"agent-%d\" % (n % 1250), 22, \"TCP\")\n")
    #expect(outcome.run.counts.applied == [.ignorePort: 1300])
    var pending = PendingChanges()
    pending.counts = [.ignorePort: 1250]
    pending.agents = 1250
    pending.requests = 7
    pending.time = .seconds(60)
    #expect(asked.withLock { $0 } == [pending])
  }

  @Test func `who refuses sends nothing`() async {
    let stage = Stage { _, _ in
      .empty
    } set: {
      $0.confirm = { _ in false }
    }
    for text in [
      "ignorePort(\"a\", 22, \"TCP\")", "ignorePort(\"a\", 22, \"TCP\").ok",
      "cloud.call(\"hss\", \"POST\", \"/v5/x\")",
      "for n in range(60000): ignorePort(\"a%d\" % n, 22, \"TCP\")\n",
    ] {
      let outcome = await stage.evaluate(text)
      #expect(outcome.run.stop == .unconfirmed, "\(text)")
      #expect(outcome.run.facts.contains(.unconfirmed), "\(text)")
    }
    #expect(stage.cloud.requests.isEmpty)
  }

  @Test func `a mode is switched between two chunks`() async {
    let stage = Stage()
    stage.session.mode = .readOnly
    let refused = await stage.evaluate("ignorePort(\"a\", 22, \"TCP\")")
    #expect(refused.run.trouble == "ignorePort: this session is read-only")
    let call = await stage.evaluate("cloud.call(\"hss\", \"POST\", \"/v5/x\")")
    #expect(call.run.trouble == "cloud.call: this session is read-only")
    stage.session.mode = .plan
    let planned = await stage.evaluate(
      "x = ignorePort(\"a\", 22, \"TCP\")\ncloud.call(\"hss\", \"POST\", \"/v5/x\")\nx.ok")
    #expect(planned.value == "True")
    #expect(planned.run.plan?.changes.map(\.kind) == [.ignorePort, .call])
    #expect(planned.run.plan?.requests == ["BatchModifyPortStatus": 1, "POST /v5/x": 1])
    #expect(planned.run.counts.total == 0)
    #expect(stage.cloud.requests.isEmpty)
    stage.session.mode = .live
    let sent = await stage.evaluate("ignorePort(\"a\", 22, \"TCP\")")
    #expect(sent.run.counts.applied == [.ignorePort: 1])
    #expect(stage.cloud.requests.count == 1)
  }

  @Test func `a call of the script's own counts as a change, where it succeeds`() async {
    let stage = Stage { request, _ in
      request.path.hasSuffix("y") ? .refusal("HSS.0001") : .empty
    }
    let outcome = await stage.evaluate(
      "cloud.call(\"hss\", \"POST\", \"/v5/x\")\nattempt(cloud.call, \"hss\", \"POST\", \"/v5/y\").ok"
    )
    #expect(outcome.value == "False")
    #expect(outcome.run.counts.applied == [.call: 1])
    #expect(outcome.run.summary == ["changed: cloud.call 1 (2 requests)"])
    let read = await stage.evaluate("cloud.call(\"hss\", \"GET\", \"/v5/x\").status")
    #expect(read.run.counts.total == 0)
  }

  @Test func `a line that changes something is a run, another is none`() async throws {
    let journal = try JournalStage()
    let stage = journal.begin { request, _ in
      request.method == .get ? .json(#"{"total_num": 0, "data_list": []}"#) : .empty
    } set: {
      $0.recording?.isLazy = true
    }
    #expect(await stage.evaluate("1 + 1").run.run == nil)
    #expect(await stage.evaluate("len(hosts())").run.run == nil)
    #expect(try journal.journal.runs().isEmpty)
    let first = await stage.evaluate("len(hosts()); ignorePort(\"a\", 22, \"TCP\")")
    let second = await stage.evaluate("ignorePort(\"b\", 22, \"TCP\")")
    let runs = try journal.journal.runs()
    #expect(runs.map(\.id) == [second.run.run, first.run.run])
    #expect(runs.map(\.state) == [.finished, .finished])
    #expect(try journal.journal.details(of: runs[1].id).callCount == 1)
  }

  private static let lists: FakeCloud.Reply = { request, _ in
    guard request.method == .get else { return .empty }
    return .json(
      """
      {"total_num": 1, "data_list": [{"policy_id": "p", "policy_name": "old", "policy_type": "block",
        "learning_days": 7, "specified_dir": false, "intercept": false, "auto_confirm": false,
        "auto_detect": false, "dir_list": [], "file_extension_list": [], "host_id_list": [], "host_id": "h"}]}
      """)
  }

  @Test(arguments: [
    // A GET may show a policy, never a port.
    ("ignorePort(\"a\", 22, \"TCP\")\ncloud.call(\"hss\", \"GET\", \"/v5/x\")", []),
    ("cloud.call(\"hss\", \"GET\", \"/v5/x\")\nmodifyWhitelistPolicy(\"p\", learningDays = 9)", []),
    (
      "modifyWhitelistPolicy(\"p\", learningDays = 9)\ncloud.call(\"hss\", \"GET\", \"/v5/x\")",
      ["cloud.call at <stdin>:2"]
    ),
    ("modifyWhitelistPolicy(\"p\", learningDays = 9)\ncloud.call(\"vpc\", \"GET\", \"/v5/x\")", []),
    ("cloud.call(\"hss\", \"POST\", \"/v5/x\")\nlen(hosts())", ["hosts at <stdin>:2"]),
    ("cloud.call(\"hss\", \"POST\", \"/v5/x\")\nlen(securityGroups())", []),
    // The service filters by what it has, not by what is planned; whether by a part of the name nobody says.
    (
      "modifyWhitelistPolicy(\"p\", name = \"new\")\nlen(whitelistPolicies(policy_name = \"ne\"))",
      ["whitelistPolicies at <stdin>:2"]
    ),
    (
      "modifyWhitelistPolicy(\"p\", name = \"new\")\nlen(whitelistPolicies(policy_name = \"new\"))",
      []
    ),
    ("modifyWhitelistPolicy(\"p\", name = \"new\")\nlen(whitelistPolicies())", []),
    (
      "modifyWhitelistPolicy(\"p\", hosts = [\"h\"])\nlen(whitelistPolicyHosts())",
      ["whitelistPolicyHosts at <stdin>:2"]
    ),
  ])
  func `a plan tells which reads do not show its changes`(_ script: String, _ unshown: [String])
    async
  {
    let stage = Stage(Self.lists)
    stage.session.mode = .plan
    let outcome = await stage.evaluate(script + "\n")
    #expect(outcome.run.trouble == nil)
    #expect(outcome.run.plan?.unshown == unshown)
    #expect(stage.cloud.requests.allSatisfy { $0.method == .get })
  }

  private static func instance(_ letter: String) -> String {
    String(repeating: "0", count: 35) + letter
  }

  /// A service that filters policies by part of the name and by `intercept`, and instances not at all.
  private static let filtering: FakeCloud.Reply = { request, _ in
    guard request.method == .get else { return .empty }
    if request.path.contains("audit") {
      let items = ["i", "j"].map { name in
        #"{"id": "\#(instance(name))", "security_group_id": "\#(instance(name))"}"#
      }
      return .json(#"{"total": 2, "servers": [\#(items.joined(separator: ", "))]}"#)
    }
    let query = Dictionary(request.query.map { ($0.name, $0.value) }) { _, last in last }
    let policies = [("p", "old", "false"), ("q", "older", "true"), ("r", "other", "false")].filter {
      _, name, intercept in
      query["policy_name"].map { name.contains($0) } != false
        && query["intercept"].map { $0 == intercept } != false
    }
    let items = policies.map { id, name, intercept in
      """
      {"policy_id": "\(id)", "policy_name": "\(name)", "policy_type": "block", "learning_days": 7,
        "specified_dir": false, "intercept": \(intercept), "auto_confirm": false, "auto_detect": false,
        "dir_list": [], "file_extension_list": [], "host_id_list": []}
      """
    }
    return .json(
      #"{"total_num": \#(items.count), "data_list": [\#(items.joined(separator: ", "))]}"#)
  }

  @Test(arguments: [
    ("name = \"new\"", "policy_name = \"new\"", "p:new"),
    ("name = \"new\"", "policy_name = \"old\"", "q:older"),
    ("name = \"new\"", "intercept = False", "p:new r:other"),
    ("intercept = True", "intercept = True", "p:old q:older"),
    ("intercept = True", "intercept = True, policy_name = \"ol\"", "q:older"),
    ("intercept = True", "intercept = False", "r:other"),
    ("intercept = True", "intercept = False, policy_id = \"p\"", ""),
  ])
  func `a plan shows filtered policies as its changes make them`(
    _ change: String, _ filter: String, _ expected: String
  ) async {
    let stage = Stage(Self.filtering)
    stage.session.mode = .plan
    let outcome = await stage.evaluate(
      """
      modifyWhitelistPolicy("p", \(change))
      " ".join([p.policy_id + ":" + p.policy_name for p in whitelistPolicies(\(filter))])

      """)
    #expect(outcome.run.trouble == nil)
    #expect(outcome.value == "\"\(expected)\"")
    let isCertain = !filter.contains("\"ol\"")
    #expect(outcome.run.plan?.unshown.isEmpty == isCertain)
  }

  @Test func `a plan shows filtered instances as its changes make them`() async {
    let stage = Stage(Self.filtering)
    stage.session.mode = .plan
    let outcome = await stage.evaluate(
      """
      setSecurityGroup("\(Self.instance("i"))", "\(Self.instance("j"))")
      [[i.id[-1] for i in auditInstances(security_group_id = 35 * "0" + g)] for g in "ij".elems()]

      """)
    #expect(outcome.run.trouble == nil)
    #expect(outcome.value == "[[], [\"i\", \"j\"]]")
    #expect(outcome.run.plan?.unshown == [])
  }

  @Test func `servers of a policy are not shown as the policy`() async {
    let stage = Stage(Self.lists)
    stage.session.mode = .plan
    let outcome = await stage.evaluate(
      "modifyWhitelistPolicy(\"p\", learningDays = 9)\n"
        + "[whitelistPolicyHosts()[0].learning_days, whitelistPolicies()[0].learning_days]\n")
    #expect(outcome.value == "[7, 9]")
  }

  @Test func `waits in a plan take no time, and one that is not met ends it`() async {
    let clock = SessionClock.stepping()
    let stage = Stage { _, _ in
      .empty
    } set: {
      $0.clock = clock
    }
    stage.session.mode = .plan
    let outcome = await stage.evaluate(
      """
      start = time.now()
      for n in poll(1000, 100):
          if n == 2: break
      ignorePort("a", 22, "TCP")
      waitUntil(lambda: False, 50)
      ignorePort("b", 22, "TCP")
      """)
    #expect(outcome.run.plan?.changes.count == 1)
    #expect(outcome.run.plan?.incomplete == "what is waited for is not so within 50 s")
    #expect(outcome.run.plan?.assumed == ["poll at <stdin>:2", "waitUntil at <stdin>:5"])
    #expect(clock.now() < .seconds(50))
  }
}
