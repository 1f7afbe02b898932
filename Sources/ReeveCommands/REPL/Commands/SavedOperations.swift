internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
package import StateStore

/// Changes that a session has made, as the runbook that makes them again: ids in place of what they were found by.
package struct SavedOperations {
  private struct Line {
    /// Everything but the agent; equal for changes that a loop makes.
    let shape: String
    let agent: String?
    let text: String
  }

  private var lines: [Line] = []

  package init() {}

  package var count: Int { lines.count }

  /// Takes a change that the service has confirmed; false for one that cannot be written as a call.
  package mutating func add(_ change: JournalChange) -> Bool {
    let target = JSON(text: change.target)
    let after = change.after.map { JSON(text: $0) } ?? .null
    switch change.kind {
    case "ignorePort", "unignorePort":
      guard let agent = target["agent_id"]?.string, let port = target["port"]?.int,
        let spoken = target["port_type"]?.string
      else { return false }
      var rest = [String(port), spoken.literal]
      rest += keywords(
        [
          ("host", after["host_id"]), ("container", target["container_id"]),
          ("category", after["category"].flatMap { $0 == .string("host") ? nil : $0 }),
          ("enterpriseProject", after["enterprise_project_id"]),
        ])
      let isPlain = target["container_id"] == nil && after["host_id"] == nil
      lines.append(
        Line(
          shape: isPlain ? "\(change.kind)(agent, \(rest.joined(separator: ", ")))" : "",
          agent: isPlain ? agent : nil,
          text: "\(change.kind)(\(([agent.literal] + rest).joined(separator: ", ")))"))
    case "setSecurityGroup":
      guard let instance = target["instance_id"]?.string,
        let group = after["security_group_id"]?.string
      else { return false }
      add("setSecurityGroup(\(instance.literal), \(group.literal))")
    case "modifyWhitelistPolicy":
      guard let policy = target["policy_id"]?.string else { return false }
      let members = Self.policyMembers.map { ($0.keyword, after[$0.member]) }
      add(
        "modifyWhitelistPolicy(\(([policy.literal] + keywords(members)).joined(separator: ", ")))")
    case "cloud.call":
      return addCall(target, after)
    default: return false
    }
    return true
  }

  private static let policyMembers: [(keyword: String, member: String)] = [
    ("name", "policy_name"), ("type", "policy_type"), ("learningDays", "learning_days"),
    ("specifiedDir", "specified_dir"), ("intercept", "intercept"), ("autoConfirm", "auto_confirm"),
    ("autoDetect", "auto_detect"), ("dirs", "dir_list"), ("extensions", "file_extension_list"),
    ("hosts", "host_id_list"), ("enterpriseProject", "enterprise_project_id"),
  ]

  private mutating func addCall(_ target: JSON, _ after: JSON) -> Bool {
    // `PUT vpc:/v3/…`
    guard let call = target["call"]?.string, let blank = call.firstIndex(of: " "),
      let colon = call[blank...].firstIndex(of: ":")
    else { return false }
    let words = [
      String(call[call.index(after: blank)..<colon]), String(call[..<blank]),
      String(call[call.index(after: colon)...]),
    ].map(\.literal)
    var query: JSON?
    if let pairs = after["query"]?.array {
      var object = JSONObject()
      for pair in pairs {
        guard let name = pair.array?.first?.string else { continue }
        object[name] = pair.array?.last
      }
      query = .object(object)
    }
    add(
      "cloud.call(\((words + keywords([("query", query), ("body", after["body"])])).joined(separator: ", ")))"
    )
    return true
  }

  private mutating func add(_ text: String) {
    lines.append(Line(shape: "", agent: nil, text: text))
  }

  private func keywords(_ members: [(String, JSON?)]) -> [String] {
    members.compactMap { name, value in value.map { "\(name) = \($0.starlark)" } }
  }

  /// The runbook.
  package func text(comment: String) -> String {
    var text = "# \(comment)\n\n"
    var rest = lines[...]
    while let first = rest.first {
      let alike =
        first.agent == nil ? [] : rest.prefix { $0.agent != nil && $0.shape == first.shape }
      guard alike.count > 1 else {
        text += first.text + "\n"
        rest = rest.dropFirst()
        continue
      }
      text += "for agent in [\n"
      for line in alike { text += "    \((line.agent ?? "").literal),\n" }
      text += "]:\n    \(first.shape)\n"
      rest = rest.dropFirst(alike.count)
    }
    guard case .formatted(let bytes) = SourceFormatter.format(SourceText(name: "", text: text))
    else {
      return text
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The text as a script writes it.
  fileprivate var literal: String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        literal += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension JSON {
  /// The value as a script writes it.
  fileprivate var starlark: String {
    switch self {
    case .null: "None"
    case .bool(let truth): truth ? "True" : "False"
    case .string(let text): Secret.name(in: text).map { "secret(\($0.literal))" } ?? text.literal
    case .array(let items): "[\(items.map(\.starlark).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\($0.name.literal): \($0.value.starlark)" }.joined(separator: ", "))}"
    case .int, .bigInt, .double: "\(self)"
    }
  }
}
