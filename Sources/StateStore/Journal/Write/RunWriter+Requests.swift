import Dispatch
import Synchronization

// Each function comes twice: for threads that may be blocked, and for tasks.

extension RunWriter {
  /// Notes that a request is about to leave.
  ///
  /// It may leave when, and only when, this has returned.
  ///
  /// - Parameters:
  ///   - intent: What it is for.
  ///   - redaction: What its changes are kept without.
  /// - Returns: The request's number.
  /// - Throws: ``JournalError``; the intent is not recorded then, and the request must not be sent.
  @available(*, noasync)
  @discardableResult
  package func intend(
    _ intent: PackIntent, without redaction: Redaction = .known
  ) throws(JournalError) -> PackID {
    try number(wait { submit([entry(of: intent, redaction)], $0) })
  }

  /// Notes that a request is about to leave.
  ///
  /// It may leave when, and only when, this has returned.
  ///
  /// - Parameters:
  ///   - intent: What it is for.
  ///   - redaction: What its changes are kept without.
  /// - Returns: The request's number.
  /// - Throws: ``JournalError``; the intent is not recorded then, and the request must not be sent.
  @discardableResult
  package func intend(
    _ intent: consuming PackIntent, without redaction: Redaction = .known
  ) async throws(JournalError) -> PackID {
    let entry = entry(of: consume intent, redaction)
    return try number(await wait { submit([entry], $0) })
  }

  /// Notes what became of a request; confirmed when this has returned.
  ///
  /// - Parameters:
  ///   - pack: One that is open. ``PackOutcome/Result/divided`` leaves it open, for changes of it that are
  ///     given up later.
  ///   - outcome: That of all changes which `changes` does not name and which have none yet.
  ///   - changes: What became of single ones, by their place in the intent.
  /// - Throws: ``JournalError``; the request stays open then.
  @available(*, noasync)
  package func settle(
    _ pack: PackID, _ outcome: PackOutcome, changes: [Int: PackOutcome] = [:]
  ) throws(JournalError) {
    guard takeOpen(pack) else { throw .notOpen(pack) }
    try settled(pack, outcome, wait { submit([entry(of: pack, outcome, changes)], $0) })
  }

  /// Notes what became of a request; confirmed when this has returned.
  ///
  /// - Parameters:
  ///   - pack: One that is open. ``PackOutcome/Result/divided`` leaves it open, for changes of it that are
  ///     given up later.
  ///   - outcome: That of all changes which `changes` does not name and which have none yet.
  ///   - changes: What became of single ones, by their place in the intent.
  /// - Throws: ``JournalError``; the request stays open then.
  package func settle(
    _ pack: PackID, _ outcome: PackOutcome, changes: [Int: PackOutcome] = [:]
  ) async throws(JournalError) {
    guard takeOpen(pack) else { throw .notOpen(pack) }
    try settled(pack, outcome, await wait { submit([entry(of: pack, outcome, changes)], $0) })
  }

  /// Puts on disk what was recorded so far: before the user sees what rests on it.
  @available(*, noasync)
  package func flush() throws(JournalError) {
    _ = try wait { submit([], $0) }.get()
  }

  /// Puts on disk what was recorded so far: before the user sees what rests on it.
  package func flush() async throws(JournalError) {
    _ = try await wait { submit([], $0) }.get()
  }

  // MARK: Entries

  private func entry(of intent: PackIntent, _ redaction: Redaction) -> RawEntry {
    entry(
      .intent,
      [
        .null, .text(journal.redact(intent.operation)), .text(intent.request),
        .integer(intent.isIdempotent ? 1 : 0),
        .text(ChangeList.text(of: intent.changes) { journal.redacted($0, redaction) }),
        .integer(Int64(intent.changes.count)),
      ])
  }

  private func entry(
    of pack: PackID, _ outcome: PackOutcome, _ changes: [Int: PackOutcome]
  ) -> RawEntry {
    let parts = changes.sorted { $0.key < $1.key }.map { position, outcome in
      [.integer(Int64(position))] + outcome.values(journal.redact)
    }
    return entry(
      .outcome, [.integer(pack.number)] + outcome.values(journal.redact), parts: parts)
  }

  private func number(_ result: Result<PackID?, JournalError>) throws(JournalError) -> PackID {
    guard let pack = try result.get() else { throw .lost(id) }
    return pack
  }

  private func settled(
    _ pack: PackID, _ outcome: PackOutcome, _ result: Result<PackID?, JournalError>
  ) throws(JournalError) {
    let isFailure = if case .failure = result { true } else { false }
    if isFailure || outcome.result == .divided { putBack(pack) }
    _ = try result.get()
  }

  // MARK: Waiting

  typealias Answer = Result<PackID?, JournalError>

  func wait(_ start: (@escaping @Sendable (Answer) -> Void) -> Void) -> Answer {
    let semaphore = DispatchSemaphore(value: 0)
    let box = Box()
    start { answer in
      box.set(answer)
      semaphore.signal()
    }
    semaphore.wait()
    return box.answer
  }

  private func wait(
    _ start: (@escaping @Sendable (Answer) -> Void) -> Void
  ) async -> Answer {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: $0) }
    }
  }

  private final class Box: Sendable {
    private let state = Mutex<Answer>(.success(nil))

    var answer: Answer { state.withLock { $0 } }

    func set(_ answer: Answer) {
      state.withLock { $0 = answer }
    }
  }
}
