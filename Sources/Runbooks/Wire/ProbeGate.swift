package import HuaweiCloud

// Five refused attempts lock a key for five minutes. So the first call of a session goes alone, and when the service
// refuses its credentials, no other call ever leaves.

/// Lets the first call go alone, and no call after a refusal.
package struct ProbeGate: Sendable {
  package enum Admission: Sendable, Hashable {
    /// Go; the credentials are accepted.
    case open
    /// Go alone: everybody waits for this answer.
    case probe
    /// Wait until ``report(_:of:)`` says that something changed, then ask again.
    case wait
    /// Do not send: the credentials were refused.
    case refused(CloudError)
  }

  private enum State {
    case unknown
    case probing
    case accepted
    case refused(CloudError)
  }

  private var state = State.unknown

  package init() {}

  package mutating func enter() -> Admission {
    switch state {
    case .unknown:
      state = .probing
      return .probe
    case .probing: return .wait
    case .accepted: return .open
    case .refused(let error): return .refused(error)
    }
  }

  /// Notes how a call ended; true when those who wait have to ask again.
  package mutating func report(_ error: CloudError?, of admission: Admission) -> Bool {
    if let error, error.isAuthentication {
      state = .refused(error)
      return true
    }
    guard admission == .probe, case .probing = state else { return false }
    state = Self.tells(error) ? .accepted : .unknown
    return true
  }

  /// Notes that the probe is not sent.
  package mutating func withdraw() {
    if case .probing = state { state = .unknown }
  }

  /// Whether an answer shows that the service accepts the credentials.
  static func tells(_ error: CloudError?) -> Bool {
    guard let error else { return true }
    guard case .service(let refusal) = error else { return false }
    switch refusal.kind {
    case .permission, .invalid, .notFound, .agentOffline, .resultFailed: return true
    case .authentication, .throttled, .server, .malformedAnswer: return false
    }
  }
}
