import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

/// What leaves, as text, held against the examples of the API reference.
struct WireTests {
  @Test func `a port that is reported again is the example of the reference`() async throws {
    let stage = Stage()
    let outcome = await stage.run(
      """
      unignorePort(
        "bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886", 22, "TCP",
        host = "xxx", container = "xxx", enterpriseProject = "all_granted_eps")
      """)
    #expect(outcome.trouble == nil)
    let endpoint = "https://hss.cn-north-4.myhuaweicloud.com"
    let path = "/v5/2b31ed520xxxxxxebedb6e57xxxxxxxx/asset/batch-modify-port-status"
    let expected = try JSON(
      parsing: """
        {
          "operate_type" : "not_ignore",
          "data_list" : [ {
            "port" : 22,
            "port_type" : "TCP",
            "container_id" : "xxx",
            "host_id" : "xxx",
            "agent_id" : "bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886"
          } ]
        }
        """)
    #expect(
      stage.cloud.requests.map(\.essence) == [
        "POST \(endpoint)\(path)?category=host&enterprise_project_id=all_granted_eps\n"
          + expected.description
      ])
  }

  @Test func `a policy is read, then replaced by the example of the reference`() async throws {
    let stage = Stage { request, _ in
      request.method == .get ? .json(Self.policies) : .empty
    }
    let outcome = await stage.run(
      """
      modifyWhitelistPolicy("111xxxxxxxxxxxxxxx", name = "111", learningDays = 3, intercept = True,
        autoDetect = True, autoConfirm = True, hosts = ["0407b315-4a32-4dca-962e-abfead700ff6"])
      """)
    #expect(outcome.trouble == nil)
    let expected = try JSON(
      parsing: """
        {
          "policy_id" : "111xxxxxxxxxxxxxxx",
          "policy_name" : "111",
          "policy_type" : "block",
          "learning_days" : 3,
          "intercept" : true,
          "auto_detect" : true,
          "auto_confirm" : true,
          "host_id_list" : [ "0407b315-4a32-4dca-962e-abfead700ff6" ]
        }
        """)
    let base = "https://hss.cn-north-4.myhuaweicloud.com/v5/2b31ed520xxxxxxebedb6e57xxxxxxxx/app"
    #expect(
      stage.cloud.requests.map(\.essence) == [
        "GET \(base)/policy?enterprise_project_id=0&limit=200&offset=0",
        "PUT \(base)/policy?enterprise_project_id=0\n" + expected.description,
      ])
  }

  @Test func `a policy that lacks what must be sent is completed by the call or refused`()
    async throws
  {
    let short = """
      {"total_num": 1, "data_list": [{"policy_id": "111xxxxxxxxxxxxxxx", "policy_name": "old",
        "policy_type": "block", "learning_days": 7, "intercept": false, "auto_detect": false,
        "auto_confirm": false}]}
      """
    let stage = Stage { request, _ in request.method == .get ? .json(short) : .empty }
    let outcome = await stage.run(
      """
      modifyWhitelistPolicy("111xxxxxxxxxxxxxxx", learningDays = 3, hosts = [])
      bare = attempt(modifyWhitelistPolicy, "111xxxxxxxxxxxxxxx", learningDays = 4)
      print(bare.error.kind, bare.error.message)
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests(of: "ChangeAppWhitelistPolicy").count == 1)
    #expect(
      stage.events.output == """
        conflict whitelist policy 111xxxxxxxxxxxxxxx: the service does not tell `host_id_list`, \
        which a change must send

        """)
  }

  static let policies = """
    {"total_num": 1, "data_list": [{"policy_id": "111xxxxxxxxxxxxxxx", "policy_name": "old",
      "policy_type": "block", "learning_days": 7, "intercept": false, "auto_detect": false,
      "auto_confirm": false, "host_id_list": ["old"]}]}
    """

  @Test func `a security group is set by the example of the reference`() async throws {
    let stage = Stage { _, _ in .json("{\"result\" : \"success\"}") }
    let outcome = await stage.run(
      """
      setSecurityGroup("062212d8-8e30-4783-9671-43f3f1f3bb1e", "f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd")
      """)
    #expect(outcome.trouble == nil)
    let expected = try JSON(
      parsing: """
        {
          "instance_id" : "062212d8-8e30-4783-9671-43f3f1f3bb1e",
          "securitygroup_ids" : [ "f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd" ]
        }
        """)
    let url =
      "https://dbss.cn-north-4.myhuaweicloud.com/v1/2b31ed520xxxxxxebedb6e57xxxxxxxx/audit/security-group"
    #expect(
      stage.cloud.requests.map(\.essence) == ["POST \(url)\n" + expected.description])
  }

  @Test func `a thousand agents in a loop are five requests of two hundred`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      for number in range(1000):
          ignorePort("agent-%d" % number, 22, "TCP")
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.map(\.entries.count) == [200, 200, 200, 200, 200])
    #expect(
      Set(stage.cloud.requests.flatMap(\.entries).compactMap { $0["agent_id"]?.string }).count
        == 1000)
    #expect(outcome.counts.applied == [.ignorePort: 1000])
    #expect(outcome.requests == ["BatchModifyPortStatus": 5])
  }

  @Test func `a list of agents is packed like a loop`() async {
    let stage = Stage()
    let outcome = await stage.run(
      "ignorePort([\"agent-%d\" % number for number in range(450)], 8080, \"UDP\")")
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.map(\.entries.count).sorted() == [50, 200, 200])
  }

  @Test func `actions, categories and projects travel apart`() async {
    let stage = Stage()
    let outcome = await stage.run(
      """
      for number in range(3):
          agent = "agent-%d" % number
          ignorePort(agent, 22, "TCP")
          unignorePort(agent, 23, "TCP")
          ignorePort(agent, 24, "TCP", category = "container")
          ignorePort(agent, 25, "TCP", enterpriseProject = "7")
      """)
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.map(\.entries.count) == [3, 3, 3, 3])
    #expect(
      Set(stage.cloud.requests.map { "\($0.query) \($0.json?["operate_type"] ?? "")" }).count == 4)
  }

  @Test func `a host with an agent stands for its agent`() async {
    let stage = Stage { request, _ in
      request.method == .get
        ? .json(
          "{\"total_num\": 1, \"data_list\": [{\"host_id\": \"h1\", \"agent_id\": \"a1\", \"host_name\": \"web\"}]}"
        )
        : .empty
    }
    let outcome = await stage.run("ignorePort(hosts(agent_status = \"online\"), 22, \"TCP\")")
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.last?.entries.first?["agent_id"] == "a1")
  }
}
