// What is painted while the editor waits for a key.

import CEditLine
import Glibc

extension LineEditor {
  /// The size of the terminal; 24 × 80 where it does not know.
  private var screen: (rows: Int, columns: Int) {
    let size = reeve_window_size(output)
    return (size.ws_row > 0 ? Int(size.ws_row) : 24, size.ws_col > 1 ? Int(size.ws_col) : 80)
  }

  private func painter(for buffer: TextBuffer) -> Painter {
    let (rows, columns) = screen
    let layout = Layout(prompt: prompt.visible, text: buffer.scalars, width: columns)
    return Painter(layout: layout, height: rows, colours: options.colours)
  }

  /// Whether the text and a row below it have room on the screen.
  var fits: Bool { painter(for: editLine.buffer).fits }

  func paintOverlay() {
    guard painted == nil else { return }
    let buffer = editLine.buffer
    let painter = painter(for: buffer)
    guard painter.fits else { return }
    let cursor = painter.layout.cells[buffer.cursor]
    let overlay = overlay(for: buffer, painter)
    let (bytes, adds) = painter.paint(overlay, text: buffer.scalars, cursor: cursor)
    if !bytes.isEmpty { writeAll(bytes, to: output) }
    if adds { painted = (painter, cursor) }
  }

  /// Before libedit draws again, the screen must show what it thinks.
  func wipeOverlay() {
    guard let (painter, cursor) = painted else { return }
    painted = nil
    writeAll(painter.wipe(cursor: cursor), to: output)
  }

  private func overlay(for buffer: TextBuffer, _ painter: Painter) -> Overlay {
    var overlay = Overlay()
    let text = buffer.text
    if options.colours {
      overlay.styles = styles(of: text, buffer.scalars)
      let isColoured = overlay.styles.contains { $0.code != nil }
      // Colours of before stay on the screen until the same glyphs are written without them.
      if !isColoured, !hasColours { overlay.styles = [] }
      hasColours = isColoured
    }
    if let search {
      overlay.rows = [[Prompt.Piece(search.description, .faint)]]
    } else if let menu {
      overlay.rows = menu.rows(width: painter.layout.width, height: options.menuHeight)
    } else {
      overlay.suggestion = suggestion(for: buffer) ?? ""
      if let review {
        overlay.rows = [[Prompt.Piece(review, .warning)]]
      } else {
        overlay.rows = delegate.hint(for: text, at: buffer.cursorInUTF8)
      }
      overlay.rows = overlay.rows.map { $0.truncated(to: painter.layout.width - 1) }
    }
    return overlay
  }

  /// What the history offers behind the cursor at the end of the text.
  func suggestion(for buffer: TextBuffer) -> String? {
    guard buffer.cursor == buffer.scalars.count else { return nil }
    return history.suggestion(for: buffer.text)
  }

  private func styles(of text: String, _ scalars: [Unicode.Scalar]) -> [Style] {
    let runs = delegate.highlight(text)
    var styles: [Style] = []
    styles.reserveCapacity(scalars.count)
    var offset = 0
    var next = runs[...]
    for scalar in scalars {
      while let run = next.first, run.range.upperBound <= offset { next = next.dropFirst() }
      let run = next.first.flatMap { $0.range.contains(offset) ? $0 : nil }
      styles.append(run?.style ?? .plain)
      offset += Unicode.UTF8.width(scalar)
    }
    return styles
  }

  /// Prints text where the prompt is, and the prompt with the line below it.
  func printAbove(_ text: String) {
    wipeOverlay()
    let buffer = editLine.buffer
    let painter = painter(for: buffer)
    let wiped = painter.wipeAll(cursor: painter.layout.cells[buffer.cursor])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\r\n")
    writeAll(wiped + lines, to: output)
    editLine.refresh()
  }

  /// The terminal has broken its rows anew: the cursor stands where the new width puts it.
  func resized() {
    painted = nil
    let buffer = editLine.buffer
    let painter = painter(for: buffer)
    writeAll(painter.wipeAll(cursor: painter.layout.cells[buffer.cursor]), to: output)
    editLine.resize()
    editLine.refresh()
  }

  /// Back after a stop: the shell has set the terminal to its own liking.
  func continued() {
    painted = nil
    editLine.prepareTerminal(raw: false)
    editLine.prepareTerminal(raw: true)
    writeAll("\u{1b}[?2004h\r\u{1b}[J", to: output)
    editLine.resize()
    editLine.refresh()
  }

  /// Ctrl-Z: stops with the whole job.
  func suspend() {
    leaveTerminal()
    kill(0, SIGTSTP)
    // The process is stopped in that call, and here it goes on.
    _ = reeve_signal_came(SIGCONT)
    continued()
  }

  /// Lets the person edit the block elsewhere.
  func editElsewhere() {
    leaveTerminal()
    let edited = ExternalEditor.edit(
      editLine.buffer.text, with: options.editor, suffix: options.fileSuffix, terminal: output)
    if let edited { editLine.replace(with: TextBuffer(edited)) }
    continued()
  }

  /// Goes below the text and gives the terminal back as it was.
  private func leaveTerminal() {
    let buffer = editLine.buffer
    let painter = painter(for: buffer)
    let below = painter.layout.end.row - painter.layout.cells[buffer.cursor].row
    writeAll(String(repeating: "\n", count: below) + "\r\n\u{1b}[?2004l", to: output)
    editLine.prepareTerminal(raw: false)
  }
}
