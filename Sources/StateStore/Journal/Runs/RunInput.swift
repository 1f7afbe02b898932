/// A text that a run has read from outside the service, kept by content for its replay.
package struct RunInput: Sendable, Hashable {
  package enum Role: String, Sendable, Hashable, CaseIterable {
    case script
    /// A file that `load` read.
    case module
    /// A file that the script read.
    case data
    case standardInput
    case environment
    /// The plan that is applied.
    case plan
  }

  package var role: Role
  /// A path, or the name of a variable.
  package var name: String
  package var content: [UInt8]
  /// What it must not hold to be kept.
  package var redaction: Redaction

  package init(
    _ role: Role, name: String, content: [UInt8], without redaction: Redaction = .suspected
  ) {
    self.role = role
    self.name = name
    self.content = content
    self.redaction = redaction
  }
}

/// An input as the journal has it.
package struct RecordedInput: Sendable, Hashable {
  /// Nil where a newer version wrote another.
  package let role: RunInput.Role?
  package let name: String
  /// What ``Journal/content(of:)`` finds the content by.
  package let digest: [UInt8]
  package let size: Int
  /// Whether the content is kept; one that held a secret is not.
  package let isKept: Bool
}

extension RecordedInput {
  init(_ fields: inout Fields) {
    role = RunInput.Role(rawValue: fields.text())
    name = fields.text()
    digest = fields.blob()
    size = Int(fields.integer())
    isKept = fields.integer() != 0
  }
}
