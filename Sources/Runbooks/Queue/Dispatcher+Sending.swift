import HuaweiCloud
import Synchronization

extension Dispatcher {
  /// A refused request that is looked into.
  struct Suspect {
    let entries: [ChangeQueue.Entry]
    let operation: WriteOperation
    var search: Bisection
    /// Why the whole was refused.
    let refusal: CloudError
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
        guard state.stop == nil, !state.feeding.contains(operation),
          state.inFlight + state.feeding.count < Self.maximumInFlight
        else { continue }
        if state.isStalled { state.queue.release(Set(WriteOperation.allCases)) }
        guard state.hasWork(operation) else { continue }
        state.feeding.insert(operation)
        starting.append(operation)
      }
      return starting
    }
    for operation in operations { start { await $0.feed(operation) } }
  }

  private func start(_ work: @escaping @Sendable (Dispatcher) async -> Void) {
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
    let result = await perform(pack.entries, pack.operation, grant)
    if case .failure(.refused(let error)) = result, error.isEntrySpecific, pack.entries.count > 1 {
      let suspect = Suspect(
        entries: pack.entries, operation: pack.operation,
        search: Bisection(count: pack.entries.count), refusal: error)
      let isStopped = state.withLock { state in
        if state.stop == nil { state.add(suspect) }
        return state.stop != nil
      }
      return isStopped ? giveUp(suspect) : ()
    }
    conclude(pack.entries, pack.operation, result)
  }

  private func look(into suspect: Suspect, _ grant: Pacer.Grant) async {
    var suspect = suspect
    guard let range = suspect.search.next else { return gateway.pacer.released(grant) }
    let part = Array(suspect.entries[range])
    let result = await perform(part, suspect.operation, grant)
    switch result {
    case .success:
      suspect.search.report(.applied)
      conclude(part, suspect.operation, result)
    case .failure(.refused(let error)) where error.isEntrySpecific:
      suspect.search.report(.refused)
      if part.count == 1 { conclude(part, suspect.operation, result) }
    case .failure:
      suspect.search.report(.ended)
      conclude(part, suspect.operation, result)
    }
    for range in suspect.search.leftOver {
      let group = Array(suspect.entries[range])
      let failure = ChangeFailure(
        suspect.refusal, mayHaveBeenApplied: true, groupCount: group.count)
      conclude(group, suspect.operation, .failure(.failed(failure)))
    }
    guard suspect.search.next != nil else { return }
    let isStopped = state.withLock { state in
      if state.stop == nil { state.add(suspect) }
      return state.stop != nil
    }
    if isStopped { giveUp(suspect) }
  }

  /// Ends a search that the session's stop cut short.
  private func giveUp(_ suspect: Suspect) {
    for range in suspect.search.remaining {
      let group = Array(suspect.entries[range])
      let failure = ChangeFailure(
        suspect.refusal, mayHaveBeenApplied: true, groupCount: group.count)
      conclude(group, suspect.operation, .failure(.failed(failure)))
    }
  }

  /// Ends all searches when the session stops.
  func giveUpSuspects() {
    let suspects = state.withLock { state in
      var suspects: [Suspect] = []
      for operation in WriteOperation.allCases {
        while let suspect = state.suspects[operation]?.popFirst() { suspects.append(suspect) }
      }
      return suspects
    }
    for suspect in suspects { giveUp(suspect) }
  }

  /// Gives the changes of a request their outcome and frees what waits behind them.
  private func conclude(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation,
    _ result: Result<String?, RequestFailure>
  ) {
    // The outcome comes first: who waits for a queue to settle looks at outcomes then.
    switch result {
    case .success(let requestID):
      finish(entries.flatMap { [$0.ticket] + $0.collapsed }, .applied, requestID: requestID)
      finish(entries.flatMap(\.superseded), .superseded, requestID: requestID)
    case .failure(.stopped):
      let reason = state.withLock { $0.stop } ?? .cancelled
      finish(entries.flatMap(\.tickets), .unsent(reason), requestID: nil)
    case .failure(.refused(let error)):
      fail(entries, ChangeFailure(error))
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
        if let wait, wait.operation == declared.name, count > 0,
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
  case refused(CloudError)
  case failed(ChangeFailure)
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
