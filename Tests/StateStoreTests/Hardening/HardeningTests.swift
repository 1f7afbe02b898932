import Glibc
import ReeveTestSupport
import StateStore
import Synchronization
import Testing

/// What disks, other processes and other versions do to the database.
struct HardeningTests {
  let scratch = JournalScratch()

  // MARK: A full disk

  @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts"))
  func `a full disk loses nothing, and the run goes on when there is room`() throws {
    let disk = try SmallDisk(megabytes: 2)
    let journal = try JournalScratch.journal(in: disk.folder)
    let writer = try journal.begin(.example)
    let first = try writer.intend(.ports(.port("a", ordinal: 0)))
    try writer.settle(first, PackOutcome(.applied))

    try disk.fill()
    var failure: JournalError?
    var ordinal = 1
    // What is left in the last pages may still take a few.
    while failure == nil, ordinal < 200 {
      do throws(JournalError) {
        try writer.intend(.ports(.port(String(repeating: "x", count: 4_000), ordinal: ordinal)))
        ordinal += 1
      } catch {
        failure = error
      }
    }
    guard case .store(let error)? = failure else {
      Issue.record("the disk never was full: \(String(describing: failure))")
      return
    }
    #expect(error.problem == .diskFull)
    #expect(error.advice.contains("Free some space"))

    disk.makeRoom()
    let next = try writer.intend(.ports(.port("b", ordinal: 500)))
    try writer.settle(next, PackOutcome(.applied))
    try writer.end(exitCode: 0)
    let verified = try JournalScratch.journal(in: disk.folder).verify(writer.id)
    #expect(verified.problems.isEmpty)
    let packs = try journal.details(of: writer.id).packs
    // Exactly what was said to be written is.
    #expect(packs.count == ordinal + 1)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts"))
  func `a full disk is told when the database is opened`() throws {
    let disk = try SmallDisk(megabytes: 1)
    try disk.fill()
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: disk.folder)
    }
    #expect(error.problem == .diskFull)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "only root mounts"))
  func `a file system that is mounted read-only is told`() throws {
    let disk = try SmallDisk(megabytes: 2)
    try JournalScratch.journal(in: disk.folder).begin(.example).end(exitCode: 0)
    try disk.remountReadOnly()
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: disk.folder)
    }
    #expect(error.problem == .notWritable)
    #expect(error.advice.contains("XDG_STATE_HOME"))
  }

  // MARK: What is in the file

  @Test(arguments: [100, 4_096, 8_192, 20_000])
  func `a file that was cut off is called damaged, or reads as it was`(_ size: Int) throws {
    try scratch.journal().begin(.example).end(exitCode: 0)
    try #require(unsafe truncate("\(scratch.folder)/state.db", size) == 0)
    unsafe unlink("\(scratch.folder)/state.db-wal")
    do throws(StateStoreError) {
      _ = try StateStore(folder: scratch.folder)
    } catch {
      #expect(error.problem == .corrupt)
      #expect(error.advice.contains("keep it"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root reads everything"))
  func `a database that cannot be read is told`() throws {
    try scratch.journal().begin(.example).end(exitCode: 0)
    unsafe chmod(scratch.folder, 0)
    defer { unsafe chmod(scratch.folder, 0o700) }
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: scratch.folder)
    }
    #expect(error.problem == .notWritable)
  }

  @Test func `a database of a newer version keeps its journal`() throws {
    let id = try {
      let writer = try scratch.journal().begin(.example)
      try writer.end(exitCode: 0)
      return writer.id
    }()
    let newer = Migration(name: "newer", script: "CREATE TABLE newer (a)")
    _ = try StateStore(folder: scratch.folder, migrations: Migration.all + [newer])
    let error = try #require(throws: StateStoreError.self) { _ = try scratch.journal() }
    #expect(error.description.contains("newer Reeve"))
    let kept = try StateStore(folder: scratch.folder, migrations: Migration.all + [newer])
      .journal(digest: JournalScratch.digest, redact: { $0 })
    #expect(try kept.verify(id).problems.isEmpty)
  }

  @Test func `every file is its owner's alone, locks included`() throws {
    let mask = umask(0)
    defer { umask(mask) }
    let writer = try scratch.journal().begin(.example)
    for name in ["state.db", "state.db-wal", "state.db-shm", "runs/\(writer.id).lock"] {
      #expect(Scratch.mode(of: "\(scratch.folder)/\(name)") == 0o600, "\(name)")
    }
    #expect(Scratch.mode(of: scratch.folder) == 0o700)
    #expect(Scratch.mode(of: "\(scratch.folder)/runs") == 0o700)
  }

  // MARK: Other processes

  /// Closing any descriptor of the database's file would let go of the locks of a process, and the last one to close the
  /// database removes the log.
  @Test func `a process that closes the database takes nothing from one that opened it twice`()
    async throws
  {
    let folder = scratch.folder
    let first = try StateStore(folder: folder)
    try first.history { $0 }.append("one", profile: "p", session: "s")
    _ = try StateStore(folder: folder)
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      try StateStore(folder: folder).history { $0 }.append("two", profile: "p", session: "s")
    }
    try first.history { $0 }.append("three", profile: "p", session: "s")
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      let entries = try StateStore(folder: folder).history { $0 }.last(9, profile: "p")
      guard entries.count == 3 else { _exit(1) }
    }
  }

  @Test func `a database that another keeps locked is waited for, and then told`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    let store = try StateStore(folder: scratch.folder, busyTimeout: .milliseconds(50))
    let hurried = store.journal(digest: JournalScratch.digest, redact: { $0 })
    let holder = try LockHolder(database: "\(scratch.folder)/state.db")
    let error = try #require(throws: JournalError.self) { _ = try hurried.begin(.example) }
    guard case .store(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.problem == .locked)
    // Reading goes on meanwhile.
    #expect(try hurried.runs().count == 1)
    holder.release()
    _ = try hurried.begin(.example)
    try writer.end(exitCode: 0)
  }

  @Test func `runs of several connections at once all verify`() throws {
    let scratch = scratch
    let ids = Mutex<[RunID]>([])
    onThreads(6) { index in
      do {
        let journal = try JournalScratch.journal(in: scratch.folder)
        for round in 0..<4 {
          let writer = try journal.begin(.example)
          for ordinal in 0..<10 {
            let pack = try writer.intend(
              .ports(.port("agent-\(index)-\(round)", ordinal: ordinal)))
            try writer.settle(pack, PackOutcome(.applied))
          }
          try writer.end(exitCode: 0)
          ids.withLock { $0.append(writer.id) }
        }
      } catch {
        Issue.record(error)
      }
    }
    let journal = try JournalScratch.journal(in: scratch.folder)
    let all = ids.withLock { $0 }
    #expect(Set(all).count == 24)
    #expect(try journal.verifyRuns().isEmpty)
    for id in all {
      let verified = try journal.verify(id)
      #expect(verified.problems.isEmpty)
      #expect(verified.entryCount == 22)
    }
    // Numbers of requests are one order over all runs.
    let packs = try all.flatMap { try journal.details(of: $0).packs.map(\.id) }
    #expect(Set(packs).count == 240)
  }
}
