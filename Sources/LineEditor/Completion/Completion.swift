/// One way to go on with the input.
package struct Completion: Sendable, Hashable {
  /// The bytes of UTF-8 that `text` replaces: from the start of the word to the cursor.
  package let range: Range<Int>
  package let text: String
  /// A few words for the menu: a signature, a kind, a host's name.
  package let detail: String
  /// What the menu calls it.
  package let label: String

  package init(
    _ text: String, replacing range: Range<Int>, detail: String = "", label: String? = nil
  ) {
    self.text = text
    self.range = range
    self.detail = detail.visible
    self.label = (label ?? text).visible
  }
}

/// The ways to go on that are worth showing.
package struct CompletionList: Sendable, Hashable {
  package var items: [Completion]
  /// How many there are beside those.
  package var more: Int
  /// What all share, those that are not shown too; nil where the items tell.
  package var prefix: String?
  /// What there is to say where there are none.
  package var note: String?

  package init(
    _ items: [Completion] = [], more: Int = 0, prefix: String? = nil, note: String? = nil
  ) {
    self.items = items
    self.more = more
    self.prefix = prefix
    self.note = note
  }
}

extension Completion {
  /// The longest beginning that all texts share, by whole characters; nil when they replace different
  /// ranges.
  package static func commonPrefix(of completions: [Completion]) -> String? {
    guard let first = completions.first else { return nil }
    guard completions.allSatisfy({ $0.range == first.range }) else { return nil }
    return completions.dropFirst().reduce(first.text) { prefix, completion in
      String(zip(prefix, completion.text).prefix { $0 == $1 }.map(\.0))
    }
  }
}

/// What Tab offers, and which of it is in the input.
package struct CompletionMenu: Sendable, Hashable {
  package let completions: [Completion]
  /// The input before the first choice.
  package let original: TextBuffer
  package private(set) var selected: Int?
  /// How many there are that the menu does not have.
  private let more: Int

  package init(_ completions: [Completion], more: Int = 0, original: TextBuffer) {
    self.completions = completions
    self.more = more
    self.original = original
  }

  /// Chooses the next or the previous one, around the ends, and returns the input with it.
  package mutating func choose(forward: Bool) -> TextBuffer {
    let count = completions.count
    guard count > 0 else { return original }
    selected =
      switch selected {
      case nil: forward ? 0 : count - 1
      case let index?: (index + (forward ? 1 : count - 1)) % count
      }
    var buffer = original
    let choice = completions[selected ?? 0]
    buffer.replace(choice.range, with: choice.text)
    return buffer
  }

  /// The rows of the menu, with the selected one in sight.
  package func rows(width: Int, height: Int) -> [[Prompt.Piece]] {
    guard width > 8, height > 0, !completions.isEmpty else { return [] }
    let detailed = completions.contains { !$0.detail.isEmpty }
    let longest = completions.map { Layout.columns(of: $0.label) }.max() ?? 1
    let cell = min(longest + 2, detailed ? max(width * 2 / 3, 10) : width - 1)
    let columns = detailed ? 1 : max((width - 1) / cell, 1)
    let count = (completions.count + columns - 1) / columns
    let isCut = count > height || more > 0
    let shown = isCut ? min(max(height - 1, 1), count) : count
    let first = min(max((selected ?? 0) / columns - shown + 1, 0), count - shown)
    var rows = (first..<first + shown).map { row in
      let places = (row * columns)..<min((row + 1) * columns, completions.count)
      return places.flatMap { pieces(of: $0, cell: cell, width: width, detailed: detailed) }
    }
    let rest = more + completions.count - min((first + shown) * columns, completions.count)
    if isCut, rows.count < height {
      rows.append([Prompt.Piece(rest > 0 ? "… \(rest) more" : "…", .faint)])
    }
    return rows
  }

  private func pieces(of index: Int, cell: Int, width: Int, detailed: Bool) -> [Prompt.Piece] {
    let completion = completions[index]
    let text = completion.label.truncated(to: cell - 1)
    let blanks = String(repeating: " ", count: max(cell - Layout.columns(of: text), 0))
    let piece = Prompt.Piece(text, index == selected ? .selected : .plain)
    guard detailed else { return [piece, Prompt.Piece(blanks)] }
    let detail = completion.detail.truncated(to: width - cell - 1)
    return [piece, Prompt.Piece(blanks), Prompt.Piece(detail, .faint)]
  }
}

extension String {
  /// The beginning that fits into `width` cells, on one line, with an ellipsis for what is cut.
  func truncated(to width: Int) -> String {
    let line = prefix { !$0.isNewline }
    var columns = 0
    var shown = ""
    for character in line {
      let next = columns + Layout.columns(of: String(character))
      if next > width { break }
      shown.append(character)
      columns = next
    }
    guard shown.utf8.count < utf8.count, width > 0 else { return shown }
    while !shown.isEmpty, Layout.columns(of: shown) > width - 1 { shown.removeLast() }
    return shown + "…"
  }
}
