import Glibc

/// A run is alive while its process holds this lock.
///
/// The system lets go of it when the process ends, however that happens.
final class RunLock: Sendable {
  // Locks of an open file, not of a process: two writers of one process exclude each other too, and one can
  // be asked about without being taken. Linux gives them these numbers; Swift's own import lacks them.
  private static let getLock: Int32 = 36
  static let setLock: Int32 = 37

  private let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    // Not by closing alone: a child that is being started has a copy of the descriptor until it runs its
    // program, and the lock would last as long as that.
    var request = Self.wholeFile
    request.l_type = Int16(F_UNLCK)
    _ = unsafe fcntl(descriptor, Self.setLock, &request)
    close(descriptor)
  }

  /// Takes the lock of a run; nil when somebody else has it.
  static func take(_ run: RunID, in folder: String) throws(StateStoreError) -> RunLock? {
    let parent = "\(folder)/runs"
    guard unsafe mkdir(parent, 0o700) == 0 || errno == EEXIST else {
      throw StateStoreError(path: parent, errno: errno)
    }
    let path = path(of: run, in: folder)
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw StateStoreError(path: path, errno: errno) }
      var request = wholeFile
      guard unsafe fcntl(descriptor, setLock, &request) == 0 else {
        let number = errno
        close(descriptor)
        guard number == EAGAIN || number == EACCES else {
          throw StateStoreError(path: path, errno: number)
        }
        return nil
      }
      // Whoever had the lock may have removed the file before letting go: then another has its name.
      if isFile(descriptor, at: path) {
        sign(descriptor)
        return RunLock(path: path, descriptor: descriptor)
      }
      close(descriptor)
    }
  }

  /// Writes into the file who has the lock, for the words to those who do not get it.
  private static func sign(_ descriptor: Int32) {
    let name = "\(getpid())\n"
    _ = ftruncate(descriptor, 0)
    _ = unsafe pwrite(descriptor, name, name.utf8.count, 0)
  }

  /// The number of the process that took the lock of a run last; nil where nobody knows.
  static func holder(_ run: RunID, in folder: String) -> Int? {
    var number: Int?
    // Whoever has just taken it may not have written that yet, and the one before is dead.
    for _ in 0..<20 {
      number = line(of: path(of: run, in: folder)).flatMap { Int($0) }
      if let number, kill(pid_t(truncatingIfNeeded: number), 0) == 0 || errno == EPERM { break }
      usleep(5_000)
    }
    return number
  }

  /// Whether somebody has the lock of a run.
  static func isHeld(_ run: RunID, in folder: String) throws(StateStoreError) -> Bool {
    let path = path(of: run, in: folder)
    let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw StateStoreError(path: path, errno: errno) }
      return false
    }
    defer { close(descriptor) }
    var request = wholeFile
    guard unsafe fcntl(descriptor, getLock, &request) == 0 else {
      throw StateStoreError(path: path, errno: errno)
    }
    return request.l_type != Int16(F_UNLCK)
  }

  /// Removes the file, which nobody needs any more; the lock itself ends with this object.
  func removeFile() {
    unsafe unlink(path)
  }

  private static func path(of run: RunID, in folder: String) -> String {
    "\(folder)/runs/\(run.text).lock"
  }

  private static var wholeFile: flock {
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    return request
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (held, named) = (stat(), stat())
    guard unsafe fstat(descriptor, &held) == 0, unsafe stat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
