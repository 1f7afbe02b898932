import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Synchronization
import Testing

struct ReadTests {
  /// Lists 450 hosts in pages as they are asked for.
  private static let hosts: FakeCloud.Reply = { request, _ in
    let offset = request.query.first { $0.name == "offset" }.flatMap { Int($0.value) } ?? 0
    let items = (offset..<min(offset + 200, 450)).map {
      "{\"host_id\": \"h\($0)\", \"agent_id\": \"a\($0)\", \"tags\": {\"n\": \($0)}, \"ips\": [1]}"
    }
    return .json("{\"total_num\": 450, \"data_list\": [\(items.joined(separator: ","))]}")
  }

  @Test func `a list is read as far as it is looked at`() async {
    let stage = Stage(Self.hosts)
    let outcome = await stage.run(
      """
      all = hosts()
      for host in all:
          print(host.agent_id, type(host), host.tags.n, host.ips)
          break
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "a0 Host 0 [1]\n")
    #expect(stage.cloud.requests.count == 1)
  }

  @Test func `a list is read once, whoever looks at it`() async {
    let stage = Stage(Self.hosts)
    let outcome = await stage.run(
      """
      all = hosts()
      print(len(all), all[-1].host_id, all[3].host_id, bool(all), len([h for h in all if h in all or True]))
      """.replacing(" if h in all or True", with: ""))
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "450 h449 h3 True 450\n")
    #expect(stage.cloud.requests.count == 3)
  }

  @Test(arguments: [
    ("all[:2]", "[\"h0\", \"h1\"]", 1), ("all[1:4:2]", "[\"h1\", \"h3\"]", 1),
    ("all[199:201]", "[\"h199\", \"h200\"]", 2), ("all[-1:]", "[\"h449\"]", 3),
    ("all[447::-300]", "[\"h447\", \"h147\"]", 3), ("all[5:2]", "[]", 1), ("all[:0]", "[]", 0),
  ])
  func `a slice reads as far as it has to`(_ slice: String, _ ids: String, _ requests: Int) async {
    let stage = Stage(Self.hosts)
    let outcome = await stage.run("all = hosts()\nprint([h.host_id for h in \(slice)])")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "\(ids)\n")
    #expect(stage.cloud.requests.count == requests)
  }

  @Test func `making a list sends nothing`() async {
    let stage = Stage(Self.hosts)
    _ = await stage.run("all = hosts(agent_status = \"online\")")
    #expect(stage.cloud.requests.isEmpty)
  }

  @Test func `filters go to the service by the API's names`() async {
    let stage = Stage(Self.hosts) { $0.enterpriseProject = "7" }
    _ = await stage.run(
      "len(hosts(agent_status = \"online\", has_vul = True, host_id_list = [\"x\", \"y\"], os_type = None))"
    )
    let query = stage.cloud.requests.first?.query.map { "\($0.name)=\($0.value)" }
    #expect(
      query == [
        "agent_status=online", "enterprise_project_id=7", "has_vul=true", "host_id_list=x",
        "host_id_list=y", "limit=200", "offset=0",
      ])
  }

  @Test func `a filter that the service lacks is applied here`() async {
    let stage = Stage { _, _ in
      .json(
        """
        {"total": 3, "instances": [
          {"id": "one", "status": "ACTIVE"}, {"id": "two", "status": "FROZEN"},
          {"id": "three", "status": "ACTIVE"}]}
        """)
    }
    let outcome = await stage.run(
      "print([i.instance_id for i in auditInstances(status = \"ACTIVE\")])")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "[\"one\", \"three\"]\n")
    #expect(stage.cloud.requests.first?.query.contains { $0.name == "status" } == false)
  }

  @Test func `a service that answers the same page for ever is noticed at the second`() async {
    let hosts = (0..<200).map { "{\"host_id\": \"\($0)\"}" }.joined(separator: ",")
    let stage = Stage { _, _ in .json("{\"data_list\": [\(hosts)]}") }
    let outcome = await stage.run("print(len(hosts()))")
    #expect(outcome.trouble?.contains("the next page is this page again") == true)
    #expect(stage.cloud.requests.count == 2)
  }

  @Test func `a misspelt attribute has a hint`() async {
    let stage = Stage(Self.hosts)
    let outcome = await stage.run("hosts()[0].agentid")
    #expect(outcome.trouble == "Host has no field or method \"agentid\"")
    #expect(outcome.error?.diagnostic.hint == "did you mean \"agent_id\"?")
  }

  @Test func `a list that is refused fails at the line that looks at it`() async {
    let stage = Stage { _, _ in .refusal("HSS.0013") }
    let outcome = await stage.run("all = hosts()\nprint([host for host in all])")
    #expect(outcome.error?.kind == .host)
    #expect(
      outcome.trouble
        == "hosts: HSS refused ListHostStatus: HSS.0013 refused (HTTP 400, request id r1)")
  }

  @Test func `a list whose truth is not known ends the run, and nothing is sent on a guess`() async
  {
    let stage = Stage { request, _ in request.method == .get ? .refusal("HSS.0013") : .empty }
    let outcome = await stage.run(
      """
      if not hosts():
          ignorePort("a", 22, "TCP")
      """)
    #expect(stage.cloud.requests.count == 1)
    #expect(outcome.facts.contains(.scriptFailed))
    #expect(outcome.summary.joined().contains("HSS.0013"))
  }

  // MARK: Barriers

  @Test func `a read that could show a change comes after it`() async {
    let stage = Stage { request, _ in
      switch request.operation {
      case "ListAuditInstancesNew": .json("{\"total\": 0, \"instances\": []}")
      case "UpdateAuditSecurityGroupNew": .json("{\"result\": \"success\"}")
      default: .empty
      }
    }
    let outcome = await stage.run(
      """
      ignorePort("a", 22, "TCP")
      setSecurityGroup("062212d8-8e30-4783-9671-43f3f1f3bb1e", "g")
      len(auditInstances())
      """)
    #expect(outcome.trouble == nil)
    // No read shows a port change, so that one may still grow.
    #expect(
      stage.cloud.requests.map(\.operation) == [
        "UpdateAuditSecurityGroupNew", "ListAuditInstancesNew", "BatchModifyPortStatus",
      ])
  }

  @Test func `cloud call sends its service's changes first and gives the answer`() async {
    let stage = Stage { request, _ in
      request.method == .put
        ? .json("{\"done\": [1, {\"x\": null}], \"request_id\": \"q\"}") : .empty
    }
    let outcome = await stage.run(
      """
      ignorePort("a", 22, "TCP")
      answer = cloud.call("hss", "PUT", "/v5/{project_id}/x", query = {"a": 1, "b": ["y", True]},
        body = {"n": 12345678901234567890, "l": (1, None), "s": struct(k = 1.5)})
      print(answer.status, answer.body, answer.request_id)
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "200 {\"done\": [1, {\"x\": None}], \"request_id\": \"q\"} q\n")
    #expect(stage.cloud.requests.first?.operation == "BatchModifyPortStatus")
    #expect(
      stage.cloud.requests.last?.essence
        == "PUT https://hss.cn-north-4.myhuaweicloud.com/v5/\(CloudClient.projectID)/x?a=1&b=true&b=y\n"
        + "{\"n\":12345678901234567890,\"l\":[1,null],\"s\":{\"k\":1.5}}")
  }

  @Test(arguments: [("", 1), (", idempotent = True", 3)])
  func `cloud call is repeated only if that is harmless`(_ option: String, _ count: Int) async {
    let stage = Stage { _, number in number < 2 ? .refusal("APIGW.0613", status: 503) : .empty }
    _ = await stage.run("cloud.call(\"dbss\", \"POST\", \"/v1/x\"\(option))")
    #expect(stage.cloud.requests.count == count)
  }
}
