import ReeveCommands
import StateStore
import Testing

struct SavedOperationsTests {
  private func change(_ kind: String, _ target: String, _ after: String) -> JournalChange {
    JournalChange(
      ChangeIdentity(CallIdentity(lane: "", ordinal: 0), item: 0), kind: kind,
      target: target, after: after)
  }

  private func port(_ agent: String, _ number: Int = 22, _ after: String = "{}") -> JournalChange {
    change(
      "ignorePort", "{\"agent_id\":\"\(agent)\",\"port\":\(number),\"port_type\":\"TCP\"}", after)
  }

  private func text(_ changes: JournalChange...) -> String {
    var saved = SavedOperations()
    for change in changes { _ = saved.add(change) }
    return saved.text(comment: "Saved.")
  }

  @Test func `changes become calls with ids`() {
    #expect(
      text(
        port("a", 22, "{\"category\":\"host\",\"host_id\":\"h\",\"enterprise_project_id\":\"0\"}"),
        change("setSecurityGroup", "{\"instance_id\":\"i\"}", "{\"security_group_id\":\"g\"}"),
        change(
          "modifyWhitelistPolicy", "{\"policy_id\":\"p\"}",
          "{\"enterprise_project_id\":\"0\",\"policy_name\":\"a \\\"b\\\"\",\"intercept\":true,"
            + "\"learning_days\":7,\"host_id_list\":[\"x\",\"y\"]}"),
        change(
          "cloud.call", "{\"call\":\"PUT vpc:/v3/x\"}",
          "{\"query\":[[\"limit\",\"1\"]],\"body\":{\"a\":[1,null,\"‹secret b›\"]}}")) == """
          # Saved.

          ignorePort("a", 22, "TCP", host = "h", enterpriseProject = "0")
          setSecurityGroup("i", "g")
          modifyWhitelistPolicy(
              "p",
              name = "a \\"b\\"",
              learningDays = 7,
              intercept = True,
              hosts = ["x", "y"],
              enterpriseProject = "0",
          )
          cloud.call("vpc", "PUT", "/v3/x", query = {"limit": "1"}, body = {"a": [1, None, secret("b")]})

          """)
  }

  @Test func `what differs by the agent alone becomes a loop`() {
    #expect(
      text(port("a"), port("b"), port("c", 80)) == """
        # Saved.

        for agent in [
            "a",
            "b",
        ]:
            ignorePort(agent, 22, "TCP")
        ignorePort("c", 80, "TCP")

        """)
  }

  @Test func `what is no call is left out`() {
    var saved = SavedOperations()
    let taken = saved.add(change("somethingElse", "{}", "{}"))
    #expect(!taken && saved.count == 0)
  }
}
