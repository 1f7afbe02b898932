/// What is wrong with the settings, found before anything was sent.
public struct ConfigurationError: Error, Sendable, Hashable {
  /// What is wrong, where it was found, and what to do.
  public let message: String
  /// Whether the credentials are not to be tried again for now.
  let isLockOut: Bool

  private init(_ message: String, isLockOut: Bool = false) {
    self.message = message
    self.isLockOut = isLockOut
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

// The wording of every configuration error.
extension ConfigurationError {
  static func endpoint(_ text: String, problem: String) -> Self {
    Self("no endpoint: \"\(text)\": \(problem)")
  }

  static func noRegion(service: Service) -> Self {
    Self("no region is set, so \(service) has no endpoint; set the region or its endpoint")
  }

  static func incomplete(source: String, has: [String], missing: [String]) -> Self {
    let verb = has.count == 1 ? "is" : "are"
    return Self(
      "\(source): \(has.joined(separator: ", ")) \(verb) set, but "
        + "\(missing.joined(separator: " and ")) \(missing.count == 1 ? "is" : "are") not")
  }

  package static func unreadable(file: String, problem: String) -> Self {
    Self("\(file): \(problem)")
  }

  static func encrypted(file: String, profile: String) -> Self {
    Self(
      "\(file): the keys of profile \"\(profile)\" are encrypted; only KooCLI can read them. "
        + "Store them plainly by `hcloud configure set --cli-auth-encrypt=false`, or set "
        + "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK")
  }

  static func unsupportedMode(file: String, profile: String, mode: String) -> Self {
    Self("\(file): profile \"\(profile)\" has mode \"\(mode)\", want AKSK, SSO or agency keys")
  }

  package static func value(_ name: String, got: String, want: String) -> Self {
    Self("\(name): got \"\(got)\", want \(want)")
  }

  static func noProject(name: String, found: Int) -> Self {
    Self(
      found == 0
        ? "IAM knows no project named \"\(name)\" for these credentials; set the project ID"
        : "IAM knows \(found) projects named \"\(name)\"; set the project ID")
  }

  package static func refusedOften(count: Int, waiting seconds: Int) -> Self {
    Self(
      "these credentials were refused \(count) times in the last five minutes, and another refusal would lock them; "
        + "correct them, then try again in \(seconds) seconds", isLockOut: true)
  }

  static let noProjectName = Self(
    "no project: neither a project ID nor a region is set, by which the project could be found")
}
