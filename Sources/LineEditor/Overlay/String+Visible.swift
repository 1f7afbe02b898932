extension String {
  /// The text as a terminal shows it: what a terminal would obey, or what hides or reorders other text, is U+FFFD.
  ///
  /// Names of servers and files come from others, who may have put anything into them.
  var visible: String {
    guard unicodeScalars.contains(where: \.steers) else { return self }
    var scalars = UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.steers ? "\u{fffd}" : scalar) }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  /// Whether it does something to a terminal or to the text around it.
  fileprivate var steers: Bool {
    guard value >= 0x7f else { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Joiners make emoji and the letters of some scripts.
    case .format: return self != "\u{200c}" && self != "\u{200d}"
    default: return false
    }
  }
}
