// The session at a terminal: reads a block, evaluates it, shows what came of it, again and again. It knows nothing
// of keys and screens (`LineEditor`) nor of the language (`Runbooks.Session`, `Assistant`).

internal import Glibc
internal import HuaweiCloud
internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

final class REPL {
  private static let leaving: Set<String> = ["exit", "quit", "exit()", "quit()"]
  private static let remembered = 2_000

  private let session: Session
  private let reporter: Reporter
  private let options: SessionOptions
  private let streams: Streams
  private let environment: CloudEnvironment
  private let assistant: Assistant
  private let reader: any LineReading
  private let history: History?
  private let sessionID = String(UInt64.random(in: 0 ... .max), radix: 16)
  private var chunks = 0

  init(
    session: Session, dialect: Dialect, workplace: Workplace, reporter: Reporter,
    options: SessionOptions, streams: Streams
  ) throws(Failure) {
    self.session = session
    self.reporter = reporter
    self.options = options
    self.streams = streams
    environment = workplace.environment
    assistant = Assistant(session: session, dialect: dialect)
    let redactor = Redactor()
    history = workplace.store?.history { redactor.redact($0) }
    let earlier = (try? history?.last(Self.remembered, profile: environment.name)) ?? []
    reader = try Self.reader(
      streams, assistant, history: earlier.map(\.text), usesColour: reporter.style.usesColour)
  }

  private static func reader(
    _ streams: Streams, _ assistant: Assistant, history: [String], usesColour: Bool
  ) throws(Failure) -> any LineReading {
    guard PlainLineReader.canEdit(input: streams.input, output: STDERR_FILENO) else {
      return PlainPrompt(streams, assistant)
    }
    do throws(LineEditorError) {
      return try LineEditor(
        input: streams.input, output: STDERR_FILENO, history: history, delegate: assistant,
        options: .init(colours: usesColour, fileSuffix: ".star"))
    } catch {
      return PlainPrompt(streams, assistant)
    }
  }

  func run() throws(Failure) -> ExitCode {
    if options.verbosity != .quiet {
      streams.errors.writeLine(
        "reeve \(Reeve.version): Tab completes, Ctrl-C cancels, Ctrl-D or exit leaves.")
    }
    while true {
      let text: String
      do throws(LineEditorError) {
        switch try reader.readLine(prompt: prompt) {
        case .cancelled: continue
        case .endOfInput: return .done
        case .text(let input): text = input
        }
      } catch {
        guard case .terminated(let signal) = error else {
          throw Failure(.noInput, error.description)
        }
        return .signal(signal)
      }
      let trimmed = text.trimmingBlanks
      guard !trimmed.isEmpty else { continue }
      guard !Self.leaving.contains(trimmed) else { return .done }
      if let signal = evaluate(text) { return .signal(signal) }
    }
  }

  private var prompt: Prompt {
    Prompt([
      Prompt.Piece(environment.name, environment.isProtected ? .danger : .prompt),
      Prompt.Piece("> "),
    ])
  }

  /// Evaluates a block and shows what came of it; a signal that ends the program is returned.
  private func evaluate(_ text: String) -> Int32? {
    chunks += 1
    reader.addHistory(text)
    let entry = try? history?.append(text, profile: environment.name, session: sessionID)
    streams.interruption.reset()
    let session = session
    streams.interruption.handle { signal, count in
      guard count <= 3 || signal == SIGINT else { _exit(128 + signal) }
      session.cancel()
    }
    reporter.start()
    let outcome = session.evaluate(SourceText(name: "<\(chunks)>", text: text))
    reporter.stop()
    streams.interruption.handle(nil)
    let signal = streams.interruption.signal
    if let value = outcome.value { streams.output.writeLine(value) }
    streams.output.flush()
    let ending = Ending(outcome.run, signal: signal)
    ending.tell(streams, options, reporter.style, showsPlace: false)
    if let entry {
      try? history?.finish(
        entry, signal != nil ? .cancelled : ending.code == .done ? .succeeded : .failed)
    }
    assistant.forgetNames()
    return signal.flatMap { $0 == SIGINT ? nil : $0 }
  }
}

extension String {
  /// The text without blanks and line ends around it.
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
