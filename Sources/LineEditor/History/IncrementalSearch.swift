/// Search backwards through the history while its pattern is typed.
package struct IncrementalSearch: Sendable, Hashable {
  package private(set) var pattern = ""
  /// The entry found; nil before the first.
  package private(set) var match: Int?
  package private(set) var failed = false
  package let original: TextBuffer
  private let entries: [String]

  package init(entries: [String], original: TextBuffer) {
    self.entries = entries
    self.original = original
  }

  /// The input to show: the entry with the cursor at the pattern.
  package var buffer: TextBuffer {
    guard let match, !pattern.isEmpty else { return original }
    let entry = entries[match]
    let place = Self.offset(of: pattern, in: entry) ?? 0
    return TextBuffer(entry, cursor: place)
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
    let found = entries[(shown + 1)...].firstIndex { matches($0) && $0 != entries[shown] }
    failed = found == nil
    match = found ?? match
  }

  package var description: String {
    "\(failed ? "no more: " : "search: ")\(pattern)"
  }

  private mutating func find(before end: Int, skipping shown: String? = nil) {
    let found = entries[..<end].lastIndex { matches($0) && $0 != shown }
    failed = found == nil
    match = found ?? match
  }

  private func matches(_ entry: String) -> Bool { Self.offset(of: pattern, in: entry) != nil }

  /// Where `pattern` begins, in scalars; a pattern without capitals finds them too.
  private static func offset(of pattern: String, in entry: String) -> Int? {
    let folds = pattern == pattern.lowercased()
    let wanted = Array(pattern.unicodeScalars)
    let scalars = Array(entry.unicodeScalars)
    guard wanted.count <= scalars.count else { return nil }
    return (0...(scalars.count - wanted.count)).first { start in
      wanted.indices.allSatisfy { index in
        let scalar = scalars[start + index]
        return scalar == wanted[index]
          || folds
            && scalar.properties.lowercaseMapping == wanted[index].properties.lowercaseMapping
      }
    }
  }
}
