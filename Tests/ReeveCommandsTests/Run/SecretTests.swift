import CloudSandbox
import FoundationEssentials
import Glibc
import HuaweiCloud
import ReeveCommands
import Testing

/// `secret`, from where it is configured to everything that Reeve writes.
struct SecretTests {
  private static let value = "s3cr\"et/värde 7"

  /// Gives a policy a secret for its name, which the service then shows to everybody.
  private static let script = """
    key = secret("policy-name")
    policy = whitelistPolicies()[0]
    body = {"policy_id": policy.policy_id, "policy_name": key, "policy_type": policy.policy_type,
        "learning_days": 7, "specified_dir": False, "intercept": False, "auto_confirm": False,
        "auto_detect": False, "dir_list": [], "ext_list": [], "host_id_list": []}
    answer = cloud.call("hss", "PUT", "/v5/{project_id}/app/policy", {"enterprise_project_id": "0"}, body)
    print(key, answer.status)
    name = [p.policy_name for p in whitelistPolicies() if p.policy_id == policy.policy_id][0]
    print(name)
    print(len(name), json.encode([name]))
    failed = attempt(cloud.call, "hss", "POST", "/v5/{project_id}/" + name, body = {"key": key})
    print(failed.error.message)
    ignorePort("agent-1", 22, "TCP").ok
    cloud.call("hss", "GET", "/v5/{project_id}/app/policy", {"limit": 20, "policy_name": key})

    """

  private func started() async throws -> SandboxHarness {
    var stage = try await SandboxHarness.start(.keys)
    stage.harness.environment["REEVE_SECRET_POLICY_NAME"] = Self.value
    stage.harness.environment["REEVE_RATE_HSS"] = "unlimited"
    try stage.harness.write(Self.script, to: "x.star")
    return stage
  }

