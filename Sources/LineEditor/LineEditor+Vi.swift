// vi's command mode in a block. libedit takes the whole block for one line, so that `0`, `$`, `A`, `D` and `dd` would
// go to its ends, or delete it. Here they are put in terms of what libedit can: so many characters forward or back,
// by which counts, operators, yanking and undo stay its own.

/// The keys that were pressed last.
struct TypedKeys {
  private var count = 0
  private var last: Unicode.Scalar?
  private var previous: Unicode.Scalar?
  private var zeroOfCount = -1
  private var waiting: (command: ViCommand, at: Int)?

  mutating func note(_ scalar: Unicode.Scalar) {
    count += 1
    previous = last
    last = scalar
  }

  /// Whether a `0` that was just pressed goes on with a count: `10l`.
  mutating func continuesCount() -> Bool {
    guard let previous, ("0"..."9").contains(previous) else { return false }
    guard previous != "0" || zeroOfCount == count - 1 else { return false }
    zeroOfCount = count
    return true
  }

  /// Notes an operator, which waits for a motion.
  mutating func begin(_ command: ViCommand) { waiting = (command, count) }

  /// The operator that the key just pressed is the motion of.
  var waitingOperator: ViCommand? {
    waiting.flatMap { $0.at == count - 1 ? $0.command : nil }
  }
}

/// A key of vi's command mode that means a line.
enum ViCommand: CaseIterable {
  case start, first, end, append, insert, kill, change, substitute, delete, alter, yank
  case openBelow, openAbove

  var key: String {
    switch self {
    case .start: "0"
    // By itself it would be Ctrl.
    case .first: "\\^"
    case .end: "$"
    case .append: "A"
    case .insert: "I"
    case .kill: "D"
    case .change: "C"
    case .substitute: "S"
    case .delete: "d"
    case .alter: "c"
    case .yank: "y"
    case .openBelow: "o"
    case .openAbove: "O"
    }
  }

  /// What libedit has there.
  var original: String? {
    switch self {
    case .start: "vi-zero"
    case .first: "ed-move-to-beg"
    case .end: "ed-move-to-end"
    case .append: "vi-add-at-eol"
    case .insert: "vi-insert-at-bol"
    case .kill: "ed-kill-line"
    case .change: "vi-change-to-eol"
    case .substitute: "vi-substitute-line"
    case .delete: "vi-delete-meta"
    case .alter: "vi-change-meta"
    case .yank: "vi-yank"
    case .openBelow, .openAbove: nil
    }
  }

  /// The sequence, of no keyboard, that leads to it.
  var sequence: String {
    // Its last character is that of a count.
    if self == .start { return "\u{1b}[[9020;0" }
    let number = Self.allCases.firstIndex(of: self) ?? 0
    return "\u{1b}[[\(9020 + number)~"
  }

  static let forward = "\u{1b}[[9010~"
  static let back = "\u{1b}[[9011~"
  static let typing = "\u{1b}[[9012~"

  /// Goes so many characters.
  static func motion(_ count: Int) -> String {
    // A zero by itself is a motion.
    let digits = String(count.magnitude).replacing("0", with: ViCommand.start.sequence)
    return digits + (count > 0 ? forward : back)
  }
}

extension LineEditor {
  func bindViKeys() {
    for command in ViCommand.allCases {
      if let original = command.original {
        editLine.bindInCommandMode(command.sequence, to: original)
      }
      editLine.bindInCommandMode(command.key, to: "reeve-vi-\(command)")
    }
    editLine.bindInCommandMode(ViCommand.forward, to: "ed-next-char")
    editLine.bindInCommandMode(ViCommand.back, to: "ed-prev-char")
    editLine.bindInCommandMode(ViCommand.typing, to: "vi-insert")
  }

