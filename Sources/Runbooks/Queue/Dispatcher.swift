import HuaweiCloud
import StateStore
import Synchronization

// Moves changes from the queue to the wire: the queue says what may leave, the pacer when, and this performs it. A
// pack is taken only once its request may be sent, so that whatever came until then travels with it.

/// Sends queued changes in the background.
final class Dispatcher: Sendable {
  /// Most requests on the wire at once: where an answer takes 50 ms, these are the 200 calls a second that the
  /// gateway allows an API by default.
  static let maximumOnWire = 10
  /// Most requests under way at once, those included that are being written down: while some are, others leave, and
  /// those that come while the disk is waited for share the next wait.
  static let maximumInFlight = 20
  /// Most changes that wait; a script that makes more waits with them.
  static let maximumUnsent = 50_000
  /// Most full requests that wait where nothing but the wire keeps them: what a script queues beyond them leaves no
  /// sooner, and no later change takes its place before it leaves.
  static let maximumFullPacks = 16

  struct State {
    var queue = ChangeQueue()
    /// Whether nothing may leave, because what was recorded is still being replayed.
    var isHeld = false
    /// What the script has changed so far, so that reads from before no longer tell how things are.
    var submitted: Set<WriteOperation> = []
    var instances: InstanceSnapshot?
    var inFlight = 0
    var onWire = 0
    /// Requests that are written down, and wait until another one is answered.
    var atWire = Fifo<CheckedContinuation<Void, Never>>()
    /// Operations for which a request is about to be granted.
    var feeding: Set<WriteOperation> = []
    /// Requests that were refused and are looked into, after all others.
    var suspects: [WriteOperation: Fifo<Suspect>] = [:]
    var stop: StopReason?
    /// Whether changes that were abandoned are still to get their outcome.
    var isAbandoning = false
    var failureCount = 0
    var waiters: [(condition: Condition, continuation: CheckedContinuation<Void, Never>)] = []
    var running: [Int: Task<Void, Never>] = [:]
    var nextRun = 0
    var progress = RunProgress()
  }

  /// What somebody waits for.
  enum Condition: Sendable {
    case settled(Set<WriteOperation>)
    case outcome([ChangeTicket])
    /// Room for more changes.
    case room
    /// Nothing under way.
    case idle
  }

  let gateway: Gateway
  let pauses: Pauses
  let turns: PolicyTurns
  let maxFailures: Int?
  let events: any SessionEvents
  let ledger: Ledger
  let recorder: RunRecorder
  /// The plan that is carried out.
  let plan: PlannedSet?
  /// Whether nothing leaves before somebody agreed.
  let asks: Bool
  /// Whether a rate keeps requests that the wire would take.
  private let isPaced: Bool
  let state = Mutex(State())
  /// Is told why the session cannot go on.
  let halt: @Sendable (StopReason) -> Void

  init(
    gateway: Gateway, pauses: Pauses, locks: MachineLocks?, ledger: Ledger, recorder: RunRecorder,
    plan: PlannedSet?, maxFailures: Int?, asks: Bool, events: any SessionEvents,
    halt: @escaping @Sendable (StopReason) -> Void
  ) {
    self.gateway = gateway
    self.pauses = pauses
    turns = PolicyTurns(gateway: gateway, pauses: pauses, locks: locks)
    self.ledger = ledger
    self.maxFailures = maxFailures
    self.events = events
    self.recorder = recorder
    self.plan = plan
    self.asks = asks
    isPaced = gateway.pacer.rate(of: WriteOperation.portStatus.operation.service) != .unlimited
    self.halt = halt
    state.withLock { $0.queue.sendsEarly = !asks }
  }

  // MARK: In

  /// Takes changes in; false when the script should wait for room before it goes on.
  func enqueue(_ tickets: [ChangeTicket]) -> Bool {
    let (stop, mayGoOn) = state.withLock { state -> (StopReason?, Bool) in
      if let stop = state.stop { return (stop, true) }
      for ticket in tickets {
        state.queue.enqueue(ticket)
        state.submitted.insert(ticket.content.operation)
      }
      state.progress.changesTotal += tickets.count
      return (nil, state.isHeld || hasRoom(state, fullPacks: Self.maximumFullPacks))
    }
    if let stop {
      finish(tickets, .unsent(stop), requestID: nil)
    } else {
      pump()
    }
    return mayGoOn
  }

  /// Lets everything of some operations leave.
  func release(_ operations: Set<WriteOperation>) {
    state.withLock { $0.queue.release(operations) }
    pump()
  }

  /// Waits for something.
  func wait(for condition: Condition) async {
    await withCheckedContinuation { continuation in
      let isMet = state.withLock { state in
        guard !holds(condition, state) else { return true }
        state.waiters.append((condition, continuation))
        return false
      }
      if isMet { continuation.resume() }
    }
  }

