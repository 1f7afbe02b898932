// libedit knows no colours and no menus. When it waits for a key, the screen shows what it thinks; the
// overlay then writes the same glyphs again in colours, adds a suggestion and rows below, and puts the
// cursor back. What it added is wiped before libedit sees the key, so libedit's picture stays true.
//
//     reeve> for h in hosts(|status = "ON")        text: same glyphs, coloured
//                           ↑                      suggestion: faint, behind the text
//     hosts(*, status, name)                       rows below: hint, menu or search

/// What is shown over and below the text.
package struct Overlay: Sendable, Hashable {
  /// One style for each scalar; empty when nothing is coloured.
  var styles: [Style]
  var suggestion: String
  var rows: [[Prompt.Piece]]

  package init(styles: [Style] = [], suggestion: String = "", rows: [[Prompt.Piece]] = []) {
    self.styles = styles
    self.suggestion = suggestion
    self.rows = rows
  }
}

/// Moves the cursor by relative steps and writes an overlay around a layout.
package struct Painter: Sendable {
  let layout: Layout
  /// The rows of the screen.
  let height: Int
  let colours: Bool

  package init(layout: Layout, height: Int, colours: Bool) {
    self.layout = layout
    self.height = height
    self.colours = colours
  }

  /// Whether the text leaves libedit's picture whole; one that is taller than the screen does not.
  var fits: Bool { layout.rows < height }

  /// The bytes that show `overlay`, with the cursor at `cursor` before and after; and whether they leave
  /// anything that must be wiped.
  package func paint(_ overlay: Overlay, text: [Unicode.Scalar], cursor: Cell) -> (
    bytes: String, adds: Bool
  ) {
    guard fits else { return ("", false) }
    var bytes = ""
    var place = cursor
    if colours, !overlay.styles.isEmpty, let first = layout.cells.first {
      bytes += move(from: place, to: first)
      bytes += glyphs(of: text, overlay.styles)
      // At the margin the terminal waits on the row before; a carriage return holds either way, and
      // going down from there is what the next move does.
      place = text.isEmpty ? first : writtenEnd(of: text)
    }
    let suggestion = cut(overlay.suggestion)
    if !suggestion.isEmpty {
      bytes += move(from: place, to: layout.end)
      bytes += styled(suggestion, .faint)
      place = Cell(row: layout.end.row)
    }
    let rows = overlay.rows.prefix(max(height - 1 - layout.rows, 0))
    if !rows.isEmpty {
      bytes += move(from: place, to: Cell(row: layout.end.row))
      for row in rows {
        bytes += "\r\n\u{1b}[K"
        for piece in row { bytes += styled(piece.text, piece.style) }
      }
      place = Cell(row: layout.end.row + rows.count)
    }
    guard !bytes.isEmpty else { return ("", false) }
    bytes += move(from: place, to: cursor)
    return (bytes, !suggestion.isEmpty || !rows.isEmpty)
  }

  /// The bytes that wipe what is behind and below the text.
  func wipe(cursor: Cell) -> String {
    move(from: cursor, to: layout.end) + "\u{1b}[J" + move(from: layout.end, to: cursor)
  }

  /// The bytes that wipe the prompt and all below, and stay at the prompt's place.
  func wipeAll(cursor: Cell) -> String {
    move(from: Cell(row: min(cursor.row, height - 1)), to: Cell()) + "\u{1b}[J"
  }

  private func glyphs(of text: [Unicode.Scalar], _ styles: [Style]) -> String {
    var bytes = ""
    var shown = Style.plain
    for (index, scalar) in text.enumerated() {
      let style = index < styles.count ? styles[index] : .plain
      if style != shown {
        bytes += Style.reset + (style.code ?? "")
        shown = style
      }
      let cell = layout.cells[index]
      switch scalar {
      case "\n":
        // After a full row the terminal still waits at its margin, a row above libedit's cell.
        bytes += isAfterFullRow(index, text) ? "\r\n\r\n" : "\r\n"
      case "\t":
        let next = layout.cells[index + 1]
        let blanks = next.row == cell.row ? next.column - cell.column : layout.width - cell.column
        bytes += String(repeating: " ", count: blanks)
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          bytes.unicodeScalars += ["^", Unicode.Scalar(UInt8(scalar.value) ^ 0x40)]
        } else if Layout.columns(of: scalar) > 0 {
          bytes.unicodeScalars.append(scalar)
        }
      }
    }
    return bytes + Style.reset
  }

  private func isAfterFullRow(_ index: Int, _ text: [Unicode.Scalar]) -> Bool {
    guard index > 0, text[index - 1] != "\n", layout.cells[index].column == 0 else { return false }
    return layout.cells[index - 1].row < layout.cells[index].row
  }

  /// Where the terminal's cursor stands after the glyphs: on the row before when the last is full.
  private func writtenEnd(of text: [Unicode.Scalar]) -> Cell {
    isAfterFullRow(text.count, text) ? Cell(row: layout.end.row - 1) : layout.end
  }

  /// The part of a suggestion that fits behind the text.
  private func cut(_ suggestion: String) -> String {
    let room = layout.width - layout.end.column - 1
    guard !suggestion.isEmpty, room > 1 else { return "" }
    return suggestion.truncated(to: room).visible
  }

  private func styled(_ text: String, _ style: Style) -> String {
    guard let code = style.code else { return text }
    // Without colours a choice must still be seen.
    return colours || style == .selected ? code + text + Style.reset : text
  }

  private func move(from: Cell, to: Cell) -> String {
    var bytes = "\r"
    if to.row < from.row { bytes += "\u{1b}[\(from.row - to.row)A" }
    if to.row > from.row { bytes += "\u{1b}[\(to.row - from.row)B" }
    if to.column > 0 { bytes += "\u{1b}[\(to.column)C" }
    return bytes
  }
}
