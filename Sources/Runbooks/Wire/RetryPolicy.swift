package import HuaweiCloud

/// When a call that failed is sent again.
///
/// Only what leaves the same state if it is done twice ever is.
package struct RetryPolicy: Sendable, Hashable {
  /// The wait after the first failure; each further one is twice as long.
  package var firstDelay: Duration = .milliseconds(500)
  /// The longest wait between two attempts, unless the service asks for more.
  package var longestDelay: Duration = .seconds(30)
  /// The longest time from the first attempt to the last.
  package var total: Duration = .seconds(300)

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
    let longest = min(firstDelay * growth, longestDelay)
    // Half is fixed, half is chance.
    var delay = longest / 2 + longest / 2 * random
    if let seconds = error.retryAfter { delay = max(delay, .seconds(seconds)) }
    return elapsed + delay <= total ? delay : nil
  }
}
