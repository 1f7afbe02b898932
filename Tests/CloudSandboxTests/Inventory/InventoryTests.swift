import CloudSandbox
import Testing

struct InventoryTests {
  @Test func `the same seed gives the same inventory, another seed another`() {
    #expect(Inventory.standard(seed: 3) == Inventory.standard(seed: 3))
    #expect(Inventory.standard(seed: 3) != Inventory.standard(seed: 4))
  }

  @Test func `it has what the documentation promises`() {
    let inventory = Inventory.standard(seed: 1)
    #expect(inventory.hosts.count == 1_200)
    #expect(inventory.hostGroups.count == 8)
    #expect(inventory.policies.count == 6)
    #expect(inventory.auditInstances.count == 12)
    #expect(inventory.securityGroups.count == 5)
    #expect(inventory.enterpriseProjects.count == 3)
    #expect(Set(inventory.hosts.map(\.hostID)).count == 1_200)
    #expect(Set(inventory.hosts.map(\.privateIP)).count == 1_200)
    #expect(Set(inventory.hostGroups.map(\.id)).count == 8)
    let agents = inventory.hosts.map(\.agentID).filter { !$0.isEmpty }
    #expect(Set(agents).count == 1_170)
    #expect(agents.allSatisfy { $0.utf8.count == 64 && Hexadecimal.bytes($0) != nil })
    #expect(inventory.hosts.contains { $0.agentStatus == "offline" })
    #expect(inventory.hosts.contains { !$0.containers.isEmpty })
  }

  @Test func `a thousand agents can be named`() throws {
    let agents = try Sandbox().agents(1_000)
    #expect(agents.count == 1_000)
    #expect(Set(agents).count == 1_000)
    try #expect(Sandbox().agents(10) == Array(agents.prefix(10)))
  }

  @Test func `the identifiers of the reference's examples exist`() throws {
    let credentials = try Sandbox().credentials()
    #expect(credentials.instanceID == "062212d8-8e30-4783-9671-43f3f1f3bb1e")
    #expect(credentials.securityGroupID == "f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd")
    #expect(credentials.hostID == "0407b315-4a32-4dca-962e-abfead700ff6")
  }

  @Test func `credentials are one line of JSON`() throws {
    let credentials = try Sandbox().credentials()
    let json = try JSON(parsing: credentials.line())
    let names = [
      "ak", "sk", "user", "password", "domain", "project_id", "project_name", "agent_id", "host_id",
      "policy_id", "instance_id", "security_group_id",
    ]
    for name in names { #expect(json[name]?.string?.isEmpty == false) }
    #expect(!credentials.line().contains("\n"))
    try #expect(Sandbox().credentials() == credentials)
    try #expect(Sandbox().credentials(for: .reader).accessKey != credentials.accessKey)
  }

  @Test func `an inventory survives being written and read`() throws {
    let inventory = Inventory.standard(seed: 1)
    try #expect(Inventory(json: JSON(parsing: inventory.json.text)) == inventory)
  }

  @Test func `a file takes the place of the standard inventory`() async throws {
    try await Fixture.inFolder { folder in
      Fixture.write(
        """
        {"format":"reeve-inventory-1","hosts":[{"host_id":"h","agent_id":"a","host_name":"n",
        "ports":[{"port":22,"type":"TCP"}]}]}
        """, to: "\(folder)/inventory.json")
      var configuration = SandboxConfiguration()
      configuration.inventoryFile = "\(folder)/inventory.json"
      try await Client.with(configuration) { client in
        let page = try client.get("host-management/hosts").json
        #expect(page["total_num"] == 1)
        #expect(page["data_list"]?[0]?["agent_status"] == "online")
        try #expect(client.get("asset/ports?host_id=h").json["total_num"] == 1)
      }
    }
  }

  @Test(arguments: [
    (#"{}"#, "format is missing"), (#"{"format":"x"}"#, "format: got \"x\""), ("[]", "an array"),
    ("{", "at byte 1"), (host(#""host_id":7"#), "hosts[0].host_id: got an integer, want a string"),
    (host(#""host_id":"h""#), "hosts[0].agent_id is missing"),
    (
      host(#""host_id":"h","agent_id":"a","host_name":"n","agent_status":"away""#),
      "hosts[0].agent_status"
    ),
    (
      host(#""host_id":"h","agent_id":"a","host_name":"n","ports":[{"port":70000,"type":"TCP"}]"#),
      "hosts[0].ports[0].port: got 70000, want 0...65535"
    ),
    (
      #"{"format":"reeve-inventory-1","security_groups":[{"id":"g","name":"a"},{"id":"g","name":"b"}]}"#,
      #"security_groups[].id: got "g" twice"#
    ),
  ])
  func `an error in the file says where`(_ text: String, _ message: String) async throws {
    try await Fixture.inFolder { folder in
      Fixture.write(text, to: "\(folder)/inventory.json")
      var configuration = SandboxConfiguration()
      configuration.inventoryFile = "\(folder)/inventory.json"
      #expect {
        try Sandbox(configuration)
      } throws: { error in
        "\(error)".hasPrefix("\(folder)/inventory.json: ") && "\(error)".contains(message)
      }
    }
  }

  private static func host(_ members: String) -> String {
    #"{"format":"reeve-inventory-1","hosts":[{\#(members)}]}"#
  }
}
