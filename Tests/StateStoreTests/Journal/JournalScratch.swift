import Glibc
import StateStore
import Synchronization

/// A folder of one test with a journal in it.
final class JournalScratch: Sendable {
  private let scratch = Scratch()
  let clock = TestClock()
  let wall = Mutex<Int64>(1_795_255_200_000)  // 2026-11-21T10:00:00Z

  deinit {
    if let runs = unsafe opendir("\(folder)/runs") {
      while let entry = unsafe readdir(runs) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
            unsafe String(cString: $0)
          }
        }
        unsafe unlink("\(folder)/runs/\(name)")
      }
      unsafe closedir(runs)
    }
    unsafe rmdir("\(folder)/runs")
  }

  var folder: String { scratch.state }

  /// A journal with a connection of its own and clocks that the test moves.
  func journal(
    redact: @escaping @Sendable (String) -> String = { $0 }, tamper: [Migration] = []
  ) throws -> Journal {
    try StateStore(folder: folder, clock: clock.clock, migrations: Migration.all + tamper)
      .journal(digest: Self.digest, redact: redact) { self.wall.withLock { $0 } }
  }

  /// A journal as a process of its own opens it.
  static func journal(in folder: String) throws -> Journal {
    try StateStore(folder: folder).journal(digest: digest, redact: { $0 })
  }

  /// Changes the database behind the journal's back.
  func tamper(_ sql: String) throws -> Journal {
    try journal(tamper: [Migration(name: "tampering", script: sql)])
  }

  func advance(milliseconds: Int64) {
    wall.withLock { $0 += milliseconds }
    clock.advance(seconds: max(milliseconds / 1000, 0))
  }

  /// Tells texts apart as far as tests need.
  static let digest: @Sendable ([UInt8]) -> [UInt8] = { bytes in
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
  }
}

extension NewRun {
  static let example = NewRun(
    mode: .run, script: "books/close-ssh.star", arguments: #"{"inventory": "agents.csv"}"#,
    profile: "prod", project: "p-1", region: "eu-west-101", engine: "1.0")
}

extension JournalChange {
  static func port(
    _ agent: String, ordinal: Int, role: Role = .sent, after: String = #""ignored""#
  ) -> JournalChange {
    JournalChange(
      ChangeIdentity(CallIdentity(ordinal: ordinal)), role: role, kind: "ignorePort",
      target: #"["0","\#(agent)",22,"TCP"]"#, after: after,
      place: Place(file: "close-ssh.star", line: 3, column: 1))
  }
}

extension PackIntent {
  static func ports(_ changes: JournalChange..., isIdempotent: Bool = true) -> PackIntent {
    PackIntent(
      operation: "BatchModifyPortStatus", request: "d1", isIdempotent: isIdempotent,
      changes: changes)
  }
}

extension RecordedCall {
  static func read(_ ordinal: Int, answer: String = #"[{"agent_id":"a"}]"#) -> RecordedCall {
    RecordedCall(
      CallIdentity(ordinal: ordinal), operation: "hosts", arguments: "{}", result: .answer(answer))
  }
}
