/// The texts that a line has had, for undo: characters typed one after the other are one step.
package struct UndoList: Sendable, Hashable {
  /// Enough for a person; long texts keep fewer, see `record`.
  private static let capacity = 100
  private static let longestText = 16_384

  private var steps: [TextBuffer] = []
  private var isTyping = false

  package init() {}

  /// Remembers the text that a key is about to change, unless nothing has changed since.
  package mutating func record(_ buffer: TextBuffer) {
    guard buffer.scalars.count <= Self.longestText, let last = steps.last else {
      steps = [buffer]
      return
    }
    guard last.scalars != buffer.scalars else { return }
    var expected = last
    if buffer.cursor == last.cursor + 1, last.cursor < buffer.scalars.count {
      expected.scalars.insert(buffer.scalars[last.cursor], at: last.cursor)
    }
    let typed = expected.scalars == buffer.scalars
    let continues = typed && isTyping && buffer.scalars[last.cursor] != " "
    isTyping = typed
    if continues { steps[steps.count - 1] = buffer } else { steps.append(buffer) }
    if steps.count > Self.capacity { steps.removeFirst() }
  }

  /// The text before the last step; nil when there is none.
  package mutating func undo() -> TextBuffer? {
    guard steps.count > 1 else { return nil }
    steps.removeLast()
    isTyping = false
    return steps.last
  }
}