  /// Every file below the home that has a part of the secret in it.
  private func leaks(_ stage: SandboxHarness) throws -> [String] {
    let home = stage.harness.home
    var leaks: [String] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: home) {
      guard let bytes = try? Data(contentsOf: URL(filePath: "\(home)/\(path)")) else { continue }
      for part in ["s3cr", "v\u{e4}rde", "rde 7", "rde%207"]
      where Array(bytes).firstRange(of: Array(part.utf8)) != nil {
        leaks.append("\(path): \(part)")
      }
    }
    return leaks
  }

  @Test func `it reaches the service, and no output or file`() async throws {
    let stage = try await started()
    for flags in [[], ["-v"], ["--output", "json"], ["--output", "jsonl"]] {
      let result = try await stage.harness.reeve(["run"] + flags + ["x.star"])
      #expect(result.code == .done, "\(result.errors)")
      #expect(
        result.output.hasPrefix("secret(\"policy-name\") 200\n‹redacted›\n16 [\"‹redacted›\"]\n"))
      #expect(!(result.output + result.errors).contains("s3cr"))
      #expect(!(result.output + result.errors).contains("rde"))
    }
    #expect(
      stage.sandbox.inventory.policies.contains { stage.sandbox.policy($0.id)?.name == Self.value })
    let run = try #require(try await stage.harness.reeve("runs").output.run)
    for words in [["show", run], ["show", "--output", "json", run], ["runs", "export"]] {
      let shown = try await stage.harness.reeve(words)
      #expect(shown.code == .done)
      #expect(!shown.output.contains("s3cr") && !shown.output.contains("rde"))
    }
    #expect(try await stage.harness.reeve("show", run).output.contains("‹secret policy-name›"))
    #expect(try await stage.harness.reeve("runs", "verify").code == .done)
    #expect(try leaks(stage).isEmpty)
    await stage.stop()
  }

  @Test func `a plan has its name, and is applied with the secret as it is then`() async throws {
    var stage = try await started()
    let script = Self.script.split(separator: "\n").prefix(6).joined(separator: "\n") + "\n"
    try stage.harness.write(script, to: "x.star")
    let planned = try await stage.harness.reeve("plan", "-o", "x.plan", "x.star")
    #expect(planned.code == .done, "\(planned.errors)")
    let text = try stage.harness.text("\(stage.harness.folder)/x.plan")
    #expect(text.contains("‹secret policy-name›"))
    #expect(try leaks(stage).isEmpty)
    stage.harness.environment["REEVE_SECRET_POLICY_NAME"] = "another name"
    let applied = try await stage.harness.reeve("apply", "x.plan")
    #expect(applied.code == .done, "\(applied.errors)")
    #expect(
      stage.sandbox.inventory.policies.contains {
        stage.sandbox.policy($0.id)?.name == "another name"
      })
    await stage.stop()
  }

  @Test func `a run that was killed goes on with the same secret alone`() async throws {
    var stage = try await started()
    stage.sandbox.inject(
      SandboxFault(.hang(applied: false), operation: "BatchModifyPortStatus"))
    let child = try ChildProcess(
      ["run", "x.star"], environment: stage.harness.environment, folder: stage.harness.folder)
    while stage.sandbox.requestCount(of: "BatchModifyPortStatus") < 1 {
      try await Task.sleep(for: .milliseconds(10))
    }
    child.send(SIGKILL)
    _ = try await child.wait()
    stage.sandbox.clearFaults()
    #expect(try leaks(stage).isEmpty)
    let sent = stage.sandbox.requests().count
    for (value, code, message) in [
      ("another value", ExitCode.badData, "secret \"policy-name\" is another one than run r-"),
      ("", .configuration, "secret \"policy-name\": it is not configured"),
    ] {
      stage.harness.environment["REEVE_SECRET_POLICY_NAME"] = value
      let refused = try await stage.harness.reeve("resume", "--last")
      #expect(refused.code == code)
      #expect(refused.errors.contains(message), "\(refused.errors)")
      #expect(stage.sandbox.requests().count == sent)
    }
    stage.harness.environment["REEVE_SECRET_POLICY_NAME"] = Self.value
    let resumed = try await stage.harness.reeve("resume", "--last")
    // The answer that showed the secret is not in the journal, and a resume that needs it says so.
    #expect(resumed.errors.contains("held a secret, so the journal does not have it"))
    #expect(try leaks(stage).isEmpty)
    await stage.stop()
  }

  @Test func `it is found by variable, profile and settings, in this order`() async throws {
    var harness = try Harness()
    defer { harness.remove() }
    try harness.write("from a file\n", to: "secret.txt")
    try harness.configure(
      """
      [secrets]
      first = { file = "secret.txt" }
      second = { env = "SOME_VARIABLE" }
      third = "as it stands"
      short = "abc"
      """)
    harness.environment["SOME_VARIABLE"] = "from a variable"
    // In a test nobody is to see, so the length has to do.
    let script = """
      for name in args.positional:
          found = attempt(secret, name)
          print(found.value if found.ok else found.error.message)

      """
    let result = try await harness.run(script, ["first", "second", "third", "fourth", "short"])
    #expect(
      result.output.replacing(harness.home, with: "HOME") == """
        secret("first")
        secret("second")
        secret("third")
        secret: "fourth": it is not configured
        secret: "short": HOME/config/reeve/config.toml: secrets.short: got 3 bytes, want at least 4, \
        for what is shorter cannot be hidden

        """)
    let shown = try await harness.reeve("config", "show", "--origin", "--profile", "sandbox")
    #expect(shown.output.contains("secret first"))
    #expect(shown.output.contains("secrets.third"))
    #expect(!shown.output.contains("as it stands"))
    let missing = try await harness.run("secret(\"fourth\")\n")
    #expect(missing.code == .configuration)
    #expect(missing.errors.contains("Set REEVE_SECRET_FOURTH, or name it in config.toml"))
    try harness.configure("[secrets]\nthird = \"as it stands\"\n", mode: 0o644)
    let readable = try await harness.run("secret(\"third\")\n")
    #expect(readable.code == .configuration)
    #expect(readable.errors.contains("a secret in a file that others may read"))
  }

  @Test func `the profile's own comes first, and check knows it`() async throws {
    var stage = try await SandboxHarness.start(.keys)
    try stage.protect()
    let settings = try stage.harness.text("\(stage.harness.home)/config/reeve/config.toml")
    try stage.harness.configure(
      settings + "\nsecrets = { name = \"of the profile\" }\n[secrets]\nname = \"of all\"\n")
    try stage.harness.write(
      "cloud.call(\"hss\", \"POST\", \"/v5/{project_id}/x\", body = {\"a\": secret(\"name\")})\n",
      to: "x.star")
    #expect(try await stage.harness.reeve("check", "x.star").code == .done)
    _ = try await stage.harness.reeve("run", "--profile", "live", "--yes", "x.star")
    let request = try #require(stage.sandbox.requests().last { $0.method == "POST" })
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"a":"of the profile"}"#)
    try stage.harness.write("secret(nane = \"x\")\n", to: "y.star")
    let checked = try await stage.harness.reeve("check", "y.star")
    #expect(checked.output.contains("did you mean `name`") || checked.output.contains("nane"))
    #expect(checked.code != .done)
    await stage.stop()
  }
}
