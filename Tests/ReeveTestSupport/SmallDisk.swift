import Glibc

/// A file system in memory that is soon full, mounted for one test.
package final class SmallDisk: Sendable {
  /// Whether a test may mount a file system of its own.
  package static let isAvailable = geteuid() == 0

  package let path: String
  /// Where the database goes.
  package var folder: String { "\(path)/reeve" }
  private var ballast: String { "\(path)/ballast" }

  struct Failure: Error {
    let what: String
    let number: Int32
  }

  package init(megabytes: Int) throws {
    var template = Array("/tmp/state-disk-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return "" }
      return unsafe String(cString: path)
    }
    path = made
    try Self.check(
      unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=700"), "mount")
  }

  deinit {
    unsafe umount2(path, Int32(MNT_DETACH))
    unsafe rmdir(path)
  }

  /// Takes all the room that is left.
  package func fill() throws {
    let descriptor = unsafe open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(what: "open", number: errno) }
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 4_096)
    while unsafe write(descriptor, &block, block.count) > 0 {}
    guard errno == ENOSPC else { throw Failure(what: "write", number: errno) }
  }

  package func makeRoom() { unsafe unlink(ballast) }

  package func remountReadOnly() throws {
    let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
    // A writer that has just ended may still close its files.
    for _ in 0..<1_000 {
      if unsafe mount("tmpfs", path, "tmpfs", flags, nil) == 0 { return }
      guard errno == EBUSY else { break }
      usleep(10_000)
    }
    throw Failure(what: "remount", number: errno)
  }

  private static func check(_ status: Int32, _ what: String) throws {
    guard status == 0 else { throw Failure(what: what, number: errno) }
  }
}
