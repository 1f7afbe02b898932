internal import Glibc
internal import LineEditor

/// Prompts and lines where nothing can be edited: `TERM=dumb`, an editor's shell.
///
/// The terminal itself collects the line, so a wait for it can be ended by Ctrl-C.
final class PlainPrompt: LineReading {
  private let streams: Streams
  private let assistant: Assistant
  private let reader: PlainLineReader

  init(_ streams: Streams, _ assistant: Assistant) {
    self.streams = streams
    self.assistant = assistant
    reader = PlainLineReader(input: streams.input)
  }

  func addHistory(_ text: String) {}

  func readLine(prompt: Prompt) throws(LineEditorError) -> Input {
    var lines: [String] = []
    streams.interruption.forget(SIGINT)
    while true {
      streams.output.flush()
      let shown = lines.isEmpty ? prompt.text : "... "
      streams.errors.write(shown)
      // The shell has written below it meanwhile.
      streams.interruption.whenResumed { [errors = streams.errors] in errors.write(shown) }
      defer { streams.interruption.whenResumed(nil) }
      if let signal = waitForLine() {
        streams.errors.write("\n")
        guard signal == SIGINT else { throw .terminated(signal: signal) }
        return .cancelled
      }
      guard case .text(let line) = try reader.readLine(prompt: "") else {
        streams.errors.write("\n")
        return lines.isEmpty ? .endOfInput : .text(lines.joined(separator: "\n"))
      }
      lines.append(line)
      let text = lines.joined(separator: "\n")
      if assistant.isComplete(text) { return .text(text) }
    }
  }

  /// Waits for a line; a signal that came instead is returned.
  private func waitForLine() -> Int32? {
    var ready = [
      pollfd(fd: streams.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: streams.interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while unsafe poll(&ready, 2, -1) < 0 && errno == EINTR {}
    return ready[1].revents != 0 ? streams.interruption.signal : nil
  }
}
