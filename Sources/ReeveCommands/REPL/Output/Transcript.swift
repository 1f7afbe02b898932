internal import Glibc
internal import Synchronization

/// What was typed and shown in a session, for a file: from its start, whenever somebody asks for it.
final class Transcript: Sendable {
  private struct State {
    var kept: [UInt8] = []
    var descriptor: Int32?
  }

  private static let most = 4 << 20
  private let state = Mutex(State())

  deinit { stop() }

  /// Whether a file is being written.
  var isWriting: Bool { state.withLock { $0.descriptor != nil } }

  /// Notes what was shown; a line that is drawn over again is not.
  func note(_ bytes: [UInt8]) {
    guard !bytes.starts(with: [13, 27]) else { return }
    append(Self.plain(bytes))
  }

  /// Notes an input as it stood behind its prompt.
  func noteInput(_ prompt: String, _ text: String) { append(Array("\(prompt)\(text)\n".utf8)) }

  private func append(_ bytes: [UInt8]) {
    state.withLock { state in
      if let descriptor = state.descriptor { Self.write(bytes, to: descriptor) }
      if state.kept.count + bytes.count <= Self.most { state.kept += bytes }
    }
  }

  /// Writes the session so far to a new file, and all that comes; the error's text where that cannot be done.
  func start(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      return unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }
    stop()
    state.withLock { state in
      state.descriptor = descriptor
      Self.write(state.kept, to: descriptor)
    }
    return nil
  }

  func stop() {
    state.withLock { state in
      if let descriptor = state.descriptor { close(descriptor) }
      state.descriptor = nil
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
    }
  }

  /// The text without the sequences that colour it.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(27) else { return bytes }
    var plain: [UInt8] = []
    var isInSequence = false
    for byte in bytes {
      if byte == 27 {
        isInSequence = true
      } else if isInSequence {
        let isLetter = (65...90).contains(byte) || (97...122).contains(byte)
        if isLetter { isInSequence = false }
      } else {
        plain.append(byte)
      }
    }
    return plain
  }
}
