import Glibc
import Synchronization

/// Whether a terminal shows what is typed.
struct TerminalEcho {
  private let terminal: Int32
  private let settings: termios
  /// The terminal that is to show nothing now.
  private static let hidden = Atomic<Int32>(-1)

  /// Lets a terminal show nothing that is typed, until ``restore()``; nil where that cannot be.
  static func off(_ terminal: Int32) -> TerminalEcho? {
    var settings = termios()
    guard unsafe tcgetattr(terminal, &settings) == 0 else { return nil }
    let before = TerminalEcho(terminal: terminal, settings: settings)
    settings.c_lflag &= ~UInt32(ECHO)
    guard unsafe tcsetattr(terminal, TCSANOW, &settings) == 0 else { return nil }
    hidden.store(terminal, ordering: .releasing)
    return before
  }

  /// Hides again what is typed after a stop, in which the shell has set the terminal to its own liking.
  static func goOn() {
    let terminal = hidden.load(ordering: .acquiring)
    // In the background the terminal belongs to others.
    guard terminal >= 0, tcgetpgrp(terminal) == getpgrp() else { return }
    _ = off(terminal)
  }

  /// Lets it show what is typed, for an answer.
  static func on(_ terminal: Int32) {
    var settings = termios()
    guard unsafe tcgetattr(terminal, &settings) == 0 else { return }
    settings.c_lflag |= UInt32(ECHO)
    hidden.store(-1, ordering: .releasing)
    _ = unsafe tcsetattr(terminal, TCSANOW, &settings)
  }

  func restore() {
    var settings = settings
    Self.hidden.store(-1, ordering: .releasing)
    _ = unsafe tcsetattr(terminal, TCSANOW, &settings)
  }
}
