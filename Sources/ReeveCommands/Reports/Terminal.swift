import Glibc

/// How text may look where it goes.
struct TextStyle: Sendable {
  let usesColour: Bool
  let columns: Int

  init(_ choice: ColourChoice, _ sink: Sink, _ streams: Streams) {
    usesColour =
      switch choice {
      case .always: true
      case .never: false
      case .automatic:
        sink.isTerminal && streams.variable("NO_COLOR") == nil && streams.variable("TERM") != "dumb"
      }
    columns = sink.isTerminal ? Self.terminalColumns() : 120
  }

  /// The width of the terminal that standard error is, 80 where none is known.
  private static func terminalColumns() -> Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
      return 80
    }
    return Int(size.ws_col)
  }
}

extension Duration {
  /// The time in one or two units: `54 s`, `3 min 20 s`, `2 h 5 min`.
  var shown: String {
    let seconds = Int(
      (Double(components.seconds) + Double(components.attoseconds) / 1e18).rounded(.up))
    if seconds < 60 { return "\(max(seconds, 0)) s" }
    if seconds < 3_600 {
      return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
    let minutes = seconds / 60
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }
}

/// A number with its noun, which takes an `s` where there are several.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
