import Glibc

/// Files that are named on the command line, with a message of its own for each way in which one can be unusable.
enum InputFile {
  /// The bytes of a file.
  static func read(_ path: String, shownAs name: String? = nil, limit: Int) throws(Failure)
    -> [UInt8]
  {
    let name = name ?? path
    // Without blocking on a pipe that nobody writes.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(name, errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw failure(name, errno) }
    guard facts.st_mode & S_IFMT != S_IFDIR else { throw failure(name, EISDIR) }
    guard facts.st_size <= limit else {
      throw tooLarge(name, limit: limit, size: Int(facts.st_size))
    }
    // One byte more than there should be, which finds the end.
    let size = max(4_096, Int(facts.st_size) + 1)
    return try read(descriptor, name: name, limit: limit, interruption: nil, pieces: size)
  }

  /// Everything that a descriptor gives.
  static func read(
    _ descriptor: Int32, name: String, limit: Int, interruption: Interruption?,
    pieces: Int = 65_536
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: pieces)
    while true {
      if let interruption, let signal = wait(descriptor, interruption) {
        throw Failure(.signal(signal), "interrupted while reading \(name)")
      }
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR || errno == EAGAIN { continue }
        throw failure(name, errno)
      }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw tooLarge(name, limit: limit, size: nil) }
    }
  }

  /// Waits for something to read; a signal that came instead is returned.
  private static func wait(_ descriptor: Int32, _ interruption: Interruption) -> Int32? {
    var ready = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while unsafe poll(&ready, 2, -1) < 0 && errno == EINTR {}
    return ready[1].revents != 0 ? interruption.signal : nil
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether a path leads to a file that can be read again; a pipe waits for somebody to write.
  static func isRegular(_ path: String) -> Bool {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  /// Whether only its owner may read a file.
  static func isPrivate(_ path: String) -> Bool {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 && facts.st_mode & 0o077 == 0
  }

  private static func failure(_ name: String, _ number: Int32) -> Failure {
    switch number {
    case ENOENT: Failure(.noInput, "\(name): there is no such file")
    case EISDIR: Failure(.noInput, "\(name): is a directory, want a file")
    case EACCES, EPERM: Failure(.noInput, "\(name): no permission to read it")
    case ENOTDIR: Failure(.noInput, "\(name): its path leads through a file, want folders")
    default: Failure(.noInput, "\(name): \(unsafe String(cString: strerror(number)))")
    }
  }

  private static func tooLarge(_ name: String, limit: Int, size: Int?) -> Failure {
    let size = size.map { "\($0) bytes" } ?? "more"
    return Failure(.badData, "\(name): got \(size), want at most \(limit) bytes")
  }
}
