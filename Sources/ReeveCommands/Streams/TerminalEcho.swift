import Glibc

/// Whether a terminal shows what is typed.
struct TerminalEcho {
  private let terminal: Int32
  private let settings: termios

  /// Lets a terminal show nothing that is typed, until ``restore()``; nil where that cannot be.
  static func off(_ terminal: Int32) -> TerminalEcho? {
    var settings = termios()
    guard unsafe tcgetattr(terminal, &settings) == 0 else { return nil }
    let before = TerminalEcho(terminal: terminal, settings: settings)
    settings.c_lflag &= ~UInt32(ECHO)
    guard unsafe tcsetattr(terminal, TCSANOW, &settings) == 0 else { return nil }
    return before
  }

  /// Lets it show what is typed, for an answer.
  static func on(_ terminal: Int32) {
    var settings = termios()
    guard unsafe tcgetattr(terminal, &settings) == 0 else { return }
    settings.c_lflag |= UInt32(ECHO)
    _ = unsafe tcsetattr(terminal, TCSANOW, &settings)
  }

  func restore() {
    var settings = settings
    _ = unsafe tcsetattr(terminal, TCSANOW, &settings)
  }
}
