package import HuaweiCloud

// Before anything of a plan is sent, all that it changes is read once: what is no longer as the plan says makes it
// stale as a whole, while nothing has been changed.

/// Reads the targets of a plan as they are now.
package struct Preconditions: Sendable {
  private let gateway: Gateway

  package init(_ cloud: CloudAccess, _ settings: SessionSettings) {
    let pauses = Pauses(clock: settings.clock)
    let pacer = Pacer(
      rates: settings.rates, shared: settings.callLimiter, clock: settings.clock, pauses: pauses,
      waiting: { _ in }, failed: { _ in })
    gateway = Gateway(
      client: cloud.client, pacer: pacer, pauses: pauses,
      refusals: RefusalCount(settings.callLimiter, of: cloud.client, pauses: pauses),
      retries: settings.retries, clock: settings.clock
    ) { _ in }
  }

  /// What is not as it was: the first change of each target, in words.
  package func differences(_ plan: PlannedChanges) async -> [String] {
    var seen: Set<String> = []
    let first = plan.changes.filter {
      $0.before != nil && $0.state != .impossible && seen.insert($0.target).inserted
    }
    let current = await current(
      first.map { (kind: $0.kind, target: JSON(text: $0.target), after: JSON(text: $0.after)) })
    return zip(first, current).compactMap { change, now in
      guard let before = change.before else { return nil }
      guard let now else { return "\(change.text): it is gone, or cannot be read" }
      let members = Self.members(before, of: now)
      return PolicyEdit.agree(before, members)
        ? nil : "\(change.text) was \(before), and is \(members)"
    }
  }

  /// The targets of some changes as they are now; nil where one is not there or cannot be read.
  package func current(
    _ changes: [(kind: ChangeKind, target: JSON, after: JSON)]
  ) async -> [JSON?] {
    var policies: [String: [String: JSON]] = [:]
    var groups: [String: String]?
    var found: [JSON?] = []
    for (kind, target, after) in changes {
      switch kind {
      case .modifyWhitelistPolicy:
        let project = after["enterprise_project_id"]?.string ?? "0"
        if policies[project] == nil { policies[project] = await self.policies(of: project) }
        found.append(target["policy_id"]?.string.flatMap { policies[project]?[$0] })
      case .setSecurityGroup:
        if groups == nil { groups = await Dispatcher.securityGroups(through: gateway) ?? [:] }
        let group = target["instance_id"]?.string.flatMap { groups?[$0] }
        found.append(group.map { ["security_group_id": .string($0)] })
      case .ignorePort, .unignorePort, .call: found.append(nil)
      }
    }
    return found
  }

  /// The members of an object that another one names.
  package static func members(_ names: JSON, of whole: JSON) -> JSON {
    var object = JSONObject()
    for (name, _) in names.object ?? JSONObject() { object[name] = whole[name] ?? .null }
    return .object(object)
  }

  private func policies(of project: String) async -> [String: JSON] {
    guard
      let pages = try? gateway.client.pages(
        of: HSS.whitelistPolicies, ["enterprise_project_id": .string(project)])
    else { return [:] }
    var cursor = PageCursor(pages: pages.makeAsyncIterator())
    var policies: [String: JSON] = [:]
    while true {
      let (page, next) = await gateway.page(of: cursor)
      cursor = next
      guard case .success(let items?) = page else { return policies }
      for item in items { policies[item["policy_id"]?.string ?? ""] = item }
      if !cursor.pages.hasMore { return policies }
    }
  }
}
