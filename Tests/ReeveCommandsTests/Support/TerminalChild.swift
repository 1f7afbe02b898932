import Glibc
import ReeveTestSupport
import Testing

/// The program on a pseudo-terminal, driven key by key.
final class TerminalChild {
  struct TimedOut: Error, CustomStringConvertible {
    let wanted: String
    let shown: String
    var description: String { "waited for \(wanted); the terminal shows:\n\(shown)" }
  }

  let child: ChildProcess
  private let master: Int32
  private var bytes: [UInt8] = []
  /// What the terminal shows.
  private(set) var screen: Screen
  /// Bytes of a character that is not whole.
  private var partial: [UInt8] = []
  // TIOCSPTLCK and TIOCGPTN, which Swift does not import.
  private static let unlock = UInt(0x4004_5431)
  private static let numberOfTerminal = UInt(0x8004_5430)

  init(
    _ words: [String] = [], of other: String? = nil, in harness: Harness, term: String = "xterm",
    size: (rows: Int, columns: Int) = (30, 100)
  ) throws {
    screen = Screen(width: size.columns, height: size.rows)
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard master >= 0 else { throw POSIXFailure(number: errno) }
    var number: Int32 = 0
    var unlocked: Int32 = 0
    guard unsafe ioctl(master, Self.unlock, &unlocked) == 0,
      unsafe ioctl(master, Self.numberOfTerminal, &number) == 0
    else { throw POSIXFailure(number: errno) }
    var window = Self.window(size.columns, size.rows)
    guard unsafe ioctl(master, UInt(TIOCSWINSZ), &window) == 0 else {
      throw POSIXFailure(number: errno)
    }
    let path = "/dev/pts/\(number)"
    var environment = harness.environment
    environment["TERM"] = term
    child = try ChildProcess(
      words, of: other, environment: environment, folder: harness.folder, terminal: path)
  }

  private var isOpen = true

  deinit { if isOpen { close(master) } }

  private static func window(_ width: Int, _ height: Int) -> winsize {
    winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
  }

  /// Gives the window another size, as a person does.
  func resize(width: Int, height: Int) {
    screen.resize(width: width, height: height)
    var window = Self.window(width, height)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  /// Lets the terminal show what is typed, as a shell does.
  func showKeys() {
    var settings = termios()
    _ = unsafe tcgetattr(master, &settings)
    settings.c_lflag |= UInt32(ECHO)
    _ = unsafe tcsetattr(master, TCSANOW, &settings)
  }

  /// Waits until it shows nothing that is typed.
  func waitForHiddenKeys() async throws {
    let end = ContinuousClock.now + .seconds(300)
    var settings = termios()
    repeat {
      guard ContinuousClock.now < end, try await receive() else {
        throw TimedOut(wanted: "keys to be hidden", shown: text)
      }
      _ = unsafe tcgetattr(master, &settings)
    } while settings.c_lflag & UInt32(ECHO) != 0
  }

  /// Closes the terminal, as a connection does that breaks.
  func hangUp() {
    close(master)
    isOpen = false
  }

  /// Waits until the screen is as wished.
  func wait(forScreen wanted: String, _ isThere: (Screen) -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while !isThere(screen) {
      guard ContinuousClock.now < end, try await receive() else {
        throw TimedOut(wanted: wanted, shown: screen.picture.joined(separator: "\n"))
      }
    }
  }

  /// Waits until a line is edited again, or something else is asked: for recording only.
  func waitForPrompt(atMost time: Duration) async throws {
    let start = ContinuousClock.now
    // The editor gives the terminal back first.
    try await quiet(.milliseconds(20))
    while !screen.takesPastes, ContinuousClock.now - start < time { _ = try await receive() }
  }

  /// Waits until something has come and then nothing for a while: for recording only.
  func quiet(_ time: Duration) async throws {
    let start = ContinuousClock.now
    var last = start
    var count = bytes.count
    var hasCome = false
    while ContinuousClock.now - last < time || !hasCome && ContinuousClock.now - start < time * 8 {
      // What is drawn again and again never rests.
      guard ContinuousClock.now - start < .seconds(4) else { return }
      _ = try await receive()
      if bytes.count != count {
        last = .now
        count = bytes.count
        hasCome = true
      }
    }
  }

  /// What came so far, without the sequences that move and colour.
  var text: String {
    let plain = raw.replacing(/\u{1b}\[[0-9;?]*[A-Za-z]|\u{1b}[=>]/, with: "")
    // By scalars, for CR LF is one character.
    return String(
      String.UnicodeScalarView(plain.unicodeScalars.filter { $0 != "\r" && $0 != "\u{7}" }))
  }

  /// What came so far, as it came.
  var raw: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets what came, so that the next wait sees only what comes.
  func forget() { bytes = [] }

  func type(_ text: String) {
    let keys = Array(text.utf8)
    _ = unsafe write(master, keys, keys.count)
  }

  /// Waits until the text that came satisfies something.
  func wait(for wanted: String, _ isThere: (String) -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while !isThere(text) {
      guard ContinuousClock.now < end, try await receive() else {
        throw TimedOut(wanted: wanted, shown: text)
      }
    }
  }

  func wait(for wanted: String) async throws {
    try await wait(for: wanted) { $0.contains(wanted) }
  }

  /// Types at a prompt, and waits for what shows next and for the prompt after it.
  func enter(_ line: String, shows wanted: String) async throws {
    forget()
    type(line + "\r")
    try await wait(for: "\(wanted) and a prompt") { text in
      guard let found = text.firstRange(of: wanted) else { return false }
      return text[found.upperBound...].contains("> ")
    }
  }

  /// Takes what the program wrote; false when it has ended.
  ///
  /// It never blocks its thread.
  private func receive() async throws -> Bool {
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&ready, 1, 0) != 0 else {
      try await Task.sleep(for: .milliseconds(5))
      return true
    }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let size = unsafe read(master, &chunk, chunk.count)
    if size > 0 {
      bytes += chunk[..<size]
      partial += chunk[..<size]
      // Whole characters only: what begins one that is longer than what has come waits.
      let start = partial.lastIndex { $0 & 0xc0 != 0x80 } ?? 0
      let length =
        partial[start] < 0x80 ? 1 : partial[start] < 0xe0 ? 2 : partial[start] < 0xf0 ? 3 : 4
      let whole = partial.count - start >= length ? partial.count : start
      screen.feed(String(decoding: partial[..<whole], as: UTF8.self))
      partial.removeFirst(whole)
    }
    return size > 0
  }

  /// Takes everything until the program ends, and gives its exit code.
  func end() async throws -> Int32 {
    let end = ContinuousClock.now + .seconds(300)
    while try await receive() {
      guard ContinuousClock.now < end else { throw TimedOut(wanted: "the end", shown: text) }
    }
    return try await child.wait()
  }
}
