import HuaweiCloud
import StateStore

// The fifth refusal in a row locks a key or a user for some minutes, whichever processes sent the requests. So those
// of this machine count together, and a first request counts as refused until its answer comes. That of a process which
// was killed before does not: it was refused only if the others were, and then they tell.

/// The refusals of one set of credentials over all processes of this machine.
struct RefusalCount: Sendable {
  private static let limit = 4
  private static let window = Duration.seconds(300)
  /// How often to look whether first requests of other processes have their answer.
  private static let interval = Duration.milliseconds(100)

  private let limiter: CallLimiter
  private let key: String
  private let pauses: Pauses

  /// Nil where nothing is shared with other processes, or nothing can be locked.
  init?(_ limiter: CallLimiter?, of client: CloudClient, pauses: Pauses) {
    guard let limiter, let name = client.lockName else { return nil }
    self.limiter = limiter
    key = "refusals \(name)"
    self.pauses = pauses
  }

  /// What may be done with a first request.
  enum Entry: Sendable {
    /// Send it, then tell ``ended(_:_:)`` how it ended.
    case free(CallLimiter.GrantID?)
    case refused(CloudError)
    /// The session stopped.
    case stopped
  }

  func enter() async -> Entry {
    while true {
      do throws(StateStoreError) {
        switch try limiter.reserve(
          key: key, limit: Self.limit, window: Self.window, counting: false)
        {
        case .granted(let id): return .free(id)
        case .wait(let wait) where wait < Self.window:
          let seconds = Int(wait.components.seconds) + 1
          return .refused(.configuration(.refusedOften(count: Self.limit, waiting: seconds)))
        case .wait: break  // All of them wait for their answer.
        }
      } catch {
        // Who counts calls says so; one process alone tries once.
        return .free(nil)
      }
      guard await pauses.pause(Self.interval) else { return .stopped }
    }
  }

  /// Gives back the place of a first request that was not sent.
  func withdrawn(_ id: CallLimiter.GrantID?) {
    if let id { try? limiter.released(id) }
  }

  /// Notes how a first request ended; nil where an answer shows that the credentials are accepted.
  func ended(_ id: CallLimiter.GrantID?, _ error: CloudError?) {
    do throws(StateStoreError) {
      if let error, error.isAuthentication {
        if let id { try limiter.answered(id) }
      } else if ProbeGate.tells(error) {
        try limiter.forget(key: key)
      } else if let id {
        try limiter.released(id)
      }
    } catch {
      // It is taken as refused until its window is over, which is safe.
    }
  }
}
