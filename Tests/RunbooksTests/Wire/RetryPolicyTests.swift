import HuaweiCloud
import Runbooks
import Testing

struct RetryPolicyTests {
  private let request = HTTPRequest(
    operation: "Op", method: .post, host: "hss.example", path: "/")

  private func delay(
    _ error: CloudError, attempt: Int = 1, isIdempotent: Bool = true, elapsed: Duration = .zero,
    random: Double = 1
  ) -> Duration? {
    RetryPolicy().delay(
      afterAttempt: attempt, error, isIdempotent: isIdempotent, elapsed: elapsed, random: random)
  }

  private var lost: CloudError { .transport(TransportError(.connectionLost, request: request)) }

  @Test func `waits grow, up to a longest one`() {
    #expect(delay(lost, attempt: 1) == .milliseconds(500))
    #expect(delay(lost, attempt: 2) == .seconds(1))
    #expect(delay(lost, attempt: 4) == .seconds(4))
    #expect(delay(lost, attempt: 20) == .seconds(30))
  }

  @Test func `half of a wait is chance`() {
    #expect(delay(lost, attempt: 2, random: 0) == .milliseconds(500))
    #expect(delay(lost, attempt: 2, random: 0.5) == .milliseconds(750))
  }

  @Test func `what would do harm twice is not sent twice`() {
    #expect(delay(lost, isIdempotent: false) == nil)
  }

  @Test func `what cannot pass is not repeated`() {
    #expect(delay(.transport(TransportError(.unknownHost, request: request))) == nil)
    #expect(delay(.configuration(.value("x", got: "y", want: "z"))) == nil)
  }

  @Test func `the time for all attempts is bounded`() {
    #expect(delay(lost, elapsed: .seconds(59.4)) != nil)
    #expect(delay(lost, elapsed: .seconds(59.6)) == nil)
  }

  @Test(arguments: [TransportError.Kind.readTimeout, .totalTimeout])
  func `what gave no answer in all its time is asked once more`(_ kind: TransportError.Kind) {
    let silence = CloudError.transport(TransportError(kind, request: request))
    #expect(delay(silence, attempt: 1, elapsed: .seconds(120)) != nil)
    #expect(delay(silence, attempt: 1, elapsed: .seconds(301)) == nil)
    #expect(delay(silence, attempt: 2, elapsed: .seconds(61)) == nil)
    #expect(
      RetryPolicy.never.delay(
        afterAttempt: 1, silence, isIdempotent: true, elapsed: .seconds(1), random: 0) == nil)
  }

  @Test func `a service that nothing reaches is given up sooner`() {
    let refused = CloudError.transport(TransportError(.refused, request: request))
    #expect(delay(refused, elapsed: .seconds(14.4)) != nil)
    #expect(delay(refused, elapsed: .seconds(14.6)) == nil)
  }

  @Test func `a shorter time for all attempts holds for each`() {
    var policy = RetryPolicy()
    policy.total = .seconds(1)
    for kind in [TransportError.Kind.refused, .connectionLost] {
      let error = CloudError.transport(TransportError(kind, request: request))
      #expect(
        policy.delay(
          afterAttempt: 2, error, isIdempotent: true, elapsed: .seconds(0.1), random: 1) == nil)
    }
  }
}
