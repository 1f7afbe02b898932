import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct HandleTests {
  /// Refuses whole requests that have an agent called `bad`.
  private static let refusesBad: FakeCloud.Reply = { request, _ in
    request.bodyText.contains("\"bad\"") ? .refusal("HSS.0013") : .empty
  }

  @Test func `looking at an outcome sends what is queued`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      first = ignorePort("a", 22, "TCP")
      second = ignorePort("b", 22, "TCP")
      print(first.ok, first.value, first.error, first.unwrap(), first.or_(7))
      third = ignorePort("c", 22, "TCP")
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "True None None None None\n")
    #expect(stage.cloud.requests.map(\.entries.count) == [2, 1])
  }

  @Test func `a loop of attempts still packs`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      handles = [attempt(ignorePort, "a%d" % n, 22, "TCP") for n in range(400)]
      print(all([handle.ok for handle in handles]), type(handles[0]))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "True Change\n")
    #expect(stage.cloud.requests.map(\.entries.count) == [200, 200])
  }

  @Test func `methods of handles and attempts are values like others`() async {
    let stage = Stage(Self.refusesBad)
    let outcome = await stage.run(
      """
      good, bad = ignorePort("a", 22, "TCP"), ignorePort("bad", 23, "TCP", category = "container")
      print(good.unwrap(), bad.or_(7), attempt(bad.unwrap).error.code, dir(bad))
      first, second = attempt(int, "4"), attempt(int, "x")
      unwrap, default = first.unwrap, second.or_
      print(unwrap(), first.or_(0), default(5), attempt(second.unwrap).error.kind)
      def both(n):
          return attempt(lambda: n).or_
      print([f(0) for f in parallelMap(both, range(3))])
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.output == """
        None 7 HSS.0013 ["error", "ok", "or_", "unwrap", "value"]
        4 4 5 data
        [0, 1, 2]

        """)
  }

  @Test func `a failure that was looked at is the script's own affair`() async {
    let stage = Stage(Self.refusesBad)
    let outcome = await stage.run(
      """
      handle = ignorePort("bad", 22, "TCP")
      if not handle.ok:
          error = handle.error
          print(error.kind, error.code, error.status, error.request_id, error.retryable)
          print(error.stack)
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "permission HSS.0013 400 r1 False\n(\"test.star:1\",)\n")
    #expect(outcome.facts.isEmpty)
    #expect(outcome.counts.failed == 1 && outcome.counts.failedAndRead == 1)
  }

  @Test func `a failure that nobody looked at is told with line, target and reason`() async {
    let stage = Stage(Self.refusesBad)
    let outcome = await stage.run("\nignorePort(\"bad\", 22, \"TCP\")\n")
    #expect(outcome.facts == [.changesFailed])
    #expect(
      outcome.summary == [
        "nothing changed; failed: 1 (1 request)",
        "failed: test.star:2: ignorePort: port 22/TCP of agent bad: HSS refused "
          + "BatchModifyPortStatus: HSS.0013 refused (HTTP 400, request id r1)",
        "Nothing was changed. Ask for the permission of this operation, and check the project and the "
          + "enterprise project.",
      ])
  }

  @Test func `unwrap fails with the reason, at its own line`() async {
    let stage = Stage(Self.refusesBad)
    let outcome = await stage.run("h = ignorePort(\"bad\", 22, \"TCP\")\nh.unwrap()\n")
    #expect(outcome.error?.kind == .host)
    #expect(outcome.error?.diagnostic.message.hasPrefix("ignorePort: HSS refused") == true)
    #expect(
      outcome.error?.diagnostic.source.line(of: outcome.error?.diagnostic.span.start ?? 0) == 2)
  }

  @Test func `flush waits, gives the errors once, and orders what comes after`() async {
    let stage = Stage(Self.refusesBad)
    let outcome = await stage.run(
      """
      ignorePort("bad", 22, "TCP")
      print([error.kind for error in flush()])
      ignorePort("good", 22, "TCP")
      print(flush())
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[\"permission\"]\n[]\n")
    #expect(stage.cloud.requests.count == 2)
    #expect(outcome.facts.isEmpty)
  }

  @Test func `a handle prints what became of the change`() async {
    let stage = Stage()
    let outcome = await stage.evaluate("ignorePort(\"a\", 22, \"TCP\")")
    #expect(outcome.value == "<ignorePort port 22/TCP of agent a: applied>")
  }

  @Test func `an answer that says failed is a failure`() async {
    let stage = Stage { _, _ in .json("{\"result\": \"failed\"}") }
    let outcome = await stage.run(
      "print(setSecurityGroup(\"062212d8-8e30-4783-9671-43f3f1f3bb1e\", \"g\").error.kind)")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "result_failed\n")
  }
}
