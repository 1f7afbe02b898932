import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// `reeve sandbox`: what it prints, that others can use it, and how it ends.
@Suite struct SandboxCommandTests {
  /// Starts the command, hands over its line of credentials, and ends it by a signal.
  private func serve(
    _ words: [String] = [], in harness: Harness, signal: Int32 = SIGINT,
    _ body: (JSON) async throws -> Void
  ) async throws -> CommandResult {
    let (streams, close) = try harness.streams()
    defer { close() }
    let command = Task {
      await Reeve.execute(["sandbox", "--print-credentials"] + words, streams)
    }
    while !streams.errors.text.contains("Ctrl-C ends it") {
      try await Task.sleep(for: .milliseconds(2))
    }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(try JSON(parsing: streams.output.text)))
    } catch {
      result = .failure(error)
    }
    streams.interruption.raise(signal)
    let code = await command.value
    try result.get()
    return CommandResult(code: code, output: streams.output.text, errors: streams.errors.text)
  }

  @Test(arguments: [(SIGINT, ExitCode.interrupted), (SIGTERM, .terminated)])
  func `it serves until a signal`(_ signal: Int32, _ code: ExitCode) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await serve(in: harness, signal: signal) { credentials in
      for name in [
        "ak", "sk", "user", "password", "domain", "project_id", "project_name", "agent_id",
        "host_id", "policy_id", "instance_id", "security_group_id", "endpoint",
      ] {
        #expect(credentials[name]?.string?.isEmpty == false, "\(name)")
      }
    }
    #expect(result.code == code)
    #expect(result.output.split(separator: "\n").count == 1)
  }

  @Test func `what it prints is enough to use it`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    var client = try Harness()
    defer { client.remove() }
    _ = try await serve(in: harness) { credentials in
      func text(_ name: String) -> String { credentials[name]?.string ?? "" }
      client.environment["HUAWEICLOUD_SDK_AK"] = text("ak")
      client.environment["HUAWEICLOUD_SDK_SK"] = text("sk")
      client.environment["HUAWEICLOUD_SDK_PROJECT_ID"] = text("project_id")
      client.environment["REEVE_ENDPOINT_HSS"] = text("endpoint")
      try client.write("ignorePort(\"\(text("agent_id"))\", 22, \"TCP\")\n", to: "x.star")
      let result = try await client.reeve("run", "x.star")
      #expect(result.errors == "changed: ignorePort 1 (1 request)\n")
    }
  }

  @Test func `it shares its state with the embedded one`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    _ = try await harness.run(
      "modifyWhitelistPolicy(whitelistPolicies()[0], learningDays = 28).unwrap()\n")
    var client = try Harness()
    defer { client.remove() }
    _ = try await serve(in: harness) { credentials in
      client.environment["HUAWEICLOUD_SDK_AK"] = credentials["ak"]?.string
      client.environment["HUAWEICLOUD_SDK_SK"] = credentials["sk"]?.string
      client.environment["HUAWEICLOUD_SDK_PROJECT_ID"] = credentials["project_id"]?.string
      client.environment["REEVE_ENDPOINT_HSS"] = credentials["endpoint"]?.string
      try client.write("print(whitelistPolicies()[0].learning_days)\n", to: "x.star")
      #expect(try await client.reeve("run", "x.star").output == "28\n")
    }
  }

  private static let refused: [([String], ExitCode, String)] = [
    (["--fault", "{"], .usage, "error: --fault: no JSON: "),
    (["--fault", #"{"effect": "explode"}"#], .usage, "error: --fault: "),
    (
      ["--deny", "BatchModifyPortStatu"], .usage,
      "error: --deny: got \"BatchModifyPortStatu\", which the sandbox does not have\n"
        + "  Did you mean \"BatchModifyPortStatus\"?\n"
    ),
    (["--inventory", "none.json"], .configuration, "none.json"),
    (["--host", "203.0.113.1"], .tryAgain, "error: the sandbox cannot listen on 203.0.113.1:0"),
  ]

  @Test(arguments: refused)
  func `what it cannot serve is told`(
    _ words: [String], _ code: ExitCode, _ message: String
  ) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve(["sandbox"] + words)
    #expect(result.code == code)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
