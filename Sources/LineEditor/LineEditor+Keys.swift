// The names under which libedit and ~/.editrc know the editor's commands, and the keys they have.

import CEditLine
import Glibc

enum Key {
  static func control(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(truncatingIfNeeded: letter.value) & 0x1f)
  }

  /// What a lone Escape becomes in vi's insert mode.
  static let viCommandMode: Unicode.Scalar = "\u{1d}"

  // Sequences that no keyboard sends: the way from a command to one of libedit's own.
  static let accept = "\u{1b}[[9000~"
  static let apply = "\u{1b}[[9001~"
  static let killRest = "\u{1b}[[9003~"
  static let deleteNext = "\u{1b}[[9002~"
}

extension LineEditor {
  /// A command as libedit calls it; the result is what it does next.
  enum Reply: UInt8 {
    case nothing = 0
    case endOfInput = 2
    /// A count or an operator of vi is still open.
    case goOn = 3
    case refresh = 4
    case refuse = 6
  }

  func setUp() {
    editLine.setOwner(self)
    unsafe editLine.setPrompt { handle in
      guard let editor = unsafe EditLine.owner(of: handle, as: LineEditor.self) else { return nil }
      return unsafe editor.promptText.pointer
    }
    unsafe editLine.setReader { handle, character in
      guard let editor = unsafe EditLine.owner(of: handle, as: LineEditor.self),
        let scalar = editor.nextCharacter()
      else { return 0 }
      unsafe character?.pointee = wchar_t(scalar.value)
      return 1
    }
    addCommands()
    if let settings = options.settings { editLine.source(settings) }
    editLine.takeSignalCharacters()
    bindKeys()
    guard let settings = options.settings, let bytes = contents(of: settings) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    for words in UserSettings.bindings(in: text) { editLine.run(command: words) }
  }

  private func bindKeys() {
    for (key, command, alsoInCommandMode) in Self.bindings {
      editLine.bind(key, to: command, alsoInCommandMode: alsoInCommandMode)
    }
    guard editLine.usesVi else { return }
    editLine.bind(String(Key.viCommandMode), to: "vi-command-mode", alsoInCommandMode: true)
    for key in ["\r", "\n"] { editLine.bindInCommandMode(key, to: "reeve-accept") }
    bindViKeys()
    editLine.bindInCommandMode("k", to: "reeve-up")
    editLine.bindInCommandMode("j", to: "reeve-down")
    editLine.bindInCommandMode("v", to: "reeve-edit")
  }

  private static let bindings: [(key: String, command: String, alsoInCommandMode: Bool)] = [
    (Key.accept, "ed-newline", true), (Key.apply, "reeve-apply", true),
    (Key.deleteNext, "ed-delete-next-char", true), (Key.killRest, "ed-kill-line", true),
    ("\u{b}", "reeve-kill-line", false), ("\u{1f}", "reeve-undo", false),
    ("\u{18}\u{5}", "reeve-edit", false),
    ("\r", "reeve-enter", false), ("\n", "reeve-enter", false),
    ("\u{1b}\r", "reeve-new-line", false),
    ("\u{3}", "reeve-cancel", true), ("\u{4}", "reeve-end", true),
    ("\u{1a}", "reeve-suspend", true),
    ("\t", "reeve-complete", false), ("\u{1b}[Z", "reeve-complete-back", false),
    ("\u{c}", "ed-clear-screen", true), ("\u{12}", "reeve-search", true),
    ("\u{10}", "reeve-older", true), ("\u{e}", "reeve-newer", true),
    ("\u{1b}[A", "reeve-up", true), ("\u{1b}OA", "reeve-up", true),
    ("\u{1b}[B", "reeve-down", true), ("\u{1b}OB", "reeve-down", true),
    ("\u{1b}[C", "reeve-right", true), ("\u{1b}OC", "reeve-right", true),
    ("\u{6}", "reeve-right", false),
    ("\u{1}", "reeve-line-start", false), ("\u{1b}[H", "reeve-line-start", true),
    ("\u{1b}OH", "reeve-line-start", true), ("\u{1b}[1~", "reeve-line-start", true),
    ("\u{5}", "reeve-line-end", false), ("\u{1b}[F", "reeve-line-end", true),
    ("\u{1b}OF", "reeve-line-end", true), ("\u{1b}[4~", "reeve-line-end", true),
    ("\u{1b}[3~", "ed-delete-next-char", true),
    ("\u{7f}", "reeve-backspace", false), ("\u{8}", "reeve-backspace", false),
    ("\u{1b}[200~", "reeve-paste", true),
  ]

