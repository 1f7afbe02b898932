import HuaweiCloud

// The service filters policies by what they are, not by what a plan makes of them. So those that a plan changes are
// judged here, and for the others the service's word counts.

/// Policies that the service chose by some filters, as it would choose after planned changes.
struct FilteredPolicies {
  private let filters: [(name: String, value: String)]

  /// - Parameter query: What the service was asked, `name=value` each.
  init(query: [String]) {
    filters = query.map { item in
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// The list as it would be.
  ///
  /// - Parameters:
  ///   - answered: What the service chose.
  ///   - whole: All policies that it could choose from, in its order.
  ///   - planner: The changes so far.
  /// - Returns: The policies with their changes, and whether it is certain that it is these.
  func shown(
    _ answered: [JSON], among whole: [JSON], _ planner: Planner
  ) -> (policies: [JSON], isCertain: Bool) {
    let chosen = Set(answered.compactMap { $0["policy_id"]?.string })
    let names = Set(filters.map(\.name))
    var isCertain = true
    let policies = whole.compactMap { policy -> JSON? in
      guard let id = policy["policy_id"]?.string else { return nil }
      let shown = planner.shown(policy)
      var belongs = chosen.contains(id)
      if planner.sets(names, ofPolicy: id) {
        if let found = matches(shown) { belongs = found } else { isCertain = false }
      }
      return belongs ? shown : nil
    }
    return (policies, isCertain)
  }

  /// Whether a policy passes the filters; nil where that cannot be told.
  private func matches(_ policy: JSON) -> Bool? {
    var isCertain = true
    for (name, value) in filters {
      switch (name, policy[name]) {
      case ("policy_name", .string(let held)?):
        if held == value { continue }
        // The reference does not say whether a part of the name is enough.
        guard held.lowercased().contains(value.lowercased()) else { return false }
        isCertain = false
      case ("policy_type", .string(let held)?), ("learning_status", .string(let held)?):
        guard held == value else { return false }
      case ("intercept", .bool(let held)?):
        guard "\(held)" == value else { return false }
      default: continue
      }
    }
    return isCertain ? true : nil
  }
}
