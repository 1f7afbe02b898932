/// Something that goes wrong on purpose.
package struct SandboxFault: Sendable, Equatable {
  package enum Effect: Sendable, Equatable {
    /// Answers later than it would.
    case latency(milliseconds: Int, jitterMilliseconds: Int = 0)
    /// Answers with this status, of the gateway's, before or after the change was made.
    case status(Int, applied: Bool = false, retryAfterSeconds: Int? = nil)
    /// Resets the connection; after the whole answer, what was asked for is done in any case.
    case reset(Moment, applied: Bool = true)
    /// Sends half of the answer, then closes.
    case truncate
    /// Sends the answer in pieces.
    case slow(bytesPerSecond: Int)
    /// Never answers.
    case hang(applied: Bool = false)
    /// Voids all tokens, this call's as well.
    case expireTokens
    /// Locks the access key of this call for five minutes.
    case lockKey
    /// Refuses each pack of port changes that has this agent in it.
    case refuseAgent(String)
    /// Answers `{"result": "failed"}` and changes nothing.
    case resultFailed
  }

  /// When a connection is reset, by the answer.
  package enum Moment: String, Sendable {
    case before
    case middle
    case after
  }

  package var effect: Effect
  /// By the API reference's name; nil means all but those of IAM.
  package var operation: String?
  /// The first matching call that it befalls, from 1 on.
  package var nth = 1
  /// How many calls it befalls, nil for all.
  package var count: Int?
  package var probability = 1.0
  package var seed: UInt64 = 1

  package init(_ effect: Effect, operation: String? = nil, nth: Int = 1, count: Int? = nil) {
    self.effect = effect
    self.operation = operation
    self.nth = nth
    self.count = count
  }
}
