/// The little of a terminal that the tests need: rows of cells, a cursor, and the sequences that libedit
/// and the overlay send.
struct Screen {
  struct Cell: Equatable {
    var scalar: Unicode.Scalar = " "
    var style = ""
  }

  private(set) var cells: [[Cell]]
  private(set) var row = 0
  private(set) var column = 0
  private var waitsAtMargin = false
  private var style = ""
  private var inserts = false
  private var sequence: String?
  private(set) var takesPastes = false
  let width: Int

  init(width: Int, height: Int) {
    self.width = width
    cells = Array(repeating: Array(repeating: Cell(), count: width), count: height)
  }

  /// The rows without trailing blanks; the filler behind wide characters is left out.
  var lines: [String] {
    var lines = cells.map { row in
      var view = String.UnicodeScalarView()
      for cell in row where cell.scalar != "\u{0}" { view.append(cell.scalar) }
      var line = String(view)
      while line.last == " " { line.removeLast() }
      return line
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  func style(row: Int, column: Int) -> String { cells[row][column].style }

  mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if let begun = sequence {
      sequence = begun + String(scalar)
      let isIntroducer = begun.isEmpty && scalar == "["
      if !isIntroducer, (0x40...0x7e).contains(scalar.value) {
        sequence = nil
        obey(begun, scalar)
      }
      return
    }
    switch scalar {
    case "\u{1b}": sequence = ""
    case "\r":
      column = 0
      waitsAtMargin = false
    case "\n": down()
    case "\u{8}": left(1)
    case "\u{7}": break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns = (0x1100...0xffdc).contains(scalar.value) ? 2 : 1
    if waitsAtMargin || column + columns > width {
      column = 0
      down()
    }
    waitsAtMargin = false
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: Cell(), count: columns), at: column)
      cells[row].removeLast(columns)
    }
    cells[row][column] = Cell(scalar: scalar, style: style)
    if columns == 2 { cells[row][column + 1] = Cell(scalar: "\u{0}", style: style) }
    column += columns
    if column >= width {
      column = width - 1
      waitsAtMargin = true
    }
  }

  private mutating func down() {
    waitsAtMargin = false
    row += 1
    guard row == cells.count else { return }
    cells.removeFirst()
    cells.append(Array(repeating: Cell(), count: width))
    row -= 1
  }

  private mutating func left(_ count: Int) {
    column = max(column - count, 0)
    waitsAtMargin = false
  }

  private mutating func obey(_ begun: String, _ final: Unicode.Scalar) {
    let parameters = begun.dropFirst()
    let count = max(Int(parameters) ?? 1, 1)
    switch final {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, cells.count - 1)
    case "C": column = min(column + count, width - 1)
    case "D": left(count)
    case "G": column = count - 1
    case "H": (row, column) = (0, 0)
    case "J":
      clear(from: parameters == "2" ? 0 : column, row: parameters == "2" ? 0 : row)
      for below in (parameters == "2" ? 0 : row + 1)..<cells.count { clear(from: 0, row: below) }
    case "K": clear(from: column, row: row)
    case "P":
      cells[row].removeSubrange(column..<min(column + count, width))
      cells[row] += Array(repeating: Cell(), count: width - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: Cell(), count: count), at: column)
      cells[row].removeLast(count)
    case "m": style = parameters.isEmpty || parameters == "0" ? "" : String(parameters)
    case "h", "l":
      if parameters == "4" { inserts = final == "h" }
      if parameters == "?2004" { takesPastes = final == "h" }
    default: break
    }
    if "ABCDGHJ".unicodeScalars.contains(final) { waitsAtMargin = false }
  }

  private mutating func clear(from first: Int, row: Int) {
    for column in first..<width { cells[row][column] = Cell() }
  }
}
