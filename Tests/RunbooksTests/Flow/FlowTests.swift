import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct FlowTests {
  @Test func `attempt catches fail, bad data and refusals`() async {
    let stage = Stage { _, _ in .refusal("HSS.0011") }
    let outcome = await stage.run(
      """
      def broken():
          fail("no", "luck")
      for result in [attempt(broken), attempt(int, "x"), attempt(len, "abc"), attempt(lambda: hosts()[0])]:
          print(result.ok, result.value, result.error.kind if result.error else "-", result.or_(7))
      print(attempt(len, "abc").unwrap())
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.output
        == "False None fail 7\nFalse None data 7\nTrue 3 - 3\nFalse None not_found 7\n3\n")
  }

  @Test func `attempt does not hide a mistake of the script`() async {
    let stage = Stage()
    let outcome = await stage.run("attempt(lambda: 1 + \"a\")")
    #expect(outcome.error?.kind == .programming)
  }

  @Test func `an error keeps its message, stack and cause when it is raised again`() async {
    let stage = Stage { _, _ in .refusal("HSS.0011") }
    let outcome = await stage.run(
      """
      def read():
          return hosts()[0]
      result = attempt(read)
      print(result.error.code, result.error.status, result.error.stack)
      result.unwrap()
      """)
    #expect(
      stage.events.output
        == "HSS.0011 400 (\"test.star:2:12: in read\",)\n")
    #expect(outcome.error?.kind == .host)
    #expect((outcome.error?.underlying as? ChangeFailure)?.code == "HSS.0011")
  }

  // MARK: defer

  @Test func `what is deferred runs at the end, the last first`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def say(word, end = "."):
          print(word + end)
      defer(say, "first")
      defer(say, "second", end = "!")
      print("now")
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "now\nsecond!\nfirst.\n")
  }

  @Test func `what is deferred runs after a failure, and its changes are sent`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      defer(ignorePort, "late", 22, "TCP")
      defer(lambda: fail("in defer"))
      ignorePort("early", 22, "TCP")
      fail("stop")
      """)
    #expect(outcome.error?.diagnostic.message == "fail: stop")
    #expect(outcome.deferredErrors.map(\.diagnostic.message) == ["fail: in defer"])
    #expect(
      stage.cloud.requests.map { $0.entries.first?["agent_id"]?.string } == ["early", "late"])
  }

  @Test func `what is deferred shares its steps, and what is left without is counted`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      def spin():
          for _ in range(2000000): pass
      for _ in range(100): defer(print, "late")
      defer(spin)
      defer(fail, "first")
      """)
    #expect(
      outcome.deferredErrors.map(\.diagnostic.message) == [
        "fail: first", "what `defer` registered takes more than 1000000 steps",
        "100 more calls that `defer` registered did not run",
      ])
    #expect(stage.events.output == "")
  }

  // MARK: Waiting

  @Test func `waitUntil asks until it is so`() async {
    let stage = Stage(set: { $0.clock = .stepping() })
    let outcome = await stage.run(
      """
      tries = []
      def ready():
          tries.append(1)
          return "yes" if len(tries) == 3 else None
      print(waitUntil(ready, timeout = time.parse_duration("1m"), every = 2), len(tries))
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "yes 3\n")
  }

  @Test func `waitUntil fails in time, as something that attempt catches`() async {
    let stage = Stage(set: { $0.clock = .stepping() })
    let outcome = await stage.run(
      "print(attempt(waitUntil, lambda: False, 10, 3, \"the moon\").error.message)")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "waitUntil: not so within 10 s: the moon\n")
  }

  @Test func `poll counts until the time is over`() async {
    let stage = Stage(set: { $0.clock = .stepping() })
    let outcome = await stage.run(
      """
      seen = [n for n in poll(timeout = 10, every = 4)]
      print(seen)
      for n in poll(1000):
          break
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[0, 1, 2]\n")
  }
}
