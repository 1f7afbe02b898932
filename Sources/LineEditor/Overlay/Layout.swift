import CEditLine

// Where libedit puts each character: the overlay writes the same glyphs into the same cells. The rules
// are those of its refresh: a row ends when it is full, a wide character that does not fit goes to the
// next row, a line end starts a row at column 0, a control character takes two cells (`^X`).

/// A cell of the screen; the first row is the prompt's.
package struct Cell: Sendable, Hashable {
  package var row = 0
  package var column = 0
}

/// The cells of an input on a screen of a given width.
package struct Layout: Sendable, Hashable {
  /// Before each character, and after the last.
  package let cells: [Cell]
  package let width: Int

  package init(prompt: [Unicode.Scalar], text: [Unicode.Scalar], width: Int) {
    let width = max(width, 2)
    var cell = Cell()
    for scalar in prompt { Self.advance(&cell, over: scalar, width: width) }
    var cells: [Cell] = []
    cells.reserveCapacity(text.count + 1)
    for scalar in text {
      let columns = Self.columns(of: scalar)
      // A wide character at the margin stands in the next row.
      cells.append(
        columns > 1 && cell.column + columns > width && scalar.value >= 0x80
          ? Cell(row: cell.row + 1) : cell)
      Self.advance(&cell, over: scalar, width: width)
    }
    cells.append(cell)
    self.cells = cells
    self.width = width
  }

  var end: Cell { cells[cells.count - 1] }
  var rows: Int { end.row + 1 }

  private static func advance(_ cell: inout Cell, over scalar: Unicode.Scalar, width: Int) {
    switch scalar {
    case "\n":
      cell = Cell(row: cell.row + 1)
    case "\t":
      repeat { step(&cell, 1, width) } while cell.column % 8 != 0
    default:
      guard scalar.value >= 0x80 else {
        for _ in 0..<columns(of: scalar) { step(&cell, 1, width) }
        return
      }
      step(&cell, columns(of: scalar), width)
    }
  }

  private static func step(_ cell: inout Cell, _ columns: Int, _ width: Int) {
    if cell.column + columns > width { cell = Cell(row: cell.row + 1) }
    cell.column += columns
    if cell.column >= width { cell = Cell(row: cell.row + 1) }
  }

  /// How many cells a character takes, by the same table as libedit.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x20 || scalar.value == 0x7f { return 2 }
    if scalar.value < 0x7f { return 1 }
    return max(Int(reeve_columns(wchar_t(scalar.value))), 0)
  }

  static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }
}
