import Glibc
import FoundationEssentials
import HuaweiCloud
import Runbooks
import StarlarkSyntax
import StateStore

/// Sessions that write into one journal, each with a fake cloud of its own.
final class JournalStage: Sendable {
  let folder: String
  let journal: Journal

  init(
    folder: String? = nil,
    wallClock: @escaping @Sendable () -> Int64 = Journal.systemWallClock
  ) throws {
    self.folder =
      folder
      ?? "\(FileManager.default.temporaryDirectory.path)/journal-\(UInt64.random(in: 0 ... .max))"
    let redactor = Redactor(secrets: [Secret("hunter2")])
    journal = try StateStore(folder: self.folder).journal(
      digest: ContentDigest.sha256, redact: { redactor.redact($0) },
      wallClock: wallClock, redactKnown: { redactor.redactKnown($0) })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A session that begins a run.
  func begin(
    _ reply: @escaping FakeCloud.Reply = { _, _ in .empty },
    set change: (inout SessionSettings) -> Void = { _ in }
  ) -> Stage {
    stage(reply, nil, change) { [journal] _ throws(JournalError) in
      try journal.begin(NewRun(mode: .run, script: "test.star", engine: "test"))
    }
  }

  /// A session that goes on with the newest run.
  func resume(
    _ reply: @escaping FakeCloud.Reply = { _, _ in .empty }, givingUp: Bool = false,
    set change: (inout SessionSettings) -> Void = { _ in }
  ) throws -> Stage {
    let run = try journal.runs()[0].id
    let writer = try writer(goingOnWith: run)
    let recording = try journal.recording(of: run)
    let open = recording.details.packs.filter(\.isOpen).map(\.id)
    return stage(reply, Replay(recording, givenUp: givingUp ? Set(open) : []), change) { _ in
      writer
    }
  }

  /// A writer that was let go of has the lock of its run until its queue is done with it.
  private func writer(goingOnWith run: RunID) throws -> RunWriter {
    for _ in 0..<400 {
      do {
        return try journal.resume(run)
      } catch JournalError.alive {
        usleep(5_000)
      }
    }
    return try journal.resume(run)
  }

  private func stage(
    _ reply: @escaping FakeCloud.Reply, _ replay: Replay?,
    _ change: (inout SessionSettings) -> Void,
    _ begin: @escaping @Sendable (SourceText) throws(JournalError) -> RunWriter
  ) -> Stage {
    Stage(reply) { settings in
      settings.recording = RunRecording(journal: journal, replay: replay, begin: begin) {
        ($0.facts.isEmpty ? 0 : 1, "{}")
      }
      change(&settings)
    }
  }

  /// The newest run.
  var details: RunDetails {
    get throws { try journal.details(of: journal.runs()[0].id) }
  }
}