  func vi(_ command: ViCommand) -> Reply {
    var buffer = editLine.buffer
    switch command {
    case .start where typed.continuesCount(): return pass(command)
    case .openBelow:
      buffer.cursor = buffer.lineEnd
      editLine.replace(with: buffer)
      inject(ViCommand.typing)
      return newLine()
    case .openAbove:
      let start = buffer.lineStart
      let blanks = buffer.scalars[start..<buffer.firstOfLine]
      buffer.scalars.insert(contentsOf: blanks + ["\n"], at: start)
      buffer.cursor = start + blanks.count
      inject(ViCommand.typing)
      return place(buffer)
    // After libedit's own, nothing could be taken back.
    case .kill: return operate(command, in: buffer, buffer.cursor..<buffer.lineEnd)
    case _ where !buffer.isMultiline: return pass(command)
    case .start: return move(buffer.lineStart - buffer.cursor)
    case .first: return move(buffer.firstOfLine - buffer.cursor)
    case .end:
      let last =
        typed.waitingOperator == nil ? max(buffer.lineEnd - 1, buffer.lineStart) : buffer.lineEnd
      return move(last - buffer.cursor)
    case .append: return type(in: buffer, at: buffer.lineEnd)
    case .insert: return type(in: buffer, at: buffer.firstOfLine)
    case .change: return operate(command, in: buffer, buffer.cursor..<buffer.lineEnd)
    case .substitute: return operate(.change, in: buffer, buffer.firstOfLine..<buffer.lineEnd)
    case .delete, .alter, .yank:
      guard typed.waitingOperator == command else { return pass(command) }
      if command == .alter {
        return operate(.change, in: buffer, buffer.firstOfLine..<buffer.lineEnd)
      }
      return operate(command, in: buffer, buffer.wholeLine)
    }
  }

  /// Has libedit do what it does.
  private func pass(_ command: ViCommand) -> Reply {
    switch command {
    case .delete, .alter, .yank: typed.begin(command)
    default: break
    }
    inject(command.sequence)
    return .goOn
  }

  private func move(_ count: Int) -> Reply {
    guard count != 0 else { return typed.waitingOperator == nil ? .nothing : .refuse }
    inject(ViCommand.motion(count))
    return .goOn
  }

  private func type(in buffer: TextBuffer, at place: Int) -> Reply {
    var buffer = buffer
    buffer.cursor = place
    inject(ViCommand.typing)
    return self.place(buffer)
  }

  private func operate(
    _ command: ViCommand, in buffer: TextBuffer, _ range: Range<Int>
  ) -> Reply {
    guard !range.isEmpty else {
      return command == .change ? type(in: buffer, at: range.lowerBound) : .refuse
    }
    var buffer = buffer
    buffer.cursor = range.lowerBound
    let operation: ViCommand = command == .change ? .alter : command == .kill ? .delete : command
    inject(operation.sequence + ViCommand.motion(range.count))
    return place(buffer)
  }

  func addViCommands() {
    unsafe editLine.addFunction("reeve-vi-start", help: "The start of the line") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.start) }
    }
    unsafe editLine.addFunction("reeve-vi-first", help: "What the line begins with") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.first) }
    }
    unsafe editLine.addFunction("reeve-vi-end", help: "The end of the line") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.end) }
    }
    unsafe editLine.addFunction("reeve-vi-append", help: "Type at the end of the line") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.append) }
    }
    unsafe editLine.addFunction("reeve-vi-insert", help: "Type where the line begins") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.insert) }
    }
    unsafe editLine.addFunction("reeve-vi-kill", help: "Delete to the end of the line") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.kill) }
    }
    unsafe editLine.addFunction("reeve-vi-change", help: "Change to the end of the line") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.change) }
    }
    unsafe editLine.addFunction("reeve-vi-substitute", help: "Change the line") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.substitute) }
    }
    unsafe editLine.addFunction("reeve-vi-delete", help: "Delete what a motion passes") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.delete) }
    }
    unsafe editLine.addFunction("reeve-vi-alter", help: "Change what a motion passes") {
      handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.alter) }
    }
    unsafe editLine.addFunction("reeve-vi-yank", help: "Copy what a motion passes") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.yank) }
    }
    unsafe editLine.addFunction("reeve-vi-openBelow", help: "Begin a line below") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.openBelow) }
    }
    unsafe editLine.addFunction("reeve-vi-openAbove", help: "Begin a line above") { handle, _ in
      unsafe LineEditor.run(handle) { $0.vi(.openAbove) }
    }
  }
}

extension TextBuffer {
  /// Where the cursor's line begins behind its indentation.
  fileprivate var firstOfLine: Int {
    let line = scalars[lineStart..<lineEnd]
    return line.firstIndex { $0 != " " && $0 != "\t" } ?? lineEnd
  }

  /// The cursor's line with the line end that goes with it.
  fileprivate var wholeLine: Range<Int> {
    if lineEnd < scalars.count { return lineStart..<lineEnd + 1 }
    return max(lineStart - 1, 0)..<lineEnd
  }
}
