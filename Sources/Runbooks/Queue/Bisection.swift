// Finds the changes that make the service refuse a request, by sending parts of it. What is known without asking
// is not asked: where a part was refused and its first half passes, the fault is in the second.

/// The search for what is at fault in a refused request.
package struct Bisection {
  /// What became of a part.
  package enum Verdict: Sendable, Hashable {
    case applied
    /// It has a change at fault.
    case refused
    /// It was not sent, or failed for another reason: looking into it makes no sense.
    case ended
  }

  /// Most requests that one refused request may cost.
  package static let maximumRequests = 20

  private struct Part {
    var range: Range<Int>
    /// Whether it would be refused as it is.
    var isKnownToFail: Bool
    /// Whether the next part has the fault if this one has none.
    var decidesNext = false
  }

  /// Parts yet to look into, the next one last.
  private var parts: [Part]
  private var requestsLeft = Self.maximumRequests
  /// Parts that nobody looked into further, each refused together.
  package private(set) var leftOver: [Range<Int>] = []

  /// Begins with a request of so many changes that was refused.
  package init(count: Int) {
    parts = [Part(range: 0..<count, isKnownToFail: true)]
    split()
  }

  /// The part to send next; nil when the search is over.
  package var next: Range<Int>? { parts.last?.range }

  /// Parts of which nothing is known yet, for a search that ends early.
  package var remaining: [Range<Int>] { parts.reversed().map(\.range) }

  /// Forgets parts that were given up.
  package mutating func forgetLeftOver() { leftOver = [] }

  /// Notes what became of the part that was sent.
  package mutating func report(_ verdict: Verdict) {
    guard let part = parts.popLast() else { return }
    requestsLeft -= 1
    switch verdict {
    case .applied:
      if part.decidesNext, !parts.isEmpty { parts[parts.count - 1].isKnownToFail = true }
    case .ended: break
    case .refused:
      // A single change is settled by its refusal.
      if part.range.count > 1 { parts.append(Part(range: part.range, isKnownToFail: true)) }
    }
    split()
  }

  /// Opens what is known to fail, until a part stands first whose sending tells something.
  private mutating func split() {
    while let part = parts.last, part.isKnownToFail, part.range.count > 1, requestsLeft > 0 {
      parts.removeLast()
      let middle = part.range.lowerBound + part.range.count / 2
      parts.append(Part(range: middle..<part.range.upperBound, isKnownToFail: false))
      parts.append(
        Part(
          range: part.range.lowerBound..<middle, isKnownToFail: false, decidesNext: true))
    }
    guard requestsLeft <= 0 else { return }
    leftOver += parts.reversed().map(\.range)
    parts = []
  }
}
