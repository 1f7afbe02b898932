/// A terminal as programs see it: rows of cells, a cursor, and what the sequences do that libedit and the console send.
package struct Screen: Sendable {
  package struct Cell: Equatable, Sendable {
    package var scalar: Unicode.Scalar = " "
    /// Marks that stand on the character before.
    package var marks = ""
    package var style = ""
  }

  /// Stands behind a wide character, in the second of its cells.
  private static let filler: Unicode.Scalar = "\u{0}"

  package private(set) var cells: [[Cell]]
  package private(set) var row = 0
  package private(set) var column = 0
  package private(set) var takesPastes = false
  package private(set) var width: Int
  private var height: Int
  /// The last cell of a row is written, and the next character begins another.
  private var waitsAtMargin = false
  private var style = ""
  private var inserts = false
  private var sequence: String?
  /// Sequences that nobody has taught it.
  package private(set) var unknown: [String] = []

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: Array(repeating: Cell(), count: width), count: height)
  }

  /// The rows without trailing blanks; empty rows at the end are left out.
  package var lines: [String] {
    var lines = cells.map { Self.text($0) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// All rows, with a mark where the cursor stands.
  package var picture: [String] {
    cells.enumerated().map { index, cells in
      guard index == row else { return Self.text(cells) }
      let before = Self.text(cells[..<column], keepsBlanks: true)
      return before + "▏" + Self.text(cells[column...])
    }
  }

  private static func text(_ cells: some Sequence<Cell>, keepsBlanks: Bool = false) -> String {
    var line = ""
    for cell in cells where cell.scalar != filler {
      line.unicodeScalars.append(cell.scalar)
      line += cell.marks
    }
    while !keepsBlanks, line.last == " " { line.removeLast() }
    return line
  }

  package func style(row: Int, column: Int) -> String { cells[row][column].style }

  package mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  /// Takes another size: rows are cut or filled, none is broken anew, and the cursor's row stays in sight.
  package mutating func resize(width: Int, height: Int) {
    while cells.count > height {
      if row < cells.count - 1 { cells.removeLast() } else { cells.removeFirst(); row -= 1 }
    }
    while cells.count < height { cells.append([]) }
    for index in cells.indices {
      cells[index] = Array(cells[index].prefix(width))
      cells[index] += Array(repeating: Cell(), count: width - cells[index].count)
    }
    (self.width, self.height) = (width, height)
    column = min(column, width - 1)
    waitsAtMargin = false
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if let begun = sequence {
      sequence = begun + String(scalar)
      let isIntroducer = begun.isEmpty && scalar == "["
      if !isIntroducer, (0x30...0x7e).contains(scalar.value), !begun.hasPrefix("[") {
        // `ESC =` and its kin.
        sequence = nil
      } else if !isIntroducer, (0x40...0x7e).contains(scalar.value) {
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
    case "\t":
      column = min((column / 8 + 1) * 8, width - 1)
      waitsAtMargin = false
    default: put(scalar)
    }
  }

  /// How many cells a character takes.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36f, 0x200b...0x200f, 0xfe00...0xfe0f, 0x20d0...0x20ff: 0
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff,
      0x20000...0x3fffd:
      2
    default: 1
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns = Self.columns(of: scalar)
    guard columns > 0 else {
      let place = waitsAtMargin ? column : max(column - 1, 0)
      cells[row][place].marks.unicodeScalars.append(scalar)
      return
    }
    if waitsAtMargin || column + columns > width {
      column = 0
      down()
    }
    if inserts { insert(columns) }
    for place in column..<(column + columns) { breakWide(at: place) }
    cells[row][column] = Cell(scalar: scalar, style: style)
    if columns == 2 { cells[row][column + 1] = Cell(scalar: Self.filler, style: style) }
    column += columns
    if column >= width {
      column = width - 1
      waitsAtMargin = true
    }
  }

  /// Half a wide character is none.
  private mutating func breakWide(at place: Int) {
    if cells[row][place].scalar == Self.filler, place > 0 { cells[row][place - 1] = Cell() }
    if place + 1 < width, cells[row][place + 1].scalar == Self.filler {
      cells[row][place + 1] = Cell()
    }
  }

  private mutating func insert(_ count: Int) {
    let count = min(count, width - column)
    cells[row].insert(contentsOf: Array(repeating: Cell(), count: count), at: column)
    cells[row].removeLast(count)
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
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map {
      Int($0) ?? 0
    }
    let count = max(numbers.first ?? 1, 1)
    switch final {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, cells.count - 1)
    case "C": column = min(column + count, width - 1)
    case "D": left(count)
    case "G": column = min(count, width) - 1
    case "d": row = min(count, cells.count) - 1
    case "H":
      row = min(count, cells.count) - 1
      column = min(max(numbers.dropFirst().first ?? 1, 1), width) - 1
    case "J": clearScreen(parameters)
    case "K": clearRow(parameters)
    case "X": for place in column..<min(column + count, width) { cells[row][place] = Cell() }
    case "P":
      cells[row].removeSubrange(column..<min(column + count, width))
      cells[row] += Array(repeating: Cell(), count: width - cells[row].count)
    case "@": insert(count)
    case "L":
      for _ in 0..<min(count, cells.count - row) {
        cells.insert(Array(repeating: Cell(), count: width), at: row)
        cells.removeLast()
      }
    case "M":
      for _ in 0..<min(count, cells.count - row) {
        cells.remove(at: row)
        cells.append(Array(repeating: Cell(), count: width))
      }
    case "m": style = parameters.isEmpty || parameters == "0" ? "" : String(parameters)
    case "h", "l":
      if parameters == "4" { inserts = final == "h" }
      if parameters == "?2004" { takesPastes = final == "h" }
    default: unknown.append(begun + String(final))
    }
    if "ABCDGHJKPd".unicodeScalars.contains(final) { waitsAtMargin = false }
  }

  private mutating func clearScreen(_ parameters: Substring) {
    let isWhole = parameters == "2" || parameters == "3"
    clear(from: isWhole ? 0 : column, row: isWhole ? 0 : row)
    for below in (isWhole ? 0 : row + 1)..<cells.count { clear(from: 0, row: below) }
  }

  private mutating func clearRow(_ parameters: Substring) {
    switch parameters {
    case "1": for place in 0...column { cells[row][place] = Cell() }
    case "2": clear(from: 0, row: row)
    default: clear(from: column, row: row)
    }
  }

  private mutating func clear(from first: Int, row: Int) {
    for column in first..<width { cells[row][column] = Cell() }
  }
}
