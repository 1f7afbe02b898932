import Glibc
import LineEditor
import ReeveTestSupport
import Synchronization
import Testing

/// A line editor on a pseudo-terminal, on a thread of its own; the test is the person and the screen.
final class TerminalSession {
  /// How an input ended.
  enum Event: Sendable, Hashable {
    case input(Input)
    case failed(LineEditorError)
  }

  struct NoAnswer: Error, CustomStringConvertible {
    let description: String
  }

  private final class Shared: Sendable {
    let events = Mutex<[Event]>([])
    let above = Mutex<OutputAbove?>(nil)
  }

  private(set) var screen: Screen
  private let master: Int32
  private let slave: Int32
  private let shared = Shared()
  private var thread = pthread_t()
  private var taken = 0

  init(
    width: Int = 60, height: Int = 12, history: [String] = [], settings: String? = nil,
    editor: String = "false", colours: Bool = true
  ) throws {
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // TIOCSPTLCK unlocks it, TIOCGPTN tells its number; Swift sees neither the names nor `grantpt`.
    var locked: Int32 = 0
    var number: Int32 = 0
    guard unsafe ioctl(master, 0x4004_5431, &locked) == 0,
      unsafe ioctl(master, 0x8004_5430, &number) == 0
    else { throw NoAnswer(description: "no pseudo-terminal") }
    slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    screen = Screen(width: width, height: height)
    // `struct winsize`: rows, columns, and two that nobody uses.
    var size: [UInt16] = [UInt16(height), UInt16(width), 0, 0]
    _ = unsafe ioctl(slave, UInt(TIOCSWINSZ), &size)
    let options = LineEditor.Options(
      colours: colours, terminal: "xterm", settings: settings, editor: editor)
    start { [slave, shared] in Self.edit(on: slave, history, options, shared) }
    try waitForPrompt()
  }

  /// The editor is ready: what is typed earlier, the terminal itself echoes and interprets.
  func waitForPrompt() throws {
    try wait(for: "the prompt") { $0.lines.last == "reeve>" && $0.takesPastes }
  }

  deinit {
    close(master)
    pthread_join(thread, nil)
    close(slave)
  }

  private static func edit(
    on terminal: Int32, _ history: [String], _ options: LineEditor.Options, _ shared: Shared
  ) {
    do {
      let editor = try LineEditor(
        input: terminal, output: terminal, history: history, delegate: ToyLanguage(),
        options: options)
      shared.above.withLock { $0 = editor.above }
      while true {
        let prompt = Prompt([.init("reeve", .prompt), .init("> ")])
        let input = try editor.readLine(prompt: prompt)
        shared.events.withLock { $0.append(.input(input)) }
        if case .text(let text) = input { editor.addHistory(text) }
        if input == .endOfInput { return }
      }
    } catch {
      shared.events.withLock { $0.append(.failed(error)) }
    }
  }

  private func start(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = unsafe Unmanaged.passRetained(Box(body))
    unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, box.toOpaque())
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(master, bytes, bytes.count)
  }

  func printAbove(_ text: String) { shared.above.withLock { $0?.print(text) } }

  /// Feeds the screen until it is as wished; a person would give up after some seconds.
  func wait(
    for wish: String, location: SourceLocation = #_sourceLocation, _ isDone: (Screen) -> Bool
  ) throws {
    for _ in 0..<1000 {
      if isDone(screen) { return }
      read(milliseconds: 10)
    }
    let shown = screen.lines.joined(separator: "\n")
    throw NoAnswer(description: "waited for \(wish), got:\n\(shown)\n\(location)")
  }

  /// Types, then waits until these are the last rows of the screen.
  func type(
    _ text: String, shows rows: String..., location: SourceLocation = #_sourceLocation
  ) throws {
    type(text)
    try wait(for: rows.joined(separator: "\n"), location: location) {
      $0.lines.suffix(rows.count) == rows
    }
  }

  /// The next input that the editor returned.
  func event() throws -> Event {
    for _ in 0..<1000 {
      if let event = next() { return event }
      read(milliseconds: 10)
    }
    throw NoAnswer(description: "no input came back")
  }

  private func next() -> Event? {
    shared.events.withLock { events in
      guard taken < events.count else { return nil }
      taken += 1
      return events[taken - 1]
    }
  }

  private func read(milliseconds: Int32) {
    var terminal = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&terminal, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe Glibc.read(master, &bytes, bytes.count)
    if count > 0 { pending += bytes[..<count] }
    // Whole characters only.
    let whole = pending.lastIndex { $0 < 0x80 }.map { $0 + 1 } ?? 0
    screen.feed(String(decoding: pending[..<whole], as: UTF8.self))
    pending.removeFirst(whole)
  }

  private var pending: [UInt8] = []

  /// Whether the terminal turns Ctrl-C into a signal: it does outside of editing.
  var makesSignals: Bool {
    var settings = termios()
    _ = unsafe tcgetattr(slave, &settings)
    return settings.c_lflag & UInt32(ISIG) != 0
  }
}

/// A language of words, blocks that begin with a colon and end with an empty line, and one signature.
struct ToyLanguage: LineEditorDelegate {
  static let names = ["ignorePort", "ignoreAll", "hosts", "hostGroups", "print"]

  func isComplete(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { $0.hasSuffix(":") }) else { return true }
    return lines.count > 1 && lines.last?.allSatisfy { $0 == " " } == true
  }

  func completions(of text: String, at cursor: Int) -> CompletionList {
    let before = String(decoding: Array(text.utf8)[..<cursor], as: UTF8.self)
    let word = String(before.reversed().prefix { $0.isLetter }.reversed())
    let range = (cursor - word.utf8.count)..<cursor
    return CompletionList(
      Self.names.filter { $0.hasPrefix(word) }.map { Completion($0, replacing: range) })
  }

  func highlight(_ text: String) -> [Run] {
    text.hasPrefix("for ") ? [Run(0..<3, .keyword)] : []
  }

  func hint(for text: String, at cursor: Int) -> [[Prompt.Piece]] {
    text.contains("ignorePort(") ? [[.init("ignorePort(agent, port, protocol)", .faint)]] : []
  }

  func review(ofPaste text: String) -> String? {
    text.contains("ignorePort") ? "pasted: changes something" : nil
  }
}
