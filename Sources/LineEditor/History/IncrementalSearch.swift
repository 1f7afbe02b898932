/// Search backwards through the history while its pattern is typed.
package struct IncrementalSearch: Sendable, Hashable {
  package private(set) var pattern = ""
  /// The entry found; nil before the first.
  package private(set) var match: Int?
  package private(set) var failed = false
  package let original: TextBuffer
  private let history: SearchableHistory

  package init(history: SearchableHistory, original: TextBuffer) {
    self.history = history
    self.original = original
  }

  private var entries: [String] { history.entries }

  /// Whether the pattern, having no capitals, finds them too.
  private var folds: Bool { pattern == pattern.lowercased() }

  /// The input to show: the entry with the cursor at the pattern.
  package var buffer: TextBuffer {
    guard let match, !pattern.isEmpty else { return original }
    let buffer = TextBuffer(entries[match])
    let offset = history.offset(of: pattern, in: match, folds: folds) ?? 0
    return TextBuffer(scalars: buffer.scalars, cursor: buffer.place(ofUTF8: offset))
  }

  package mutating func append(_ scalar: Unicode.Scalar) {
    pattern.unicodeScalars.append(scalar)
    find(before: match.map { $0 + 1 } ?? entries.count)
  }

  package mutating func removeLast() {
    guard !pattern.isEmpty else { return }
    pattern.unicodeScalars.removeLast()
    match = nil
    failed = false
    if !pattern.isEmpty { find(before: entries.count) }
  }

  /// The next older entry that matches and differs from the one shown.
  package mutating func older() {
    guard !pattern.isEmpty else { return }
    find(before: match ?? entries.count, skipping: match.map { entries[$0] })
  }

  /// The next newer entry that matches.
  package mutating func newer() {
    guard !pattern.isEmpty, let shown = match else { return }
    let found = ((shown + 1)..<entries.count).first { matches($0) && entries[$0] != entries[shown] }
    failed = found == nil
    match = found ?? match
  }

  package var description: String {
    "\(failed ? "no more: " : "search: ")\(pattern)"
  }

  private mutating func find(before end: Int, skipping shown: String? = nil) {
    let folds = folds
    let found = (0..<end).last {
      history.offset(of: pattern, in: $0, folds: folds) != nil && entries[$0] != shown
    }
    failed = found == nil
    match = found ?? match
  }

  private func matches(_ index: Int) -> Bool {
    history.offset(of: pattern, in: index, folds: folds) != nil
  }
}
