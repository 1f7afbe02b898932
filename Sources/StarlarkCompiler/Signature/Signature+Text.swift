// Signatures and limits in words, for completion, `help()` and errors.

extension Signature {
  /// The signature on one line: `ignorePort(agent: str | Host, port: int, protocol: str = "TCP")`.
  ///
  /// - Parameter width: The most characters, or nil for no limit; what does not fit is left out from the end of
  ///   the parameters, which then end with `…`.
  /// - Returns: The line, which is longer than `width` only if the name alone is.
  package func text(width: Int? = nil) -> String {
    let parts = parameterTexts
    let end = result == .any ? ")" : ") -> \(result)"
    var text = name + "(" + parts.joined(separator: ", ") + end
    guard let width, text.count > width else { return text }
    for count in stride(from: parts.count - 1, through: 0, by: -1) {
      text = name + "(" + (parts.prefix(count) + ["…"]).joined(separator: ", ") + ")"
      if text.count <= width { break }
    }
    return text
  }

  /// The parameters with the marks between them: `/` ends those by position only, `*` starts those by name only.
  private var parameterTexts: [String] {
    var texts: [String] = []
    var hasStar = false
    var isPositionalOnly = false
    for parameter in parameters {
      if isPositionalOnly, parameter.kind != .positionalOnly { texts.append("/") }
      isPositionalOnly = parameter.kind == .positionalOnly
      if parameter.kind == .keywordOnly, !hasStar { texts.append("*") }
      hasStar = hasStar || parameter.kind == .keywordOnly || parameter.kind == .star
      texts.append(parameter.text)
    }
    return isPositionalOnly ? texts + ["/"] : texts
  }
}

extension Signature.Parameter {
  /// The parameter as a definition would write it; one whose default has no text ends with `= …`.
  package var text: String {
    let stars =
      switch kind {
      case .star: "*"
      case .starStar: "**"
      case .positionalOnly, .ordinary, .keywordOnly: ""
      }
    let annotation = type == .any ? "" : ": \(type)"
    guard stars.isEmpty, isOptional else { return stars + name + annotation }
    let equals = annotation.isEmpty ? "=" : " = "
    return name + annotation + equals + (defaultText ?? "…")
  }
}

extension Signature.Limit {
  /// What a value must be, as errors say it after "want".
  package var wanted: String {
    switch self {
    case .range(let range): Self.words(range)
    case .oneOf(let values): Self.words(values)
    case .length(let range): Self.words(range, unit: "character")
    case .count(let range): Self.words(range, unit: "element")
    }
  }

  private static func words(_ values: [String]) -> String {
    let quoted = values.map { "\"\($0)\"" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "an integer"
    case (.min, let most): "an integer of at most \(most)"
    case (let least, .max): "an integer of at least \(least)"
    case (let least, let most) where least == most: "\(least)"
    case (let least, let most): "an integer from \(least) to \(most)"
    }
  }

  private static func words(_ range: ClosedRange<Int>, unit: String) -> String {
    func counted(_ count: Int) -> String {
      "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
    return switch (range.lowerBound, range.upperBound) {
    case (let least, .max): "at least \(counted(least))"
    case (...0, let most): "at most \(counted(most))"
    case (let least, let most) where least == most: "exactly \(counted(least))"
    case (let least, let most): "from \(least) to \(counted(most))"
    }
  }
}
