import Glibc

/// An open file that closes itself.
struct Descriptor: ~Copyable {
  private let number: CInt
  private let path: String

  init(opening path: String, _ flags: CInt) throws(SandboxError) {
    number = unsafe open(path, flags | O_CLOEXEC, 0o600)
    self.path = path
    guard number >= 0 else { throw .system("open", path, errno) }
  }

  deinit { close(number) }

  func lockExclusively() throws(SandboxError) {
    while flock(number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .system("flock", path, errno) }
    }
  }

  func unlock() { flock(number, LOCK_UN) }

  struct Identity {
    let inode: UInt64
    let size: Int
  }

  func identity() throws(SandboxError) -> Identity {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .system("fstat", path, errno) }
    return Identity(inode: UInt64(status.st_ino), size: Int(status.st_size))
  }

  static func identity(at path: String) throws(SandboxError) -> Identity {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .system("stat", path, errno) }
    return Identity(inode: UInt64(status.st_ino), size: Int(status.st_size))
  }

  func read(from offset: Int) throws(SandboxError) -> [UInt8] {
    let count = try identity().size - offset
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          number, buffer.baseAddress.map { unsafe $0 + done }, count - done, offset + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system("read", path, errno) }
      if got == 0 { break }
      done += got
    }
    bytes.removeLast(count - done)
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(SandboxError) {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done)
      }
      if put < 0, errno == EINTR { continue }
      guard put >= 0 else { throw .system("write", path, errno) }
      done += put
    }
  }

  func truncate(to size: Int) throws(SandboxError) {
    guard try identity().size > size else { return }
    guard ftruncate(number, size) == 0 else { throw .system("truncate", path, errno) }
  }

  func synchronize() throws(SandboxError) {
    guard fdatasync(number) == 0 else { throw .system("fdatasync", path, errno) }
  }
}
