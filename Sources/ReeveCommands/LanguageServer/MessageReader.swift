internal import Glibc
internal import HuaweiCloud

/// Reads the messages of an editor: headers, a blank line, and as many bytes of JSON as a header says.
struct MessageReader {
  enum Event {
    case message(JSON)
    /// What came is no message; reading goes on behind it.
    case fault(String)
    case end
    case signal(Int32)
  }

  /// More than any file that is edited takes.
  static let mostBytes = 64 << 20
  private static let mostHeaderBytes = 16 << 10

  private let descriptor: Int32
  private let interruption: Interruption
  private var bytes: [UInt8] = []
  /// Where what is not yet read starts.
  private var start = 0
  private var hasEnded = false

  init(_ descriptor: Int32, _ interruption: Interruption) {
    self.descriptor = descriptor
    self.interruption = interruption
  }

  /// Whether something waits to be read.
  var hasMore: Bool {
    if start < bytes.count { return true }
    var ready = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    return unsafe poll(&ready, 1, 0) > 0
  }

  mutating func next() -> Event {
    var scanned = start
    while true {
      if let end = headerEnd(from: max(start, scanned - 3)) { return body(after: end) }
      scanned = bytes.count
      guard bytes.count - start <= Self.mostHeaderBytes else {
        start = bytes.count
        compact()
        return .fault("no header ends within \(Self.mostHeaderBytes) bytes")
      }
      if let stop = fill() { return stop }
    }
  }

  /// Where the blank line after headers ends; lines may end with a line feed alone.
  private func headerEnd(from place: Int) -> Int? {
    let (feed, back) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    for index in place..<bytes.count where bytes[index] == feed && index > start {
      let previous = bytes[index - 1]
      if previous == feed { return index + 1 }
      if previous == back, index >= start + 2, bytes[index - 2] == feed { return index + 1 }
    }
    return nil
  }

  private mutating func body(after headerEnd: Int) -> Event {
    let header = String(decoding: bytes[start..<headerEnd], as: UTF8.self)
    start = headerEnd
    guard let length = Self.length(in: header) else {
      return .fault("the headers name no Content-Length")
    }
    guard length <= Self.mostBytes else {
      return skip(length) ?? .fault("a message of \(length) bytes is too long")
    }
    while bytes.count - start < length {
      if let stop = fill() { return stop }
    }
    let content = Array(bytes[start..<(start + length)])
    start += length
    compact()
    do throws(JSONError) {
      return .message(try JSON(parsing: content))
    } catch {
      return .fault("\(error)")
    }
  }

  private static func length(in header: String) -> Int? {
    for line in header.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":"),
        line[..<colon].lowercased() == "content-length"
      else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      guard let number = Int(String(value).trimmingBlanks), number >= 0 else { return nil }
      return number
    }
    return nil
  }

  /// Passes over bytes without keeping them.
  private mutating func skip(_ count: Int) -> Event? {
    var rest = count
    while true {
      let present = min(rest, bytes.count - start)
      start += present
      rest -= present
      compact()
      if rest == 0 { return nil }
      if let stop = fill() { return stop }
    }
  }

  private mutating func compact() {
    guard start > 1 << 16 || start == bytes.count else { return }
    bytes.removeFirst(start)
    start = 0
  }

  /// Reads what there is, after waiting for it; what ends the reading instead is returned.
  private mutating func fill() -> Event? {
    guard !hasEnded else { return .end }
    var ready = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while unsafe poll(&ready, 2, -1) < 0 && errno == EINTR {}
    if ready[1].revents != 0, let signal = interruption.signal { return .signal(signal) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes += chunk[..<count]
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      hasEnded = true
      return .end
    }
    return nil
  }
}
