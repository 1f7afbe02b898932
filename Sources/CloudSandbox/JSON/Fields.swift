// Reading a JSON object member by member, for request bodies and inventory files alike: every refusal
// knows the member's path, what was there, and what was wanted. `null` counts as absent.

/// A member that is missing, of the wrong type, or outside its range.
package struct FieldError: Error, Equatable {
  package enum Problem: Sendable, Equatable {
    case missing
    case wrongType
    case outOfRange
  }

  package let path: String
  package let problem: Problem
  package let got: String
  package let wanted: String

  package var message: String {
    problem == .missing
      ? "\(path) is missing, want \(wanted)" : "\(path): got \(got), want \(wanted)"
  }
}

struct Fields {
  private let base: String
  private let index: Int?
  private let members: [JSON.Member]

  init(_ value: JSON, path base: String = "", index: Int? = nil) throws(FieldError) {
    self.base = base
    self.index = index
    guard case .object(let members) = value else {
      let path = Self.path(base, index)
      throw FieldError(
        path: path.isEmpty ? "body" : path, problem: .wrongType, got: value.kind,
        wanted: "an object")
    }
    self.members = members
  }

  /// Made only when something is wrong: a pack has 200 entries, and all of them are right as a rule.
  private var path: String { Self.path(base, index) }

  private static func path(_ base: String, _ index: Int?) -> String {
    index.map { "\(base)[\($0)]" } ?? base
  }

  /// The names of members that are not among these, for the log.
  func names(besides known: Set<String>) -> [String] {
    members.compactMap { known.contains($0.name) ? nil : path(to: $0.name) }
  }

  func path(to name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  func value(_ name: String) -> JSON? {
    for member in members where member.name == name {
      // `nil` alone would be the JSON value that it stands for.
      return member.value == .null ? Optional.none : member.value
    }
    return nil
  }

  func string(_ name: String, length: ClosedRange<Int> = 0...32_768) throws(FieldError) -> String {
    try required(optionalString(name, length: length), name, "a string")
  }

  func optionalString(_ name: String, length: ClosedRange<Int> = 0...32_768) throws(FieldError)
    -> String?
  {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw wrongType(name, value, "a string") }
    // A text of few bytes has few characters: counting graphemes is worth it only near the limit.
    let count = text.utf8.count <= length.upperBound ? text.utf8.count : text.unicodeScalars.count
    guard length.contains(count) else {
      throw outOfRange(name, "\(count) characters", "\(length) characters")
    }
    return text
  }

  func choice(_ name: String, _ choices: [String]) throws(FieldError) -> String {
    try required(optionalChoice(name, choices), name, choices.joined(separator: " or "))
  }

  func optionalChoice(_ name: String, _ choices: [String]) throws(FieldError) -> String? {
    guard let text = try optionalString(name) else { return nil }
    guard choices.contains(text) else {
      throw outOfRange(name, "\"\(text.prefix(64))\"", choices.joined(separator: " or "))
    }
    return text
  }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(FieldError) -> Int {
    try required(optionalInteger(name, in: range), name, "an integer")
  }

  func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(FieldError) -> Int? {
    guard let value = value(name) else { return nil }
    guard case .integer(let number) = value else { throw wrongType(name, value, "an integer") }
    guard range.contains(number) else { throw outOfRange(name, String(number), "\(range)") }
    return number
  }

  func bool(_ name: String) throws(FieldError) -> Bool {
    try required(optionalBool(name), name, "a boolean")
  }

  func optionalBool(_ name: String) throws(FieldError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .bool(let flag) = value else { throw wrongType(name, value, "a boolean") }
    return flag
  }

  func array(_ name: String) throws(FieldError) -> [JSON] {
    try required(optionalArray(name), name, "an array")
  }

  func optionalArray(_ name: String) throws(FieldError) -> [JSON]? {
    guard let value = value(name) else { return nil }
    guard case .array(let elements) = value else { throw wrongType(name, value, "an array") }
    return elements
  }

  func strings(_ name: String) throws(FieldError) -> [String] {
    try required(optionalStrings(name), name, "an array of strings")
  }

  func optionalStrings(_ name: String) throws(FieldError) -> [String]? {
    guard let elements = try optionalArray(name) else { return nil }
    var strings: [String] = []
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else {
        throw wrongType("\(name)[\(index)]", element, "a string")
      }
      strings.append(text)
    }
    return strings
  }

  func object(_ name: String) throws(FieldError) -> Fields {
    let value = try required(value(name), name, "an object")
    return try Fields(value, path: path(to: name))
  }

  /// The elements of an array of objects; an absent array has none.
  func objects(_ name: String) throws(FieldError) -> [Fields] {
    var result: [Fields] = []
    let base = path(to: name)
    for (index, element) in (try optionalArray(name) ?? []).enumerated() {
      result.append(try Fields(element, path: base, index: index))
    }
    return result
  }

  func outOfRange(_ name: String, _ got: String, _ wanted: String) -> FieldError {
    FieldError(path: path(to: name), problem: .outOfRange, got: got, wanted: wanted)
  }

  private func wrongType(_ name: String, _ value: JSON, _ wanted: String) -> FieldError {
    FieldError(path: path(to: name), problem: .wrongType, got: value.kind, wanted: wanted)
  }

  private func required<Value>(
    _ value: Value?, _ name: String, _ wanted: @autoclosure () -> String
  ) throws(FieldError) -> Value {
    guard let value else {
      throw FieldError(path: path(to: name), problem: .missing, got: "nothing", wanted: wanted())
    }
    return value
  }
}
