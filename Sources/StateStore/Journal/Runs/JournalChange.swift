/// Which change of a script it is.
package struct ChangeIdentity: Sendable, Hashable {
  package var call: CallIdentity
  /// The how-manieth change of that call.
  package var item: Int

  package init(_ call: CallIdentity, item: Int = 0) {
    self.call = call
    self.item = item
  }
}

/// A change that a request settles.
package struct JournalChange: Sendable, Hashable {
  /// How a request settles a change.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// The request carries it.
    case sent
    /// The request carries its equal.
    case collapsed
    /// The request carries a later change of its target.
    case superseded
  }

  /// Where a change is written.
  package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  package var identity: ChangeIdentity
  package var role: Role
  /// The built-in that made it.
  package var kind: String
  /// JSON; two changes are about the same thing if and only if their texts are equal.
  package var target: String
  /// JSON; nil where it is unknown.
  package var before: String?
  /// JSON.
  package var after: String?
  package var place: Place?

  package init(
    _ identity: ChangeIdentity, role: Role = .sent, kind: String, target: String,
    before: String? = nil, after: String? = nil, place: Place? = nil
  ) {
    self.identity = identity
    self.role = role
    self.kind = kind
    self.target = target
    self.before = before
    self.after = after
    self.place = place
  }
}

extension JournalChange {
  init(_ fields: inout Fields) {
    role = Role(rawValue: fields.text()) ?? .sent
    let call = CallIdentity(lane: fields.text(), ordinal: Int(fields.integer()))
    identity = ChangeIdentity(call, item: Int(fields.integer()))
    kind = fields.text()
    target = fields.text()
    before = fields.optionalText()
    after = fields.optionalText()
    if let file = fields.optionalText() {
      place = Place(file: file, line: Int(fields.integer()), column: Int(fields.integer()))
    }
  }

  func values(_ redact: (String) -> String) -> [SQLValue] {
    [
      .text(role.rawValue), .text(identity.call.lane), .integer(Int64(identity.call.ordinal)),
      .integer(Int64(identity.item)), .text(kind), .text(redact(target)),
      .optional(before.map(redact)), .optional(after.map(redact)), .optional(place?.file),
      .optional(place.map { Int64($0.line) }), .optional(place.map { Int64($0.column) }),
    ]
  }
}
