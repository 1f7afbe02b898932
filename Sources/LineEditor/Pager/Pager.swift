import CEditLine
import Glibc

/// Shows text that is longer than the screen, a page at a time.
///
/// It goes forward only: what went by is in the terminal's own memory.
package struct Pager {
  private let input: Int32
  private let output: Int32
  /// Becomes readable when the wait for a key is to end.
  private let interruption: Int32
  /// The person's own pager, which a shell runs; nil for this one.
  private let command: String?

  package init(input: Int32, output: Int32, interruption: Int32 = -1, command: String? = nil) {
    self.input = input
    self.output = output
    self.interruption = interruption
    self.command = command.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The rows and columns of the terminal; 24 × 80 where it does not know.
  package var size: (rows: Int, columns: Int) {
    let size = reeve_window_size(output)
    return (size.ws_row > 1 ? Int(size.ws_row) : 24, size.ws_col > 1 ? Int(size.ws_col) : 80)
  }

  /// Shows lines: at once where they fit.
  ///
  /// - Parameters:
  ///   - lines: What is shown.
  ///   - notes: How many of the last lines are shown to somebody, too, who does not want the rest.
  package func show(_ lines: [String], notes: Int = 0) {
    let rows = lines.map(rows)
    guard rows.reduce(0, +) >= size.rows, isatty(input) != 0, isatty(output) != 0 else {
      return write(lines[...])
    }
    if let command, ExternalEditor.pipe(lines, to: command, terminal: output) { return }
    page(lines, rows, notes)
  }

  private func page(_ lines: [String], _ rows: [Int], _ notes: Int) {
    guard let settings = begin() else { return write(lines[...]) }
    defer { end(settings) }
    var next = 0
    var room = size.rows - 1
    while true {
      var end = next
      while end < lines.count, rows[end] <= room || end == next {
        room -= rows[end]
        end += 1
      }
      write(lines[next..<end])
      next = end
      guard next < lines.count else { return }
      switch ask(next, of: lines.count) {
      case .page: room = size.rows - 1
      case .line: room = 1
      case .all:
        write(lines[next...])
        return
      case .end:
        write(["… \(lines.count - next) more lines"] + lines[max(lines.count - notes, next)...])
        return
      }
    }
  }

  private enum Answer {
    case page, line, all, end
  }

  private func ask(_ shown: Int, of count: Int) -> Answer {
    let text = "\(shown) of \(count) lines: Space, Enter, a for all, q"
    writeAll("\u{1b}[7m\(text.truncated(to: size.columns - 1))\u{1b}[0m", to: output)
    defer { writeAll("\r\u{1b}[K", to: output) }
    while let key = key() {
      switch key {
      case UInt8(ascii: " "), UInt8(ascii: "f"), UInt8(ascii: "\t"): return .page
      case UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "j"): return .line
      case UInt8(ascii: "a"), UInt8(ascii: "G"): return .all
      case UInt8(ascii: "q"), UInt8(ascii: "Q"), 3, 4, 0x1b: return .end
      default: continue
      }
    }
    return .end
  }

  private func key() -> UInt8? {
    while true {
      var ready = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&ready, 2, -1)
      if count < 0, errno == EINTR { continue }
      guard count > 0, ready[1].revents == 0 else { return nil }
      var byte: UInt8 = 0
      return unsafe read(input, &byte, 1) == 1 ? byte : nil
    }
  }

  /// Keys come one by one and unseen, and Ctrl-C is one of them.
  private func begin() -> termios? {
    var settings = termios()
    guard unsafe tcgetattr(input, &settings) == 0 else { return nil }
    var raw = settings
    raw.c_lflag &= ~UInt32(ICANON | ECHO | ISIG)
    guard unsafe tcsetattr(input, TCSADRAIN, &raw) == 0 else { return nil }
    return settings
  }

  private func end(_ settings: termios) {
    var settings = settings
    _ = unsafe tcsetattr(input, TCSADRAIN, &settings)
  }

  private func write(_ lines: ArraySlice<String>) {
    guard !lines.isEmpty else { return }
    writeAll(lines.joined(separator: "\n") + "\n", to: output)
  }

  /// How many rows of the screen a line takes.
  private func rows(_ line: String) -> Int {
    max((Layout.columns(of: line) + size.columns - 1) / size.columns, 1)
  }
}

extension LineEditor {
  /// How many cells of a terminal a text takes.
  package static func cells(of text: String) -> Int { Layout.columns(of: text) }
}
