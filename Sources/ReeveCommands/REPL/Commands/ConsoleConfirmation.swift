internal import Glibc
internal import Runbooks

/// Asks, before a line at the console sends changes to a protected environment.
final class ConsoleConfirmation: Sendable {
  private let environment: CloudEnvironment
  private let asking: Confirmation
  private let streams: Streams
  private let reporter: Reporter

  init(
    _ environment: CloudEnvironment, _ options: SessionOptions, _ streams: Streams,
    _ reporter: Reporter
  ) {
    self.environment = environment
    asking = Confirmation(options, streams)
    self.streams = streams
    self.reporter = reporter
  }

  /// Whether what is pending may be sent: the person types how many changes it is, which nobody does by habit.
  func agrees(to pending: PendingChanges) -> Bool {
    guard environment.isProtected, !asking.options.isConfirmed else { return true }
    let radius = BlastRadius(pending)
    return reporter.pause {
      streams.errors.writeLine("\(environment.name) is protected. This line sends")
      streams.errors.writeLine("  \(radius.text)")
      guard asking.canAsk else {
        streams.errors.writeLine("Nobody can be asked; --yes would send it.")
        return false
      }
      // What was typed before the question is no answer to it.
      _ = tcflush(streams.input, TCIFLUSH)
      TerminalEcho.on(streams.input)
      defer { _ = TerminalEcho.off(streams.input) }
      let answer = asking.answer("Type \(radius.count) to send, anything else to send nothing: ")
      return answer.trimmingBlanks == "\(radius.count)"
    }
  }
}
