import CloudSandbox
import Glibc
import ReeveCommands
import Testing

/// Several processes that change one policy: each reads it whole and puts it back whole.
@Suite(.enabled(if: ChildProcess.program != nil)) struct PolicyTurnTests {
  @Test func `nothing that another process changed is put back`() async throws {
    // The time between reading and putting back, in which the other would slip in.
    let cloud = try await SandboxHarness.start(.keys) { $0.latencyMilliseconds = 20 }
    let policy = cloud.sandbox.credentials().policyID
    let members = [
      #"dirs = ["/opt/%d" % n]"#, #"extensions = ["e%d" % n]"#, "learningDays = 3 + n",
    ]
    var children: [ChildProcess] = []
    for (index, member) in members.enumerated() {
      let name = "member-\(index).star"
      try cloud.harness.write(
        """
        for n in range(1, 11):
            modifyWhitelistPolicy("\(policy)", \(member)).unwrap()
            seen = whitelistPolicies(policy_id = "\(policy)")[0]
        """, to: name)
      children.append(
        try ChildProcess(
          ["run", "--quiet", "--rate", "hss=unlimited", name],
          environment: cloud.harness.environment, folder: cloud.harness.folder))
    }
    for child in children { #expect(try await child.wait() == 0) }
    let result = try #require(cloud.sandbox.policy(policy))
    #expect(result.directories == ["/opt/10"])
    #expect(result.fileExtensions == ["e10"])
    #expect(result.learningDays == 13)
    await cloud.stop()
  }

  @Test func `Ctrl-C ends the wait for another process`() async throws {
    let cloud = try await SandboxHarness.start(.keys)
    let policy = cloud.sandbox.credentials().policyID
    cloud.sandbox.inject(SandboxFault(.hang(), operation: "ChangeAppWhitelistPolicy"))
    var children: [ChildProcess] = []
    for days in [9, 10] {
      try cloud.harness.write(
        """
        print("begun")
        modifyWhitelistPolicy("\(policy)", learningDays = \(days)).unwrap()
        """, to: "\(days).star")
      let (reading, writing) = ChildProcess.pipe()
      defer { close(reading) }
      children.append(
        try ChildProcess(
          ["run", "--quiet", "\(days).star"], environment: cloud.harness.environment,
          folder: cloud.harness.folder, output: writing))
      close(writing)
      var ready = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      while unsafe poll(&ready, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
    // One has the turn and its request hangs; the other waits for the turn.
    while cloud.sandbox.requestCount(of: "ChangeAppWhitelistPolicy") == 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
    for child in children { child.send(SIGINT) }
    while !children.contains(where: \.hasEnded) { try await Task.sleep(for: .milliseconds(5)) }
    // The one whose request hangs takes a second signal; of two that come before it looks it sees one.
    while let holder = children.first(where: { !$0.hasEnded }) {
      holder.send(SIGINT)
      try await Task.sleep(for: .milliseconds(50))
    }
    for child in children { #expect(try await child.wait() == 130) }
    // Sent again or not, it was one and the same that had the turn.
    let sent = cloud.sandbox.requests(of: "ChangeAppWhitelistPolicy")
    #expect(Set(sent.map(\.body)).count == 1)
    await cloud.stop()
  }
}
