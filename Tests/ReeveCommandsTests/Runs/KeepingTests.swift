import Dispatch
import FoundationEssentials
import Glibc
import ReeveCommands
import StateStore
import Synchronization
import Testing

/// `reeve runs verify`, `export` and `prune`.
struct KeepingTests {
  let harness: Harness
  let seeded: SeededJournal

  init() throws {
    harness = try Harness()
    seeded = SeededJournal(harness)
  }

  private func makeRun(exitCode: Int? = 3) throws -> RunID {
    seeded.advance(milliseconds: 1000)
    return try seeded.makeRun(in: seeded.open(), exitCode: exitCode).id
  }

  // MARK: verify

  @Test func `a journal as it was written verifies`() async throws {
    defer { harness.remove() }
    let empty = try await harness.reeve("runs", "verify")
    #expect(empty.output == "0 runs checked, 0 entries: the journal is as it was written\n")
    let id = try makeRun()
    _ = try makeRun(exitCode: nil)
    let result = try await harness.reeve("runs", "verify")
    #expect(result.code == .done)
    #expect(result.output == "2 runs checked, 25 entries: the journal is as it was written\n")
    let json = try await harness.reeve("runs", "verify", id.text, "--output", "json")
    #expect(
      json.output.hasPrefix(#"{"version":1,"sound":true,"runs":[{"id":"\#(id)","entries":13,"#))
  }

  @Test func `an edited row is named`() async throws {
    defer { harness.remove() }
    let id = try makeRun()
    let other = try makeRun()
    try await seeded.edit("\"security_group_id\":\"sg-1\"", to: "\"security_group_id\":\"sg-9\"")
    let result = try await harness.reeve("runs", "verify")
    #expect(result.code == .badData)
    let edited = [id, other].filter {
      result.output.contains("run \($0): entry 8 is not what was written\n")
    }
    #expect(edited.count == 1)
    #expect(
      result.errors == """
        error: the journal is not what was written: 2 runs checked, 26 entries, 1 broken
          Do not resume or undo these runs. Compare them with an export or a backup from before.

        """)
    let json = try await harness.reeve("runs", "verify", "--output", "jsonl")
    #expect(json.code == .badData)
    #expect(json.output.contains(#""problems":["entry 8 is not what was written"]"#))
  }

  // MARK: export

