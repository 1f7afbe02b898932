internal import HuaweiCloud
internal import StateStore

/// How what the journal has as JSON reads to people.
enum JournaledText {
  /// A value in one line: texts without their quotes, members as `name value`.
  static func text(_ text: String?) -> String {
    guard let text else { return "unknown" }
    return self.text(JSON(journaled: text))
  }

  static func text(_ value: JSON) -> String {
    switch value {
    case .string(let text): text
    case .null: "none"
    case .array(let items):
      items.isEmpty ? "none" : items.map { self.text($0) }.joined(separator: ", ")
    case .object(let members):
      members.map { "\($0.name) \(self.text($0.value))" }.joined(separator: ", ")
    default: "\(value)"
    }
  }

  /// What a change is about, as the summary of a run says it.
  static func target(_ change: JournalChange) -> String {
    let value = JSON(journaled: change.target)
    if let agent = value["agent_id"]?.string, let port = value["port"]?.int {
      let container = value["container_id"]?.string.map { ", container \($0)" } ?? ""
      let spoken = value["port_type"]?.string.map { "/\($0)" } ?? ""
      return "port \(port)\(spoken) of agent \(agent)\(container)"
    }
    if let policy = value["policy_id"]?.string { return "whitelist policy \(policy)" }
    if let instance = value["instance_id"]?.string { return "audit instance \(instance)" }
    if let call = value["call"]?.string { return call }
    guard case .object(var members) = value else { return text(value) }
    // The whole run has one.
    members["project"] = nil
    return text(.object(members))
  }

  /// Members that say which thing is meant, and not how it is to be.
  private static let addresses: Set<String> = ["category", "host_id", "enterprise_project_id"]
  /// Members that need no name beside the kind of their change.
  private static let evident: Set<String> = ["status", "security_group_id"]

  /// What a change sets, as pairs of what was and what is to be; only the members that differ.
  static func difference(
    _ change: JournalChange
  ) -> [(name: String?, before: String, after: String)] {
    let before = change.before.map { JSON(journaled: $0) }
    let after = change.after.map { JSON(journaled: $0) }
    guard case .object(let new)? = after else {
      return [(nil, before.map(text) ?? "unknown", after.map(text) ?? "unknown")]
    }
    return new.filter { !addresses.contains($0.name) }.compactMap { name, value in
      let shownName = evident.contains(name) ? nil : name
      guard let before else { return (shownName, "unknown", text(value)) }
      let old = before[name] ?? .null
      return old == value ? nil : (shownName, text(old), text(value))
    }
  }

  /// `before → after`, member by member.
  static func arrow(_ change: JournalChange) -> String {
    let parts = difference(change).map { part in
      (part.name.map { "\($0): " } ?? "") + "\(part.before) → \(part.after)"
    }
    return parts.isEmpty ? "as it was" : parts.joined(separator: "; ")
  }

  /// The arguments of a script as a command line would have them.
  static func arguments(_ text: String) -> String {
    guard case .object(let members) = JSON(journaled: text) else { return self.text(text) }
    return members.flatMap { name, value -> [String] in
      if name == "positional", case .array(let items) = value { return items.map { self.text($0) } }
      return ["--\(name)=\(self.text(value))"]
    }.joined(separator: " ")
  }
}
