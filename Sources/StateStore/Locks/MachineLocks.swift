import Glibc
import Synchronization

/// Locks by name that the processes of one user share.
///
/// The system lets go of a lock when its process ends, however that happens. Names share one file,
/// each with a byte of its own, so nothing has to be cleaned up. Two names may have the same byte:
/// then they only wait for each other.
package struct MachineLocks: Sendable {
  let folder: String

  /// Takes the lock of a name; nil while somebody else has it, in this process or another.
  ///
  /// - Throws: ``StateStoreError``.
  package func take(_ name: String) throws(StateStoreError) -> MachineLock? {
    let path = "\(folder)/locks"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StateStoreError(path: path, errno: errno) }
    var request = flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    request.l_start = Self.place(of: name)
    request.l_len = 1
    if unsafe fcntl(descriptor, RunLock.setLock, &request) == 0 {
      return MachineLock(descriptor: descriptor)
    }
    let number = errno
    close(descriptor)
    guard number == EAGAIN || number == EACCES else {
      throw StateStoreError(path: path, errno: number)
    }
    return nil
  }

  /// The same byte in every process, and well spread: FNV-1a, held to what a file may be long.
  private static func place(of name: String) -> off_t {
    let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return off_t(hash >> 2)
  }
}

/// A lock that is held until it is released or this object goes away.
package final class MachineLock: Sendable {
  private let descriptor: Mutex<Int32?>

  fileprivate init(descriptor: Int32) {
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Lets the next one have it.
  package func release() {
    descriptor.withLock { held in
      if let held { close(held) }
      held = nil
    }
  }
}

extension StateStore {
  /// The locks that every process with this folder shares.
  package var locks: MachineLocks { MachineLocks(folder: folder) }
}
