// What the keys do.

import Glibc

extension LineEditor {
  func enter() -> Reply {
    let buffer = editLine.buffer
    let hasLinesBelow = buffer.lineEnd < buffer.scalars.count
    guard !hasLinesBelow, delegate.isComplete(buffer.text) else { return newLine() }
    onEnter()
    inject(Key.accept)
    return .nothing
  }

  /// Enter in vi's command mode ends the input wherever the cursor is; nothing is typed there.
  func acceptInCommandMode() -> Reply {
    let text = editLine.buffer.text
    // Nobody can give the empty line that ends a block there.
    guard delegate.isComplete(text) || delegate.isComplete(text + "\n") else {
      inject("A\r")
      return .nothing
    }
    onEnter()
    inject(Key.accept)
    return .nothing
  }

  func newLine() -> Reply {
    let buffer = editLine.buffer
    // Text that comes faster than anybody types is pasted by a terminal without brackets, and has its
    // own indentation.
    let blanks = input.isPending ? "" : delegate.indentation(after: buffer.textBeforeCursor)
    editLine.insert(Array("\n\(blanks)".unicodeScalars))
    let indented = editLine.buffer
    if !blanks.isEmpty, indented.cursor == indented.scalars.count { offered = indented }
    return .refresh
  }

  func applyReplacement() -> Reply {
    guard let replacement else { return .nothing }
    self.replacement = nil
    editLine.replace(with: replacement)
    return .refresh
  }

  func cancel() -> Reply {
    isCancelled = true
    inject(Key.accept)
    return .nothing
  }

  func deleteOrEnd() -> Reply {
    guard editLine.buffer.scalars.isEmpty else {
      inject(Key.deleteNext)
      return .nothing
    }
    ending = .endOfInput
    return .endOfInput
  }

  func stop() -> Reply {
    suspend()
    return .nothing
  }

  func older() -> Reply { recall { $0.previous(from: $1) } }

  func newer() -> Reply { recall { $0.next(from: $1) } }

  func up() -> Reply {
    // libedit loses its way in a text that is taller than the screen.
    guard fits else { return edit() }
    var buffer = editLine.buffer
    guard buffer.moveUp() else { return older() }
    return place(buffer)
  }

  func down() -> Reply {
    var buffer = editLine.buffer
    guard buffer.moveDown() else { return newer() }
    return place(buffer)
  }

  func right() -> Reply {
    var buffer = editLine.buffer
    if let reply = takeSuggestion(buffer) { return reply }
    guard buffer.cursor < buffer.scalars.count else { return .refuse }
    buffer.cursor += 1
    return place(buffer)
  }

  func lineStart() -> Reply {
    var buffer = editLine.buffer
    buffer.cursor = buffer.lineStart
    return place(buffer)
  }

  func lineEnd() -> Reply {
    var buffer = editLine.buffer
    if let reply = takeSuggestion(buffer) { return reply }
    buffer.cursor = buffer.lineEnd
    return place(buffer)
  }

  func backspace() -> Reply {
    let count = editLine.buffer.backspaceCount
    guard count > 0 else { return .refuse }
    editLine.deleteBeforeCursor(count)
    return .refresh
  }

  /// Kills to the end of the line; libedit's own command kills to the end of the block.
  func killLine() -> Reply {
    var buffer = editLine.buffer
    let end = buffer.lineEnd
    guard end < buffer.scalars.count else {
      inject(Key.killRest)
      return .nothing
    }
    // At the end of a line, the line end itself.
    buffer.scalars.removeSubrange(buffer.cursor..<max(end, buffer.cursor + 1))
    return place(buffer)
  }

  func paste() -> Reply {
    let pasted = readPaste()
    editLine.insert(pasted)
    let text = TextBuffer.string(pasted[...])
    review = delegate.review(ofPaste: text)
    if !fits, let review {
      // There is no row left below the text.
      above.print("\(review); it is taller than the screen: Ctrl-X Ctrl-E edits it")
    }
    return .refresh
  }

  func undo() -> Reply {
    guard let buffer = undoList.undo() else { return .refuse }
    return place(buffer)
  }

  func edit() -> Reply {
    editElsewhere()
    return .nothing
  }

  func beginSearch() -> Reply {
    search = IncrementalSearch(history: history.searchable(), original: editLine.buffer)
    return .nothing
  }

  func complete(forward: Bool) -> Reply {
    let buffer = editLine.buffer
    if var menu = menuAtKey {
      editLine.replace(with: menu.choose(forward: forward))
      self.menu = menu
      return .refresh
    }
    if buffer.isMultiline, let blanks = buffer.blanksBeforeCursor {
      let count = Indentation.step - blanks % Indentation.step
      editLine.insert(Array(repeating: " ", count: count))
      return .refresh
    }
    let found = delegate.completions(of: buffer.text, at: buffer.cursorInUTF8)
    guard let first = found.items.first else {
      review = found.note
      return found.note == nil ? .refuse : .nothing
    }
    var completed = buffer
    if let prefix = found.prefix ?? Completion.commonPrefix(of: found.items), !prefix.isEmpty {
      completed.replace(first.range, with: prefix)
    }
    if completed != buffer, completed.scalars.count >= buffer.scalars.count {
      editLine.replace(with: completed)
      return .refresh
    }
    guard found.items.count > 1 else { return .refuse }
    menu = CompletionMenu(found.items, more: found.more, original: buffer)
    return .nothing
  }

  private func recall(_ step: (inout HistoryList, String) -> String?) -> Reply {
    guard let text = step(&history, editLine.buffer.text) else { return .refuse }
    editLine.replace(with: TextBuffer(text))
    return .refresh
  }

  private func takeSuggestion(_ buffer: TextBuffer) -> Reply? {
    guard let suggestion = suggestion(for: buffer) else { return nil }
    editLine.insert(Array(suggestion.unicodeScalars))
    return .refresh
  }

  func place(_ buffer: TextBuffer) -> Reply {
    editLine.replace(with: buffer)
    return .refresh
  }
}
