/// A parameter of an operation, declared once: its name on the wire, its limits, its default.
///
/// Typed models, reads and the built-ins of scripts check their arguments against the same
/// declaration.
package struct Parameter: Sendable, Hashable {
  /// Where the parameter stands in a request.
  package enum Place: Sendable, Hashable {
    case path
    case query
    case body
    /// A member of each entry of the body's list.
    case entry
  }

  /// What values it takes.
  package indirect enum Kind: Sendable, Hashable {
    /// A text of so many characters; no range where the reference gives none.
    case text(ClosedRange<Int>?)
    /// An integer.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of some texts.
    case choice([String])
    /// A list of texts, with how many of them and how long each may be.
    case texts(count: ClosedRange<Int>?, each: ClosedRange<Int>?)
  }

  /// The name on the wire.
  package let name: String
  /// Where it stands.
  package let place: Place
  /// What values it takes.
  package let kind: Kind
  /// Whether the service insists on it.
  package let isRequired: Bool
  /// What the service assumes where it is left out.
  package let defaultValue: JSON?
  /// What it means, in one sentence.
  package let summary: String

  package init(
    _ name: String, _ place: Place = .query, _ kind: Kind, isRequired: Bool = false,
    default defaultValue: JSON? = nil, _ summary: String
  ) {
    self.name = name
    self.place = place
    self.kind = kind
    self.isRequired = isRequired
    self.defaultValue = defaultValue
    self.summary = summary
  }
}

extension Parameter {
  /// Whether a value is allowed.
  package func allows(_ value: JSON) -> Bool {
    switch (kind, value) {
    case (.text(let length), .string(let text)): allows(text, length: length)
    case (.integer(let range), .int(let number)): range.contains(number)
    case (.boolean, .bool): true
    case (.choice(let choices), .string(let text)): choices.contains(text)
    case (.texts(let count, let each), .array(let items)):
      count?.contains(items.count) ?? true
        && items.allSatisfy { $0.string.map { allows($0, length: each) } ?? false }
    default: false
    }
  }

  /// Whether a text is allowed; the short way past ``allows(_:)`` for entries of large batches.
  package func allows(_ text: String) -> Bool {
    switch kind {
    case .text(let length): allows(text, length: length)
    case .choice(let choices): choices.contains(text)
    case .integer, .boolean, .texts: false
    }
  }

  private func allows(_ text: String, length: ClosedRange<Int>?) -> Bool {
    // Characters are counted only where the bytes leave a doubt.
    if let length, text.utf8.count > length.upperBound || text.utf8.count < length.lowerBound * 4 {
      return length.contains(text.unicodeScalars.count)
    }
    return true
  }

  /// What values are allowed, in words.
  package var want: String {
    switch kind {
    case .text(let length): "a text" + Self.of(length, "character")
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .choice(let choices): Self.alternatives(choices)
    case .texts(let count, let each):
      "\(count.map { Self.amount($0, "text") } ?? "a list of texts")\(Self.of(each, "character"))"
    }
  }

  private static func of(_ range: ClosedRange<Int>?, _ unit: String) -> String {
    range.map { " of \(amount($0, unit))" } ?? ""
  }

  private static func amount(_ range: ClosedRange<Int>, _ unit: String) -> String {
    let plural = range.upperBound == 1 ? unit : unit + "s"
    if range.lowerBound == range.upperBound { return "\(range.lowerBound) \(plural)" }
    if range.lowerBound == 0 { return "at most \(range.upperBound) \(plural)" }
    return "\(range.lowerBound) to \(range.upperBound) \(plural)"
  }

  private static func alternatives(_ choices: [String]) -> String {
    let quoted = choices.map { "\"\($0)\"" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A fault of this parameter.
  ///
  /// - Parameters:
  ///   - operation: The operation, as the reference names it.
  ///   - got: What was given, as text.
  ///   - entry: Which entry of the body's list it belongs to.
  /// - Returns: The error, its text cut to a readable length.
  package func fault(operation: String, got: String, entry: Int? = nil) -> ParameterError {
    let shown = got.count <= 80 ? got : got.prefix(77) + "…"
    return ParameterError(
      operation: operation, parameter: entry.map { "data_list[\($0)].\(name)" } ?? name,
      got: "\(shown)", want: want)
  }

  /// Checks a value.
  ///
  /// - Throws: ``ParameterError`` where the value is not allowed.
  package func check(_ value: JSON, operation: String) throws(ParameterError) {
    guard !allows(value) else { return }
    throw fault(operation: operation, got: value.description)
  }
}
