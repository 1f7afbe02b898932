/// The inputs of before, oldest first, and the way through them.
package struct HistoryList: Sendable, Hashable {
  package private(set) var entries: [String]
  /// The entry that is shown; nil while the person's own text is.
  private var index: Int?
  private var draft = ""
  /// The last suggestion.
  private var suggested: Suggested?
  /// The entries in small letters, as far as a search has needed them.
  private var folded: [String] = []

  /// What was typed, and the entry that begins with it.
  private struct Suggested: Hashable {
    let text: String
    let entry: Int?
  }

  package init(_ entries: [String] = []) {
    self.entries = entries
  }

  /// Adds an entry unless it repeats the last; says whether it did.
  @discardableResult
  package mutating func add(_ text: String) -> Bool {
    restart()
    guard !text.isEmpty, entries.last != text else { return false }
    entries.append(text)
    suggested = nil
    return true
  }

  /// A new line is edited.
  package mutating func restart() {
    index = nil
    draft = ""
  }

  /// The entry before the shown one that begins with what the person typed first.
  package mutating func previous(from current: String) -> String? {
    if index == nil { draft = current }
    let shown = index ?? entries.count
    let found = entries[..<shown].lastIndex { $0 != current && $0.hasPrefix(draft) }
    guard let found else { return nil }
    index = found
    return entries[found]
  }

  /// The entry after the shown one, and behind the last the text that was being typed.
  package mutating func next(from current: String) -> String? {
    guard let shown = index else { return nil }
    let found = entries[(shown + 1)...].firstIndex { $0 != current && $0.hasPrefix(draft) }
    index = found
    return found.map { entries[$0] } ?? draft
  }

  /// What the newest entry that begins with `text` has behind it.
  package mutating func suggestion(for text: String) -> String? {
    guard !text.isEmpty else { return nil }
    var end = entries.count
    if let suggested, text.utf8.starts(with: suggested.text.utf8) {
      // What begins with more begins with less: nothing newer can be found.
      guard let entry = suggested.entry else { return nil }
      end = entry + 1
    }
    let found = entries[..<end].lastIndex {
      $0.utf8.count > text.utf8.count && $0.begins(with: text)
    }
    suggested = Suggested(text: text, entry: found)
    guard let found else { return nil }
    return String(entries[found].unicodeScalars.dropFirst(text.unicodeScalars.count))
  }

  /// The entries as a search wants them.
  package mutating func searchable() -> SearchableHistory {
    for entry in entries.dropFirst(folded.count) { folded.append(entry.lowercased()) }
    return SearchableHistory(entries: entries, folded: folded)
  }
}

/// Entries beside the same in small letters.
package struct SearchableHistory: Sendable, Hashable {
  package let entries: [String]
  fileprivate let folded: [String]

  /// Where a text begins in an entry, in bytes of UTF-8; a text without capitals finds them too.
  func offset(of text: String, in index: Int, folds: Bool) -> Int? {
    (folds ? folded[index] : entries[index]).byteOffset(of: text)
  }
}
