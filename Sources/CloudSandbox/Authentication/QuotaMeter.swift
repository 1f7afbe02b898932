import Synchronization

/// Counts calls of each user and operation in a sliding window.
final class QuotaMeter: Sendable {
  private let quota: SandboxQuota
  private let calls = Mutex<[String: [Int]]>([:])

  init(_ quota: SandboxQuota) { self.quota = quota }

  func count(_ operation: Operation, by user: Account.User, at now: Moment) throws(Refusal) {
    guard quota.services.contains(operation.service.rawValue) else { return }
    let window = Int(quota.windowSeconds * 1_000_000)
    let wait = calls.withLock { calls -> Int in
      var recent = calls["\(user.id) \(operation.rawValue)", default: []]
      recent.removeAll { $0 <= now.microseconds - window }
      defer { calls["\(user.id) \(operation.rawValue)"] = recent }
      guard recent.count >= quota.calls, let first = recent.first else {
        recent.append(now.microseconds)
        return 0
      }
      return first + window - now.microseconds
    }
    guard wait > 0 else { return }
    throw .throttled(quota, retryAfterSeconds: (wait + 999_999) / 1_000_000)
  }

  func reset() { calls.withLock { $0 = [:] } }
}
