import CloudSandbox
import Testing

struct PolicyTests {
  private static let path = "app/policy?enterprise_project_id=0"

  private func body(_ id: String, replacing change: (String, String) = ("", "")) -> String {
    let text = """
      {"policy_id":"\(id)","policy_name":"new","policy_type":"block","learning_days":3,
      "intercept":true,"auto_detect":true,"auto_confirm":false,"host_id_list":["h1","h2"]}
      """
    return change.0.isEmpty ? text : text.replacing(change.0, with: change.1)
  }

  private func put(_ client: Client, _ body: String, path: String = path) throws -> RawAnswer {
    try client.call("PUT", "/v5/\(client.credentials.projectID)/\(path)", body)
  }

  @Test func `a policy is replaced whole`() async throws {
    try await Client.with { client in
      let old = try #require(client.sandbox.inventory.policies.first { !$0.directories.isEmpty })
      let answer = try put(client, body(old.id))
      #expect(answer.status == 200)
      #expect(answer.body.isEmpty)
      let new = try #require(client.sandbox.policy(old.id))
      #expect(new.name == "new")
      #expect(new.directories == [])
      #expect(new.fileExtensions == [])
      #expect(new.hostIDs == ["h1", "h2"])
      #expect(new.learningStatus == old.learningStatus)
    }
  }

  @Test func `the list answers what was put, extensions by another name`() async throws {
    try await Client.with { client in
      let id = client.credentials.policyID
      let extensions = #""ext_list":["so"],"dir_list":["/opt"],"intercept":false"#
      _ = try put(client, body(id, replacing: (#""intercept":true"#, extensions)))
      let list = try client.get("app/policy?limit=10&policy_name=new").json
      #expect(list["total_num"] == 1)
      let policy = try #require(list["data_list"]?[0])
      #expect(policy["file_extension_list"] == ["so"])
      #expect(policy["dir_list"] == ["/opt"])
      #expect(policy["intercept"] == false)
      #expect(policy["ext_list"] == nil)
      try #expect(client.get("app/\(id)/detail").json["policy_name"] == "new")
    }
  }

  @Test(arguments: [
    ((#""learning_days":3"#, #""learning_days":2"#), "HSS.0001"),
    ((#""learning_days":3"#, #""learning_days":31"#), "HSS.0001"),
    ((#""learning_days":3"#, #""learning_days":"3""#), "HSS.0002"),
    ((#""policy_type":"block""#, #""policy_type":"allow""#), "HSS.0001"),
    ((#""intercept":true,"#, ""), "HSS.0001"), ((#""auto_detect":true,"#, ""), "HSS.0001"),
    ((#""auto_confirm":false,"#, ""), "HSS.0001"), ((#""policy_name":"new","#, ""), "HSS.0001"),
    ((#""intercept":true"#, #""intercept":"true""#), "HSS.0002"),
    ((#"["h1","h2"]"#, #""h1""#), "HSS.0002"), ((#"["h1","h2"]"#, "[1]"), "HSS.0002"),
    ((#","host_id_list":["h1","h2"]"#, ""), "HSS.0001"),
  ])
  func `a wrong member refuses the request`(_ change: (String, String), _ code: String) async throws
  {
    try await Client.with { client in
      let before = client.sandbox.policy(client.credentials.policyID)
      let answer = try put(
        client, body(client.credentials.policyID, replacing: change))
      #expect(answer.status == 400)
      #expect(answer.code == code)
      #expect(client.sandbox.policy(client.credentials.policyID) == before)
    }
  }

  @Test func `an unknown policy, or one of another enterprise project, is refused`() async throws {
    try await Client.with { client in
      try #expect(put(client, body("nobody")).code == "HSS.1004")
      let elsewhere = client.sandbox.inventory.enterpriseProjects[1].id
      let path = "app/policy?enterprise_project_id=\(elsewhere)"
      try #expect(
        put(client, body(client.credentials.policyID), path: path).code == "HSS.1004")
      try #expect(
        put(
          client, body(client.credentials.policyID),
          path: "app/policy?enterprise_project_id=all_granted_eps"
        ).status == 200)
    }
  }

  @Test func `the enterprise project and the limit are mandatory`() async throws {
    try await Client.with { client in
      try #expect(
        put(client, body(client.credentials.policyID), path: "app/policy").code == "HSS.0001")
      try #expect(client.get("app/policy").code == "HSS.0001")
      try #expect(client.get("app/host").code == "HSS.0001")
    }
  }

  @Test func `the hosts of a policy are those it names`() async throws {
    try await Client.with { client in
      let policy = try #require(client.sandbox.policy(client.credentials.policyID))
      let list = try client.get("app/host?limit=10&policy_id=\(policy.id)").json
      #expect(
        list["data_list"]?.array?.compactMap { $0["host_id"]?.string } == policy.hostIDs)
      #expect(list["total_num"]?.integer == policy.hostIDs.count)
    }
  }
}
