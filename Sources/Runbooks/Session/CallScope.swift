import Starlark

/// What calls that reach outside belong to: the run itself, or an item of a `parallelMap`.
struct CallScope {
  private(set) var path: [HostCall.Lane] = []
  /// Calls that reached outside so far.
  var ordinal = 0
  /// What the scope's calls have changed, as far as nothing came of it yet.
  private(set) var tickets: [ChangeTicket] = []
  /// Whether all that was changed before the scope began is settled.
  private(set) var isAlone = true
  var deferred: [DeferredCall] = []
  /// The items that the scope is in, each with what all items of its call change.
  private var items: [(number: Int, changes: LaneChanges)] = []

  /// The scope of a run.
  init() {}

  /// The scope of an item, within another one.
  init(
    _ lane: HostCall.Lane, in outer: CallScope, _ changes: LaneChanges, isAlone: Bool
  ) {
    path = outer.path + [lane]
    items = outer.items + [(lane.item, changes)]
    self.isAlone = isAlone
  }

  /// The identity of the next call.
  mutating func nextCall() -> HostCall {
    defer { ordinal += 1 }
    return HostCall(path: path, ordinal: ordinal)
  }

  /// Notes changes, in case that a barrier has to wait for them.
  mutating func note(_ added: [ChangeTicket]) {
    guard !path.isEmpty else { return }
    if tickets.count > 1000 { tickets.removeAll { $0.outcome != nil } }
    tickets += added
  }

  /// Notes what a change sets; answers the conflict where another item sets it to something else.
  func add(_ content: ChangeContent) -> LaneChanges.Conflict? {
    for (number, changes) in items {
      if let conflict = changes.add(content, item: number) { return conflict }
    }
    return nil
  }
}
