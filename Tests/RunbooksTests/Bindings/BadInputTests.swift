import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

/// What is wrong is refused before anything is sent, and the message says what was got and what was wanted.
struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let call: String
    let message: String
    var hint: String?
    /// What the caret points at.
    var at: String?

    var testDescription: String { call }
  }

  static let cases = [
    Case(
      call: #"ignorePort("a", 22, "TPC")"#,
      message: #"ignorePort: parameter `protocol`: got "TPC", want "TCP" or "UDP""#,
      hint: #"did you mean "TCP"?"#, at: #""TPC""#),
    Case(
      call: #"ignorePort("a", "22", "TCP")"#,
      message: #"ignorePort: parameter `port`: got "22", want an integer from 0 to 2147483647"#,
      hint: "write 22 without quotes, or use int()", at: #""22""#),
    Case(
      call: #"ignorePort("a", -1, "TCP")"#,
      message: "ignorePort: parameter `port`: got -1, want an integer from 0 to 2147483647"),
    Case(
      call: #"ignorePort("a", 1 << 31, "TCP")"#,
      message:
        "ignorePort: parameter `port`: got 2147483648, want an integer from 0 to 2147483647"),
    Case(
      call: #"ignorePort("a", True, "TCP")"#,
      message: "ignorePort: parameter `port`: got True, want an integer from 0 to 2147483647"),
    Case(
      call: #"ignorePort("", 22, "TCP")"#,
      message:
        "ignorePort: parameter `agent`: got an empty agent id, want a text of 1 to 64 characters"
    ),
    Case(
      call: #"ignorePort("x" * 65, 22, "TCP")"#,
      message: "ignorePort: parameter `agent`: got \"" + String(repeating: "x", count: 65)
        + "\", want a text of 1 to 64 characters"),
    Case(
      call: #"ignorePort(["a", ""], 22, "TCP")"#,
      message:
        "ignorePort: parameter `agent`: got element 1 is an empty agent id, want a text of 1 to 64 characters"
    ),
    Case(
      call: #"ignorePort(struct(agent_id = ""), 22, "TCP")"#,
      message:
        "ignorePort: parameter `agent`: got struct with agent_id an empty agent id, want a text of 1 to 64 characters"
    ),
    Case(
      call: #"ignorePort(struct(host_id = "h"), 22, "TCP")"#,
      message:
        "ignorePort: parameter `agent`: got a struct, want an agent id or an object with `agent_id`"
    ),
    Case(
      call: #"ignorePort(17, 22, "TCP")"#,
      message:
        "ignorePort: parameter `agent`: got 17, want an agent id or an object with `agent_id`"),
    Case(
      call: #"ignorePort(["a"], 22, "TCP", host = "h")"#,
      message:
        "ignorePort: parameter `host`: got \"h\" for a list of agents, want one agent with it"),
    Case(
      call: #"ignorePort("a", 22, "TCP", host = "")"#,
      message: "ignorePort: parameter `host`: got an empty id, want a text of 1 to 64 characters"),
    Case(
      call: #"ignorePort("a", 22, "TCP", category = "vm")"#,
      message: #"ignorePort: parameter `category`: got "vm", want "host" or "container""#),
    Case(
      call: #"ignorePort("a", 22, "TCP", protcol = "TCP")"#,
      message: #"ignorePort: unexpected keyword argument "protcol""#,
      hint: #"did you mean "protocol"?"#),
    Case(
      call: #"ignorePort("a", 22)"#, message: "ignorePort: missing 1 argument (protocol)"),
    Case(
      call: #"modifyWhitelistPolicy("p", learningDays = 201)"#,
      message:
        "modifyWhitelistPolicy: parameter `learningDays`: got 201, want an integer from 3 to 30",
      at: "201"),
    Case(
      call: #"modifyWhitelistPolicy("p", learningDays = 2)"#,
      message:
        "modifyWhitelistPolicy: parameter `learningDays`: got 2, want an integer from 3 to 30"),
    Case(
      call: #"modifyWhitelistPolicy("p", type = "blok")"#,
      message: #"modifyWhitelistPolicy: parameter `type`: got "blok", want "block""#,
      hint: #"did you mean "block"?"#),
    Case(
      call: #"modifyWhitelistPolicy("p", intercept = "true")"#,
      message: #"modifyWhitelistPolicy: parameter `intercept`: got "true", want True or False"#,
      hint: "write True without quotes"),
    Case(
      call: #"modifyWhitelistPolicy("p", name = "")"#,
      message:
        #"modifyWhitelistPolicy: parameter `name`: got "", want a text of 1 to 256 characters"#),
    Case(
      call: #"modifyWhitelistPolicy("p", dirs = [1])"#,
      message: "modifyWhitelistPolicy: parameter `dirs`: got [1], want a list of texts"),
    Case(
      call: #"modifyWhitelistPolicy("p", hosts = [""])"#,
      message:
        "modifyWhitelistPolicy: parameter `hosts`: got element 0 is an empty host id, want a text of 1 to 64 characters"
    ),
    Case(
      call: #"setSecurityGroup("too-short", "g")"#,
      message:
        #"setSecurityGroup: parameter `instance`: got "too-short", want a text of 32 to 64 characters"#
    ),
    Case(
      call: #"setSecurityGroup("062212d8-8e30-4783-9671-43f3f1f3bb1e", ["g"])"#,
      message:
        #"setSecurityGroup: parameter `securityGroup`: got ["g"], want a security group id or an object with `id` or `security_group_id`"#
    ),
    Case(
      call: #"hosts(agent_status = "on")"#,
      message:
        #"hosts: parameter `agent_status`: got "on", want "installed", "online", "offline", "install_failed", "installing" or "not_installed""#
    ),
    Case(
      call: #"hosts(agentstatus = "online")"#,
      message: #"hosts: unexpected keyword argument "agentstatus""#,
      hint: #"did you mean "agent_status"?"#),
    Case(
      call: #"portHosts(port = 0)"#,
      message: "portHosts: parameter `port`: got 0, want an integer from 1 to 65535"),
    Case(
      call: #"cloud.call("hss", "FETCH", "/v5")"#,
      message:
        #"cloud.call: parameter `method`: got "FETCH", want "GET", "HEAD", "POST", "PUT", "PATCH" or "DELETE""#
    ),
    Case(
      call: #"cloud.call("hss", "POST", "/v5", body = {1: 2})"#,
      message: "cloud.call: parameter `body`: got a dict with key 1, want keys that are strings"),
    Case(
      call: #"waitUntil(lambda: True, -1)"#,
      message: "waitUntil: parameter `timeout`: got -1, want a number of seconds, 0 or more"),
  ]

  @Test(arguments: cases)
  func `a bad argument is refused unsent`(_ bad: Case) async {
    let stage = Stage()
    let outcome = await stage.run("ignorePort(\"first\", 1, \"TCP\")\n" + bad.call)
    #expect(outcome.error?.diagnostic.message == bad.message)
    #expect(outcome.error?.kind == .programming)
    if let hint = bad.hint { #expect(outcome.error?.diagnostic.hint == hint) }
    if let at = bad.at, let diagnostic = outcome.error?.diagnostic {
      #expect(diagnostic.source.text(of: diagnostic.span) == at)
    }
    // What came before it in the script is sent all the same.
    #expect(
      stage.cloud.requests.flatMap(\.entries).compactMap { $0["agent_id"]?.string } == ["first"])
    #expect(outcome.facts == [.scriptFailed])
  }

  @Test func `a port above all ports is sent, with a warning`() async {
    let stage = Stage()
    let outcome = await stage.run("ignorePort(\"a\", 70000, \"TCP\")")
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.warnings.map(\.message) == [
        "ignorePort: port 70000 is above 65535, which no TCP or UDP port is"
      ])
    #expect(stage.events.warnings.first?.severity == .warning)
    #expect(stage.cloud.requests.first?.entries.first?["port"] == 70000)
  }
}
