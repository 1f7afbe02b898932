import Glibc
import ReeveCommands
import ReeveTestSupport
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
      // What follows the file is the runbook's.
      ("reeve run x.star --y", []), ("reeve run --yes -v x.star -", []),
      ("reeve run --profile sandbox x.star --", []), ("reeve plan -o x.plan x.star --de", []),
      ("reeve run --profile sandbox --y", ["--yes"]),
      ("reeve run x.star complete.b", ["complete.bash"]),
      ("reeve check x.star --str", ["--strict"]),
    ] {
      #expect(try await offered(line, harness) == wanted, "\(line)")
    }
    let commands = try await offered("reeve ", harness)
    #expect(commands.contains("run") && !commands.contains { $0.hasPrefix("-") })
  }

  @Test(
    .enabled(if: ChildProcess.program != nil),
    .enabled(if: unsafe access("/usr/bin/fish", X_OK) == 0))
  func `fish offers no flag of reeve behind the file`() async throws {
    let program = try #require(ChildProcess.program)
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(
      """
      \(program) completion fish | source
      complete -C $argv[1] | string replace -r '\\t.*' ''

      """, to: "complete.fish")
    for (line, wanted) in [
      ("reeve run --ye", "--yes\n"), ("reeve run x.star --ye", ""),
      ("reeve plan --region r x.star --det", ""), ("reeve plan --det", "--detailed-exitcode\n"),
      ("reeve check x.star --stri", "--strict\n"),
      ("reeve run x.star comp", "complete.fish\n"),
    ] {
      let ended = try await ChildProcess.run(
        ["complete.fish", line], of: "/usr/bin/fish", in: harness)
      #expect(ended.output == wanted, "\(line)")
    }
  }

  @Test(
    .enabled(if: ChildProcess.program != nil),
    .enabled(if: unsafe access("/usr/bin/zsh", X_OK) == 0))
  func `zsh offers no flag of reeve behind the file`() async throws {
    let program = try #require(ChildProcess.program)
    var harness = try Harness()
    defer { harness.remove() }
    let folder = "\(harness.home)/functions"
    let script = try await harness.reeve("completion", "zsh").output
    try harness.write(script, to: "\(folder)/_reeve")
    try harness.write("#!/bin/sh\nexec \(program) \"$@\"\n", to: "\(folder)/reeve", mode: 0o700)
    try harness.write(
      """
      path=(\(folder) $path); fpath=(\(folder) $fpath)
      autoload -Uz compinit; compinit -u -d \(harness.home)/dump
      PS1='> '; unsetopt beep zle_bracketed_paste; LISTMAX=0

      """, to: "\(harness.home)/.zshrc")
    harness.environment["ZDOTDIR"] = harness.home
    let terminal = try TerminalChild(["-i"], of: "/usr/bin/zsh", in: harness, size: (12, 80))
    try await terminal.wait(forScreen: "the prompt") { $0.lines.last == ">" }
    for (typed, shown) in [
      ("reeve run --ye", "> reeve run --yes"), ("reeve run x.star --ye", "> reeve run x.star --ye"),
      ("reeve plan x.star --det", "> reeve plan x.star --det"),
    ] {
      terminal.type("\u{15}\u{c}")
      try await terminal.wait(forScreen: "an empty line") { $0.lines == [">"] }
      terminal.type(typed + "\t")
      try await terminal.quiet(.milliseconds(800))
      try await terminal.wait(forScreen: "\(shown)") { $0.lines.last == shown }
    }
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
