import Synchronization

/// What the items of a call of `parallelMap` change.
///
/// Two items that set one thing to different values leave to chance which value it keeps, so the later one is refused.
final class LaneChanges: Sendable {
  /// Two items that do not agree.
  struct Conflict {
    let items: (Int, Int)
  }

  private enum Target: Hashable {
    case port(PortTarget)
    case policy(String)
    case instance(String)

    init(_ content: ChangeContent) {
      switch content {
      case .port(let change): self = .port(PortTarget(change))
      case .policy(let edit): self = .policy(edit.id)
      case .securityGroup(let instance, _): self = .instance(instance)
      }
    }
  }

  private struct Entry {
    var content: ChangeContent
    let item: Int
    /// Whether the item has set it to several values in turn.
    var varies = false
    /// Whether other items have set it to the same.
    var isShared = false
  }

  private let entries = Mutex<[Target: Entry]>([:])

  /// Notes what an item sets; answers the conflict where another item sets it to something else.
  func add(_ content: ChangeContent, item: Int) -> Conflict? {
    let target = Target(content)
    return entries.withLock { entries in
      guard var entry = entries[target] else {
        entries[target] = Entry(content: content, item: item)
        return nil
      }
      let isSame = entry.content == content
      if entry.item == item && (isSame || !entry.isShared) {
        entry.varies = entry.varies || !isSame
        entry.content = content
      } else if isSame && !entry.varies {
        entry.isShared = true
      } else {
        return Conflict(items: (min(entry.item, item), max(entry.item, item)))
      }
      entries[target] = entry
      return nil
    }
  }
}
