package import HuaweiCloud

/// Where the secrets come from that scripts name.
package protocol SecretSource: Sendable {
  /// The secret of a name, the same however often it is asked for.
  func secret(_ name: String) throws(SecretProblem) -> Secret

  /// What tells later whether a secret is still the same, and nothing else of it.
  func fingerprint(of secret: Secret, named name: String) throws(SecretProblem) -> String
}

/// Why there is no secret, without a word of any.
package struct SecretProblem: Error, Sendable, Hashable {
  package var message: String
  package var advice: String

  package init(_ message: String, advice: String) {
    self.message = message
    self.advice = advice
  }
}

/// No secrets at all.
struct NoSecrets: SecretSource {
  func secret(_ name: String) throws(SecretProblem) -> Secret {
    throw SecretProblem("there are no secrets here", advice: "")
  }

  func fingerprint(of secret: Secret, named name: String) throws(SecretProblem) -> String { "" }
}
