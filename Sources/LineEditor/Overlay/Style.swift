/// How a piece of text looks.
package enum Style: String, Sendable, Hashable, CaseIterable {
  case plain, keyword, string, number, comment, function, name, error, faint, prompt, warning,
    danger
  case selected
  /// What is meant among faint text.
  case marked

  static let reset = "\u{1b}[0m"

  /// The terminal's sequence; nil for text as it is.
  ///
  /// Only the sixteen colours that every theme defines.
  package var code: String? {
    let parameters: String? =
      switch self {
      case .plain, .name: nil
      case .keyword: "35"
      case .string: "32"
      case .number: "36"
      case .comment, .faint: "90"
      case .function: "34"
      case .error: "31"
      case .prompt: "1;32"
      case .warning: "1;33"
      case .danger: "1;31"
      case .selected: "7"
      case .marked: "1"
      }
    return parameters.map { "\u{1b}[\($0)m" }
  }
}

/// A stretch of the input in one style; the range counts bytes of UTF-8.
package struct Run: Sendable, Hashable {
  package let range: Range<Int>
  package let style: Style

  package init(_ range: Range<Int>, _ style: Style) {
    self.range = range
    self.style = style
  }
}
