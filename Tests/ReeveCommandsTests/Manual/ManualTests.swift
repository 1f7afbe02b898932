import Glibc
import HuaweiCloud
import ReeveCommands
import Testing

/// The manual pages: all that the command line has occurs, and the tools that read pages find nothing to complain of.
struct ManualTests {
  private static let pages = ManualPage.all(date: "2026-11-21")

  /// What a page says, with the escapes of its hyphens undone.
  private func text(_ name: String) -> String? {
    Self.pages.first { $0.name == name }?.text.replacing("\\-", with: "-")
  }

  private func commands() async throws -> [JSON] {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("--experimental-dump-help")
    let program = try JSON(parsing: result.output)["command"] ?? .null
    return [program] + (program["subcommands"]?.array ?? [])
  }

  @Test func `every command has a page with all its flags`() async throws {
    let commands = try await commands().filter { command in
      command["shouldDisplay"]?.bool ?? true && command["commandName"]?.string != "help"
    }
    #expect(commands.count == Self.pages.count)
    for command in commands {
      let name = command["commandName"]?.string ?? ""
      let page = try #require(text(name == "reeve" ? name : "reeve-\(name)"), "\(name)")
      let abstract = command["abstract"]?.string ?? ""
      #expect(page.contains(abstract.dropFirst().prefix(20)), "\(name)")
      // The page of the program names the commands; theirs have what is below them.
      let parts = name == "reeve" ? [] : command["subcommands"]?.array ?? []
      for part in [command] + parts where part["commandName"]?.string != "help" {
        for argument in part["arguments"]?.array ?? [] where argument["shouldDisplay"] == true {
          for flag in argument["names"]?.array ?? [] {
            let mark = flag["kind"] == "short" ? "-" : "--"
            let word = "\\fB\(mark)\(flag["name"]?.string ?? "")\\fR"
            #expect(page.contains(word), "\(name): \(word)")
          }
        }
      }
    }
    let program = try #require(text("reeve"))
    for command in commands.dropFirst() {
      let name = command["commandName"]?.string ?? ""
      #expect(program.contains("\\fBreeve-\(name)\\fR(1)"))
    }
  }

  @Test func `every exit code has its meaning`() throws {
    let program = try #require(text("reeve"))
    for code in [0, 1, 2, 3, 4, 5, 6, 7, 64, 65, 66, 70, 75, 78, 130, 143] {
      #expect(program.contains("\n\\fB\(code)\\fR\n"), "\(code)")
    }
  }

  @Test(.enabled(if: isExecutable("/usr/bin/groff")))
  func `groff finds nothing wrong with a page`() async throws {
    try await check(with: "groff -ww -b -man -Tutf8 FILE >/dev/null")
  }

  @Test(.enabled(if: isExecutable("/usr/bin/mandoc")))
  func `mandoc finds nothing wrong with a page`() async throws {
    try await check(with: "mandoc -T lint -W warning FILE")
  }

  private func check(with command: String) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    let result = try await harness.reeve("manual", "--date", "2026-11-21", ".")
    #expect(result.code == .done)
    for page in Self.pages {
      let path = "\(harness.folder)/\(page.name).1"
      let said = "\(harness.home)/said"
      let line = "\(command.replacing("FILE", with: "'\(path)'")) >'\(said)' 2>&1"
        .replacing(">/dev/null >", with: "2>&1 >/dev/null | cat >")
      let status = unsafe system(line)
      let words = try harness.text(said)
      #expect(words.isEmpty, "\(page.name)")
      #expect(status == 0, "\(page.name)")
    }
  }
}
