import CloudSandbox
import Testing

struct ReadTests {
  @Test func `pages make up the whole, in order and without gaps`() async throws {
    try await Client.with { client in
      var ids: [String] = []
      var total = 1
      while ids.count < total {
        let path = "host-management/hosts?limit=200&offset=\(ids.count)"
        let page = try client.get(path + "&enterprise_project_id=all_granted_eps").json
        total = page["total_num"]?.integer ?? 0
        let hosts = page["data_list"]?.array ?? []
        guard !hosts.isEmpty else { break }
        ids += hosts.compactMap { $0["host_id"]?.string }
      }
      #expect(ids == client.sandbox.inventory.hosts.map(\.hostID))
      #expect(ids.count == 1_200)
    }
  }

  @Test func `the default is the default enterprise project, ten a page`() async throws {
    try await Client.with { client in
      let page = try client.get("host-management/hosts").json
      let members = client.sandbox.inventory.hosts.count { $0.enterpriseProjectID == "0" }
      #expect(page["data_list"]?.array?.count == 10)
      #expect(page["total_num"]?.integer == members)
    }
  }

  @Test(arguments: [
    "agent_status=online", "agent_status=not_installed", "host_name=db-", "asset_value=important",
    "os_type=Linux", "host_status=SHUTOFF", "group_name=web", "ip_addr=10.16.1.",
    "has_vul=false", "protect_status=closed", "public_ip=203.0.113.7",
  ])
  func `a filter leaves some hosts and takes some away`(_ filter: String) async throws {
    try await Client.with { client in
      let path = "host-management/hosts?enterprise_project_id=all_granted_eps&\(filter)"
      let total = try #require(try client.get(path).json["total_num"]?.integer)
      #expect(total > 0)
      #expect(total < 1_200 || filter.hasPrefix("os_type"))
    }
  }

  @Test func `lists of ids are repeated or separated by commas`() async throws {
    try await Client.with { client in
      let ids = client.sandbox.inventory.hosts.prefix(2).map(\.hostID).sorted()
      for query in [
        "host_id_list=\(ids[0])%2C\(ids[1])", "host_id_list=\(ids[0])&host_id_list=\(ids[1])",
      ] {
        let page = try client.get("host-management/hosts?" + query).json
        #expect(page["data_list"]?.array?.compactMap { $0["host_id"]?.string }.sorted() == ids)
      }
    }
  }

  @Test(arguments: [("a=b+c", ["a", "b c"]), ("a+b=%2B%20", ["a b", "+ "]), ("a", ["a", ""])])
  func `a plus in a query stands for a space`(_ text: String, _ parts: [String]) {
    #expect(Query(text[...]).parameters.flatMap { [$0.name, $0.value] } == parts)
  }

  @Test(arguments: [
    "host-management/hosts?limit=9", "host-management/hosts?limit=201",
    "host-management/hosts?limit=ten", "host-management/hosts?offset=2000001",
    "host-management/hosts?agent_status=away", "host-management/hosts?has_vul=yes",
    "asset/ports", "asset/ports/detail?port=0", "asset/ports/detail?category=vm",
    "asset/port/statistics?type=SCTP", "host-management/groups?limit=1",
    "app/policy?limit=10&learning_status=x", "host-management/hosts?host_id_list=",
    "host-management/hosts?host_id_list=" + String(repeating: "a", count: 37),
    "host-management/hosts?public_ip_list=" + String(repeating: "1%2C", count: 101),
  ])
  func `a wrong parameter is refused`(_ path: String) async throws {
    try await Client.with { client in
      let answer = try client.get(path)
      #expect(answer.status == 400)
      #expect(answer.code == "HSS.0001")
    }
  }

  @Test func `groups name their hosts`() async throws {
    try await Client.with { client in
      let page = try client.get(
        "host-management/groups?limit=200&enterprise_project_id=all_granted_eps"
      ).json
      let groups = try #require(page["data_list"]?.array)
      #expect(groups.count == 8)
      #expect(groups.reduce(0) { $0 + ($1["host_num"]?.integer ?? 0) } == 1_200)
      #expect(
        groups.reduce(0) { $0 + ($1["host_id_list"]?.array?.count ?? 0) } == 1_200)
    }
  }

  @Test func `the ports of a host, and the hosts of a port`() async throws {
    try await Client.with { client in
      let host = client.credentials.hostID
      let ports = try client.get("asset/ports?host_id=\(host)&type=TCP").json
      #expect(ports["data_list"]?.array?.compactMap { $0["port"]?.integer } == [22, 80, 443])
      #expect(ports["data_list"]?[0]?["agent_id"]?.string == client.credentials.agentID)
      let hosts = try client.get("asset/ports/detail?port=3306&type=TCP&limit=200").json
      #expect(hosts["total_num"]?.integer == hosts["data_list"]?.array?.count)
      #expect(hosts["data_list"]?[0]?["host_name"]?.string?.hasPrefix("db-") == true)
      try #expect(client.get("asset/ports?host_id=nobody").json["total_num"] == 0)
    }
  }

  @Test func `ports of containers are a category of their own`() async throws {
    try await Client.with { client in
      let page = try client.get("asset/ports/detail?category=container&port=8443").json
      #expect(page["data_list"]?[0]?["container_name"] == "search")
      #expect(page["data_list"]?[0]?["container_id"]?.string?.count == 64)
      try #expect(client.get("asset/ports/detail?port=8443").json["total_num"] == 0)
    }
  }

  @Test func `statistics count what the other list lists`() async throws {
    try await Client.with { client in
      let statistics = try client.get("asset/port/statistics?category=host&port=443").json
      let hosts = try client.get("asset/ports/detail?port=443").json
      #expect(statistics["data_list"]?[0]?["num"] == hosts["total_num"])
      try #expect(
        client.get("asset/port/statistics?type=TCP6").json["total_num"]?.integer ?? 0 > 0)
    }
  }

  @Test func `security groups are paged by marker`() async throws {
    try await Client.with { client in
      var names: [String] = []
      var marker = ""
      repeat {
        let page = try client.call(
          "GET",
          "/v3/\(client.credentials.projectID)/vpc/security-groups?limit=2\(marker)"
        ).json
        names += page["security_groups"]?.array?.compactMap { $0["name"]?.string } ?? []
        marker = page["page_info"]?["next_marker"]?.string.map { "&marker=\($0)" } ?? ""
      } while !marker.isEmpty
      #expect(names.sorted() == client.sandbox.inventory.securityGroups.map(\.name).sorted())
    }
  }

  @Test func `another project of the account is empty`() async throws {
    try await Client.with { client in
      let projects = try client.call("GET", "/v3/projects?name=cn-east-3").json["projects"]
      let other = try #require(projects?[0]?["id"]?.string)
      try #expect(
        client.call("GET", "/v5/\(other)/host-management/hosts").json["total_num"] == 0)
      #expect(projects?.array?.count == 1)
    }
  }

  @Test func `enterprise projects are three`() async throws {
    try await Client.with { client in
      let answer = try client.call("GET", "/v1.0/enterprise-projects").json
      #expect(answer["total_count"] == 3)
      #expect(answer["enterprise_projects"]?[0]?["name"] == "default")
    }
  }
}