  private func holds(_ condition: Condition, _ state: State) -> Bool {
    switch condition {
    case .settled(let operations): state.queue.isSettled(operations)
    case .outcome(let tickets): tickets.allSatisfy { $0.outcome != nil }
    // Half of it, so that a script wakes for more than one request.
    case .room: hasRoom(state, fullPacks: Self.maximumFullPacks / 2)
    case .idle: state.inFlight == 0 && state.feeding.isEmpty && !state.isAbandoning
    }
  }

  private func hasRoom(_ state: State, fullPacks: Int) -> Bool {
    guard state.queue.unsentCount < Self.maximumUnsent else { return false }
    guard !isPaced, !asks, state.queue.unsentCount >= fullPacks * ChangeQueue.packSize else {
      return true
    }
    return state.queue.fullPackCount < fullPacks
  }

  // MARK: Replaying

  /// Keeps everything back until ``unhold()``.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Lets changes leave.
  func unhold() {
    let wasHeld = state.withLock { state in
      defer { state.isHeld = false }
      return state.isHeld
    }
    if wasHeld { pump() }
  }

  /// Gives changes the outcome that they had before the run was resumed.
  func settle(replayed ticket: ChangeTicket, _ outcome: ChangeOutcome, requestID: String?) {
    ticket.settle(outcome, requestID: requestID)
    ledger.add([ticket], isReplayed: true)
    state.withLock { state in
      state.submitted.insert(ticket.content.operation)
      state.progress.changesTotal += 1
      state.progress.changesDone += 1
    }
  }

  /// Whether every change of some operations has its outcome.
  func isSettled(_ operations: Set<WriteOperation>) -> Bool {
    state.withLock { $0.queue.isSettled(operations) }
  }

  /// What the script has changed so far.
  var submitted: Set<WriteOperation> { state.withLock { $0.submitted } }

  // MARK: Stopping

  /// Leaves unsent what is unsent; what is under way goes on.
  func stop(_ reason: StopReason) {
    let tickets = state.withLock { state -> [ChangeTicket]? in
      guard state.stop == nil else { return nil }
      state.stop = reason
      state.isAbandoning = true
      return state.queue.abandon().flatMap(\.tickets)
    }
    guard let tickets else { return }
    pauses.end()
    finish(tickets, .unsent(reason), requestID: nil)
    giveUpSuspects()
    state.withLock { $0.isAbandoning = false }
    wake()
  }

  /// Takes changes again after a stop.
  func resume() {
    state.withLock { state in
      state.stop = nil
      state.failureCount = 0
      state.submitted = []
      state.instances = nil
    }
    pauses.resume()
  }

  /// Gives up what is under way.
  func abort() {
    let running = state.withLock { $0.running.values }
    for task in running { task.cancel() }
  }

  // MARK: The wire

  /// Does what needs the wire once there is room on it.
  func onWire<Value: Sendable>(_ work: () async -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let mayGo = state.withLock { state in
        guard state.onWire >= Self.maximumOnWire else {
          state.onWire += 1
          return true
        }
        state.atWire.append(continuation)
        return false
      }
      if mayGo { continuation.resume() }
    }
    let value = await work()
    let next = state.withLock { state in
      // The place goes to the one that waits longest.
      guard let next = state.atWire.popFirst() else {
        state.onWire -= 1
        return nil as CheckedContinuation<Void, Never>?
      }
      return next
    }
    next?.resume()
    return value
  }

  // MARK: Outcomes

  /// Gives changes their outcome.
  func finish(_ tickets: [ChangeTicket], _ outcome: ChangeOutcome, requestID: String?) {
    guard !tickets.isEmpty else { return }
    for ticket in tickets { ticket.settle(outcome, requestID: requestID) }
    ledger.add(tickets)
    var failures: Int?
    if case .failed = outcome {
      failures = state.withLock { state in
        state.failureCount += tickets.count
        return state.failureCount
      }
    }
    state.withLock { $0.progress.changesDone += tickets.count }
    if events.followsChanges { events.settled(tickets.compactMap(\.record)) }
    if let failures, let maxFailures, failures >= maxFailures { halt(.tooManyFailures(failures)) }
    wake()
  }

  /// Resumes those whose condition holds now.
  func wake() {
    let ready = state.withLock { state in
      var ready: [CheckedContinuation<Void, Never>] = []
      var waiting: [(condition: Condition, continuation: CheckedContinuation<Void, Never>)] = []
      for waiter in state.waiters {
        if holds(waiter.condition, state) {
          ready.append(waiter.continuation)
        } else {
          waiting.append(waiter)
        }
      }
      state.waiters = waiting
      return ready
    }
    for continuation in ready { continuation.resume() }
  }
}

extension ChangeQueue.Entry {
  /// Every change that it settles, its own last.
  var tickets: [ChangeTicket] { superseded + [ticket] + collapsed }
}
