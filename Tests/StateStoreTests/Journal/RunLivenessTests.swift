import Glibc
import StateStore
import Synchronization
import Testing

struct RunLivenessTests {
  let scratch = JournalScratch()

  @Test func `a run that is alive cannot be resumed`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    #expect(try journal.run(writer.id).state == .alive)
    let error = try #require(throws: JournalError.self) {
      _ = try scratch.journal().resume(writer.id)
    }
    guard case .alive(writer.id, let process) = error else {
      Issue.record(error)
      return
    }
    #expect(process.number == Int(getpid()))
    try writer.end(exitCode: 0)
    #expect(try journal.run(writer.id).state == .finished)
  }

  @Test func `who goes on with a run is named before the journal has that`() async throws {
    let folder = scratch.folder
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      _ = try JournalScratch.journal(in: folder).begin(.example)
      kill(getpid(), SIGKILL)
    }
    let id = try #require(try scratch.journal().runs().first?.id)
    let named = Mutex<Int?>(nil)
    // The entries are looked at between the lock and the entry that tells of it.
    let other = try scratch.journal()
    let journal = try StateStore(folder: folder).journal { bytes in
      do throws(JournalError) {
        _ = try other.resume(id)
      } catch {
        if case .alive(_, let process) = error { named.withLock { $0 = process.number } }
      }
      return JournalScratch.digest(bytes)
    } redact: {
      $0
    }
    _ = try journal.resume(id)
    #expect(named.withLock { $0 } == Int(getpid()))
  }

  @Test func `a writer that is given up leaves its run interrupted`() throws {
    let journal = try scratch.journal()
    var writer: RunWriter? = try journal.begin(.example)
    let id = try #require(writer?.id)
    writer = nil
    #expect(try journal.run(id).state == .interrupted)
    let again = try journal.resume(id)
    #expect(try journal.run(id).state == .alive)
    try again.end(exitCode: 0)
    // A run that was stopped in order can be gone on with too.
    try journal.resume(id).end(exitCode: 0)
    #expect(try journal.details(of: id).events.count == 4)
    #expect(try journal.verify(id).problems.isEmpty)
  }

  @Test func `a process killed between intent and outcome leaves an open request`() async throws {
    let folder = scratch.folder
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      let writer = try JournalScratch.journal(in: folder).begin(.example)
      writer.record(.read(0))
      let first = try await writer.intend(.ports(.port("a", ordinal: 1)))
      try await writer.settle(first, PackOutcome(.applied))
      try await writer.intend(.ports(.port("b", ordinal: 2)))
      writer.record(.read(3))
      kill(getpid(), SIGKILL)
    }
    let journal = try scratch.journal()
    let run = try #require(journal.runs().first)
    #expect(run.state == .interrupted)
    #expect(try journal.verify(run.id).problems.isEmpty)

    let writer = try journal.resume(run.id)
    let recording = try journal.recording(of: run.id)
    #expect(Set(recording.calls.keys) == [CallIdentity(ordinal: 0)])
    let open = try #require(recording.details.packs.first { $0.isOpen })
    #expect(open.intent.changes == [.port("b", ordinal: 2)])
    #expect(
      recording.changes[ChangeIdentity(CallIdentity(ordinal: 1))]?.state
        == .settled(PackOutcome(.applied)))

    // It may be sent again, or settled by what somebody found out.
    let again = try await writer.intend(open.intent)
    try await writer.settle(again, PackOutcome(.applied))
    try await writer.settle(open.id, PackOutcome(.unknown))
    try writer.end(exitCode: 0)
    #expect(try journal.verify(run.id).problems.isEmpty)
    #expect(try journal.run(run.id).state == .finished)
  }

  @Test func `a process that lives keeps others out`() async throws {
    let folder = scratch.folder
    let writer = try scratch.journal().begin(.example)
    let name = writer.id.text
    await #expect(processExitsWith: .exitCode(9)) {
      [folder = folder as String, name = name as String] in
      let journal = try JournalScratch.journal(in: folder)
      let error = #expect(throws: JournalError.self) { _ = try journal.resume(RunID(name)) }
      guard case .alive = error, try journal.run(RunID(name)).state == .alive else { _exit(1) }
      _exit(9)
    }
    try await writer.flush()
    try writer.end(exitCode: 0)
    await #expect(processExitsWith: .success) {
      [folder = folder as String, name = name as String] in
      try JournalScratch.journal(in: folder).resume(RunID(name)).end(exitCode: 0)
    }
    #expect(try scratch.journal().verify(writer.id).problems.isEmpty)
  }

  @Test func `of those that race for a run one wins`() throws {
    let scratch = scratch
    let id = try scratch.journal().begin(.example).id
    let winners = Mutex<[RunWriter]>([])
    onThreads(8) { _ in
      do throws(JournalError) {
        guard let journal = try? scratch.journal() else {
          Issue.record("no journal")
          return
        }
        let writer = try journal.resume(id)
        winners.withLock { $0.append(writer) }
      } catch {
        guard case .alive = error else {
          Issue.record(error)
          return
        }
      }
    }
    #expect(winners.withLock(\.count) == 1)
  }

  @Test func `a plan is claimed once`() throws {
    let scratch = scratch
    let winners = Mutex<[RunID]>([])
    let losers = Mutex<[RunID]>([])
    onThreads(8) { _ in
      do {
        let journal = try scratch.journal()
        do throws(JournalError) {
          let writer = try journal.begin(.example, claiming: "sha256:1")
          winners.withLock { $0.append(writer.id) }
          try writer.end(exitCode: 0)
        } catch {
          guard case .planUsed(let owner) = error else {
            Issue.record(error)
            return
          }
          losers.withLock { $0.append(owner) }
        }
      } catch {
        Issue.record(error)
      }
    }
    let winner = try #require(winners.withLock { $0 }.first)
    #expect(winners.withLock(\.count) == 1)
    #expect(losers.withLock { $0 } == Array(repeating: winner, count: 7))
    #expect(try scratch.journal().owner(ofPlan: "sha256:1") == winner)
    // Those that came too late have left nothing behind.
    #expect(try scratch.journal().runs().map(\.id) == [winner])
    #expect(try scratch.journal().verifyRuns().isEmpty)
  }

  @Test func `a request that could not be written down is not recorded`() async throws {
    let folder = scratch.folder
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      let journal = try JournalScratch.journal(in: folder)
      let writer = try journal.begin(.example)
      try await writer.flush()
      writer.record(.read(0))
      // No file may grow any more: the disk is full as far as this process can tell.
      var old = rlimit()
      _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
      var none = rlimit(rlim_cur: 4096, rlim_max: old.rlim_max)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &none)
      let error = await #expect(throws: JournalError.self) {
        try await writer.intend(.ports(.port("a", ordinal: 1)))
      }
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
      guard case .store(let cause) = error else { _exit(2) }
      #expect(cause.problem == .inputOutput || cause.problem == .diskFull)
      #expect(try journal.details(of: writer.id).packs.isEmpty)
      // When there is room again nothing is missing.
      try await writer.intend(.ports(.port("b", ordinal: 1)))
      try writer.end(exitCode: 0)
    }
    let journal = try scratch.journal()
    let run = try #require(journal.runs().first)
    let details = try journal.details(of: run.id)
    #expect(details.packs.map(\.intent) == [.ports(.port("b", ordinal: 1))])
    #expect(details.callCount == 1)
    #expect(try journal.verify(run.id).problems.isEmpty)
  }

  @Test func `a folder that takes no lock files is told`() throws {
    let journal = try scratch.journal()
    close(unsafe open("\(scratch.folder)/runs", O_CREAT | O_WRONLY, 0o600))
    let error = try #require(throws: JournalError.self) { _ = try journal.begin(.example) }
    guard case .store(let cause) = error else {
      Issue.record(error)
      return
    }
    #expect(cause.problem == .notWritable)
    unsafe unlink("\(scratch.folder)/runs")
    #expect(try journal.runs().isEmpty)
  }
}
