import HuaweiCloud
import Testing

/// What the calls look like on the wire, compared as whole text.
@Suite struct HSSRequestTests {
  let transport = FakeTransport(.empty, .empty, .empty)
  var hss: HSS { CloudClient.test(transport).hss }

  @Test func `a port is unignored as in the reference's example`() async throws {
    let port = Port(
      agentID: "bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886", number: 22,
      protocol: .tcp, hostID: "xxx", containerID: "xxx")
    try await hss.unignore([port], enterpriseProject: .allGranted)
    let host = "https://hss.cn-north-4.myhuaweicloud.com"
    #expect(
      transport.requests.map(\.essence) == [
        """
        POST \(host)/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/asset/batch-modify-port-status\
        ?category=host&enterprise_project_id=all_granted_eps
        \(compact(
          """
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
          """))
        """
      ])
  }

  @Test func `the category is always sent, the enterprise project when it is given`() async throws {
    try await hss.ignore(
      [Port(agentID: "a", number: 70_000, protocol: .udp)], category: .container)
    let request = try #require(transport.requests.first)
    #expect(
      request.target
        == "/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/asset/batch-modify-port-status?category=container")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"operate_type":"ignore","data_list":[{"port":70000,"port_type":"UDP","agent_id":"a"}]}"#
    )
  }

  @Test func `a policy is changed as in the reference's example`() async throws {
    let policy = WhitelistPolicy(
      id: "111xxxxxxxxxxxxxxx", name: "111", learningDays: 3, intercept: true, autoConfirm: true,
      autoDetect: true, hosts: ["0407b315-4a32-4dca-962e-abfead700ff6"])
    try await hss.modify(policy)
    #expect(
      transport.requests.map(\.essence) == [
        """
        PUT https://hss.cn-north-4.myhuaweicloud.com/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/app/policy\
        ?enterprise_project_id=0
        \(compact(
          """
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
          """))
        """
      ])
  }

  @Test func `every member of a policy has its name on the wire`() throws {
    let policy = WhitelistPolicy(
      id: "p", name: "n", learningDays: 30, specifiedDir: true, intercept: false,
      autoConfirm: false, autoDetect: false, dirs: ["/opt"], extensions: [".sh", "\"\\\u{1}"],
      hosts: [])
    #expect(
      "\(try policy.call(enterpriseProject: "ep"))" == """
        PUT hss:/v5/{project_id}/app/policy?enterprise_project_id=ep
        {"policy_id":"p","policy_name":"n","policy_type":"block","learning_days":30,\
        "specified_dir":true,"intercept":false,"auto_detect":false,"auto_confirm":false,\
        "dir_list":["/opt"],"ext_list":[".sh","\\"\\\\\\u0001"],"host_id_list":[]}
        """)
  }

  @Test func `401 ports leave in three requests`() async throws {
    let ports = (0...400).map { Port(agentID: "a", number: $0, protocol: .tcp) }
    try await hss.ignore(ports)
    let counts = try transport.requests.map {
      try JSON(parsing: $0.body)["data_list"]?.array?.count
    }
    #expect(counts == [200, 200, 1])
  }

  @Test func `a bad port in the third pack stops the first from leaving`() async throws {
    var ports = (0...400).map { Port(agentID: "a", number: $0, protocol: .tcp) }
    ports[400].number = -1
    let error = await #expect(throws: CloudError.self) { try await self.hss.ignore(ports) }
    #expect(
      error?.description
        == "BatchModifyPortStatus: parameter `data_list[0].port`: got -1, "
        + "want an integer from 0 to 2147483647")
    #expect(transport.requests.isEmpty)
  }

  static let limits: [(Port, String?)] = [
    (Port(agentID: "", number: 1, protocol: .tcp), "data_list[0].agent_id"),
    (Port(agentID: String(repeating: "é", count: 64), number: 1, protocol: .tcp), nil),
    (
      Port(agentID: String(repeating: "a", count: 65), number: 1, protocol: .tcp),
      "data_list[0].agent_id"
    ),
    (Port(agentID: "a", number: 0, protocol: .tcp), nil),
    (Port(agentID: "a", number: 2_147_483_647, protocol: .tcp), nil),
    (Port(agentID: "a", number: 2_147_483_648, protocol: .tcp), "data_list[0].port"),
    (Port(agentID: "a", number: 1, protocol: .tcp, hostID: ""), nil),
    (
      Port(agentID: "a", number: 1, protocol: .tcp, hostID: String(repeating: "h", count: 65)),
      "data_list[0].host_id"
    ),
    (
      Port(agentID: "a", number: 1, protocol: .tcp, containerID: String(repeating: "c", count: 65)),
      "data_list[0].container_id"
    ),
  ]

  @Test(arguments: limits)
  func `the limits of a port are those of the reference`(_ port: Port, fault: String?) {
    var parameter: String?
    do throws(ParameterError) {
      _ = try PortStatusChange(.ignore, ports: [port]).call()
    } catch {
      parameter = error.parameter
    }
    #expect(parameter == fault)
  }

  @Test(arguments: [0, 201])
  func `a request holds 1 to 200 ports`(_ count: Int) {
    let port = Port(agentID: "a", number: 1, protocol: .tcp)
    let change = PortStatusChange(.ignore, ports: Array(repeating: port, count: count))
    #expect(throws: ParameterError.self) { try change.call() }
  }

  @Test(arguments: [
    ("", "n", "block", 3, "policy_id"), ("p", "", "block", 3, "policy_name"),
    ("p", "n", "observe", 3, "policy_type"), ("p", "n", "block", 2, "learning_days"),
    ("p", "n", "block", 31, "learning_days"),
  ])
  func `the limits of a policy are those of the reference`(
    id: String, name: String, type: String, days: Int, fault: String
  ) {
    let policy = WhitelistPolicy(
      id: id, name: name, type: type, learningDays: days, intercept: true, autoConfirm: true,
      autoDetect: true, hosts: [])
    let error = #expect(throws: ParameterError.self) { try policy.call() }
    #expect(error?.parameter == fault)
  }

  @Test func `a policy is read from the list under its other names`() throws {
    let item = try JSON(
      parsing: """
        {"policy_id":"p","policy_name":"n","policy_type":"block","learning_days":7,
        "specified_dir":false,"dir_list":null,"file_extension_list":[".sh"],"intercept":true,
        "auto_detect":false,"auto_confirm":true,"default_policy":false,"host_id_list":["h"]}
        """)
    #expect(
      WhitelistPolicy(item: item)
        == WhitelistPolicy(
          id: "p", name: "n", learningDays: 7, specifiedDir: false, intercept: true,
          autoConfirm: true, autoDetect: false, dirs: [], extensions: [".sh"], hosts: ["h"]))
    #expect(WhitelistPolicy.missingMembers(of: item) == [])
    let worded = try JSON(
      parsing: """
        {"policy_id":"p","policy_name":"n","policy_type":"block","learning_days":"7",
        "specified_dir":"false","dir_list":[],"ext_list":[".sh"],"intercept":"true",
        "auto_detect":"False","auto_confirm":"true","host_id_list":["h"]}
        """)
    #expect(WhitelistPolicy(item: worded) == WhitelistPolicy(item: item))
    let short: JSON = ["policy_id": "p", "policy_name": 3]
    #expect(WhitelistPolicy(item: short) == nil)
    #expect(
      WhitelistPolicy.missingMembers(of: short) == [
        "policy_name", "policy_type", "learning_days", "intercept", "auto_confirm", "auto_detect",
        "host_id_list",
      ])
  }
}

/// JSON text without the blanks between its parts.
private func compact(_ text: String) -> String {
  (try? JSON(parsing: text))?.description ?? "no JSON: \(text)"
}
