/// What stands before the input, in pieces of one style each; on one line.
package struct Prompt: Sendable, Hashable, ExpressibleByStringLiteral {
  package struct Piece: Sendable, Hashable {
    package let text: String
    package let style: Style

    package init(_ text: String, _ style: Style = .plain) {
      // It stands on one line.
      self.text = text.filter { !$0.isNewline }.visible
      self.style = style
    }
  }

  package let pieces: [Piece]

  package init(_ pieces: [Piece]) { self.pieces = pieces }

  package init(_ text: String) { self.init([Piece(text)]) }

  package init(stringLiteral text: String) { self.init(text) }

  package var text: String { pieces.map(\.text).joined() }
}

extension Prompt {
  /// Brackets what the terminal does not show.
  static let escape: Unicode.Scalar = "\u{1}"

  /// The prompt as libedit takes it.
  ///
  /// It drops an invisible part that nothing visible follows, so each style ends before the last blank, which is added where it is missing.
  package func rendered(colours: Bool) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    // What is invisible between two pieces goes out as one: libedit keeps one for a cell.
    var pending = ""
    for piece in pieces {
      let shown = piece.text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
      let code = colours ? piece.style.code ?? "" : ""
      guard !shown.isEmpty else { continue }
      pending += code
      if !pending.isEmpty { scalars += invisible(pending) }
      scalars += shown
      pending = code.isEmpty ? "" : Style.reset
    }
    if !pending.isEmpty { scalars += invisible(pending) }
    if visible.last != " " || scalars.last == Self.escape { scalars.append(" ") }
    return scalars
  }

  /// What `rendered` shows.
  package var visible: [Unicode.Scalar] {
    var scalars = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
    if pieces.last?.style.code != nil || scalars.last != " " { scalars.append(" ") }
    return Array(scalars)
  }

  private func invisible(_ code: String) -> [Unicode.Scalar] {
    [Self.escape] + code.unicodeScalars + [Self.escape]
  }
}
