internal import Glibc

/// Where tokens outlive a process.
public protocol TokenStore: Sendable {
  /// The token kept under a key.
  ///
  /// - Parameter key: A name for account, user and scope.
  /// - Returns: The token, or `nil` where there is none that can be read.
  func token(for key: String) -> Token?

  /// Keeps a token in place of any earlier one. Failing to keep it is no error: the next process
  /// logs in again.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - key: A name for account, user and scope.
  func keep(_ token: Token, for key: String)
}

/// Keeps each token in a file of its own, which only the user may read (mode 0600).
public struct FileTokenStore: TokenStore {
  private let folder: String

  /// Makes a store.
  ///
  /// - Parameter folder: The folder for the files; it must exist.
  public init(folder: String) { self.folder = folder }

  /// The token in the file for a key, unless others may read that file.
  ///
  /// - Parameter key: A name for account, user and scope.
  /// - Returns: The token, or `nil`.
  public func token(for key: String) -> Token? {
    guard let bytes = PrivateFile.read(path(for: key)), let json = try? JSON(parsing: bytes),
      let value = json["value"]?.string
    else { return nil }
    return Token(
      value: Secret(value),
      expiresAt: json["expires_at"]?.int.map(Timestamp.init(secondsSinceEpoch:)),
      projectID: json["project_id"]?.string)
  }

  /// Writes a token beside its file and moves it into place.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - key: A name for account, user and scope.
  public func keep(_ token: Token, for key: String) {
    var json = JSONObject()
    json["value"] = .string(token.value.reveal())
    json["expires_at"] = token.expiresAt.map { .int($0.secondsSinceEpoch) }
    json["project_id"] = token.projectID.map { .string($0) }
    PrivateFile.write(JSON.object(json).encoded(), to: path(for: key))
  }

  private func path(for key: String) -> String {
    "\(folder)/token-\(Digest.sha256(Array(key.utf8)).prefix(32)).json"
  }
}

/// Files that only their owner may read.
enum PrivateFile {
  static func read(_ path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard unsafe fstat(file, &facts) == 0, facts.st_mode & 0o077 == 0, facts.st_uid == geteuid(),
      facts.st_size < 1 << 20
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe Glibc.read(file, $0.baseAddress, $0.count)
    }
    return count == bytes.count ? bytes : nil
  }

  @discardableResult
  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    guard let draft = draft(bytes, of: path) else { return false }
    if unsafe rename(draft, path) == 0 { return true }
    _ = unsafe unlink(draft)
    return false
  }

  /// Writes a file unless there is one; whether there is one now.
  static func create(_ bytes: [UInt8], at path: String) -> Bool {
    guard let draft = draft(bytes, of: path) else { return false }
    defer { _ = unsafe unlink(draft) }
    // Of several processes that begin at once, all have the key of the first.
    return unsafe link(draft, path) == 0 || errno == EEXIST
  }

  /// A file beside another one, which it is to become; nil where it cannot be written.
  private static func draft(_ bytes: [UInt8], of path: String) -> String? {
    let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    let isComplete = count == bytes.count && fsync(file) == 0
    close(file)
    if isComplete { return draft }
    _ = unsafe unlink(draft)
    return nil
  }
}
