internal import Glibc
internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax

// `:watch`: a read again and again.
extension REPL {
  private static let usual = 2.0

  func watch(_ argument: String) -> ExitCode {
    var expression = argument
    var every = Self.usual
    let first = argument.prefix { !$0.isWhitespace }
    if let seconds = Double(first.hasSuffix("s") ? first.dropLast() : first), first != argument[...]
    {
      guard (0.1...86_400).contains(seconds) else {
        return refuse(":watch: got \(first), want seconds from 0.1 to 86400")
      }
      every = seconds
      expression = String(argument.dropFirst(first.count)).trimmingBlanks
    }
    let writes = WriteCalls(in: expression, dialect: desk.assistant.dialect)
    guard writes.total == 0 else {
      return refuse(
        ":watch only reads, and this would change something: \(writes.text)",
        "Run it once, without :watch.")
    }
    // What a function does is not seen in the text.
    let mode = session.mode
    session.mode = .readOnly
    defer { session.mode = mode }
    let echo = TerminalEcho.off(streams.input)
    defer { echo?.restore() }
    let isRedrawn = streams.output.isTerminal && desk.reader is LineEditor
    while true {
      let (outcome, ending) = perform(SourceText(name: "<watch>", text: expression))
      if streams.interruption.signal != nil { return .done }
      let time = Self.localTime(Int64(Glibc.time(nil)) * 1000)
      if isRedrawn { streams.output.write("\u{1b}[H\u{1b}[2J") }
      streams.output.writeLine("every \(Self.shown(every)): \(expression)  \(time)  Ctrl-C ends")
      present(outcome, pages: false)
      ending.tell(streams, options.session, reporter.style, showsPlace: false)
      guard ending.code == .done else { return ending.code }
      if let signal = pause(every) {
        if signal != SIGINT { self.ending = .signal(signal) }
        return .done
      }
    }
  }

  private static func shown(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }

  /// Waits; a signal that ends the wait is returned.
  private func pause(_ seconds: Double) -> Int32? {
    streams.output.flush()
    let end = ContinuousClock.now + .seconds(seconds)
    while streams.interruption.signal == nil {
      let left = end - ContinuousClock.now
      guard left > .zero else { return nil }
      let milliseconds =
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var ready = pollfd(
        fd: streams.interruption.descriptor, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&ready, 1, Int32(milliseconds + 1))
    }
    return streams.interruption.signal
  }
}
