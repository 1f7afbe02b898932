import HuaweiCloud
import Synchronization

// DBSS cannot be asked about one instance. So the list is read once for the changes that leave together, and what
// this session changes itself is noted in it. A change that must find its instance as a plan says takes no read from
// before it could leave: those that wait for the same moment share one.

/// The security groups of all audit instances, as they were read a moment ago.
struct InstanceSnapshot: Sendable {
  /// How old it may be where nothing is asked of an instance.
  static let lifetime = Duration.seconds(15)

  /// When the service was asked, or before.
  let time: Duration
  let task: Task<[String: String]?, Never>
  var isRead = false
  /// What was set since.
  var set: [String: String] = [:]
}

extension Dispatcher {
  /// Reads the security group that an instance is in.
  ///
  /// - Parameters:
  ///   - instance: Its ID.
  ///   - isFresh: Whether the service is asked from now on, and no earlier answer counts.
  /// - Returns: Its ID; nil where it cannot be read.
  func securityGroup(of instance: String, isFresh: Bool) async -> String? {
    let now = gateway.clock.now()
    let earliest = isFresh ? now : now - InstanceSnapshot.lifetime
    while true {
      let snapshot = snapshot(from: earliest)
      let groups = await snapshot.task.value
      let set = state.withLock { state -> String? in
        guard state.instances?.time == snapshot.time else { return nil }
        state.instances?.isRead = true
        return state.instances?.set[instance]
      }
      if snapshot.time >= earliest { return set ?? groups?[instance] }
    }
  }

  /// The newest read, which may still be under way and too old: then the next one is not begun before its end.
  private func snapshot(from earliest: Duration) -> InstanceSnapshot {
    let (gateway, now) = (gateway, gateway.clock.now())
    return state.withLock { state in
      if let known = state.instances, known.time >= earliest || !known.isRead { return known }
      let snapshot = InstanceSnapshot(
        time: now, task: Task { await Self.securityGroups(through: gateway) })
      state.instances = snapshot
      return snapshot
    }
  }

  /// Notes what an instance was put into.
  func note(_ instance: String, isIn group: String) {
    state.withLock { $0.instances?.set[instance] = group }
  }

  /// Takes what the script has just read of all instances, so that it is not read again.
  func take(instances: [JSON], asOf time: Duration) {
    let groups = Self.groups(of: instances)
    state.withLock { state in
      state.instances = InstanceSnapshot(time: time, task: Task { groups }, isRead: true)
    }
  }

  private static func groups(of items: [JSON]) -> [String: String] {
    var groups: [String: String] = [:]
    for item in items {
      guard let id = item["instance_id"]?.string else { continue }
      groups[id] = item["security_group_id"]?.string ?? ""
    }
    return groups
  }

  static func securityGroups(through gateway: Gateway) async -> [String: String]? {
    guard let pages = try? gateway.client.pages(of: DBSS.auditInstances) else { return nil }
    var cursor = PageCursor(pages: pages.makeAsyncIterator())
    var groups: [String: String] = [:]
    while true {
      let (page, next) = await gateway.page(of: cursor)
      cursor = next
      guard case .success(let items) = page else { return nil }
      guard let items else { return groups }
      groups.merge(Self.groups(of: items)) { $1 }
      if !cursor.pages.hasMore { return groups }
    }
  }
}
