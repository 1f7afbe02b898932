import ReeveCommands
import StateStore
import Testing

/// `reeve completion`: scripts that shells take, and the names that they ask for.
struct CompletionTests {
  @Test(arguments: [("bash", "complete "), ("zsh", "#compdef reeve"), ("fish", "complete -c")])
  func `each shell has a script with every command`(_ shell: String, _ mark: String) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("completion", shell)
    #expect(result.code == .done)
    #expect(result.output.contains(mark))
    for command in ["run", "check", "doc", "sandbox", "config", "completion"] {
      #expect(result.output.contains(command), "\(command)")
    }
    #expect(result.output.contains("star"))
  }

  @Test func `another shell is refused`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("completion", "tcsh")
    #expect(result.code == .usage)
    #expect(result.errors.contains("got \"tcsh\", want bash, zsh or fish"))
  }

  @Test func `profiles come from the settings`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (streams, close) = try harness.streams()
    defer { close() }
    #expect(ProfileNames.all(streams) == ["sandbox"])
    try harness.configure("[profiles.production]\nregion = \"cn-north-4\"\n[profiles.lab]\n")
    #expect(ProfileNames.all(streams) == ["lab", "production", "sandbox"])
    try harness.configure("no toml")
    #expect(ProfileNames.all(streams) == ["sandbox"])
  }

  @Test func `runs come from the journal, the newest first`() throws {
    let harness = try Harness()
    defer { harness.remove() }
    let (streams, close) = try harness.streams()
    defer { close() }
    #expect(RunNames.all(streams).isEmpty)
    let seeded = SeededJournal(harness)
    let journal = try seeded.open()
    let ids = try (0..<2).map { _ in
      seeded.advance(milliseconds: 1000)
      return try seeded.makeRun(in: journal).id.text
    }
    #expect(RunNames.all(streams) == ids.reversed())
  }
}
