import Dispatch
import Synchronization

// Threads hand over what is to be written; a queue of its own writes all that came meanwhile in one transaction, so
// that requests under way at the same time share one wait for the disk, and no thread of the pool waits.

/// The one writer of a run.
///
/// Any thread may call it.
package final class RunWriter: Sendable {
  package let id: RunID
  let journal: Journal
  private let queue = DispatchQueue(label: "journal")
  private let state: Mutex<State>

  /// Calls that are kept back until something must be on disk.
  private static let bufferedEntries = 4096
  private static let bufferedBytes = 4 << 20

  private struct State {
    var head: RunHead
    var lock: RunLock?
    /// Requests that may be settled.
    var open: Set<PackID>
    var buffer = Journal.Addition()
    var bufferedBytes = 0
    var jobs: [Job] = []
    var isWriting = false
    var hasEnded = false
  }

  /// What one caller waits for.
  struct Job: Sendable {
    /// What was kept back until now, then what the caller adds.
    var addition: Journal.Addition
    let kept: Int
    let keptContents: Int
    let isEnd: Bool
    let done: @Sendable (Result<PackID?, JournalError>) -> Void
  }

  init(journal: Journal, head: RunHead, lock: RunLock, open: Set<PackID>) {
    self.journal = journal
    id = head.id
    state = Mutex(State(head: head, lock: lock, open: open))
  }

  // MARK: Kept back

  /// Records a call with its answer; it goes to disk with whatever must be there next.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - redaction: What its answer must not hold to be kept.
  package func record(_ call: RecordedCall, without redaction: Redaction = .suspected) {
    let entry = entry(.call, call.values { journal.redacted($0, redaction) })
    let size =
      switch call.result {
      case .answer(let text), .failure(let text): text.utf8.count + call.arguments.utf8.count
      case .withheld: call.arguments.utf8.count
      }
    keep(size: size) { $0.entries.append(entry) }
  }

  /// Records a file or a variable that was read; it goes to disk as a call does.
  package func record(_ input: RunInput) {
    let (time, uptime) = moment
    var addition = Journal.Addition()
    journal.add(input, time: time, uptime: uptime, to: &addition)
    keep(size: input.content.count) { [addition] buffer in
      buffer.entries += addition.entries
      buffer.contents += addition.contents
    }
  }

  private func keep(size: Int, _ add: (inout Journal.Addition) -> Void) {
    let isFull = state.withLock { state in
      guard !state.hasEnded else { return false }
      add(&state.buffer)
      state.bufferedBytes += size
      return state.buffer.entries.count.isMultiple(of: Self.bufferedEntries)
        || state.bufferedBytes > Self.bufferedBytes
    }
    // A failure keeps them, and shows when something must be written.
    if isFull { submit([]) { _ in } }
  }

  // MARK: Writing

  var moment: (time: Int64, uptime: Int64) {
    (journal.wallClock(), journal.store.clock.now())
  }

  func entry(_ table: JournalTable, _ values: [SQLValue], parts: [[SQLValue]] = []) -> RawEntry {
    let (time, uptime) = moment
    return RawEntry(
      table: table, values: [.integer(time), .integer(uptime)] + values, parts: parts)
  }

  /// Hands entries over; `done` learns when they are on disk, or that they are not recorded.
  func submit(
    _ entries: [RawEntry], isEnd: Bool = false,
    _ done: @escaping @Sendable (Result<PackID?, JournalError>) -> Void
  ) {
    let (isRefused, starts) = state.withLock { state -> (Bool, Bool) in
      guard !state.hasEnded else { return (true, false) }
      var addition = state.buffer
      let job = (kept: addition.entries.count, contents: addition.contents.count)
      addition.entries += entries
      state.buffer = Journal.Addition()
      state.bufferedBytes = 0
      state.jobs.append(
        Job(
          addition: addition, kept: job.kept, keptContents: job.contents, isEnd: isEnd, done: done))
      state.hasEnded = isEnd
      defer { state.isWriting = true }
      return (false, !state.isWriting)
    }
    if isRefused { return done(.failure(.ended(id))) }
    if starts { queue.async { self.writeAll() } }
  }

  private func writeAll() {
    while true {
      let (jobs, head) = state.withLock { state -> ([Job], RunHead) in
        defer { state.jobs = [] }
        if state.jobs.isEmpty { state.isWriting = false }
        return (state.jobs, state.head)
      }
      guard !jobs.isEmpty else { return }
      do throws(JournalError) {
        let packs = try write(jobs, after: head)
        for (job, pack) in zip(jobs, packs) { job.done(.success(pack)) }
      } catch {
        takeBack(jobs)
        for job in jobs { job.done(.failure(error)) }
      }
    }
  }

  private func write(_ jobs: [Job], after head: RunHead) throws(JournalError) -> [PackID?] {
    var addition = Journal.Addition()
    for job in jobs {
      addition.entries += job.addition.entries
      addition.contents += job.addition.contents
    }
    guard !addition.entries.isEmpty else { return jobs.map { _ in nil } }
    let time = journal.wallClock()
    let written = try journal.access { [addition] () throws(StateStoreError) in
      try journal.store.write { connection throws(StateStoreError) -> Written? in
        try journal.append(addition, to: head, time: time, connection)
          .map { Written(head: $0.head, packs: $0.packs) }
      }
    }
    guard let written else { throw .lost(id) }
    state.withLock { state in
      state.head = written.head
      state.open.formUnion(written.packs)
    }
    var packs = written.packs[...]
    return jobs.map { job in
      job.addition.entries.contains { $0.table == .intent } ? packs.popFirst() : nil
    }
  }

  private struct Written: Sendable {
    let head: RunHead
    let packs: [PackID]
  }

  /// Keeps for the next time what callers did not wait for.
  private func takeBack(_ jobs: [Job]) {
    state.withLock { state in
      var buffer = Journal.Addition()
      for job in jobs {
        buffer.entries += job.addition.entries.prefix(job.kept)
        buffer.contents += job.addition.contents.prefix(job.keptContents)
      }
      buffer.entries += state.buffer.entries
      buffer.contents += state.buffer.contents
      state.buffer = buffer
      if jobs.contains(where: \.isEnd) { state.hasEnded = false }
    }
  }

  // MARK: Requests and the end

  /// Takes a request for settling; false where it may not be settled.
  func takeOpen(_ pack: PackID) -> Bool {
    state.withLock { $0.open.remove(pack) != nil }
  }

  /// Whether a request has no outcome yet.
  package func isOpen(_ pack: PackID) -> Bool { state.withLock { $0.open.contains(pack) } }

  func putBack(_ pack: PackID) {
    state.withLock { _ = $0.open.insert(pack) }
  }

  /// Lets go of the run.
  func release() {
    let lock = state.withLock { state in
      defer { state.lock = nil }
      return state.lock
    }
    lock?.removeFile()
  }
}
