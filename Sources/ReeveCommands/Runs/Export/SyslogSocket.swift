internal import Glibc

/// The socket that a system takes its log from.
@safe final class SyslogSocket {
  static let standardPath = "/dev/log"

  private let descriptor: Int32
  private let path: String
  /// Some systems take a stream, in which a NUL ends each line.
  private let isStream: Bool
  private let interruption: Interruption
  /// Milliseconds.
  private static let patience: Int32 = 10_000

  init(_ path: String, _ interruption: Interruption) throws(Failure) {
    self.path = path
    self.interruption = interruption
    for type in [SOCK_DGRAM, SOCK_STREAM] {
      let descriptor = socket(AF_UNIX, Int32(type.rawValue) | O_CLOEXEC, 0)
      guard descriptor >= 0 else { throw Self.failure(path, errno) }
      let number = Self.connect(descriptor, to: path)
      if number == 0 {
        self.descriptor = descriptor
        isStream = type == SOCK_STREAM
        return
      }
      close(descriptor)
      guard number == EPROTOTYPE else { throw Self.failure(path, number) }
    }
    throw Self.failure(path, EPROTOTYPE)
  }

  deinit { close(descriptor) }

  /// Sends a line whole; waits for a log that is slow, but not for one that takes nothing.
  func send(_ line: String) throws(Failure) {
    var rest = Array(line.utf8)[...]
    if isStream { rest.append(0) }
    repeat {
      try waitUntilWritable()
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(
          descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0 {
        guard errno == EINTR || errno == EAGAIN else { throw Self.failure(path, errno) }
      } else {
        rest = rest.dropFirst(count)
      }
    } while !rest.isEmpty
  }

  private func waitUntilWritable() throws(Failure) {
    var ready = [
      pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = unsafe poll(&ready, 2, Self.patience)
      if count < 0, errno == EINTR { continue }
      if ready[1].revents != 0 {
        throw Failure(.signal(interruption.signal ?? SIGINT), "interrupted while exporting")
      }
      guard count != 0 else { throw Self.failure(path, ETIMEDOUT) }
      return
    }
  }

  private static func connect(_ descriptor: Int32, to path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let status = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return status == 0 ? 0 : errno
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return Failure(
      .tryAgain, "the system log at \(path) cannot be reached: \(reason)",
      advice: "Start syslog, or print the lines with `--output syslog`.")
  }
}
