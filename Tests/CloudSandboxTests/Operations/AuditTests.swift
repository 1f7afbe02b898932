import CloudSandbox
import Testing

struct AuditTests {
  private func set(_ client: Client, _ body: String) throws -> RawAnswer {
    try client.call("POST", "/v1/\(client.credentials.projectID)/audit/security-group", body)
  }

  @Test func `an instance gets its security group`() async throws {
    try await Client.with { client in
      let instance = client.credentials.instanceID
      let group = client.credentials.securityGroupID
      #expect(client.sandbox.securityGroup(ofInstance: instance) != group)
      let answer = try set(
        client, #"{"instance_id":"\#(instance)","securitygroup_ids":["\#(group)"]}"#)
      #expect(answer.status == 200)
      #expect(answer.text == #"{"result":"success"}"#)
      #expect(client.sandbox.securityGroup(ofInstance: instance) == group)
      let list = try client.call(
        "GET", "/v1/\(client.credentials.projectID)/audit/instances?limit=1&offset=0"
      ).json
      #expect(list["total"] == 12)
      #expect(list["instances"]?[0]?["instance_id"]?.string == instance)
      #expect(list["instances"]?[0]?["security_group_id"]?.string == group)
    }
  }

  @Test(arguments: [
    (#"{"instance_id":"INSTANCE","securitygroup_ids":[]}"#, 400, "10000001"),
    (#"{"instance_id":"INSTANCE","securitygroup_ids":["GROUP","GROUP"]}"#, 400, "10000001"),
    (#"{"instance_id":"INSTANCE","securitygroup_ids":["nobody"]}"#, 400, "10000001"),
    (#"{"instance_id":"INSTANCE","securitygroup_ids":"GROUP"}"#, 400, "10000001"),
    (#"{"instance_id":"INSTANCE"}"#, 400, "10000001"),
    (#"{"securitygroup_ids":["GROUP"]}"#, 400, "10000001"),
    (#"{"instance_id":"short","securitygroup_ids":["GROUP"]}"#, 400, "10020021"),
    (
      #"{"instance_id":"00000000-0000-0000-0000-000000000000","securitygroup_ids":["GROUP"]}"#, 404,
      "10021004"
    ), ("no", 400, "10000001"),
  ])
  func `a wrong request changes nothing`(_ body: String, _ status: Int, _ code: String) async throws
  {
    try await Client.with { client in
      let instance = client.credentials.instanceID
      let before = client.sandbox.securityGroup(ofInstance: instance)
      let answer = try set(
        client,
        body.replacing("INSTANCE", with: instance)
          .replacing("GROUP", with: client.credentials.securityGroupID))
      #expect(answer.status == status)
      #expect(answer.code == code)
      #expect(answer.json["details"] != nil)
      #expect(client.sandbox.securityGroup(ofInstance: instance) == before)
    }
  }

  @Test func `the product's page words the list otherwise`() async throws {
    var configuration = SandboxConfiguration()
    configuration.auditListing = .servers
    try await Client.with(configuration) { client in
      let list = try client.call(
        "GET", "/v1/\(client.credentials.projectID)/audit/instances"
      ).json
      #expect(list["instances"] == nil)
      #expect(list["servers"]?[0]?["id"]?.string == client.credentials.instanceID)
    }
  }
}
