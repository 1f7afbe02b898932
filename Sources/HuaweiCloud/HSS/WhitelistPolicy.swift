/// A process whitelist policy, complete: a change replaces every member.
public struct WhitelistPolicy: Sendable, Hashable {
  /// The policy's ID.
  public var id: String
  /// The policy's name.
  public var name: String
  /// The policy's type; the reference knows `block`, the conservative mode.
  public var type: String
  /// How long processes are learned, 3 to 30 days.
  public var learningDays: Int
  /// Whether only the directories named are learned.
  public var specifiedDir: Bool?
  /// Whether untrusted processes are blocked.
  public var intercept: Bool
  /// Whether what was learned is confirmed without a person.
  public var autoConfirm: Bool
  /// Whether detection starts by itself after learning.
  public var autoDetect: Bool
  /// The directories that are watched.
  public var dirs: [String]?
  /// The extensions of file names that are watched.
  public var extensions: [String]?
  /// The IDs of the servers that the policy applies to.
  public var hosts: [String]

  /// Makes a policy.
  public init(
    id: String, name: String, type: String = "block", learningDays: Int,
    specifiedDir: Bool? = nil, intercept: Bool, autoConfirm: Bool, autoDetect: Bool,
    dirs: [String]? = nil, extensions: [String]? = nil, hosts: [String]
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.learningDays = learningDays
    self.specifiedDir = specifiedDir
    self.intercept = intercept
    self.autoConfirm = autoConfirm
    self.autoDetect = autoDetect
    self.dirs = dirs
    self.extensions = extensions
    self.hosts = hosts
  }

  /// Reads a policy from an item of *ListAppWhitelistPolicy*, where `ext_list` is called
  /// `file_extension_list`; numbers and truth values may come as texts.
  ///
  /// - Parameter item: The item; `nil` results where it lacks a member that a change must send.
  public init?(item: JSON) {
    guard let id = item["policy_id"]?.string, let name = item["policy_name"]?.string,
      let type = item["policy_type"]?.string, let learningDays = item["learning_days"]?.wholeNumber,
      let intercept = item["intercept"]?.truth, let autoConfirm = item["auto_confirm"]?.truth,
      let autoDetect = item["auto_detect"]?.truth, let hosts = item["host_id_list"]?.texts
    else { return nil }
    self.init(
      id: id, name: name, type: type, learningDays: learningDays,
      specifiedDir: item["specified_dir"]?.truth, intercept: intercept, autoConfirm: autoConfirm,
      autoDetect: autoDetect, dirs: item["dir_list"]?.texts,
      extensions: (item["file_extension_list"] ?? item["ext_list"])?.texts, hosts: hosts)
  }

  /// The members of an item of *ListAppWhitelistPolicy* that a change must send and that it lacks.
  public static func missingMembers(of item: JSON) -> [String] {
    let texts = ["policy_id", "policy_name", "policy_type"].filter { item[$0]?.string == nil }
    let numbers = ["learning_days"].filter { item[$0]?.wholeNumber == nil }
    let flags = ["intercept", "auto_confirm", "auto_detect"].filter { item[$0]?.truth == nil }
    return texts + numbers + flags + ["host_id_list"].filter { item[$0]?.texts == nil }
  }
}

extension JSON {
  /// The truth value, where this is one or a text that means one.
  fileprivate var truth: Bool? { bool ?? string.flatMap { Bool($0.lowercased()) } }

  /// The texts of a list that has nothing else; `null` is an empty list.
  fileprivate var texts: [String]? {
    if self == .null { return [] }
    guard let array else { return nil }
    let texts = array.compactMap(\.string)
    return texts.count == array.count ? texts : nil
  }
}
