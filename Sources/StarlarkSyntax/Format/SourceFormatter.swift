// The formatter: one layout for every program. It moves tokens, and adds or drops only what means nothing:
// parentheses around a whole value, commas at the end of a list, the kind of quotes. What it made is parsed and
// compared with what it was given before anybody sees it.

/// Lays out programs.
package enum SourceFormatter {
  /// Columns that a line may have by default.
  package static let defaultMargin = 100

  /// What comes of a text.
  package enum Outcome: Sendable {
    /// The bytes of the program as it is laid out, perhaps those that it has.
    case formatted([UInt8])
    /// The errors of a text that is no program.
    case refused([Diagnostic])
    /// The layout would have been another program: a fault of the formatter.
    case differs
  }

  /// The dialect that programs are read in: every one that is allowed anywhere.
  package static let dialect: Dialect = Dialect.runbook.union(.whileLoops)

  /// Lays out a program.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - margin: Columns that lines may have where they can be broken.
  /// - Returns: The text in its layout, or why there is none.
  package static func format(_ source: SourceText, margin: Int = defaultMargin) -> Outcome {
    let (file, errors) = Parser.check(source, dialect: dialect)
    guard errors.isEmpty else { return .refused(errors) }
    let text: String
    do throws(Diagnostic) {
      let items = try LayoutReader.items(of: source, dialect: dialect.union(file.dialect))
      text = layout(items, of: source, margin)
    } catch {
      return .refused([error])
    }
    let mark = source.bytes[..<source.start]
    let bytes = mark + LineEnds.like(source.bytes, Array(text.utf8))
    let result = SourceText(name: source.name, bytes: Array(bytes))
    guard let again = try? Parser.parse(result, dialect: dialect),
      TreeDump.text(of: again) == TreeDump.text(of: file)
    else { return .differs }
    return .formatted(result.bytes)
  }

  static func layout(_ items: [LayoutItem], of source: SourceText, _ margin: Int) -> String {
    var writer = LayoutWriter(margin: margin)
    var spacing = BlankLines()
    var index = 0
    while index < items.count {
      let item = items[index]
      writer.blankLines(spacing.before(items, index))
      let indent = item.depth * LayoutWriter.indent
      if let end = verbatimEnd(items, index) {
        let lines = item.lines.lowerBound...items[end - 1].lines.upperBound
        for line in lines { writer.verbatim(source.text(ofLine: line)) }
        for passed in (index + 1)..<max(index + 1, end) { _ = spacing.before(items, passed) }
        index = end
        continue
      }
      switch item.kind {
      case .comment(let text): writer.comment(text, at: indent)
      case .statement(let statement): writer.statement(statement, at: indent)
      }
      index += 1
    }
    return writer.result
  }

  /// The item after those that `# fmt: off` and `# fmt: on` keep as they are, or that ends with `# fmt: skip`.
  ///
  /// They can stay only where their indentation is what it would be anyway.
  private static func verbatimEnd(_ items: [LayoutItem], _ index: Int) -> Int? {
    let item = items[index]
    func stays(_ item: LayoutItem) -> Bool { item.column == item.depth * LayoutWriter.indent }
    if case .statement(let statement) = item.kind {
      let isAlone =
        (index == 0 || items[index - 1].lines.upperBound < item.lines.lowerBound)
        && (index + 1 == items.count || items[index + 1].lines.lowerBound > item.lines.upperBound)
      return statement.trailing == "# fmt: skip" && stays(item) && isAlone ? index + 1 : nil
    }
    guard case .comment("# fmt: off") = item.kind else { return nil }
    var end = index
    while end < items.count, !items[end].isComment("# fmt: on") {
      guard stays(items[end]) else { return nil }
      end += 1
    }
    return end
  }
}

extension LayoutItem {
  fileprivate func isComment(_ text: String) -> Bool {
    if case .comment(let found) = kind { found == text } else { false }
  }
}

/// How many blank lines go between items: as many as there are, within bounds, and one around functions.
struct BlankLines {
  /// The depths of the functions whose bodies are open.
  private var definitions: [Int] = []

  /// The blank lines before an item; to be asked for each in turn.
  mutating func before(_ items: [LayoutItem], _ index: Int) -> Int {
    let item = items[index]
    var endsDefinition = false
    while let depth = definitions.last, item.depth <= depth {
      definitions.removeLast()
      endsDefinition = depth == item.depth
    }
    if case .statement(let statement) = item.kind, statement.isDefinition {
      definitions.append(item.depth)
    }
    guard index > 0 else { return 0 }
    let previous = items[index - 1]
    if case .statement(let statement) = previous.kind, statement.opensBlock,
      item.depth > previous.depth
    {
      return 0
    }
    let isFollowing = previous.depth == item.depth && previous.isCommentLine && item.blanks == 0
    let least = endsDefinition || beginsDefinition(items, index) && !isFollowing ? 1 : 0
    return max(least, min(item.blanks, item.depth == 0 ? 2 : 1))
  }

  /// Whether an item is a function, or the first of the comments right above one.
  private func beginsDefinition(_ items: [LayoutItem], _ index: Int) -> Bool {
    var index = index
    while index + 1 < items.count, items[index].isCommentLine, items[index + 1].blanks == 0,
      items[index + 1].depth == items[index].depth
    {
      index += 1
    }
    guard case .statement(let statement) = items[index].kind else { return false }
    return statement.isDefinition
  }
}

extension LayoutItem {
  fileprivate var isCommentLine: Bool {
    if case .comment = kind { true } else { false }
  }
}
