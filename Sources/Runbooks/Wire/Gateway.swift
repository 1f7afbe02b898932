import HuaweiCloud
import StateStore
import Synchronization

/// Sends calls: paced, one first as a probe, repeated where that is safe.
final class Gateway: Sendable {
  private struct State {
    var gate = ProbeGate()
    var waiters: [CheckedContinuation<Void, Never>] = []
    var requests: [String: Int] = [:]
  }

  let client: CloudClient
  let pacer: Pacer
  private let pauses: Pauses
  private let refusals: RefusalCount?
  let retries: RetryPolicy
  let clock: SessionClock
  private let state = Mutex(State())
  /// Is told when the service refuses the credentials.
  private let refused: @Sendable (CloudError) -> Void

  init(
    client: CloudClient, pacer: Pacer, pauses: Pauses, refusals: RefusalCount?,
    retries: RetryPolicy, clock: SessionClock,
    refused: @escaping @Sendable (CloudError) -> Void
  ) {
    self.client = client
    self.pacer = pacer
    self.pauses = pauses
    self.refusals = refusals
    self.retries = retries
    self.clock = clock
    self.refused = refused
  }

  /// Why a call has no answer.
  enum Failure: Error, Sendable {
    /// It failed; `attempts` tells whether it was sent at all, `isUncertain` whether any attempt may have been
    /// applied.
    case cloud(CloudError, attempts: Int, isUncertain: Bool)
    /// The session stopped before it was sent.
    case stopped
  }

  /// Requests sent so far, by operation.
  var requests: [String: Int] { state.withLock { $0.requests } }

  /// Sends a call.
  ///
  /// - Parameters:
  ///   - call: What is asked.
  ///   - grant: The permission for the first attempt, where there is one already.
  ///   - mayRepeat: Whether it is sent again after a failure that may pass.
  /// - Returns: The answer, its success established.
  func send(
    _ call: Call, grant: Pacer.Grant? = nil, mayRepeat: Bool = true
  ) async -> Result<Answer, Failure> {
    let client = client
    return await send(call, grant: grant, mayRepeat: mayRepeat) { () async throws(CloudError) in
      try await client.send(call)
    }
  }

  /// Reads the next page of a list; nil at its end.
  func page(
    of cursor: PageCursor
  ) async -> (page: Result<[JSON]?, Failure>, cursor: PageCursor) {
    guard let call = cursor.pages.nextCall else { return (.success(nil), cursor) }
    let box = Mutex(cursor)
    let page = await send(call, grant: nil, mayRepeat: true) {
      () async throws(CloudError) -> [JSON]? in
      var cursor = box.withLock { $0 }
      let page = try await cursor.pages.next()
      box.withLock { [cursor] in $0 = cursor }
      return page
    }
    return (page, box.withLock { $0 })
  }

  private func send<Value: Sendable>(
    _ call: Call, grant: Pacer.Grant?, mayRepeat: Bool,
    _ perform: () async throws(CloudError) -> Value
  ) async -> Result<Value, Failure> {
    let paced = PacedCall(call, endpoints: client.endpoints)
    var grant = grant
    var attempts = 0
    var lastError: CloudError?
    var isUncertain = false
    // Time under way and between attempts; a wait for the rate does not use up the patience.
    var spent = Duration.zero
    while true {
      guard let admitted = await admit(paced, grant) else {
        return .failure(Self.cut(after: lastError, attempts: attempts, isUncertain: isUncertain))
      }
      grant = nil
      let pass: Pass
      switch admitted {
      case .success(let admission): pass = admission
      case .failure(let refusal):
        refused(refusal)
        return .failure(.cloud(refusal, attempts: attempts, isUncertain: isUncertain))
      }
      state.withLock { $0.requests[call.operation, default: 0] += 1 }
      attempts += 1
      let departure = clock.now()
      let result = await outcome(perform)
      spent += clock.now() - departure
      pacer.answered(pass.grant)
      let error: CloudError
      switch result {
      case .success(let value):
        report(nil, of: pass)
        return .success(value)
      case .failure(let failure): error = failure
      }
      report(error, of: pass)
      lastError = error
      isUncertain = isUncertain || error.mayHaveBeenApplied
      let failure = Failure.cloud(error, attempts: attempts, isUncertain: isUncertain)
      guard mayRepeat,
        let delay = retries.delay(
          afterAttempt: attempts, error, isIdempotent: call.isIdempotent, elapsed: spent,
          random: .random(in: 0...1))
      else { return .failure(failure) }
      spent += delay
      if case .service(let refusal) = error, refusal.kind == .throttled {
        // Everybody waits, for the service counts them together.
        pacer.hold(paced, for: delay)
      } else if await !pauses.pause(delay) {
        return .failure(Self.cut(after: error, attempts: attempts, isUncertain: isUncertain))
      }
    }
  }

