import HuaweiCloud
import StateStore
import Synchronization

extension Dispatcher {
  /// A refused request that is looked into.
  struct Suspect {
    let entries: [ChangeQueue.Entry]
    let operation: WriteOperation
    /// The whole in the journal.
    let pack: PackID?
    var search: Bisection
    /// Why the whole was refused.
    let refusal: CloudError
    /// Whether an attempt before the refusal may have been applied.
    let isUncertain: Bool
  }

  /// What one request is for.
  enum Work {
    case pack(ChangeQueue.Pack)
    case part(Suspect)
  }

  /// Starts what may start.
  func pump() {
    let operations = state.withLock { state in
      var starting: [WriteOperation] = []
      for operation in WriteOperation.allCases {
        guard state.stop == nil, !state.isHeld, !state.feeding.contains(operation),
          state.inFlight + state.feeding.count < Self.maximumInFlight
        else { continue }
        if !asks, state.isStalled { state.queue.release(Set(WriteOperation.allCases)) }
        guard state.hasWork(operation) else { continue }
        state.feeding.insert(operation)
        starting.append(operation)
      }
      return starting
    }
    for operation in operations { start { await $0.feed(operation) } }
  }

  func start(_ work: @escaping @Sendable (Dispatcher) async -> Void) {
    state.withLock { state in
      state.nextRun += 1
      let number = state.nextRun
      state.running[number] = Task {
        await work(self)
        self.state.withLock { $0.running[number] = nil }
      }
    }
  }

  /// Waits for a grant, then takes what is to leave and sends it.
  private func feed(_ operation: WriteOperation) async {
    let call = PacedCall(Call(operation.operation), endpoints: gateway.client.endpoints)
    let grant = await gateway.pacer.grant(call)
    let work = state.withLock { state -> Work? in
      state.feeding.remove(operation)
      guard grant != nil, state.stop == nil else { return nil }
      guard let work = state.takeWork(operation) else { return nil }
      state.inFlight += 1
      return work
    }
    guard let grant else { return wake() }
    guard let work else {
      gateway.pacer.released(grant)
      return wake()
    }
    wake()
    pump()
    report()
    switch work {
    case .pack(let pack): await send(pack, grant)
    case .part(let suspect): await look(into: suspect, grant)
    }
    state.withLock { state in
      state.inFlight -= 1
      state.progress.requestsDone += 1
    }
    report()
    pump()
    wake()
  }

  private func send(_ pack: ChangeQueue.Pack, _ grant: Pacer.Grant) async {
    let performed = await perform(pack.entries, pack.operation, grant)
    if case .failure(.refused(let error, let isUncertain)) = performed.result,
      error.isEntrySpecific, pack.entries.count > 1
    {
      await settle(performed.pack, PackOutcome(.divided))
      let suspect = Suspect(
        entries: pack.entries, operation: pack.operation, pack: performed.pack,
        search: Bisection(count: pack.entries.count), refusal: error, isUncertain: isUncertain)
      let isStopped = state.withLock { state in
        if state.stop == nil { state.add(suspect) }
        return state.stop != nil
      }
      return isStopped ? await giveUp(suspect.search.remaining, of: suspect, isFinal: false) : ()
    }
    await conclude(pack.entries, pack.operation, performed)
  }

  private func look(into suspect: Suspect, _ grant: Pacer.Grant) async {
    var suspect = suspect
    guard let range = suspect.search.next else { return gateway.pacer.released(grant) }
    let part = Array(suspect.entries[range])
    var performed = await perform(part, suspect.operation, grant)
    if suspect.isUncertain { performed.doubt() }
    switch performed.result {
    case .success:
      suspect.search.report(.applied)
      await conclude(part, suspect.operation, performed)
    case .failure(.refused(let error, _)) where error.isEntrySpecific:
      suspect.search.report(.refused)
      if part.count == 1 {
        await conclude(part, suspect.operation, performed)
      } else {
        await settle(performed.pack, PackOutcome(.divided))
      }
    case .failure(.stopped):
      return await giveUp(suspect.search.remaining, of: suspect, isFinal: false)
    case .failure:
      suspect.search.report(.ended)
      await conclude(part, suspect.operation, performed)
    }
    await giveUp(suspect.search.leftOver, of: suspect, isFinal: true)
    suspect.search.forgetLeftOver()
    guard suspect.search.next != nil else { return }
    let isStopped = state.withLock { state in
      if state.stop == nil { state.add(suspect) }
      return state.stop != nil
    }
    if isStopped { await giveUp(suspect.search.remaining, of: suspect, isFinal: false) }
  }

  /// Gives up parts of a refused request, each as a group; what only a stop cut short a resumed run sends again.
  private func giveUp(_ ranges: [Range<Int>], of suspect: Suspect, isFinal: Bool) async {
    for range in ranges {
      let group = Array(suspect.entries[range])
      let failure = ChangeFailure(
        suspect.refusal, isUncertain: true, groupCount: group.count)
      if isFinal {
        // The places of the group's changes in the request that had them all.
        let first = suspect.entries[..<range.lowerBound].reduce(0) { $0 + $1.count }
        let count = group.reduce(0) { $0 + $1.count }
        let outcome = PackOutcome(failure)
        let changes = (first..<first + count).map { ($0, outcome) }
        await settle(
          suspect.pack, PackOutcome(.divided), changes: Dictionary(uniqueKeysWithValues: changes))
      }
      tell(group, suspect.operation, .failure(.failed(failure)))
    }
  }

