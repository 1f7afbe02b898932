// One line or block from the terminal. libedit keeps the keys, the buffer and the drawing; this class
// gives it characters (its read function) and the commands of `LineEditor+Commands`, and paints over
// what it drew (`LineEditor+Display`).
//
//   keyboard ─▶ TerminalInput ─▶ nextCharacter ─▶ libedit: key map ─▶ command ─▶ buffer ─▶ screen
//                   ▲ wake pipe: signals, output above                                  overlay ▲

import CEditLine
import Glibc

/// Edits lines on a terminal; used by one thread.
package final class LineEditor: LineReading {
  package struct Options: Sendable {
    package var colours: Bool
    /// The terminal's kind; nil for the one that `TERM` names.
    package var terminal: String?
    /// The user's `~/.editrc`; nil reads none.
    package var settings: String?
    /// The command that edits a block; a shell splits it.
    package var editor: String
    /// The end of the file's name in the person's own editor.
    package var fileSuffix: String
    /// How many rows the menu of completions takes.
    package var menuHeight: Int

    package init(
      colours: Bool = true, terminal: String? = nil,
      settings: String? = UserSettings.defaultPath,
      editor: String = ExternalEditor.defaultCommand, fileSuffix: String = ".txt",
      menuHeight: Int = 10
    ) {
      self.colours = colours
      self.terminal = terminal
      self.settings = settings
      self.editor = editor
      self.fileSuffix = fileSuffix
      self.menuHeight = menuHeight
    }
  }

  /// How a line ends other than by Enter.
  enum Ending {
    case endOfInput, terminated(Int32), failed(Int32)
  }

  /// Prints above the line from any thread.
  package let above: OutputAbove
  /// Called at Enter, while Ctrl-C is still a character: what comes as a signal from then on is for the next work.
  package var onEnter: () -> Void = {}

  let editLine: EditLine
  let input: TerminalInput
  let output: Int32
  let options: Options
  let delegate: any LineEditorDelegate
  private let terminal: Int32
  private let wake = WakePipe()

  var history: HistoryList
  var prompt = Prompt("")
  var promptText = WideString("")
  var ending: Ending?
  /// Ctrl-C: the line ends as by Enter, so that the cursor goes below it, and is dropped.
  var isCancelled = false
  /// Served before the keyboard: the key sequences that stand for libedit's own commands.
  var injected: [Unicode.Scalar] = []
  var menu: CompletionMenu?
  /// The menu as it was when the key came that is being handled.
  var menuAtKey: CompletionMenu?
  var search: IncrementalSearch?
  /// What there is to say of a paste, until the next key.
  var review: String?
  var undoList = UndoList()
  /// The keys that were pressed last, and vi's operator among them.
  var typed = TypedKeys()
  /// What the next `reeve-apply` puts into the buffer.
  var replacement: TextBuffer?
  /// Whether the text on the screen has colours.
  var hasColours = false
  /// The text after Enter has put an indentation at its end, until something else is typed.
  var offered: TextBuffer?
  /// Nil while the screen shows only what libedit knows.
  var painted: (painter: Painter, cursor: Cell)?

  /// - Parameters:
  ///   - input: The terminal to read; the descriptor stays the caller's.
  ///   - output: The terminal to draw on.
  ///   - history: Older inputs, oldest first.
  ///   - delegate: What knows the language.
  ///   - options: Colours and settings.
  /// - Throws: ``LineEditorError/unusableTerminal(name:)``.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, history: [String] = [],
    delegate: any LineEditorDelegate, options: Options = Options()
  ) throws(LineEditorError) {
    guard
      let editLine = EditLine(
        program: UserSettings.program, terminal: options.terminal, input: input, output: output)
    else {
      throw .unusableTerminal(name: options.terminal ?? PlainLineReader.terminalName)
    }
    self.editLine = editLine
    self.input = TerminalInput(descriptor: input, wake: wake)
    self.output = output
    self.terminal = input
    self.options = options
    self.delegate = delegate
    self.history = HistoryList(history)
    above = OutputAbove(descriptor: output, wake: wake)
    setUp()
    guard keepsOwnHistory else { return }
    for entry in history { editLine.addHistory(entry) }
  }

  /// libedit's own commands for the history are reached by vi's keys and by the user's.
  private var keepsOwnHistory: Bool {
    editLine.usesVi || options.settings.map { unsafe access($0, R_OK) == 0 } == true
  }

  package func addHistory(_ text: String) {
    if history.add(text), keepsOwnHistory { editLine.addHistory(text) }
  }

  package func readLine(prompt: Prompt) throws(LineEditorError) -> Input {
    begin(prompt)
    let line = editLine.readLine()
    end()
    switch ending {
    case .endOfInput:
      writeAll("\r\n", to: output)
      return .endOfInput
    case .terminated(let signal):
      writeAll("\r\n", to: output)
      throw .terminated(signal: signal)
    case .failed(let number): throw .readFailed(errno: number)
    case nil: if isCancelled { return .cancelled }
    }
    // A Ctrl-C right behind Enter came as a character, and nobody would see it until the next line.
    if input.interruptTypedAhead() { return .cancelled }
    guard var line else { return .endOfInput }
    if line.last == "\n" { line.removeLast() }
    return .text(Self.trimmed(TextBuffer.string(line[...])))
  }

  private func begin(_ prompt: Prompt) {
    self.prompt = prompt
    promptText = WideString(prompt.rendered(colours: options.colours))
    ending = nil
    isCancelled = false
    injected = []
    menu = nil
    search = nil
    review = nil
    undoList = UndoList()
    typed = TypedKeys()
    painted = nil
    hasColours = false
    offered = nil
    history.restart()
    // What the program printed must stand before the prompt.
    fflush(nil)
    reeve_editing_begin(terminal, wake.writing)
    above.beginEditing()
    // Before the prompt is seen, so that nothing typed at it is echoed by the terminal.
    editLine.prepareTerminal(raw: true)
    writeAll("\u{1b}[?2004h", to: output)
  }

  private func end() {
    writeAll("\u{1b}[?2004l", to: output)
    above.endEditing()
    reeve_editing_end()
  }

  /// Without the indentation that stands alone on the last line.
  private static func trimmed(_ text: String) -> String {
    guard let end = text.lastIndex(of: "\n") else { return text }
    let last = text[text.index(after: end)...]
    return last.allSatisfy { $0 == " " || $0 == "\t" } ? String(text[...end]) : text
  }
}
