import HuaweiCloud
import StateStore
import Synchronization

/// Grants calls as the rates allow, over this session or over the whole machine.
final class Pacer: Sendable {
  /// Permission to send one call; it must be given back.
  enum Grant: Sendable {
    case unlimited
    case local(key: String, number: Int)
    case shared(CallLimiter.GrantID)
  }

  private struct State {
    var windows: [String: RateWindow] = [:]
    /// Until when the service wants no call of a key.
    var holds: [String: Duration] = [:]
    var hasWarned = false
  }

  private let rates: [Service: RequestRate]
  private let shared: CallLimiter?
  private let clock: SessionClock
  private let pauses: Pauses
  private let state = Mutex(State())
  /// Is told of each wait, and of nil when one is over.
  let waiting: @Sendable (RunProgress.Wait?) -> Void
  /// Is told once when calls can only be counted in this session.
  let failed: @Sendable (StateStoreError) -> Void

  init(
    rates: [Service: RequestRate], shared: CallLimiter?, clock: SessionClock, pauses: Pauses,
    waiting: @escaping @Sendable (RunProgress.Wait?) -> Void,
    failed: @escaping @Sendable (StateStoreError) -> Void
  ) {
    self.rates = rates
    self.shared = shared
    self.clock = clock
    self.pauses = pauses
    self.waiting = waiting
    self.failed = failed
  }

  /// The longest sleep before asking again, for another process may have given a place back.
  private static let longestSleep = Duration.seconds(5)

  /// Waits for the permission to send a call; nil when the wait was cut short.
  func grant(_ call: PacedCall) async -> Grant? {
    var hasWaited = false
    defer { if hasWaited { waiting(nil) } }
    while true {
      let wait: Duration
      switch reserve(call) {
      case .success(let grant): return grant
      case .failure(let hold): wait = hold.duration
      }
      hasWaited = true
      waiting(RunProgress.Wait(operation: call.operation, duration: wait))
      // A wait of zero means another call's answer, whose window has to pass too.
      let sleep = min(max(wait, .milliseconds(1)), Self.longestSleep)
      guard await pauses.pause(sleep) else { return nil }
    }
  }

  private struct Hold: Error {
    let duration: Duration
  }

  private func reserve(_ call: PacedCall) -> Result<Grant, Hold> {
    let now = clock.now()
    let hold = state.withLock { $0.holds[call.key] }
    if let hold, hold > now { return .failure(Hold(duration: hold - now)) }
    guard case .calls(let limit, let window) = rates[call.service] ?? .unlimited else {
      return .success(.unlimited)
    }
    if let shared {
      do {
        switch try shared.reserve(key: call.key, limit: limit, window: window) {
        case .granted(let id): return .success(.shared(id))
        case .wait(let duration): return .failure(Hold(duration: duration))
        }
      } catch {
        report(error)
      }
    }
    return state.withLock { state in
      switch state.windows[call.key, default: RateWindow()].reserve(
        limit: limit, window: window, now: now)
      {
      case .granted(let number): .success(.local(key: call.key, number: number))
      case .wait(let duration): .failure(Hold(duration: duration))
      }
    }
  }

  /// The call that was granted has ended.
  func answered(_ grant: Grant) {
    switch grant {
    case .unlimited: break
    case .local(let key, let number):
      let now = clock.now()
      state.withLock { $0.windows[key]?.answered(number, now: now) }
    case .shared(let id):
      do {
        try shared?.answered(id)
      } catch {
        report(error)
      }
    }
  }

  /// The call that was granted is not sent.
  func released(_ grant: Grant) {
    switch grant {
    case .unlimited: break
    case .local(let key, let number): state.withLock { $0.windows[key]?.released(number) }
    case .shared(let id):
      do {
        try shared?.released(id)
      } catch {
        report(error)
      }
    }
  }

  /// The service wants no call of a key for a time.
  func hold(_ call: PacedCall, for duration: Duration) {
    let until = clock.now() + duration
    state.withLock { $0.holds[call.key] = max($0.holds[call.key] ?? .zero, until) }
  }

  /// How many calls of a service's operation fit into which window.
  func rate(of service: Service) -> RequestRate { rates[service] ?? .unlimited }

  private func report(_ error: StateStoreError) {
    let isFirst = state.withLock { state in
      defer { state.hasWarned = true }
      return !state.hasWarned
    }
    if isFirst { failed(error) }
  }
}

/// A call as the rates see it.
struct PacedCall: Sendable {
  let service: Service
  let operation: String
  /// Endpoint and operation: what the service counts together.
  let key: String
  let isIdempotent: Bool

  init(_ call: Call, endpoints: Endpoints) {
    service = call.service
    operation = call.operation
    isIdempotent = call.isIdempotent
    let endpoint = (try? endpoints.endpoint(of: call.service).description) ?? call.service.name
    key = "\(endpoint) \(call.method.rawValue) \(Self.template(call.path))"
  }

  /// The path with what is or will be an ID replaced, for the service counts an operation's calls whatever they are about.
  private static func template(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      let isID =
        part.hasPrefix("{") || (part.utf8.count >= 16 && part.contains { $0.isNumber })
      return isID ? "{id}" : String(part)
    }.joined(separator: "/")
  }
}
