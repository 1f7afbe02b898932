import HuaweiCloud
import Testing

@Suite struct PagesTests {
  /// Answers any offset of a list of so many items, at most `pageSize` at a time.
  static func list(of total: Int, pageSize: Int = 200, saysTotal: Bool = true) -> FakeTransport {
    FakeTransport { _, request in
      let query = Dictionary(uniqueKeysWithValues: request.query.map { ($0.name, $0.value) })
      let offset = Int(query["offset"] ?? "") ?? 0
      let limit = min(Int(query["limit"] ?? "") ?? 0, pageSize)
      let items = (offset..<max(offset, min(total, offset + limit))).map {
        "{\"host_id\":\"\($0)\"}"
      }
      let sum = saysTotal ? ",\"total_num\":\(total)" : ""
      return .success(.json(200, "{\"data_list\":[\(items.joined(separator: ","))]\(sum)}"))
    }
  }

  @Test(arguments: [
    (0, 200, true, 1), (1, 200, true, 1), (200, 200, true, 1), (201, 200, true, 2),
    (450, 200, true, 3), (450, 100, true, 5), (0, 200, false, 1), (200, 200, false, 2),
    (450, 200, false, 3),
  ])
  func `a list is read to its end with as few calls as the answers allow`(
    total: Int, pageSize: Int, saysTotal: Bool, calls: Int
  ) async throws {
    let transport = Self.list(of: total, pageSize: pageSize, saysTotal: saysTotal)
    let items = try await CloudClient.test(transport).hss.hosts().all()
    #expect(items.compactMap { $0["host_id"]?.string } == (0..<total).map { "\($0)" })
    #expect(transport.requests.count == calls)
  }

  /// The numbers of items that each page has, and what it says the total is.
  static let totals: [(pages: [(items: Int, total: String)], calls: Int)] = [
    ([(200, "\"201\""), (1, "\"201\"")], 2), ([(200, "201.0"), (1, "201")], 2),
    // Fewer than have come: the size of the page says whether there is more.
    ([(200, "0"), (200, "0"), (50, "0")], 3), ([(50, "7")], 1), ([(200, "null"), (1, "null")], 2),
    // The list grows and shrinks while it is read.
    ([(200, "201"), (200, "401"), (1, "401")], 3), ([(200, "450"), (200, "400")], 2),
    ([(200, "450"), (0, "190")], 2),
  ]

  @Test(arguments: totals)
  func `a total that is odd ends no list early and none never`(
    _ pages: [(items: Int, total: String)], calls: Int
  ) async throws {
    let transport = FakeTransport { index, _ in
      let start = pages[..<index].reduce(0) { $0 + $1.items }
      let items = (start..<start + pages[index].items).map { "{\"host_id\":\"\($0)\"}" }
      return .success(
        .json(
          200,
          "{\"data_list\":[\(items.joined(separator: ","))],\"total_num\":\(pages[index].total)}"))
    }
    let items = try await CloudClient.test(transport).hss.hosts().all()
    #expect(items.count == pages.reduce(0) { $0 + $1.items })
    #expect(transport.requests.count == calls)
  }

  @Test func `a service that does not look at the offset gives no endless list`() async throws {
    let items = (0..<200).map { "{\"host_id\":\"\($0)\"}" }.joined(separator: ",")
    let transport = FakeTransport { _, _ in .success(.json(200, "{\"data_list\":[\(items)]}")) }
    let pages = try CloudClient.test(transport).hss.hosts()
    let error = await #expect(throws: CloudError.self) { try await pages.all() }
    #expect(error?.description.contains("the next page is this page again") == true)
    #expect(transport.requests.count == 2)
  }

  @Test(arguments: ["id", "instance_id"])
  func `an audit instance has its id under both names`(_ name: String) async throws {
    let body = "{\"servers\":[{\"\(name)\":\"x\",\"resource_id\":\"r\"}],\"total\":1}"
    let items = try await CloudClient.test(FakeTransport(.json(200, body))).dbss.auditInstances()
      .all()
    #expect(items == [["id": "x", "instance_id": "x", "resource_id": "r"]])
  }

