import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

/// Values that only the session holds outlive collections of the heap.
struct CollectionTests {
  @Test func `results, deferred calls and shapes survive collections`() async {
    let stage = Stage { request, _ in
      request.method == .get
        ? .json("{\"total_num\": 2, \"data_list\": [{\"agent_id\": \"a\"}, {\"agent_id\": \"b\"}]}")
        : .refusal("HSS.0011")
    }
    let outcome = await stage.run(
      """
      def waste():
          for n in range(300000):
              [n, n, n]
      kept = attempt(lambda: ["kept", {"k": (1, 2)}])
      failed = attempt(lambda: fail("so"))
      refused = ignorePort("a", 22, "TCP")
      defer(lambda *args, **named: print(args, named), ["late"], word = "w" + "x")
      all = hosts()
      first = [host.agent_id for host in all]
      unwrap = kept.unwrap
      waste()
      waste()
      print(kept.value, failed.error.message, refused.error.code, unwrap())
      waste()
      print([host.agent_id for host in all] == first, all[1])
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.output == """
        ["kept", {"k": (1, 2)}] fail: so HSS.0011 ["kept", {"k": (1, 2)}]
        True Host(agent_id = "b")
        (["late"],) {"word": "wx"}

        """)
  }
}
