import HuaweiCloud
import Runbooks
import Starlark
import Synchronization
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
    let hasChanged = Mutex(false)
    let stage = Stage { request, _ in
      guard request.method == .get else {
        hasChanged.withLock { $0 = true }
        return .empty
      }
      let items = hasChanged.withLock { $0 } ? "{\"host_id\":\"a\"}" : ""
      return .json("{\"total_num\":1,\"data_list\":[\(items)]}")
    }
    let outcome = await stage.run(
      """
      def work(name):
          if name == "wait":
              return waitUntil(lambda: [h.host_id for h in hosts()], timeout = 1000000, every = 1)
          return ignorePort(name, 22, "TCP").ok
      print(parallelMap(work, ["a", "wait"], limit = 2))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[True, [\"a\"]]\n")
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
    (
      "setSecurityGroup(\"i\" * 32, \"g%d\" % n)",
      "items 0 and 1 of parallelMap set audit instance i"
    ),
    (
      "modifyWhitelistPolicy(\"p\", name = \"n%d\" % n)",
      "items 0 and 1 of parallelMap set whitelist policy p"
    ),
    (
      "parallelMap(lambda m: setSecurityGroup(\"i\" * 32, \"g%d\" % n), [1])",
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
      def move(name):
          setSecurityGroup(name + "-" * (32 - len(name)), "g")
      move("first")
      def change(n):
          move("outer%d" % n)
          parallelMap(lambda m: move("inner%d%d" % (n, m)), [0, 1])
          move("after%d" % n)
      parallelMap(change, [0, 1], limit = 2)
      move("last")
      """)
    #expect(outcome.trouble == nil)
    let wanted = [
      "first", "outer0", "inner00", "inner01", "after0", "outer1", "inner10", "inner11", "after1",
      "last",
    ]
    let targets = wanted.map { name in
      "audit instance \(name)\(String(repeating: "-", count: 32 - name.count)) to security group g"
    }
    #expect(outcome.records.map(\.target) == targets)
  }

  @Test func `flush in a lane tells of its own failures`() async {
    let stage = Stage { request, _ in
      request.bodyText.contains("bad") ? .refusal("DBSS.0001") : .empty
    }
    let outcome = await stage.run(
      """
      def move(name):
          setSecurityGroup(name + "-" * (32 - len(name)), "g")
      def change(name):
          move(name)
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
    let stage = Stage(
      { _, _ in
        stopper.yield()
        // Ends when the session is cancelled.
        try? await Task.sleep(for: .seconds(3600))
        return .empty
      }, set: { $0.limits.steps = .max })
    async let outcome = stage.run(
      """
      def say(word):
          print("deferred", word)
      def work(n):
          defer(say, n)
          for turn in range(1 << 60):
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