  @Test(arguments: [
    (#"{"total_num":3,"hosts":[{},{},{}]}"#, false), (#"{"total_num":3}"#, false),
    (#"{"total_num":0}"#, true), (#"{"total_num":3,"data_list":null}"#, true), ("{}", true),
  ])
  func `a list under another name is not taken for an empty one`(
    body: String, isEmpty: Bool
  ) async throws {
    let pages = try CloudClient.test(FakeTransport(.json(200, body))).hss.hosts()
    guard !isEmpty else { return #expect(try await pages.all().isEmpty) }
    let error = await #expect(throws: CloudError.self) { try await pages.all() }
    #expect(error?.kind == "malformed_answer")
    #expect(error?.description.contains("it tells of 3 items, but has no data_list") == true)
  }

  @Test func `nothing is sent before a page is asked for`() async throws {
    let transport = Self.list(of: 450)
    let pages = try CloudClient.test(transport).hss.hosts()
    var iterator = pages.makeAsyncIterator()
    #expect(transport.requests.isEmpty)
    #expect(
      iterator.nextCall?.description
        == "GET hss:/v5/{project_id}/host-management/hosts?limit=200&offset=0")
    #expect(try await iterator.next()?.count == 200)
    #expect(transport.requests.count == 1)
    #expect(iterator.hasMore)
    #expect(iterator.nextCall?.query.last?.value == "200")
    _ = try await iterator.next()
    #expect(try await iterator.next()?.count == 50)
    #expect(!iterator.hasMore)
    #expect(iterator.nextCall == nil)
    #expect(try await iterator.next() == nil)
    #expect(transport.requests.count == 3)
  }

  @Test func `pages come through a loop too`() async throws {
    var counts: [Int] = []
    for try await page in try CloudClient.test(Self.list(of: 300)).hss.hosts() {
      counts.append(page.count)
    }
    #expect(counts == [200, 100])
  }

  @Test func `filters stand in the query under their names`() async throws {
    let transport = FakeTransport(.json(200, "{}"), .json(200, "{}"), .json(200, "{}"))
    let client = CloudClient.test(transport)
    _ = try await client.hss.hosts([
      "host_id_list": ["b", "a"], "has_vul": true, "agent_status": "online", "label": .null,
      "enterprise_project_id": "all_granted_eps",
    ]).all()
    _ = try await client.hss.ports(ofHost: "h", ["port": 22]).all()
    _ = try await client.eps.enterpriseProjects(["status": 1]).all()
    #expect(
      transport.requests.map(\.url) == [
        "https://hss.cn-north-4.myhuaweicloud.com/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/"
          + "host-management/hosts?agent_status=online&enterprise_project_id=all_granted_eps&"
          + "has_vul=true&host_id_list=a&host_id_list=b&limit=200&offset=0",
        "https://hss.cn-north-4.myhuaweicloud.com/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/asset/ports"
          + "?host_id=h&limit=200&offset=0&port=22",
        "https://eps.myhuaweicloud.com/v1.0/enterprise-projects?limit=1000&offset=0&status=1",
      ])
  }

  static let faults: [(HuaweiCloud.Operation, [String: JSON], String)] = [
    (HSS.hosts, ["agent": "x"], "agent"), (HSS.hosts, ["agent_status": "on"], "agent_status"),
    (HSS.hosts, ["has_vul": "true"], "has_vul"), (HSS.hosts, ["host_id_list": []], "host_id_list"),
    (HSS.hosts, ["host_id_list": [1]], "host_id_list"), (HSS.ports, [:], "host_id"),
    (HSS.portHosts, ["port": 0], "port"), (HSS.portHosts, ["port": 65_536], "port"),
    (HSS.hosts, ["enterprise_project_id": ""], "enterprise_project_id"),
  ]

  @Test(arguments: faults)
  func `a bad filter is refused before anything is sent`(
    _ operation: HuaweiCloud.Operation, filters: [String: JSON], fault: String
  ) {
    let client = CloudClient.test(FakeTransport())
    let error = #expect(throws: CloudError.self) { try client.pages(of: operation, filters) }
    guard case .parameter(let parameter) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(parameter.parameter == fault)
  }

  @Test func `markers are followed to the end`() async throws {
    let transport = FakeTransport(
      .json(200, #"{"security_groups":[{"id":"a"}],"page_info":{"next_marker":"a"}}"#),
      .json(200, #"{"security_groups":[{"id":"b"}],"page_info":{"current_count":1}}"#))
    let items = try await CloudClient.test(transport).vpc.securityGroups(["name": ["x", "y"]]).all()
    #expect(items.map { $0["id"]?.string } == ["a", "b"])
    let path = "/v3/2b31ed520d0a4c7fa3f1ebedb6e57c0d/vpc/security-groups"
    #expect(
      transport.requests.map(\.target) == [
        "\(path)?limit=2000&name=x&name=y", "\(path)?limit=2000&marker=a&name=x&name=y",
      ])
  }

  @Test func `a marker that does not move on is an error and no loop`() async throws {
    let page = HTTPResponse.json(
      200, #"{"security_groups":[{"id":"a"}],"page_info":{"next_marker":"a"}}"#)
    let pages = try CloudClient.test(FakeTransport(page, page)).vpc.securityGroups()
    let error = await #expect(throws: CloudError.self) { try await pages.all() }
    #expect(error?.kind == "malformed_answer")
  }

  @Test(arguments: ["", "[]", #"{"data_list":{}}"#])
  func `an answer that is no list is malformed`(_ body: String) async throws {
    let pages = try CloudClient.test(FakeTransport(.json(200, body))).hss.hosts()
    let error = await #expect(throws: CloudError.self) { try await pages.all() }
    #expect(error?.kind == "malformed_answer")
  }

  @Test func `a policy is found on whichever page it is`() async throws {
    let transport = FakeTransport(
      .json(200, #"{"data_list":[{"policy_id":"a"}],"total_num":2}"#),
      .json(200, #"{"data_list":[{"policy_id":"b"}],"total_num":2}"#))
    let item = try await CloudClient.test(transport).hss.whitelistPolicy(id: "b")
    #expect(item == ["policy_id": "b"])
  }
}
