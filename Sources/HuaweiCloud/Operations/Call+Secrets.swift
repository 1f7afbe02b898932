// A secret travels in a call beside what carries it: query and body have a placeholder in its place, so that whoever
// shows, compares or writes down a call cannot show it, and only the request that leaves has the value.

/// A secret that a call carries, and where.
package struct CarriedSecret: Sendable, Hashable {
  /// One level of a body.
  package enum Step: Sendable, Hashable {
    case member(String)
    case item(Int)
  }

  package enum Place: Sendable, Hashable {
    /// The value of an item of the query, by its place there.
    case query(Int)
    /// A text in the body.
    case body([Step])
  }

  package var place: Place
  package var value: Secret

  package init(_ value: Secret, at place: Place) {
    self.value = value
    self.place = place
  }
}

extension Secret {
  /// What stands for a secret that has a name.
  package static func placeholder(_ name: String) -> String { "‹secret \(name)›" }

  /// The name in a placeholder; nil for any other text.
  package static func name(in placeholder: String) -> String? {
    guard placeholder.hasPrefix("‹secret "), placeholder.hasSuffix("›") else { return nil }
    return String(placeholder.dropFirst("‹secret ".count).dropLast())
  }
}

extension Call {
  /// The call with its secrets where they belong: what is made into a request, and nothing else.
  var unsealed: Call {
    guard !secrets.isEmpty else { return self }
    var call = self
    var body = (try? JSON(parsing: body)) ?? .null
    for secret in secrets {
      switch secret.place {
      case .query(let index):
        call.query[index].value = secret.value.reveal()
        call.queryIsSecret = true
      case .body(let path):
        body = body.replacing(path[...], with: .string(secret.value.reveal()))
        call.bodyIsSecret = true
      }
    }
    if call.bodyIsSecret { call.body = body.encoded() }
    return call
  }
}

extension JSON {
  /// The value with another one at the end of a path.
  fileprivate func replacing(_ path: ArraySlice<CarriedSecret.Step>, with value: JSON) -> JSON {
    switch (path.first, self) {
    case (nil, _): return value
    case (.member(let name), .object(var members)):
      members[name] = members[name]?.replacing(path.dropFirst(), with: value)
      return .object(members)
    case (.item(let index), .array(var items)):
      items[index] = items[index].replacing(path.dropFirst(), with: value)
      return .array(items)
    case (.member, _), (.item, _): return self
    }
  }
}
