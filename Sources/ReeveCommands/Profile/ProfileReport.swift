// What a profile looks like, and where it goes.

internal import Starlark
internal import StarlarkSyntax

/// A profile of a run as tables for people, and as a file for others.
struct ProfileReport {
  let profile: LineProfile
  /// Most rows of a table.
  private static let rowLimit = 20
  private static let codeLimit = 50

  /// Writes what was asked for.
  func tell(_ options: ProfileOptions, _ streams: Streams) throws(Failure) {
    if options.isTold {
      for line in lines { streams.errors.writeLine(line) }
    }
    if let path = options.stacksFile {
      try OutputFile.write(profile.collapsed, to: path, streams)
    }
  }

  var lines: [String] {
    let hottest = profile.files.flatMap { file in
      file.lines.filter { $0.value.hits > 0 }.map { (file: file, line: $0.key, figures: $0.value) }
    }.sorted { $0.figures.time > $1.figures.time }
    var rows = [["time", "steps", "hits", "line", ""]]
    for row in hottest.prefix(Self.rowLimit) {
      rows.append([
        Self.text(row.figures.time), "\(row.figures.steps)", "\(row.figures.hits)",
        "\(row.file.source.name):\(row.line)", Self.code(row.file.source, row.line),
      ])
    }
    var functions = [["own time", "with calls", "own steps", "function", ""]]
    for function in profile.functions.prefix(Self.rowLimit) {
      functions.append([
        Self.text(function.own.time), Self.text(function.total.time), "\(function.own.steps)",
        function.name, "\(function.file):\(function.line)",
      ])
    }
    return Self.table(functions) + [""] + Self.table(rows)
  }

  private static func text(_ time: Duration) -> String {
    let tenths = Int(time / .microseconds(100))
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  private static func code(_ source: SourceText, _ line: Int) -> String {
    let lines = source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return "" }
    let text = String(decoding: lines[line - 1], as: UTF8.self).drop { $0 == " " || $0 == "\t" }
    return String(text.prefix(codeLimit))
  }

  /// Rows whose figures stand on the right and whose last two cells stand on the left.
  static func table(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < row.count - 2 ? space + cell : cell + space
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
