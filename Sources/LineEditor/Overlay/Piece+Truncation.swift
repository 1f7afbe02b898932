extension [Prompt.Piece] {
  /// The pieces that fit into `width` cells, the last one cut with an ellipsis.
  func truncated(to width: Int) -> Self {
    var room = width
    var pieces: Self = []
    for (index, piece) in enumerated() {
      let columns = Layout.columns(of: piece.text)
      let isLast = index == count - 1
      if columns < room || columns == room && isLast {
        pieces.append(piece)
        room -= columns
        continue
      }
      let cut = columns <= room ? piece.text + "…" : piece.text
      if room > 0 { pieces.append(Prompt.Piece(cut.truncated(to: room), piece.style)) }
      break
    }
    return pieces
  }
}
