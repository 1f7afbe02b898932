import HuaweiCloud
import Testing

@Suite struct DBSSTests {
  @Test func `a security group is set as in the reference's example`() async throws {
    let transport = FakeTransport(.json(200, #"{"result":"success"}"#))
    try await CloudClient.test(transport).dbss.setSecurityGroup(
      "f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd", ofInstance: "062212d8-8e30-4783-9671-43f3f1f3bb1e")
    #expect(
      transport.requests.map(\.essence) == [
        """
        POST https://dbss.cn-north-4.myhuaweicloud.com/v1/2b31ed520d0a4c7fa3f1ebedb6e57c0d/audit/\
        security-group
        {"instance_id":"062212d8-8e30-4783-9671-43f3f1f3bb1e",\
        "securitygroup_ids":["f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd"]}
        """
      ])
  }

  @Test func `success in HTTP with a failed result is a failure`() async throws {
    let transport = FakeTransport(.json(200, #"{"result":"failed"}"#))
    let dbss = CloudClient.test(transport).dbss
    let error = await #expect(throws: CloudError.self) {
      try await dbss.setSecurityGroup("g", ofInstance: String(repeating: "i", count: 32))
    }
    #expect(error?.kind == "result_failed")
  }

  @Test(arguments: [
    ("g", 31, "instance_id"), ("g", 65, "instance_id"), ("", 32, "securitygroup_ids"),
  ])
  func `the limits are those of the reference`(group: String, length: Int, fault: String) async {
    let transport = FakeTransport(.empty)
    let dbss = CloudClient.test(transport).dbss
    let error = await #expect(throws: CloudError.self) {
      try await dbss.setSecurityGroup(group, ofInstance: String(repeating: "i", count: length))
    }
    guard case .parameter(let parameter) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(parameter.parameter == fault)
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [
    #"{"instances":[{"instance_id":"i1","resource_id":"r1"}],"total":1}"#,
    #"{"servers":[{"id":"i1","resource_id":"r1"}],"total":1}"#,
  ])
  func `both shapes of the list give an instance_id`(_ answer: String) async throws {
    let transport = FakeTransport(.json(200, answer))
    let items = try await CloudClient.test(transport).dbss.auditInstances().all()
    #expect(items.map { $0["instance_id"]?.string } == ["i1"])
    #expect(
      transport.requests.map(\.target) == [
        "/v1/2b31ed520d0a4c7fa3f1ebedb6e57c0d/audit/instances?limit=1000&offset=0"
      ])
  }
}
