import Glibc

/// Lines from a descriptor, for pipes, files and terminals on which nothing can be edited.
package final class PlainLineReader: LineReading {
  private let input: Int32
  private let output: Int32?
  private let delegate: (any LineEditorDelegate)?
  private var bytes: [UInt8] = []
  private var position = 0

  /// - Parameters:
  ///   - input: The descriptor to read.
  ///   - output: Where prompts go; none are written without it.
  ///   - delegate: Asked whether a block needs another line; without one each line is an input.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32? = nil, delegate: (any LineEditorDelegate)? = nil
  ) {
    self.input = input
    self.output = output
    self.delegate = delegate
  }

  package func addHistory(_ text: String) {}

  package func readLine(prompt: Prompt) throws(LineEditorError) -> Input {
    show(prompt.text)
    var lines: [String] = []
    while true {
      switch try line() {
      case .cancelled: return .cancelled
      case .endOfInput: return lines.isEmpty ? .endOfInput : .text(lines.joined(separator: "\n"))
      case .text(let line):
        lines.append(line)
        let text = lines.joined(separator: "\n")
        guard let delegate, !delegate.isComplete(text) else { return .text(text) }
        show("... ")
      }
    }
  }

  private func show(_ prompt: String) {
    fflush(nil)
    if let output { writeAll(prompt, to: output) }
  }

  /// One line without its end; a signal's handler that interrupts the wait cancels it.
  private func line() throws(LineEditorError) -> Input {
    while true {
      if let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return .text(text(bytes[position..<end]))
      }
      bytes.removeFirst(position)
      position = 0
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe read(input, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
        continue
      }
      if count < 0 {
        guard errno == EINTR else { throw .readFailed(errno: errno) }
        return .cancelled
      }
      guard !bytes.isEmpty else { return .endOfInput }
      defer { bytes = [] }
      return .text(text(bytes[...]))
    }
  }

  private func text(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }
}

extension PlainLineReader {
  static var terminalName: String { variable("TERM") ?? "" }

  /// Whether the two descriptors are a terminal that ``LineEditor`` can use.
  package static func canEdit(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) -> Bool {
    guard isatty(input) != 0, isatty(output) != 0 else { return false }
    return isKnown(terminal: terminalName)
  }

  package static func isKnown(terminal name: String) -> Bool {
    guard !["", "dumb", "unknown", "emacs", "network"].contains(name) else { return false }
    return hasDescription(of: name)
  }

  /// Looks for the terminal's description where the system keeps them, so that libedit need not complain
  /// about an unknown name.
  private static func hasDescription(of name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !name.contains("/") else { return false }
    let named = ["TERMINFO", "TERMINFO_DIRS"].compactMap(variable).flatMap {
      $0.split(separator: ":").map(String.init)
    }
    let home = variable("HOME").map { ["\($0)/.terminfo"] } ?? []
    let folders =
      named + home + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    let hexadecimal = String(first.value, radix: 16)
    return folders.contains { folder in
      isReadable("\(folder)/\(first)/\(name)") || isReadable("\(folder)/\(hexadecimal)/\(name)")
    }
  }

  private static func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }
}

/// A variable of the environment.
func variable(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
