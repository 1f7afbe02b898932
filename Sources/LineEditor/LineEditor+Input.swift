// Where libedit gets its characters: injected ones first, then the keyboard. Everything that happens
// while nobody types happens here: painting, signals, output from other threads.

import CEditLine
import Glibc

extension LineEditor {
  /// The next character for libedit; nil when the line ends in another way, which `ending` tells.
  func nextCharacter() -> Unicode.Scalar? {
    while ending == nil {
      if !injected.isEmpty { return injected.removeFirst() }
      guard let scalar = nextKey() else { continue }
      if search != nil, let passed = steer(scalar) { return passed }
      if search == nil, injected.isEmpty, replacement == nil { return scalar }
    }
    return nil
  }

  /// The next character of the keyboard; nil where the line ends in another way, or something was injected meanwhile.
  private func nextKey() -> Unicode.Scalar? {
    while ending == nil, injected.isEmpty {
      if let scalar = input.next() {
        typed.note(scalar)
        wipeOverlay()
        menuAtKey = menu
        menu = nil
        review = nil
        if search == nil { undoList.record(editLine.buffer) }
        if bringsOwnIndentation(scalar) { return nil }
        return scalar == "\u{1b}" ? escape() : scalar
      }
      if !input.isPending { paintOverlay() }
      handle(input.wait())
    }
    return nil
  }

  /// Takes back the indentation that Enter has put, where what comes next has its own.
  ///
  /// Nobody presses the space bar twice within a moment: a program types, or a terminal pastes without brackets.
  private func bringsOwnIndentation(_ scalar: Unicode.Scalar) -> Bool {
    guard let offered else { return false }
    self.offered = nil
    guard scalar == " ", input.nextIsBlank, editLine.buffer == offered else { return false }
    var buffer = offered
    buffer.scalars.removeSubrange(buffer.lineStart..<buffer.cursor)
    buffer.cursor = buffer.scalars.count
    apply(buffer)
    inject(" ")
    return true
  }

  /// A lone Escape leads to vi's command mode.
  ///
  /// Where longer sequences begin with it, libedit would wait
  /// for ever for the next character, so it gets another key that is bound to the same.
  private func escape() -> Unicode.Scalar {
    guard editLine.usesVi, !input.isPending else { return "\u{1b}" }
    let event = input.wait(milliseconds: 50)
    if event == .timedOut { return Key.viCommandMode }
    handle(event)
    return "\u{1b}"
  }

  func handle(_ event: TerminalInput.Event) {
    switch event {
    case .scalars, .timedOut: break
    case .woken: wokenUp()
    case .ended: ending = ending ?? .endOfInput
    case .failed(let number): ending = .failed(number)
    }
  }

  private func wokenUp() {
    for signal in [SIGTERM, SIGHUP] where reeve_signal_came(signal) != 0 {
      wipeOverlay()
      ending = .terminated(signal)
      return
    }
    if reeve_signal_came(SIGINT) != 0 {
      wipeOverlay()
      _ = cancel()
      return
    }
    if reeve_signal_came(SIGCONT) != 0 { continued() }
    if reeve_signal_came(SIGWINCH) != 0 { resized() }
    if let text = above.take() { printAbove(text) }
  }

  /// Reads what is pasted, up to its closing bracket.
  func readPaste() -> [Unicode.Scalar] {
    var paste = Paste()
    while !paste.isComplete, ending == nil {
      if let scalar = input.next() { paste.append(scalar) } else { handle(input.wait()) }
    }
    return paste.text
  }

  /// Handles a key of the incremental search; returns a key that ends it and is to be obeyed.
  private func steer(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard var search else { return scalar }
    switch scalar {
    case Key.control("R"): search.older()
    case Key.control("S"): search.newer()
    case Key.control("H"), "\u{7f}": search.removeLast()
    case Key.control("G"), Key.control("C"):
      self.search = nil
      apply(search.original)
      return nil
    case "\r", "\n":
      // Found is not yet meant: the person sees the whole entry, then presses Enter again.
      self.search = nil
      apply(TextBuffer(search.buffer.text))
      return nil
    case _ where scalar.value < 0x20:
      // Any other key takes the entry and does what it does.
      self.search = nil
      return scalar
    default: search.append(scalar)
    }
    self.search = search
    apply(search.buffer)
    return nil
  }

  /// Lets libedit take a new text: by a key sequence bound to `reeve-apply`.
  func apply(_ buffer: TextBuffer) {
    replacement = buffer
    inject(Key.apply)
  }

  func inject(_ sequence: String) { injected += sequence.unicodeScalars }
}