  /// Ends all searches when the session stops.
  func giveUpSuspects() {
    let suspects = state.withLock { state in
      var suspects: [Suspect] = []
      for operation in WriteOperation.allCases {
        while let suspect = state.suspects[operation]?.popFirst() { suspects.append(suspect) }
      }
      // Under way until their end is written down.
      state.inFlight += suspects.count
      return suspects
    }
    for suspect in suspects {
      start {
        await $0.giveUp(suspect.search.remaining, of: suspect, isFinal: false)
        $0.state.withLock { $0.inFlight -= 1 }
        $0.wake()
      }
    }
  }

  /// Writes down what became of a request; where that fails, nothing more is sent.
  private func settle(
    _ pack: PackID?, _ outcome: PackOutcome, changes: [Int: PackOutcome] = [:]
  ) async {
    do throws(JournalError) {
      try await recorder.settle(pack, outcome, changes: changes)
    } catch {
      halt(.unjournaled(error))
    }
  }

  /// Gives the changes of a request their outcome, once that is written down, and frees what waits behind them.
  private func conclude(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation, _ performed: Performed
  ) async {
    let isStopped = state.withLock { $0.stop != nil }
    if let outcome = isStopped ? performed.outcomeAfterStop : performed.outcome {
      if let pack = performed.pack {
        await settle(pack, outcome)
      } else if recorder.isActive, let pack = await intend(entries, nil, operation) {
        await settle(pack, outcome)
      }
    }
    tell(entries, operation, performed.result)
  }

  private func tell(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation,
    _ result: Result<Performed.Success, RequestFailure>
  ) {
    // The outcome comes first: who waits for a queue to settle looks at outcomes then.
    switch result {
    case .success(let success):
      var (settled, superseded): ([ChangeTicket], [ChangeTicket]) = ([], [])
      settled.reserveCapacity(entries.count)
      for entry in entries {
        settled.append(entry.ticket)
        settled += entry.collapsed
        superseded += entry.superseded
      }
      finish(
        settled, success.isUnchanged ? .unchanged : .applied, requestID: success.requestID)
      finish(superseded, .superseded, requestID: success.requestID)
    case .failure(.stopped):
      let reason = state.withLock { $0.stop } ?? .cancelled
      finish(entries.flatMap(\.tickets), .unsent(reason), requestID: nil)
    case .failure(.refused(let error, let isUncertain)):
      fail(entries, ChangeFailure(error, isUncertain: isUncertain))
    case .failure(.failed(let failure)):
      fail(entries, failure)
    }
    state.withLock { $0.queue.settle(entries, operation) }
    wake()
  }

  private func fail(_ entries: [ChangeQueue.Entry], _ failure: ChangeFailure) {
    finish(entries.flatMap(\.tickets), .failed(failure), requestID: failure.requestID)
  }

  /// Tells how far sending is.
  func report(_ wait: RunProgress.Wait? = nil) {
    let progress = state.withLock { state in
      var progress = state.progress
      progress.wait = wait
      var queued = 0
      for operation in WriteOperation.allCases {
        let count = state.queue.requestCount(operation) + (state.suspects[operation]?.count ?? 0)
        queued += count
        let declared = operation.operation
        if let wait, wait.turn == nil, wait.operation == declared.name, count > 0,
          case .calls(let limit, let window) = gateway.pacer.rate(of: declared.service)
        {
          progress.estimate = wait.duration + window * ((count - 1) / limit)
        }
      }
      progress.requestsTotal = progress.requestsDone + state.inFlight + queued
      return progress
    }
    events.progressed(progress)
  }
}

/// Why a request of changes did not succeed.
enum RequestFailure: Error, Sendable {
  /// The session stopped before it was sent.
  case stopped
  /// It failed; `isUncertain` where any attempt may have been applied.
  case refused(CloudError, isUncertain: Bool)
  case failed(ChangeFailure)

  /// The failure of an attempt after an earlier one, whose doubt stays.
  func after(_ earlier: RequestFailure?) -> RequestFailure {
    guard case .refused(_, isUncertain: true)? = earlier else { return self }
    if case .stopped = self { return .failed(.interrupted) }
    return doubted
  }

  /// The same failure where an earlier attempt may have been applied.
  var doubted: RequestFailure {
    switch self {
    case .stopped: return self
    case .refused(let error, _): return .refused(error, isUncertain: true)
    case .failed(var failure):
      failure.mayHaveBeenApplied = true
      return .failed(failure)
    }
  }
}

extension CloudError {
  /// Whether a single entry of a batch can be the reason.
  fileprivate var isEntrySpecific: Bool {
    guard case .service(let error) = self else { return false }
    return error.isEntrySpecific
  }
}

extension Dispatcher.State {
  fileprivate func hasWork(_ operation: WriteOperation) -> Bool {
    queue.canTake(operation) || !(suspects[operation]?.isEmpty ?? true)
  }

  /// Whether the queue is full and nothing of it may leave, so that waiting for room would never end.
  fileprivate var isStalled: Bool {
    queue.unsentCount >= Dispatcher.maximumUnsent && inFlight == 0 && feeding.isEmpty
      && !WriteOperation.allCases.contains { hasWork($0) }
  }

  fileprivate mutating func takeWork(_ operation: WriteOperation) -> Dispatcher.Work? {
    if let pack = queue.take(operation) { return .pack(pack) }
    return suspects[operation]?.popFirst().map { .part($0) }
  }

  fileprivate mutating func add(_ suspect: Dispatcher.Suspect) {
    suspects[suspect.operation, default: Fifo()].append(suspect)
  }
}
