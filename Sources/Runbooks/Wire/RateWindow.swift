// At most so many calls in any window. The service counts a call at some moment between its sending and its
// answer, so a call occupies its place from the grant until a whole window after the answer.

/// The calls of one key in this process.
package struct RateWindow: Sendable {
  package enum Reservation: Sendable, Hashable {
    /// Send now, then report the answer.
    case granted(Int)
    /// Ask again after this time; zero means after another call's answer.
    case wait(Duration)
  }

  private struct Grant {
    let number: Int
    var answered: Duration?
  }

  private var grants: [Grant] = []
  private var nextNumber = 0

  package init() {}

  /// Takes a place, or says how long there is none.
  package mutating func reserve(limit: Int, window: Duration, now: Duration) -> Reservation {
    grants.removeAll { $0.answered.map { $0 + window <= now } ?? false }
    guard grants.count >= limit else {
      nextNumber += 1
      grants.append(Grant(number: nextNumber))
      return .granted(nextNumber)
    }
    // A call without an answer holds its place for a whole window at least.
    let ends = grants.map { ($0.answered ?? now) + window }.sorted()
    return .wait(ends[ends.count - limit] - now)
  }

  /// The call has ended, with an answer or without one.
  package mutating func answered(_ number: Int, now: Duration) {
    guard let index = grants.firstIndex(where: { $0.number == number }) else { return }
    grants[index].answered = now
  }

  /// The call was never sent.
  package mutating func released(_ number: Int) {
    grants.removeAll { $0.number == number }
  }
}
