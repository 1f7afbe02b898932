import FoundationEssentials
import Glibc
import ReeveCommands
import Synchronization
import Testing

/// What a command did with its streams.
struct CommandResult: Hashable, Sendable {
  let code: ExitCode
  let output: String
  /// Without the run's name.
  let errors: String
  /// The run that it names.
  var run: String?
}

extension String {
  /// The name of the run that a command tells last.
  var run: String? {
    matches(of: /r-[0-9]{8}-[0-9a-z]{4}/).last.map { String($0.output) }
  }

  /// The text without the name of a run, which differs each time.
  var withoutRun: String {
    replacing(/^run r-[0-9]{8}-[0-9a-z]{4}\n/.anchorsMatchLineEndings(), with: "")
      .replacing(/`reeve resume r-[0-9a-z-]+` goes on where it stopped\.\n/, with: "")
      .replacing(/"run":"r-[0-9]{8}-[0-9a-z]{4}",/, with: "")
  }

  /// The text with a word in place of each run's name.
  var withRunsNamed: String { replacing(/r-[0-9]{8}-[0-9a-z]{4}/, with: "RUN") }

  /// The text with words in place of what differs each time: runs, times, digests, and who runs it where.
  var withoutCircumstances: String {
    withRunsNamed
      .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC/, with: "DATE")
      .replacing(/\b[0-9.]+ (ms|s|min)\b/, with: "TIME")
      .replacing(/by +\S+ on \S+, process [0-9]+/, with: "by  USER on HOST, process PID")
      .replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
      .replacing(/\b[0-9a-f]{32}\b/, with: "ID")
      .replacing(/\b[0-9a-f]{16}\b/, with: "DIGEST")
      .replacing(/[ ]{2,}/, with: "  ")
      // It has the paths of the files.
      .replacing(/\nplan  [0-9]+  DIGEST/, with: "\nplan  SIZE  DIGEST")
      .replacing(/(?m)^[ ]+(?=TIME|AFTER)/, with: "")
      .replacing(/(?m)[ ]+$/, with: "")
  }
}

/// A home of its own for one test, with everything that commands look at.
struct Harness: Sendable {
  let home: String
  /// Where commands stand.
  var folder: String { "\(home)/work" }
  var environment: [String: String]
  let interruption = Interruption()
  /// What standard input holds.
  var input: [UInt8] = []
  var isInputTerminal = false
  var areErrorsTerminal = false

  init(_ variables: [String: String] = [:]) throws {
    home = "\(FileManager.default.temporaryDirectory.path)/reeve-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
      atPath: "\(home)/work", withIntermediateDirectories: true)
    environment = [
      "HOME": home, "XDG_STATE_HOME": "\(home)/state", "XDG_CONFIG_HOME": "\(home)/config",
      "PATH": "/usr/bin:/bin", "TZ": "UTC",
    ].merging(variables) { $1 }
  }

  func remove() { try? FileManager.default.removeItem(atPath: home) }

  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path))
    guard unsafe chmod(path, mode) == 0 else { throw POSIXFailure(number: errno) }
    return path
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  /// The settings file.
  func configure(_ text: String, mode: mode_t = 0o600) throws {
    try write(text, to: "\(home)/config/reeve/config.toml", mode: mode)
  }

  /// The streams of a command, with standard input from a file.
  func streams(output: Sink = Sink(), errors: Sink? = nil) throws -> (Streams, close: () -> Void) {
    let path = try write(input, to: "\(home)/stdin")
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    var streams = Streams(
      output: output, errors: errors ?? Sink(isTerminal: areErrorsTerminal), input: descriptor,
      isInputTerminal: isInputTerminal, environment: environment, currentDirectory: folder,
      interruption: interruption)
    // A slow machine must not change what a test sees.
    streams.showsProgress = false
    return (streams, { close(descriptor) })
  }

  /// Carries out a command line.
  func reeve(_ words: String...) async throws -> CommandResult { try await reeve(words) }

  func reeve(_ words: [String]) async throws -> CommandResult {
    let (streams, close) = try streams()
    defer { close() }
    let code = await Reeve.execute(words, streams)
    let errors = streams.errors.text
    return CommandResult(
      code: code, output: streams.output.text, errors: errors.withoutRun, run: errors.run)
  }

  /// Runs a script's text on the sandbox.
  func run(_ script: String, _ words: [String] = []) async throws -> CommandResult {
    try write(script, to: "script.star")
    return try await reeve(["run", "--profile", "sandbox", "script.star"] + words)
  }
}

struct POSIXFailure: Error {
  let number: Int32
}

/// The working copy that the tests belong to.
let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
  .joined(separator: "/")

func isExecutable(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }
