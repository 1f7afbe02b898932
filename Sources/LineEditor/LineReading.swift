/// What a person gave at a prompt.
package enum Input: Sendable, Hashable {
  /// A line without its end, or a block of lines.
  case text(String)
  /// Ctrl-C: what was typed is dropped.
  case cancelled
  /// Ctrl-D on an empty line, or the end of the file.
  case endOfInput
}

/// Reads inputs one after the other: ``LineEditor`` on a terminal, ``PlainLineReader`` elsewhere.
package protocol LineReading: AnyObject {
  func readLine(prompt: Prompt) throws(LineEditorError) -> Input
  /// Makes `text` the newest entry of the history.
  func addHistory(_ text: String)
}

/// What the editor asks about the language; offsets count bytes of UTF-8.
package protocol LineEditorDelegate {
  /// Whether Enter ends the input; false asks for another line.
  func isComplete(_ text: String) -> Bool
  /// The blanks that begin the line after `text`.
  func indentation(after text: String) -> String
  func completions(of text: String, at cursor: Int) -> CompletionList
  /// Runs that do not overlap, in order.
  func highlight(_ text: String) -> [Run]
  /// Rows shown below the input: the signature of the call that is being typed.
  func hint(for text: String, at cursor: Int) -> [[Prompt.Piece]]
  /// A line shown below what was pasted, until the next key; nil shows none.
  func review(ofPaste text: String) -> String?
}

extension LineEditorDelegate {
  package func isComplete(_ text: String) -> Bool { true }
  package func indentation(after text: String) -> String { Indentation.next(after: text) }
  package func completions(of text: String, at cursor: Int) -> CompletionList { CompletionList() }
  package func highlight(_ text: String) -> [Run] { [] }
  package func hint(for text: String, at cursor: Int) -> [[Prompt.Piece]] { [] }
  package func review(ofPaste text: String) -> String? { nil }
}
