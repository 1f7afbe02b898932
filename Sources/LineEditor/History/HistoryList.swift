/// The inputs of before, oldest first, and the way through them.
package struct HistoryList: Sendable, Hashable {
  package private(set) var entries: [String]
  /// The entry that is shown; nil while the person's own text is.
  private var index: Int?
  private var draft = ""

  package init(_ entries: [String] = []) {
    self.entries = entries
  }

  /// Adds an entry unless it repeats the last; says whether it did.
  @discardableResult
  package mutating func add(_ text: String) -> Bool {
    restart()
    guard !text.isEmpty, entries.last != text else { return false }
    entries.append(text)
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
  package func suggestion(for text: String) -> String? {
    guard !text.isEmpty else { return nil }
    let bytes = text.utf8
    let found = entries.last { entry in
      entry.utf8.count > bytes.count && entry.utf8.starts(with: bytes)
    }
    return found.map { String($0.unicodeScalars.dropFirst(text.unicodeScalars.count)) }
  }
}