  private func addCommands() {
    unsafe editLine.addFunction(
      "reeve-enter", help: "End the input, or begin a new line of a block"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.enter() }
    }
    unsafe editLine.addFunction("reeve-accept", help: "End the input wherever the cursor is") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.acceptInCommandMode() }
    }
    unsafe editLine.addFunction("reeve-new-line", help: "Begin a new line") { handle, _ in
      unsafe LineEditor.run(handle) { $0.newLine() }
    }
    unsafe editLine.addFunction("reeve-apply", help: "Take the text that a search or a menu chose")
    { handle, _ in
      unsafe LineEditor.run(handle) { $0.applyReplacement() }
    }
    unsafe editLine.addFunction("reeve-cancel", help: "Drop the input") { handle, _ in
      unsafe LineEditor.run(handle) { $0.cancel() }
    }
    unsafe editLine.addFunction(
      "reeve-end", help: "Delete the next character; end on an empty line"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.deleteOrEnd() }
    }
    unsafe editLine.addFunction("reeve-suspend", help: "Stop the program until it is continued") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.stop() }
    }
    unsafe editLine.addFunction(
      "reeve-complete", help: "Complete the word, or choose the next completion"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.complete(forward: true) }
    }
    unsafe editLine.addFunction("reeve-complete-back", help: "Choose the previous completion") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.complete(forward: false) }
    }
    unsafe editLine.addFunction("reeve-search", help: "Search the history as you type") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.beginSearch() }
    }
    unsafe editLine.addFunction("reeve-older", help: "The input before") { handle, _ in
      unsafe LineEditor.run(handle) { $0.older() }
    }
    unsafe editLine.addFunction("reeve-newer", help: "The input after") { handle, _ in
      unsafe LineEditor.run(handle) { $0.newer() }
    }
    unsafe editLine.addFunction("reeve-up", help: "Up a line of the block, or the input before") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.up() }
    }
    unsafe editLine.addFunction("reeve-down", help: "Down a line of the block, or the input after")
    { handle, _ in
      unsafe LineEditor.run(handle) { $0.down() }
    }
    unsafe editLine.addFunction(
      "reeve-right", help: "The next character; at the end, the suggestion"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.right() }
    }
    unsafe editLine.addFunction("reeve-line-start", help: "The start of the line") { handle, _ in
      unsafe LineEditor.run(handle) { $0.lineStart() }
    }
    unsafe editLine.addFunction(
      "reeve-line-end", help: "The end of the line; there, the suggestion"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.lineEnd() }
    }
    unsafe editLine.addFunction(
      "reeve-backspace", help: "Delete the character before, or a step of indentation"
    ) { handle, _ in
      unsafe LineEditor.run(handle) { $0.backspace() }
    }
    unsafe editLine.addFunction("reeve-kill-line", help: "Delete to the end of the line") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.killLine() }
    }
    unsafe editLine.addFunction("reeve-undo", help: "Take the last change back") { handle, _ in
      unsafe LineEditor.run(handle) { $0.undo() }
    }
    unsafe editLine.addFunction("reeve-edit", help: "Edit in VISUAL or EDITOR") { handle, _ in
      unsafe LineEditor.run(handle) { $0.edit() }
    }
    unsafe editLine.addFunction("reeve-paste", help: "Take a paste as it is") { handle, _ in
      unsafe LineEditor.run(handle) { $0.paste() }
    }
    addViCommands()
  }

  static func run(_ handle: OpaquePointer?, _ command: (LineEditor) -> Reply) -> UInt8 {
    guard let editor = unsafe EditLine.owner(of: handle, as: LineEditor.self) else {
      return Reply.refuse.rawValue
    }
    return command(editor).rawValue
  }
}
