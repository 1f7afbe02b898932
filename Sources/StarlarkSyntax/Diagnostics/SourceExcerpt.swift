// The line of a text that a diagnostic speaks of, cut to what a terminal shows in one line.

/// One line of a text with the columns that a span covers.
struct SourceExcerpt {
  /// The line as shown: tabs are spaces, what a terminal would obey is U+FFFD.
  let text: String
  /// The columns before the span.
  let indentation: Int
  /// The columns of the span, at least one.
  let width: Int

  private struct Cell {
    let offset: Int
    let scalar: Unicode.Scalar
    var columns: Int
  }

  private static let tabStop = 8
  private static let ellipsis = "…"

  init(of span: Span, in source: SourceText, columns limit: Int) {
    let line = source.span(ofLine: source.line(of: span.start))
    let start = min(Int(span.start), Int(line.end))
    let end = max(start, min(Int(span.end), Int(line.end)))
    var cells = Self.cells(
      of: source, from: Int(line.start), to: Int(line.end), around: start, limit)
    let isWhole = cells.first?.offset ?? start <= Int(line.start)
    if isWhole {
      Self.expandTabs(&cells)
    }
    let total = cells.reduce(0) { $0 + $1.columns }
    let before = cells.prefix { $0.offset < start }.reduce(0) { $0 + $1.columns }
    let covered = cells.filter { $0.offset >= start && $0.offset < end }.reduce(0) {
      $0 + $1.columns
    }
    let isCutAfter = (cells.last?.offset ?? 0) + 4 < Int(line.end) && total >= limit
    if isWhole, !isCutAfter, total <= limit {
      text = Self.text(cells[...])
      indentation = before
      width = max(1, covered)
      return
    }
    let window = Self.window(cells, before: before, limit)
    let left = window.startsLate || !isWhole ? Self.ellipsis : ""
    let right = window.endsEarly || isCutAfter ? Self.ellipsis : ""
    text = left + Self.text(cells[window.range]) + right
    indentation = before - window.columnsBefore + (left.isEmpty ? 0 : 1)
    width = max(1, min(covered, window.columns - (before - window.columnsBefore)))
  }

  /// The code points of a line, of a very long one only those near an offset.
  private static func cells(
    of source: SourceText, from lineStart: Int, to lineEnd: Int, around offset: Int, _ limit: Int
  ) -> [Cell] {
    var start = max(lineStart, offset - 4 * limit)
    while start > lineStart, source.bytes[start] & 0xC0 == 0x80 {
      start -= 1
    }
    let end = min(lineEnd, offset + 4 * limit + 4)
    guard start < end else { return [] }
    var iterator = source.bytes[start..<end].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var cells: [Cell] = []
    var position = start
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        let isShown = scalar == "\t" || !DisplayWidth.isUnsafe(scalar)
        cells.append(
          Cell(
            offset: position, scalar: isShown ? scalar : "\u{FFFD}",
            columns: isShown ? DisplayWidth.columns(of: scalar) : 1))
        position += encoded.count
      case .error(let length):
        cells.append(Cell(offset: position, scalar: "\u{FFFD}", columns: 1))
        position += length
      case .emptyInput:
        return cells
      }
    }
  }

  private static func expandTabs(_ cells: inout [Cell]) {
    var column = 0
    for index in cells.indices {
      if cells[index].scalar == "\t" {
        cells[index].columns = tabStop - column % tabStop
      }
      column += cells[index].columns
    }
  }

  private static func text(_ cells: ArraySlice<Cell>) -> String {
    var result = ""
    for cell in cells {
      if cell.scalar == "\t" {
        result += String(repeating: " ", count: cell.columns)
      } else {
        result.unicodeScalars.append(cell.scalar)
      }
    }
    return result
  }

  private struct Window {
    var range: Range<Int>
    var columnsBefore: Int
    var columns: Int
    var startsLate: Bool
    var endsEarly: Bool
  }

  /// The cells to show: a third of the columns goes to what stands before the span.
  private static func window(_ cells: [Cell], before: Int, _ limit: Int) -> Window {
    let room = max(1, limit - 2)
    let wanted = max(0, before - room / 3)
    var first = 0
    var columnsBefore = 0
    while first < cells.count, columnsBefore < wanted {
      columnsBefore += cells[first].columns
      first += 1
    }
    var last = first
    var columns = 0
    while last < cells.count, columns + cells[last].columns <= room {
      columns += cells[last].columns
      last += 1
    }
    return Window(
      range: first..<last, columnsBefore: columnsBefore, columns: columns, startsLate: first > 0,
      endsEarly: last < cells.count)
  }
}
