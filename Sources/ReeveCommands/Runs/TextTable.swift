internal import StarlarkSyntax

/// Rows of texts in columns, for a terminal: wide characters keep their columns aligned.
struct TextTable {
  struct Column {
    let title: String
    /// Whether it is narrowed first where a row is too wide.
    var isFlexible = false
    var isNumeric = false
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []
  private static let gap = 2
  /// A flexible column is not made narrower than this.
  private static let leastWidth = 8

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map { Self.oneLine($0) })
  }

  /// The lines of the table.
  ///
  /// - Parameters:
  ///   - width: What a line may take; nil cuts nothing.
  ///   - indent: Blanks before each line.
  /// - Returns: The titles and the rows.
  func lines(width: Int? = nil, indent: Int = 0) -> [String] {
    var widths = columns.indices.map { index in
      rows.map { DisplayWidth.columns(of: $0[index]) }
        .reduce(DisplayWidth.columns(of: columns[index].title), max)
    }
    if let width { narrow(&widths, to: width - indent) }
    let titles = columns.map(\.title)
    return ([titles] + rows).map { row in
      var line = String(repeating: " ", count: indent)
      for index in columns.indices {
        let cell = Self.cut(row[index], to: widths[index])
        let padding = String(
          repeating: " ", count: max(0, widths[index] - DisplayWidth.columns(of: cell)))
        let isLast = index == columns.count - 1
        line += columns[index].isNumeric ? padding + cell : isLast ? cell : cell + padding
        if !isLast { line += String(repeating: " ", count: Self.gap) }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func narrow(_ widths: inout [Int], to width: Int) {
    var surplus = widths.reduce(0, +) + Self.gap * (columns.count - 1) - width
    for index in columns.indices.reversed() where columns[index].isFlexible && surplus > 0 {
      let taken = min(surplus, max(0, widths[index] - Self.leastWidth))
      widths[index] -= taken
      surplus -= taken
    }
  }

  /// The end of a text is what tells paths and ids apart, so the beginning goes.
  private static func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.columns(of: text) > width else { return text }
    var kept: [Unicode.Scalar] = []
    var room = width - 1
    for scalar in text.unicodeScalars.reversed() {
      let columns = DisplayWidth.columns(of: scalar)
      guard columns <= room else { break }
      room -= columns
      kept.append(scalar)
    }
    // A mark needs the letter that it stands on.
    while let first = kept.last, DisplayWidth.columns(of: first) == 0 { kept.removeLast() }
    var result = "…"
    result.unicodeScalars.append(contentsOf: kept.reversed())
    return result
  }

  /// What a terminal shows as it is, on one line.
  static func oneLine(_ text: String) -> String {
    String(DisplayWidth.safe(text).map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
