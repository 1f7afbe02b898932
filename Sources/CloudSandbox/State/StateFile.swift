// The file that keeps what callers changed between processes: a line that names the seed, then one
// line for each change. Writers append under a lock on a file beside it and read first what others
// appended, so that all agree on one order. A file grown large is replaced by a shorter one; its
// readers see another inode and begin anew. A last line without its end is a writer that died.

import Glibc

struct StateFile: ~Copyable {
  private static let smallestReplacedSize = 4 << 20

  let path: String
  private let header: [UInt8]
  private var file: Descriptor
  private let lock: Descriptor
  private var inode: UInt64
  /// How far the file has been read or written, always the end of a line.
  private(set) var offset = 0
  private var line = 0
  private var sizeWhenReplaced = 0

  /// What others wrote since the last look.
  struct News {
    /// The file is another one: what was read of the old one no longer counts.
    var isReplaced = false
    var changes: [StateChange] = []
    var isEmpty: Bool { !isReplaced && changes.isEmpty }
  }

  /// Opens the file, making it and its folder if need be.
  init(path: String, seed: UInt64) throws(SandboxError) {
    try Self.makeFolder(of: path)
    let lock = try Descriptor(opening: path + ".lock", O_RDWR | O_CREAT)
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
    let inode = try file.identity().inode
    self.path = path
    header = (["reeve_sandbox": 1, "seed": .string(String(seed))] as JSON).bytes
    self.lock = lock
    self.file = file
    self.inode = inode
  }

  /// Reads the file for the first time, writing what a new one starts with.
  mutating func begin() throws(SandboxError) -> [StateChange] {
    try lock.lockExclusively()
    defer { lock.unlock() }
    let changes = try readLines()
    if line == 0 { try writeHeader() }
    return changes
  }

  /// Reads what others wrote; one call of the system where they wrote nothing.
  mutating func news() throws(SandboxError) -> News {
    var news = News()
    let now = try? Descriptor.identity(at: path)
    guard now?.inode != inode || now?.size != offset else { return news }
    if now?.inode != inode {
      file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
      inode = try file.identity().inode
      offset = 0
      line = 0
      news.isReplaced = true
    }
    news.changes = try readLines()
    return news
  }

  /// Whether most of the file may be history: a file that is large for good is not written again and again.
  var isWorthReplacing: Bool { offset > max(Self.smallestReplacedSize, 2 * sizeWhenReplaced) }

  func lockExclusively() throws(SandboxError) { try lock.lockExclusively() }
  func unlock() { lock.unlock() }

  /// Appends changes; the caller holds the lock and has read the news.
  ///
  /// They outlive this process. Only the end of the machine may take the last of them, whose lines are cut off then: a
  /// simulated cloud is not worth a wait for the disk at each answer.
  mutating func append(_ changes: [StateChange]) throws(SandboxError) {
    if line == 0 { try writeHeader() }
    try file.truncate(to: offset)
    var bytes: [UInt8] = []
    for change in changes { change.writeLine(to: &bytes) }
    try file.write(bytes)
    offset += bytes.count
    line += changes.count
  }

  /// Replaces the file by one that holds these changes alone; the caller holds the lock.
  mutating func replace(with changes: [StateChange]) throws(SandboxError) {
    var bytes = header + [UInt8(ascii: "\n")]
    for change in changes { change.writeLine(to: &bytes) }
    let temporary = "\(path).\(getpid()).new"
    let replacement = try Descriptor(
      opening: temporary, O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
    try replacement.write(bytes)
    try replacement.synchronize()
    guard unsafe rename(temporary, path) == 0 else { throw .system("rename", path, errno) }
    Self.synchronizeFolder(of: path)
    inode = try replacement.identity().inode
    file = replacement
    offset = bytes.count
    line = changes.count + 1
    sizeWhenReplaced = bytes.count
  }

  private mutating func writeHeader() throws(SandboxError) {
    try file.truncate(to: 0)
    let bytes = header + [UInt8(ascii: "\n")]
    try file.write(bytes)
    try file.synchronize()
    Self.synchronizeFolder(of: path)
    offset = bytes.count
    line = 1
  }

  private mutating func readLines() throws(SandboxError) -> [StateChange] {
    let bytes = try file.read(from: offset)
    var changes: [StateChange] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let text = Array(bytes[start..<end])
      line += 1
      if line == 1 {
        try check(header: text)
      } else {
        do {
          changes.append(try StateChange(json: JSON(parsing: text)))
        } catch {
          throw .corruptState(path: path, line: line)
        }
      }
      start = end + 1
    }
    offset += start
    return changes
  }

  private func check(header text: [UInt8]) throws(SandboxError) {
    guard text != header else { return }
    guard let json = try? JSON(parsing: text), json["reeve_sandbox"] == 1,
      let seed = json["seed"]?.string
    else { throw .corruptState(path: path, line: 1) }
    throw .otherSeed(path: path, seed: seed)
  }

  private static func makeFolder(of path: String) throws(SandboxError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    var folder = path.hasPrefix("/") ? "" : "."
    for part in parts {
      folder += "/\(part)"
      if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw .system("mkdir", folder, errno) }
    }
  }

  private static func synchronizeFolder(of path: String) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    guard let descriptor = try? Descriptor(opening: folder.isEmpty ? "." : folder, O_RDONLY) else {
      return
    }
    try? descriptor.synchronize()
  }
}