  @Test func `an export has each entry of each run, the oldest first`() async throws {
    defer { harness.remove() }
    let ids = try [makeRun(), makeRun()]
    let result = try await harness.reeve("runs", "export")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 26)
    #expect(lines.prefix(13).allSatisfy { $0.contains("\"run\":\"\(ids[0])\"") })
    let one = try await harness.reeve("runs", "export", ids[1].text)
    #expect(one.output.split(separator: "\n").count == 13)
    #expect(result.output.hasSuffix(one.output))
  }

  @Test func `syslog has a line for each fact of an audit`() async throws {
    defer { harness.remove() }
    let id = try makeRun()
    let process = try #require(seeded.open().run(id).start).process
    let result = try await harness.reeve("runs", "export", "--output", "syslog")
    let lines = result.output.settled(id, process).split(separator: "\n").map(String.init)
    let pattern =
      /^<3[4-9]>1 2026-11-21T10:00:0\d\.\d{3}Z HOST reeve \d+ [a-z]+ - @cee:\{"run":"RUN","seq":\d+,/
    #expect(lines.allSatisfy { $0.firstMatch(of: pattern) != nil })
    let types = lines.map { $0.split(separator: " ")[5] }
    #expect(
      types == [
        "start", "input", "input", "request", "change", "change", "request", "change", "request",
        "change", "request", "note", "end",
      ])
    #expect(
      lines[7].hasSuffix(
        #""profile":"prod","project":"p-1","region":"cn-north-4","request":2,"#
          + #""operation":"ChangeAppWhitelistPolicy","result":"refused","request_id":"9f00","status":400,"#
          + #""code":"HSS.0001","message":"invalid param <script>alert(1)</script>","#
          + #""kind":"modifyWhitelistPolicy","role":"sent","target":{"project":"p-1","policy_id":"pol-1"},"#
          + #""before":{"policy_name":"old","intercept":true},"after":{"enterprise_project_id":"0","#
          + #""policy_name":"办公室 & \"lab\"","intercept":true},"file":"books/quiet-ssh.star","line":4}"#
      ))
    #expect(lines[7].hasPrefix("<36>1 "))
    #expect(lines[4].hasPrefix("<37>1 "))
  }

  @Test func `lines go to the socket of the system log`() async throws {
    defer { harness.remove() }
    _ = try makeRun()
    let path = "\(harness.home)/log"
    let descriptor = try Self.listen(at: path)
    defer { close(descriptor) }
    let received = Mutex<[String]>([])
    let reader = DispatchQueue(label: "log")
    reader.async {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      // A system holds back few messages, so they are taken while they come.
      for _ in 0..<13 {
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        received.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) }
      }
    }
    let result = try await harness.reeve("runs", "export", "--syslog", "--socket", path)
    #expect(result.code == .done)
    #expect(result.output.isEmpty)
    #expect(result.errors == "13 lines of 1 run sent to the system log\n")
    while received.withLock({ $0.count }) < 13 { try await Task.sleep(for: .milliseconds(5)) }
    let printed = try await harness.reeve("runs", "export", "--output", "syslog")
    #expect(received.withLock { $0 } == printed.output.split(separator: "\n").map(String.init))
  }

  @Test func `a log that is not there is told`() async throws {
    defer { harness.remove() }
    _ = try makeRun()
    let result = try await harness.reeve("runs", "export", "--syslog", "--socket", "/nowhere/log")
    #expect(result.code == .tryAgain)
    #expect(
      result.errors == """
        error: the system log at /nowhere/log cannot be reached: No such file or directory
          Start syslog, or print the lines with `--output syslog`.

        """)
    let alone = try await harness.reeve("runs", "export", "--socket", "/nowhere/log")
    #expect(alone.code == .usage)
  }

  private static func listen(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) {
      unsafe $0.copyBytes(from: Array(path.utf8))
    }
    let status = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw POSIXFailure(number: errno) }
    return descriptor
  }

  // MARK: prune

  @Test func `old runs are pruned, but not those under way or cut off`() async throws {
    defer { harness.remove() }
    let old = SeededJournal(harness, at: Journal.systemWallClock() - 100 * 86_400_000)
    let recent = SeededJournal(harness, at: Journal.systemWallClock() - 86_400_000)
    let journal = try old.open()
    let done = try old.makeRun(in: journal).id
    let cutOff = try await old.makeCutOffRun(in: journal)
    let alive = try old.makeRun(in: journal, exitCode: nil)
    let kept = try recent.makeRun(in: recent.open()).id

    let dry = try await harness.reeve("runs", "prune", "--older-than", "90d", "--dry-run")
    #expect(dry.output == "\(done) would be pruned\n")
    #expect(
      dry.errors
        == "1 run would be pruned; kept: 1 run under way, 1 interrupted run, which --interrupted removes too\n"
    )
    #expect(try journal.runs().count == 4)

    let result = try await harness.reeve("runs", "prune", "--older-than", "90d")
    #expect(result.code == .done)
    #expect(result.output == "\(done) pruned\n")
    let json = try await harness.reeve(
      "runs", "prune", "--older-than", "12w", "--interrupted", "--output", "json")
    #expect(
      json.output
        == #"{"version":1,"dry_run":false,"pruned":["\#(cutOff)"],"kept_running":1,"kept_interrupted":0}"#
        + "\n")
    #expect(try journal.runs().map(\.id) == [kept, alive.id])
    let verified = try await harness.reeve("runs", "verify")
    #expect(
      verified.output == "4 runs checked, 25 entries, 2 pruned: the journal is as it was written\n")
    let shown = try await harness.reeve("show", done.text)
    #expect(shown.code == .noInput)
    #expect(shown.errors.hasPrefix("error: the entries of run \(done) have been removed\n"))
    let listed = try await harness.reeve("runs", "--state", "pruned")
    #expect(listed.output.contains("\(done)"))
  }

  @Test func `what is pruned is given back to the disk`() async throws {
    defer { harness.remove() }
    let old = SeededJournal(harness, at: Journal.systemWallClock() - 100 * 86_400_000)
    let journal = try old.open()
    let content = (0..<40_000).map { "line \($0)" }.joined(separator: "\n")
    let writer = try journal.begin(
      NewRun(mode: .run, script: "x.star", engine: "test"),
      inputs: [RunInput(.script, name: "x.star", content: Array(content.utf8))])
    try writer.end(exitCode: 0)
    let before = try #require(try size("state.db"))
    #expect(try await harness.reeve("runs", "prune", "--older-than", "90d").code == .done)
    #expect(try #require(try size("state.db")) < before / 2)
    #expect(try await harness.reeve("runs", "verify").code == .done)
  }

  /// How large a file of the state is, with what is still to be written into it.
  private func size(_ name: String) throws -> Int? {
    try ["", "-wal"].compactMap { suffix in
      let path = "\(harness.home)/state/reeve/\(name)\(suffix)"
      return isReadable(path) ? try Data(contentsOf: URL(filePath: path)).count : nil
    }.reduce(0, +)
  }

  private func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

  @Test(arguments: ["90", "d", "-1d", "0d", "90y"])
  func `an age that is none is refused`(_ text: String) async throws {
    defer { harness.remove() }
    let result = try await harness.reeve("runs", "prune", "--older-than=\(text)")
    #expect(result.code == .usage)
    #expect(result.errors.contains("got \"\(text)\", want an age such as 12h, 90d or 4w"))
  }
}
