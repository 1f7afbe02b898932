/// How often a script had all its changes sent, after which it may know what became of them.
///
/// Each lane counts for itself, and what it has changed is its caller's once they have joined.
final class Barriers {
  private var own = 0
  private var caller: (barriers: Barriers, before: Int)?

  var count: Int { own + (caller.map { $0.barriers.count - $0.before } ?? 0) }

  func pass() { own += 1 }

  func join(_ barriers: Barriers) {
    caller = (barriers, barriers.count)
  }
}
