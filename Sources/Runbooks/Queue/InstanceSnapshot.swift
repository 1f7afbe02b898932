import HuaweiCloud
import Synchronization

// DBSS cannot be asked about one instance. So the list is read once for the changes that leave together, and what
// this session changes itself is noted in it.

/// The security groups of all audit instances, as they were read a moment ago.
struct InstanceSnapshot: Sendable {
  /// How old it may be.
  static let lifetime = Duration.seconds(15)

  let time: Duration
  let task: Task<[String: String]?, Never>
  /// What was set since.
  var set: [String: String] = [:]
}

extension Dispatcher {
  /// The security group that an instance is in; nil where that cannot be read.
  func securityGroup(of instance: String) async -> String? {
    let now = gateway.clock.now()
    let snapshot = state.withLock { state in
      if let known = state.instances, now - known.time < InstanceSnapshot.lifetime { return known }
      let gateway = gateway
      let snapshot = InstanceSnapshot(
        time: now, task: Task { await Self.securityGroups(through: gateway) })
      state.instances = snapshot
      return snapshot
    }
    let groups = await snapshot.task.value
    return state.withLock { $0.instances?.set[instance] } ?? groups?[instance]
  }

  /// Notes what an instance was put into.
  func note(_ instance: String, isIn group: String) {
    state.withLock { $0.instances?.set[instance] = group }
  }

  /// Takes what the script has just read of all instances, so that it is not read again.
  func take(instances: [JSON], asOf time: Duration) {
    let groups = Self.groups(of: instances)
    state.withLock { $0.instances = InstanceSnapshot(time: time, task: Task { groups }) }
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
