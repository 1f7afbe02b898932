import FoundationEssentials
import ReeveCommands
import Testing

/// Every example of the README, run and compared with what it shows.
@Suite struct ReadmeTests {
  /// A fenced block: its language and its lines.
  struct Block: Sendable {
    let language: String
    let lines: [String]
  }

  /// A command of a `console` block, and what it shows.
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let shown: String
    var testDescription: String { command }
  }

  static let blocks: [Block] = {
    let bytes = (try? Data(contentsOf: URL(filePath: "\(repository)/README.md"))) ?? Data()
    let text = String(decoding: bytes, as: UTF8.self)
    var blocks: [Block] = []
    var open: (language: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("```") else {
        open?.lines.append(String(line))
        continue
      }
      if let block = open {
        blocks.append(Block(language: block.language, lines: block.lines))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), [])
      }
    }
    return blocks
  }()

  /// The examples of each block, which work on the same files and the same cloud.
  static let transcripts: [[Example]] = blocks.filter { $0.language == "console" }.map { block in
    var examples: [(command: String, lines: [String])] = []
    for line in block.lines {
      if line.hasPrefix("$ ") {
        examples.append((String(line.dropFirst(2)), []))
      } else if !examples.isEmpty {
        examples[examples.count - 1].lines.append(line)
      }
    }
    return examples.map {
      Example(command: $0.command, shown: $0.lines.map { $0 + "\n" }.joined())
    }
  }

  /// A home in which the files of the examples lie, and the working copy's scripts.
  private func harness() throws -> Harness {
    let harness = try Harness()
    try FileManager.default.createSymbolicLink(
      atPath: "\(harness.folder)/scripts", withDestinationPath: "\(repository)/scripts")
    for block in Self.blocks where block.language == "python" {
      guard let name = block.lines.first?.split(separator: " ").last else { continue }
      try harness.write(block.lines.map { $0 + "\n" }.joined(), to: String(name))
    }
    return harness
  }

  @Test func `there are examples`() {
    #expect(Self.transcripts.joined().count >= 8)
    #expect(Self.blocks.filter { $0.language == "python" }.count >= 4)
  }

  @Test(arguments: transcripts)
  func `an example shows what it says`(_ transcript: [Example]) async throws {
    let harness = try harness()
    defer { harness.remove() }
    for example in transcript { try await run(example, in: harness) }
  }

  private func run(_ example: Example, in harness: Harness) async throws {
    var harness = harness
    var words = example.command.split(separator: " ").map(String.init)
    var shown = example.shown
    if let pipe = example.command.firstRange(of: " | ") {
      // `echo '…' | scripts/reeve …`
      let text = example.command[..<pipe.lowerBound].dropFirst("echo '".count).dropLast()
      harness.input = Array("\(text)\n".utf8)
      words = example.command[pipe.upperBound...].split(separator: " ").map(String.init)
    } else if example.command == "scripts/reeve" {
      harness.isInputTerminal = true
      harness.environment["TERM"] = "dumb"
      (harness.input, shown) = Self.session(example.shown)
    }
    #expect(words.first == "scripts/reeve")
    let screen = Sink()
    let (streams, close) = try harness.streams(output: screen, errors: screen)
    defer { close() }
    _ = await Reeve.execute(Array(words.dropFirst()), streams)
    #expect(screen.text.withRunsNamed == shown.withRunsNamed)
  }

  /// What is typed in a session, and what shows besides: typed text is echoed by terminals alone.
  private static func session(_ shown: String) -> (typed: [UInt8], rest: String) {
    var typed = ""
    var rest = ""
    for line in shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let prompt = ["sandbox> ", "... "].first(where: { line.hasPrefix($0) || line + " " == $0 })
      {
        typed += line.dropFirst(prompt.count) + "\n"
        rest += prompt
      } else {
        rest += line + "\n"
      }
    }
    return (Array(typed.utf8), rest)
  }

  @Test(arguments: ["quiet.star"])
  func `what is shown without its output runs too`(_ name: String) async throws {
    let harness = try harness()
    defer { harness.remove() }
    let result = try await harness.reeve("run", name)
    #expect(result.code == .done)
    #expect(result.errors.hasSuffix("changed: ignorePort 1000 (5 requests)\n"))
  }

  @Test func `the settings shown are settings`() throws {
    let block = try #require(Self.blocks.first { $0.language == "toml" })
    let file = try SettingsFile(path: "config.toml", text: block.lines.joined(separator: "\n"))
    #expect(file.defaultProfile == "staging")
    #expect(file.profiles["production"]?.isProtected == true)
    #expect(file.profiles["production"]?.rates == ["hss": "5/min"])
  }
}
