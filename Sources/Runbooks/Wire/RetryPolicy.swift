package import HuaweiCloud

/// When a call that failed is sent again.
///
/// Only what leaves the same state if it is done twice ever is.
package struct RetryPolicy: Sendable, Hashable {
  /// The wait after the first failure; each further one is twice as long.
  package var firstDelay: Duration = .milliseconds(500)
  /// The longest wait between two attempts, unless the service asks for more.
  package var longestDelay: Duration = .seconds(30)
  /// The longest time from the first attempt to the last, where the service answers that it is busy.
  package var total: Duration = .seconds(300)
  /// The longest time from the first attempt to the last, where the service fails.
  package var totalOfFailure: Duration = .seconds(60)
  /// The longest time from the first attempt to the last, where nothing of a request could be sent: mostly the
  /// endpoint is wrong.
  package var totalOfNoConnection: Duration = .seconds(15)

  package init() {}

  /// Sends nothing a second time.
  package static let never: Self = {
    var policy = Self()
    policy.total = .zero
    return policy
  }()

  /// How long to wait before the next attempt; nil to give up.
  ///
  /// - Parameters:
  ///   - attempt: How many attempts have failed, from 1.
  ///   - error: How the last one failed.
  ///   - isIdempotent: Whether sending the call twice leaves the same state as sending it once.
  ///   - elapsed: The time since the first attempt.
  ///   - random: A number from 0 to 1: waits differ, so that processes do not come back together.
  /// - Returns: The wait, or nil.
  package func delay(
    afterAttempt attempt: Int, _ error: CloudError, isIdempotent: Bool, elapsed: Duration,
    random: Double
  ) -> Duration? {
    guard isIdempotent, error.isRetryable, !error.isAuthentication else { return nil }
    let growth = Double(1 << min(attempt - 1, 20))
    let wait = min(firstDelay * growth, longestDelay)
    // Half is fixed, half is chance.
    var delay = wait / 2 + wait / 2 * random
    if let seconds = error.retryAfter { delay = max(delay, .seconds(seconds)) }
    return elapsed + delay <= longest(for: error, attempt, elapsed + delay) ? delay : nil
  }

  private func longest(for error: CloudError, _ attempt: Int, _ needed: Duration) -> Duration {
    switch error {
    // Silence takes its time: what did not answer once is asked once more all the same.
    case .transport(let error) where error.isSilence && attempt == 1: min(total, needed)
    case .service(let error) where error.kind == .throttled: total
    case .transport(let error) where error.isBeforeSending: min(total, totalOfNoConnection)
    case .service, .transport, .parameter, .configuration: min(total, totalOfFailure)
    }
  }
}
