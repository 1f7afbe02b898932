/// How an answer goes over the wire.
struct Delivery: Sendable {
  enum Ending: Sendable {
    case complete
    case resetBefore
    case resetMiddle
    case resetAfter
    case truncated
    case never

    /// Whether the whole answer never arrives.
    var losesAnswer: Bool { self != .complete && self != .resetAfter }
  }

  var delayMilliseconds = 0
  var bytesPerSecond: Int?
  var ending = Ending.complete
}

struct Reply: Sendable {
  let answer: Answer
  let requestID: String
  let delivery: Delivery
}
