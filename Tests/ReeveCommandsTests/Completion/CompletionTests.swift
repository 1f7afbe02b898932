import Glibc
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

  /// The words that bash offers for a line that is being typed.
  private func offered(_ line: String, _ harness: Harness) async throws -> [String] {
    let program = try #require(ChildProcess.program)
    try harness.write(
      """
      reeve() { \(program) "$@"; }
      source <(reeve completion bash)
      line="$1"
      read -ra COMP_WORDS <<< "$line"
      case "$line" in *" ") COMP_WORDS+=("");; esac
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE="$line" COMP_POINT=${#line}
      _reeve reeve "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2> /dev/null
      printf '%s\\n' "${COMPREPLY[@]}"

      """, to: "complete.bash")
    let ended = try await ChildProcess.run(["complete.bash", line], of: "/bin/bash", in: harness)
    return ended.output.split(separator: "\n").map(String.init)
  }

  @Test(
    .enabled(if: ChildProcess.program != nil), .enabled(if: unsafe access("/bin/bash", X_OK) == 0))
  func `bash offers commands, flags and what they take`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.configure("[profiles.production]\nregion = \"cn-north-4\"\n")
    let profiles = ["production", "sandbox"]
    for (line, wanted) in [
      ("reeve --profile ", profiles), ("reeve run --profile ", profiles),
      ("reeve runs --profile pro", ["production"]), ("reeve --pro", ["--profile", "--project"]),
      ("reeve runs --state ", ["running", "interrupted", "done", "failed", "pruned"]),
      ("reeve runs list --mode u", ["undo"]), ("reeve runs v", ["verify"]),
      ("reeve run --color ", ["auto", "always", "never"]),
      ("reeve check --output ", ["human", "json", "jsonl", "sarif"]),
      ("reeve doc --output ", ["text", "markdown"]), ("reeve fmt --ch", ["--check"]),
      ("reeve show --no-st", []), ("reeve config sh", ["show"]),
      ("reeve check --str", ["--strict"]), ("reeve doc ignoreP", ["ignorePort"]),
      ("reeve completion z", ["zsh"]),
    ] {
      #expect(try await offered(line, harness) == wanted, "\(line)")
    }
    let commands = try await offered("reeve ", harness)
    #expect(commands.contains("run") && !commands.contains { $0.hasPrefix("-") })
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