  /// What a stop leaves of a call that was to be sent again: nothing, where no attempt can have been applied.
  private static func cut(
    after error: CloudError?, attempts: Int, isUncertain: Bool
  ) -> Failure {
    guard let error, isUncertain else { return .stopped }
    return .cloud(error, attempts: attempts, isUncertain: true)
  }

  /// The project's ID, which may have to be asked for: once, for whoever needs it next asks again.
  ///
  /// That it is known proves nothing of the credentials.
  func projectID() async -> Result<String, Failure> {
    let call = Call(service: .iam, method: .get, path: "/v3/projects")
    guard let admitted = await admit(PacedCall(call, endpoints: client.endpoints), nil) else {
      return .failure(.stopped)
    }
    switch admitted {
    case .failure(let refusal):
      refused(refusal)
      return .failure(.cloud(refusal, attempts: 0, isUncertain: false))
    case .success(let pass):
      let result = await outcome { () async throws(CloudError) in try await client.projectID() }
      pacer.answered(pass.grant)
      switch result {
      case .success where pass.admission == .probe:
        refusals?.withdrawn(pass.place)
        withdraw()
      case .success: break
      case .failure(let error): report(error, of: pass)
      }
      return result.mapError { .cloud($0, attempts: 1, isUncertain: false) }
    }
  }

  private struct Pass {
    let grant: Pacer.Grant
    let admission: ProbeGate.Admission
    /// Its place among the refusals of this machine.
    var place: CallLimiter.GrantID?
  }

  /// Waits until a call may leave; nil when the session stops first.
  private func admit(_ call: PacedCall, _ early: Pacer.Grant?) async -> Result<Pass, CloudError>? {
    var grant = early
    while true {
      if grant == nil { grant = await pacer.grant(call) }
      guard let held = grant else { return nil }
      guard !pauses.isOver else {
        pacer.released(held)
        return nil
      }
      let admission = state.withLock { $0.gate.enter() }
      switch admission {
      case .open: return .success(Pass(grant: held, admission: admission))
      case .probe:
        switch await refusals?.enter() ?? .free(nil) {
        case .free(let place):
          return .success(Pass(grant: held, admission: admission, place: place))
        case .refused(let error):
          pacer.released(held)
          report(error, of: admission)
          return .failure(error)
        case .stopped:
          pacer.released(held)
          withdraw()
          return nil
        }
      case .refused(let error):
        pacer.released(held)
        return .failure(error)
      case .wait:
        await waitForProbe()
        guard !Task.isCancelled else {
          pacer.released(held)
          return nil
        }
      }
    }
  }

  private func waitForProbe() async {
    await withCheckedContinuation { continuation in
      let mayGo = state.withLock { state in
        // The probe may have ended in between.
        var gate = state.gate
        guard gate.enter() == .wait else { return true }
        state.waiters.append(continuation)
        return false
      }
      if mayGo { continuation.resume() }
    }
  }

  private func report(_ error: CloudError?, of pass: Pass) {
    if pass.admission == .probe { refusals?.ended(pass.place, error) }
    report(error, of: pass.admission)
  }

  private func withdraw() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      state.gate.withdraw()
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  private func report(_ error: CloudError?, of admission: ProbeGate.Admission) {
    let waiters = state.withLock { state in
      guard state.gate.report(error, of: admission) else {
        return [] as [CheckedContinuation<Void, Never>]
      }
      defer { state.waiters = [] }
      return state.waiters
    }
    if let error, error.isAuthentication { refused(error) }
    for waiter in waiters { waiter.resume() }
  }

  private func outcome<Value: Sendable>(
    _ perform: () async throws(CloudError) -> Value
  ) async -> Result<Value, CloudError> {
    do throws(CloudError) {
      return .success(try await perform())
    } catch {
      return .failure(error)
    }
  }
}

/// A way through the pages of a list, handed from the script's thread to a task and back.
struct PageCursor: @unchecked Sendable {
  // The iterator is a value, and all that it holds is immutable or its own.
  var pages: Pages.Iterator
}
