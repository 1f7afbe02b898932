/// The input and the place in it, in the units of libedit: one Unicode scalar each.
package struct TextBuffer: Sendable, Hashable {
  package var scalars: [Unicode.Scalar]
  package var cursor: Int

  package init(_ text: String = "", cursor: Int? = nil) {
    self.init(scalars: Array(text.unicodeScalars), cursor: cursor)
  }

  init(scalars: [Unicode.Scalar], cursor: Int? = nil) {
    self.scalars = scalars
    self.cursor = min(max(cursor ?? scalars.count, 0), scalars.count)
  }

  package var text: String { Self.string(scalars[...]) }
  package var textBeforeCursor: String { Self.string(scalars[..<cursor]) }
  package var isMultiline: Bool { scalars.contains("\n") }

  /// The place in bytes of UTF-8, as a delegate counts.
  package var cursorInUTF8: Int { textBeforeCursor.utf8.count }

  /// The first place of the cursor's line.
  package var lineStart: Int { (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }

  /// The last place of the cursor's line.
  package var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }

  /// The blanks between the start of the line and the cursor; nil when there is more than blanks.
  package var blanksBeforeCursor: Int? {
    let before = scalars[lineStart..<cursor]
    return before.allSatisfy { $0 == " " || $0 == "\t" } ? before.count : nil
  }

  package mutating func insert(_ text: String) {
    let inserted = Array(text.unicodeScalars)
    scalars.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
  }

  /// Replaces bytes of UTF-8 and puts the cursor behind them.
  package mutating func replace(_ range: Range<Int>, with replacement: String) {
    let bounds = place(ofUTF8: range.lowerBound)..<place(ofUTF8: range.upperBound)
    let inserted = Array(replacement.unicodeScalars)
    scalars.replaceSubrange(bounds, with: inserted)
    cursor = bounds.lowerBound + inserted.count
  }

  /// Goes up a line and keeps the column; false on the first line.
  package mutating func moveUp() -> Bool {
    let start = lineStart
    guard start > 0 else { return false }
    let column = cursor - start
    cursor = start - 1
    cursor = min(lineStart + column, start - 1)
    return true
  }

  /// Goes down a line and keeps the column; false on the last line.
  package mutating func moveDown() -> Bool {
    let end = lineEnd
    guard end < scalars.count else { return false }
    let column = cursor - lineStart
    cursor = end + 1
    cursor = min(cursor + column, lineEnd)
    return true
  }

  /// The number of scalars that Backspace takes: a whole step of indentation at the start of a line.
  package var backspaceCount: Int {
    guard cursor > 0 else { return 0 }
    let before = scalars[lineStart..<cursor]
    guard !before.isEmpty, before.allSatisfy({ $0 == " " }) else { return 1 }
    let rest = before.count % Indentation.step
    return rest == 0 ? Indentation.step : rest
  }

  /// The index of the scalar at a byte of UTF-8; in the middle of one, the next.
  package func place(ofUTF8 offset: Int) -> Int {
    var bytes = 0
    for (index, scalar) in scalars.enumerated() {
      if bytes >= offset { return index }
      bytes += Unicode.UTF8.width(scalar)
    }
    return scalars.count
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
