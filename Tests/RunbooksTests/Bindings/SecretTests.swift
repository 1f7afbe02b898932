import HuaweiCloud
import Runbooks
import StateStore
import Testing

/// `secret`, up to what leaves.
struct SecretTests {
  private struct Secrets: SecretSource {
    var values = ["db": "hunter22", "other": "correct horse"]

    func secret(_ name: String) throws(SecretProblem) -> Secret {
      guard let value = values[name] else {
        throw SecretProblem("\"\(name)\": it is not configured", advice: "Set it.")
      }
      return Secret(value)
    }

    func fingerprint(of secret: Secret, named name: String) throws(SecretProblem) -> String {
      "\(name) \(secret.reveal().count)"
    }
  }

  private func stage(_ set: (inout SessionSettings) -> Void = { _ in }) -> Stage {
    Stage(set: { settings in
      settings.secrets = Secrets()
      set(&settings)
    })
  }

  @Test func `a script sees its name alone`() async throws {
    let stage = stage()
    let outcome = await stage.run(
      """
      key = secret("db")
      print(key, repr(key), f"{key!r:>14}", "%s" % [key], {"k": key}, "{}".format(key), type(key))
      print(key == "hunter22", key == secret("db"), bool(key), dir(key), hasattr(key, "value"))
      print(parallelMap(lambda name: str(secret(name)), ["db", "other"]))
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.events.output == """
        secret("db") secret("db")   secret("db") [secret("db")] {"k": secret("db")} secret("db") Secret
        False False True [] False
        ["secret(\\"db\\")", "secret(\\"other\\")"]

        """)
  }

  @Test(arguments: [
    ("len(secret(\"db\"))", "Secret"), ("[x for x in secret(\"db\")]", "Secret"),
    ("secret(\"db\") < secret(\"other\")", "Secret"), ("secret(\"db\") + \"\"", "Secret"),
    ("secret(\"db\")[0]", "Secret"), ("secret(\"db\").value", "a Secret has no attributes"),
    ("json.encode({\"a\": secret(\"db\")})", "Secret"), ("\"\".join([secret(\"db\")])", "Secret"),
    ("ignorePort(secret(\"db\"), 22, \"TCP\")", "got a Secret"),
    ("cloud.call(\"hss\", \"GET\", secret(\"db\"))", "got secret(\"db\")"),
    (
      "cloud.call(\"hss\", \"POST\", \"/x\", {\"a\": [[secret(\"db\")]]})", "by itself or in a list"
    ),
    ("cloud.call(\"hss\", \"POST\", \"/x\", {secret(\"db\"): 1})", "keys that are strings"),
    ("secret(\"a b\")", "want letters, digits"), ("secret(\"\")", "secret: parameter `name`"),
    ("secret(\"nosuch\")", "secret: \"nosuch\": it is not configured"),
  ])
  func `what would show it is refused`(_ script: String, _ message: String) async throws {
    let stage = stage()
    let outcome = await stage.run(script)
    let trouble = try #require(outcome.trouble)
    #expect(trouble.contains(message), "\(trouble)")
    #expect(!trouble.contains("hunter22"))
    #expect(stage.cloud.requests.isEmpty)
  }

  @Test func `it leaves in query and body`() async throws {
    let stage = stage()
    let outcome = await stage.run(
      """
      cloud.call("ecs", "POST", "/v1/servers", {"n": None, "a": [1, secret("other")], "k": secret("db")},
          body = {"server": struct(adminPass = secret("db"), tags = [1, (secret("other"),)])})
      """)
    #expect(outcome.trouble == nil)
    #expect(
      stage.cloud.requests.map(\.essence) == [
        """
        POST https://ecs.cn-north-4.myhuaweicloud.com/v1/servers?a=1&a=correct%20horse&k=hunter22
        {"server":{"adminPass":"hunter22","tags":[1,["correct horse"]]}}
        """
      ])
    #expect(!"\(outcome)".contains("hunter22"))
  }

  private static let script = """
    key = secret("db")
    print(cloud.call("ecs", "POST", "/v1/servers", body = {"password": key, "n": 1}).status)
    ignorePort("agent", 22, "TCP").ok
    """

  @Test func `the journal has its name, and a resume needs the same one`() async throws {
    let journal = try JournalStage()
    let first = journal.begin { _, number in
      number == 0 ? .empty : await .never()
    } set: {
      $0.secrets = Secrets()
    }
    let canceller = Task {
      while first.cloud.requests.count < 2 { await Task.yield() }
      first.session.cancel()
      first.session.cancel()
    }
    _ = await first.run(Self.script)
    await canceller.value
    let changes = try journal.details.changes.map(\.change.after)
    #expect(changes.first == #"{"body":{"password":"‹secret db›","n":1}}"#)
    let recording = try journal.journal.recording(of: journal.details.summary.id)
    #expect(
      recording.calls.values.map(\.result).contains(.answer(#"{"fingerprint":"db 8"}"#)))

    for other in ["hunter2345", nil] {
      let changed = try journal.resume(set: {
        $0.secrets = Secrets(values: other.map { ["db": $0] } ?? [:])
      })
      let refused = await changed.run(Self.script)
      #expect(refused.trouble != nil && changed.cloud.requests.isEmpty)
      #expect(refused.stop?.description.contains("secret \"db\"") == true)
    }

    let second = try journal.resume(set: { $0.secrets = Secrets() })
    let outcome = await second.run(Self.script)
    #expect(outcome.trouble == nil)
    #expect(second.events.output == "200\n")
    #expect(outcome.counts.applied == [.call: 1, .ignorePort: 1])
    #expect(outcome.replayedChanges == 1)
    #expect(second.cloud.requests.map(\.operation) == ["BatchModifyPortStatus"])
  }

  @Test func `a plan has its name, and is carried out with what it is then`() async throws {
    let planning = stage()
    planning.session.mode = .plan
    let outcome = await planning.run(Self.script.replacing(".status", with: ""))
    let planned = try #require(outcome.plan)
    #expect(planned.changes.first?.after == #"{"body":{"password":"‹secret db›","n":1}}"#)
    #expect(!"\(planned)".contains("hunter22"))
    let stage = stage {
      $0.plan = planned
      $0.secrets = Secrets(values: ["db": "hunter23"])
    }
    let applied = await stage.run(Self.script.replacing(".status", with: ""))
    #expect(applied.trouble == nil)
    #expect(stage.cloud.requests.first?.bodyText == #"{"password":"hunter23","n":1}"#)
  }
}
