import Glibc

/// Why no line could be read.
package enum LineEditorError: Error, Sendable, Hashable {
  /// libedit could not start on this terminal.
  case unusableTerminal(name: String)
  /// A signal asks the program to end; the terminal is as it was before the line.
  case terminated(signal: Int32)
  /// Reading failed; the number is the system's `errno`.
  case readFailed(errno: Int32)
}

extension LineEditorError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unusableTerminal(let name):
      return "the terminal \"\(name)\" cannot be used for editing; set TERM=dumb for plain input"
    case .terminated(let signal):
      return "ended by signal \(signal)"
    case .readFailed(let number):
      let reason = unsafe strerror(number).map { unsafe String(cString: $0) }
      return "the terminal cannot be read: \(reason ?? "error \(number)")"
    }
  }
}
