import FoundationEssentials
import Glibc
import Testing

/// The built program, as people run it: with descriptors, signals and a terminal of its own.
final class ChildProcess {
  struct Ended: Equatable {
    let code: Int32
    let output: String
    let errors: String
  }

  /// Beside the tests, where the build puts it.
  static let program: String? = {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      guard let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return 0 }
      return unsafe readlink("/proc/self/exe", start, bytes.count)
    }
    guard count > 0 else { return nil }
    let folder = String(decoding: buffer[..<count], as: UTF8.self)
      .split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = "\(folder)/reeve"
    return unsafe access(path, X_OK) == 0 ? path : nil
  }()

  let id: pid_t
  private var status: Int32?

  /// Starts the program, or another one; `terminal` is the terminal that all three of its streams are.
  init(
    _ words: [String], of other: String? = nil, environment: [String: String], folder: String,
    input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil, terminal: String? = nil
  ) throws {
    let program = try #require(
      other ?? Self.program, "scripts/test builds the program beside the tests")
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // Where the tests run in the background, or one of them has an editor open, signals are ignored here.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGQUIT] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = Int16(POSIX_SPAWN_SETSIGDEF)
    if terminal != nil { flags |= 0x80 }
    unsafe posix_spawnattr_setflags(&attributes, flags)
    if let terminal {
      // The first terminal that the leader of a session opens becomes its own.
      unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    for (number, descriptor) in [(0, input), (1, output), (2, errors)] {
      if let descriptor {
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
      }
    }
    var id: pid_t = 0
    let arguments = unsafe Self.strings(["env", "-C", folder, program] + words)
    let variables = unsafe Self.strings(environment.map { "\($0.key)=\($0.value)" })
    defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
    let result = unsafe posix_spawn(
      &id, "/usr/bin/env", &actions, &attributes, arguments, variables)
    guard result == 0 else { throw POSIXFailure(number: result) }
    self.id = id
  }

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  deinit {
    if status == nil {
      kill(id, SIGKILL)
      _ = endedCode(0)
    }
  }

  struct StillRunning: Error {}

  /// Waits for the end: the exit code, or 1,000 and the signal that ended it.
  ///
  /// It never blocks its thread: the pool of tests has few.
  func wait() async throws -> Int32 {
    let end = ContinuousClock.now + .seconds(300)
    while ContinuousClock.now < end {
      if let code = endedCode(WNOHANG) { return code }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw StillRunning()
  }

  /// Whether it came to its end.
  var hasEnded: Bool { endedCode(WNOHANG) != nil }

  private func endedCode(_ options: Int32) -> Int32? {
    if let status { return status }
    var word: Int32 = 0
    guard unsafe waitpid(id, &word, options) == id else { return nil }
    let signal = word & 0x7f
    status = signal == 0 ? (word >> 8) & 0xff : 1_000 + signal
    return status
  }

  func send(_ signal: Int32) { kill(id, signal) }
}

extension ChildProcess {
  /// A pipe of this process that children do not inherit by themselves.
  static func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Reads a descriptor to its end.
  static func read(_ descriptor: Int32) async throws -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&ready, 1, 0) != 0 else {
        try await Task.sleep(for: .milliseconds(5))
        continue
      }
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  /// Runs the program, or another one, to its end, with text on standard input.
  static func run(
    _ words: [String], of other: String? = nil, in harness: Harness, input: String = ""
  ) async throws -> Ended {
    let path = try harness.write(input, to: "\(harness.home)/child-stdin")
    let standardInput = unsafe open(path, O_RDONLY | O_CLOEXEC)
    let errorFile = "\(harness.home)/child-stderr"
    let errors = unsafe open(errorFile, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let (reading, writing) = pipe()
    defer { for descriptor in [standardInput, errors, reading] { close(descriptor) } }
    let child = try ChildProcess(
      words, of: other, environment: harness.environment, folder: harness.folder,
      input: standardInput,
      output: writing, errors: errors)
    close(writing)
    let output = try await read(reading)
    let code = try await child.wait()
    return Ended(code: code, output: output, errors: try harness.text(errorFile).withoutRun)
  }
}
