package import HuaweiCloud
package import Runbooks

/// The cloud that a command works on, and where each fact about it comes from.
package struct CloudEnvironment: Sendable {
  /// What the embedded sandbox is called as a profile and in the prompt.
  package static let sandboxName = "sandbox"

  package enum Access: Sendable, Hashable {
    /// The simulated cloud of this process.
    case sandbox
    case cloud(CloudConfiguration)
  }

  /// A fact with its source, for `reeve config show`.
  package struct Fact: Sendable, Hashable {
    package let name: String
    package let value: String
    package let source: String
  }

  package var access: Access
  /// The profile that was named, or is the default.
  package var profile: String?
  /// Whether nothing at all was configured.
  package var isFallback = false
  package var isProtected = false
  package var rates: [Service: RequestRate]
  package var certificateAuthorityFile: String?
  package var timeout: Duration?
  package var enterpriseProject: EnterpriseProject?
  package var facts: [Fact] = []

  /// What the prompt and the history call it.
  package var name: String {
    switch access {
    case .sandbox: return Self.sandboxName
    case .cloud(let configuration):
      switch (profile, configuration.endpoints.region) {
      case (let profile?, let region?): return "\(profile)@\(region)"
      case (let profile?, nil): return profile
      case (nil, let region?): return region
      case (nil, nil): return "cloud"
      }
    }
  }

  /// Tells that nothing is configured.
  func announce(_ session: SessionOptions, _ streams: Streams) {
    guard isFallback, session.verbosity != .quiet, session.summary == .human else { return }
    streams.errors.writeLine("reeve: no cloud is configured; working on the embedded sandbox")
  }

  mutating func note(_ name: String, _ value: String, from source: String) {
    facts.append(Fact(name: name, value: value, source: source))
  }
}

extension Failure {
  init(_ error: ConfigurationError, advice: String? = nil) {
    self.init(.configuration, error.message, advice: advice)
  }
}
