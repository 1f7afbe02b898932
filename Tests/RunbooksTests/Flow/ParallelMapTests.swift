import HuaweiCloud
import Runbooks
import Starlark
import Testing

struct ParallelMapTests {
  private func agents(_ stage: Stage) -> [[String]] {
    stage.cloud.requests.map { $0.entries.compactMap { $0["agent_id"]?.string }.sorted() }
  }

  @Test func `the changes of all lanes travel together`() async {
    let stage = Stage()
    let outcome = await stage.run(
      "parallelMap(lambda n: ignorePort(\"agent%d\" % n, 22, \"TCP\"), range(500))")
    #expect(outcome.trouble == nil)
    #expect(outcome.counts.applied == [.ignorePort: 500])
    #expect(agents(stage).map(\.count).sorted() == [100, 200, 200])
  }

  @Test func `what lanes wait for leaves once all of them wait`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def change(agent):
          return ignorePort(agent, 22, "TCP").ok
      print(parallelMap(change, ["a", "b", "c", "d"], limit = 2))
      print(parallelMap(change, ["e", "f", "g"], limit = 1))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[True, True, True, True]\n[True, True, True]\n")
    #expect(agents(stage) == [["a", "b"], ["c", "d"], ["e"], ["f"], ["g"]])
  }

  @Test func `a lane that lets time pass holds up nobody`() async {
    let stage = Stage(set: { $0.clock = .stepping() })
    let outcome = await stage.run(
      """
      def work(name):
          if name == "wait":
              return waitUntil(lambda: True if hosts() else None, timeout = 1000, every = 5)
          return ignorePort(name, 22, "TCP").ok
      found = parallelMap(work, ["a", "wait"], limit = 2)
      """)
    #expect(outcome.error?.diagnostic.message.contains("waitUntil: not so within 1000 s") == true)
    #expect(outcome.counts.applied == [.ignorePort: 1])
  }

  @Test func `items that do not agree on a target are told so`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def change(which):
          if which == "ignore":
              ignorePort("a", 22, "TCP")
          else:
              unignorePort("a", 22, "TCP")
      parallelMap(change, ["ignore", "unignore"])
      """)
    #expect(
      outcome.trouble?.contains("items 0 and 1 of parallelMap set port 22/TCP of agent a")
        == true)
  }

  @Test(arguments: [
    ("setSecurityGroup(\"i\", \"g%d\" % n)", "items 0 and 1 of parallelMap set audit instance i"),
    (
      "modifyWhitelistPolicy(\"p\", name = \"n%d\" % n)",
      "items 0 and 1 of parallelMap set whitelist policy p"
    ),
    (
      "parallelMap(lambda m: setSecurityGroup(\"i\", \"g%d\" % n), [1])",
      "items 0 and 1 of parallelMap set audit instance i"
    ),
  ])
  func `whatever the limit is`(_ change: String, _ message: String) async {
    let stage = Stage()
    let outcome = await stage.run("parallelMap(lambda n: \(change), [1, 2], limit = 1)")
    #expect(outcome.trouble?.contains(message) == true, "\(outcome.trouble ?? "")")
  }

  @Test func `items that agree, and one after the other, change a target once`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      parallelMap(lambda n: ignorePort("a", 22, "TCP"), range(20))
      flush()
      parallelMap(lambda n: unignorePort("a", 22, "TCP"), range(20))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.map(\.entries.count) == [1, 1])
  }

  @Test func `changes are told of in the order of the script`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      setSecurityGroup("first", "g")
      def change(n):
          setSecurityGroup("outer%d" % n, "g")
          parallelMap(lambda m: setSecurityGroup("inner%d%d" % (n, m), "g"), [0, 1])
          setSecurityGroup("after%d" % n, "g")
      parallelMap(change, [0, 1], limit = 2)
      setSecurityGroup("last", "g")
      """)
    #expect(outcome.trouble == nil)
    let wanted = [
      "first", "outer0", "inner00", "inner01", "after0", "outer1", "inner10", "inner11", "after1",
      "last",
    ]
    #expect(
      outcome.records.map(\.target) == wanted.map { "audit instance \($0) to security group g" })
  }

  @Test func `flush in a lane tells of its own failures`() async {
    let stage = Stage { request, _ in
      request.bodyText.contains("bad") ? .refusal("DBSS.0001") : .empty
    }
    let outcome = await stage.run(
      """
      def change(name):
          setSecurityGroup(name, "g")
          return len(flush())
      print(parallelMap(change, ["good", "bad", "fine", "bad too"], limit = 2))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[0, 1, 0, 1]\n")
  }

  @Test(arguments: [1, 3])
  func `what an item defers runs when the item ends`(_ limit: Int) async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def say(word):
          print(word)
      def work(n):
          defer(say, "after %d" % n)
          defer(ignorePort, "agent%d" % n, 22, "TCP")
          print("now", n)
          if n == 2:
              fail("no")
      defer(say, "the end")
      parallelMap(work, [1, 2], limit = \(limit))
      """)
    #expect(outcome.trouble == "fail: no")
    #expect(stage.events.output == "now 1\nafter 1\nnow 2\nafter 2\nthe end\n")
    #expect(agents(stage) == [["agent1", "agent2"]])
  }

  @Test func `errors of what an item defers are told`() async {
    let stage = Stage()
    let outcome = await stage.run(
      "parallelMap(lambda n: defer(fail, \"late\", n), [1, 2])\nprint(\"on\")")
    #expect(outcome.trouble == nil)
    #expect(
      outcome.deferredErrors.map(\.diagnostic.message).sorted() == ["fail: late 1", "fail: late 2"])
    #expect(stage.events.output == "on\n")
  }

  @Test func `what items defer runs at the end of a run that is stopped`() async {
    let (stopped, stopper) = AsyncStream<Void>.makeStream()
    let stage = Stage { request, _ in
      if request.operation.hasSuffix("hosts") || request.method == .get { stopper.yield() }
      return .empty
    }
    async let outcome = stage.run(
      """
      def say(word):
          print("deferred", word)
      def work(n):
          defer(say, n)
          for turn in range(1 << 40):
              if turn == 1000 and n == 2: hosts()[0]
      parallelMap(work, [1, 2], limit = 2)
      """)
    for await _ in stopped {
      stage.session.cancel()
      break
    }
    let ended = await outcome
    #expect(ended.stop == .cancelled)
    #expect(stage.events.output == "deferred 2\ndeferred 1\n")
  }

  @Test func `results of attempt outlive their lane`() async {
    let stage = Stage { _, _ in .refusal("HSS.0011") }
    let outcome = await stage.run(
      """
      found = parallelMap(lambda n: attempt(lambda: hosts()[n]), range(6), limit = 3)
      garbage = [str(n) * 100 for n in range(100000)]
      print([result.error.code for result in found], found[3].or_(["x"]))
      fine = parallelMap(lambda n: attempt(lambda: [n]), range(6), limit = 3)
      fine[2].value.append("more")
      garbage = [str(n) * 100 for n in range(100000)]
      print([result.unwrap() for result in fine])
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.output
        == "[\"HSS.0011\", \"HSS.0011\", \"HSS.0011\", \"HSS.0011\", \"HSS.0011\", \"HSS.0011\"] [\"x\"]\n"
        + "[[0], [1], [2, \"more\"], [3], [4], [5]]\n")
  }

  @Test func `a list of the cloud that lanes share is read once`() async {
    let stage = Stage { _, _ in
      .json("{\"total_num\":2,\"data_list\":[{\"host_id\":\"a\"},{\"host_id\":\"b\"}]}")
    }
    let outcome = await stage.run(
      """
      all = hosts()
      print(parallelMap(lambda n: [len(all), all[n % 2].host_id], range(4)))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[[2, \"a\"], [2, \"b\"], [2, \"a\"], [2, \"b\"]]\n")
    #expect(stage.cloud.requests.count == 1)
  }
}
