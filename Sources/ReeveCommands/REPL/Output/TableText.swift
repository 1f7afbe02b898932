internal import LineEditor
package import Runbooks
internal import StarlarkSyntax

/// A list of objects as lines: the columns that matter most, as many as fit, each cell on one line.
package struct TableText {
  private struct Column {
    let index: Int
    let name: String
    /// The cells that the longest value takes.
    let natural: Int
    var width: Int
    let isNumeric: Bool
  }

  package let header: String
  package let rows: [String]
  /// What the table does not show, in sentences.
  package let notes: [String]

  private static let gap = 2
  /// A column is cut only beyond that: addresses and states stay whole.
  private static let least = 16
  private static let longest = 64
  /// Rows that widths are measured by.
  private static let measured = 1_000

  package init(_ table: ResultTable, width: Int) {
    let order = Self.order(of: table)
    let sample = table.rows.prefix(Self.measured)
    var columns: [Column] = []
    var room = max(width - 1, 20)
    for index in order {
      let name = table.columns[index]
      let cells = sample.map { $0[index] ?? "" }
      let content = cells.lazy.map { Cells.count(in: Cells.line($0)) }.max() ?? 0
      let natural = min(max(content, Cells.count(in: name)), Self.longest)
      let least = min(natural, Self.least)
      let isFirst = columns.isEmpty
      guard isFirst || room >= least + Self.gap else { break }
      columns.append(
        Column(
          index: index, name: name, natural: natural, width: min(least, room),
          isNumeric: cells.allSatisfy(Self.isNumber)))
      room -= min(least, room) + (isFirst ? 0 : Self.gap)
    }
    for place in columns.indices where room > 0 {
      let more = min(columns[place].natural - columns[place].width, room)
      columns[place].width += max(more, 0)
      room -= max(more, 0)
    }
    header = Self.line(columns) { $0.name }
    var isCut = false
    rows = table.rows.map { row in
      Self.line(columns) { column in
        let text = Cells.line(row[column.index] ?? "")
        if Cells.count(in: text) > column.width { isCut = true }
        return text
      }
    }
    notes = Self.notes(
      table, hidden: order.dropFirst(columns.count).map { table.columns[$0] }, isCut)
  }

  private static func notes(_ table: ResultTable, hidden: [String], _ isCut: Bool) -> [String] {
    var first = counted(table.rows.count, table.item == "dict" ? "row" : table.item)
    if let count = table.count, count > table.rows.count {
      first = "the first \(table.rows.count) of \(counted(count, table.item))"
    } else if table.count == nil {
      first = "the first \(table.rows.count); len() reads all"
    }
    guard !hidden.isEmpty || isCut else { return ["(\(first))"] }
    if !hidden.isEmpty {
      let shown = hidden.prefix(4).joined(separator: ", ")
      first +=
        "; \(counted(hidden.count, "more column")): \(shown)\(hidden.count > 4 ? ", …" : "")"
    }
    if isCut { first += "; … marks what is cut" }
    return ["(\(first))"]
  }

  // MARK: Columns

  /// The columns by how much they matter: names, what is known of the type, states, ids, then all others in their
  /// order; those that are empty or equal everywhere come last.
  private static func order(of table: ResultTable) -> [Int] {
    let sample = table.rows.prefix(measured)
    return table.columns.indices.map { index -> (index: Int, rank: Int) in
      var rank = rank(of: table.columns[index], in: table.item)
      let first = sample.first?[index]
      if sample.allSatisfy({ ($0[index] ?? "").isEmpty || $0[index] == "None" }) {
        rank += 200
      } else if sample.count > 1, rank > 4, sample.allSatisfy({ $0[index] == first }) {
        rank += 100
      }
      return (index, rank)
    }.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index)
  }

  private static let known: [String: [String]] = [
    "Host": [
      "host_name", "private_ip", "host_status", "agent_status", "protect_status", "os_name",
      "group_name", "agent_id", "host_id",
    ],
    "PortHost": ["host_name", "private_ip", "port", "type", "agent_id", "host_id"],
    "Port": ["port", "type", "status", "laddr", "path", "pid"],
    "AuditInstance": ["name", "instance_id", "status", "security_group_id", "version"],
    "WhitelistPolicy": ["policy_name", "policy_id", "policy_type", "learning_status"],
  ]

  private static func rank(of column: String, in item: String) -> Int {
    if let place = known[item]?.firstIndex(of: column) { return place }
    switch column {
    case "name": return 20
    case _ where column.hasSuffix("_name"): return 21
    case "id": return 22
    case "status": return 23
    case _ where column.hasSuffix("_status"): return 24
    case _ where column.hasSuffix("_id"): return 26
    default: return 25
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    Double(text) != nil
  }

  // MARK: Lines

  private static func line(_ columns: [Column], _ text: (Column) -> String) -> String {
    var line = ""
    for (place, column) in columns.enumerated() {
      if place > 0 { line += String(repeating: " ", count: gap) }
      let cell = Cells.cut(text(column), to: column.width)
      let blanks = String(repeating: " ", count: max(column.width - Cells.count(in: cell), 0))
      line += column.isNumeric ? blanks + cell : cell + blanks
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// Text measured in the cells of a terminal.
enum Cells {
  static func count(in text: String) -> Int { LineEditor.cells(of: text) }

  /// The beginning that fits, with an ellipsis for what is cut.
  static func cut(_ text: String, to width: Int) -> String {
    guard count(in: text) > width else { return text }
    var shown = ""
    var cells = 0
    for character in text {
      let next = cells + count(in: String(character))
      if next > width - 1 { break }
      shown.append(character)
      cells = next
    }
    return shown + "…"
  }

  /// A text on one line, in which nothing obeys or steers the terminal.
  static func line(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    guard !isPlain else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      case _ where DisplayWidth.isUnsafe(scalar): line += scalar.escape
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}

extension Unicode.Scalar {
  /// The code point as a literal has it: `\x1b`, `\u202e`.
  var escape: String {
    let digits = String(value, radix: 16)
    let width = value < 0x80 ? 2 : value < 0x10000 ? 4 : 8
    let mark = value < 0x80 ? "\\x" : value < 0x10000 ? "\\u" : "\\U"
    return mark + String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
