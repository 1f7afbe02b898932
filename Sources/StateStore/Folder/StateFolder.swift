import CSQLite
import Glibc

/// The folder of the database: made for its owner alone, on a disk of this machine.
package enum StateFolder {
  static let databaseName = "state.db"

  /// Makes the folder and the empty file where they are missing, and returns the file's path.
  static func prepare(_ folder: String) throws(StateStoreError) -> String {
    try makeFolders(folder)
    try checkFileSystem(of: folder)
    let file = "\(folder)/\(databaseName)"
    // SQLite gives its log and shared memory the mode of the file, so this mode is enough for all. The file is never
    // opened here: whoever closes a file lets go of all locks that the process has on it, those of SQLite's connections
    // included, and another process that is the last to close the database would then remove the log that they write.
    guard unsafe mknod(file, S_IFREG | 0o600, 0) == 0 || errno == EEXIST,
      unsafe chmod(file, 0o600) == 0
    else { throw StateStoreError(path: file, errno: errno) }
    return file
  }

  private static func makeFolders(_ folder: String) throws(StateStoreError) {
    var missing: [String] = []
    var path = folder
    while !exists(path), let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      missing.append(path)
      path = String(path[..<slash])
    }
    for path in missing.reversed() {
      // Another process may make it first.
      guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
        throw StateStoreError(path: path, errno: errno)
      }
    }
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else {
      throw StateStoreError(path: folder, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw StateStoreError(path: folder, errno: ENOTDIR)
    }
    guard status.st_uid == geteuid() else {
      throw StateStoreError(
        path: folder, problem: .foreignOwner, detail: "user id \(status.st_uid)")
    }
    guard status.st_mode & 0o077 != 0 else { return }
    guard unsafe chmod(folder, status.st_mode & 0o700) == 0 else {
      throw StateStoreError(path: folder, errno: errno)
    }
  }

  private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  private static func checkFileSystem(of folder: String) throws(StateStoreError) {
    let type = unsafe reeve_file_system_type(folder)
    guard type != -1 else { throw StateStoreError(path: folder, errno: errno) }
    guard let name = networkFileSystem(type: type) else { return }
    throw StateStoreError(path: folder, problem: .networkFileSystem(name: name), detail: "")
  }

  /// The name of a file system whose files other machines see too; nil for a local one.
  ///
  /// The numbers are those of `statfs(2)`.
  package static func networkFileSystem(type: Int) -> String? {
    switch UInt32(truncatingIfNeeded: type) {
    case 0x6969: "NFS"
    case 0x517b, 0xff53_4d42, 0xfe53_4d42: "SMB"
    case 0x5346_414f, 0x6b41_4653: "AFS"
    case 0x7375_7245: "Coda"
    case 0x00c3_6400: "Ceph"
    case 0x0102_1997: "9P"
    case 0x0bd0_0bd0: "Lustre"
    case 0x0116_1970: "GFS2"
    case 0x7461_636f: "OCFS2"
    case 0x1980_3310: "GPFS"
    case 0x564c: "NCP"
    default: nil
    }
  }
}
